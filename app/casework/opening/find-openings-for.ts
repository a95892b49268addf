import { guardRestricting, makeContext } from '../../../engine/index.ts';
import { type CaseOpening, findOpenings } from '../../store/record-opening.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** Who opened a case while it was restricted, for whoever may decide who sees it; undefined for the others. */
export async function findOpeningsFor(
  parts: AppParts,
  { record, standing, actor }: OpenCase,
): Promise<readonly CaseOpening[] | undefined> {
  if (guardRestricting(makeContext(standing, standing.asOf), actor).length > 0) return undefined;
  return parts.casebook.database.inOrganisation(record.organisation, (tx) =>
    findOpenings(tx, record.organisation, record.caseId),
  );
}
