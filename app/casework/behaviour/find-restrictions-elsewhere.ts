import { type ContactRestriction, listRestrictions } from '../../../engine/index.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** A restriction of contact as another case of the same people has it. */
export type RestrictionElsewhere = {
  readonly caseId: string;
  readonly reference: string;
  readonly restriction: ContactRestriction;
  readonly limits: string | undefined;
  readonly staysOpen: string | undefined;
};

/**
 * Restrictions that hold on the cases linked with this one, as far as whoever looks may see those: a restriction is of
 * the person and not of one complaint, and cases know each other by their links.
 */
export async function findRestrictionsElsewhere(
  parts: AppParts,
  { record, standing, person }: OpenCase,
): Promise<readonly RestrictionElsewhere[]> {
  const references = [...new Set(standing.state.links.map(({ to }) => to))].filter((to) => to !== 'new');
  if (references.length === 0) return [];
  const rows = await parts.casebook.database.inOrganisation(record.organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select(['case_id as caseId', 'reference'])
      .where('organisation', '=', record.organisation)
      .where('reference', 'in', references)
      .where(isListedFor(person))
      .orderBy('reference')
      .execute(),
  );
  const found: RestrictionElsewhere[] = [];
  for (const { caseId, reference } of rows)
    found.push(...(await readRestrictions(parts, record.organisation, caseId, reference)));
  return found;
}

async function readRestrictions(
  parts: AppParts,
  organisation: string,
  caseId: string,
  reference: string,
): Promise<readonly RestrictionElsewhere[]> {
  const record = await parts.casebook.load(organisation, caseId);
  if (!record) return [];
  return listRestrictions(standingOf(record, { on: parts.today(), at: parts.now() }).state).map((restriction) => {
    const { limits, 'stays-open': staysOpen } = record.texts.get(restriction.n) ?? {};
    return { caseId, reference, restriction, limits, staysOpen };
  });
}
