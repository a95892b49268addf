import { isWithinReach } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import type { CaseRecord } from '../../store/cases/casebook.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { AppParts } from '../../web/app-parts.ts';

/** The case of a reference, where this person may see it; undefined as for one that is not there. */
export async function findByReference(
  parts: AppParts,
  organisation: string,
  person: Person,
  reference: string,
): Promise<CaseRecord | undefined> {
  const row = await parts.casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('reference', '=', reference.trim().toUpperCase())
      .where(isListedFor(person))
      .executeTakeFirst(),
  );
  const record = row && (await parts.casebook.load(organisation, row.case_id));
  return record && isWithinReach(parts, record, person) ? record : undefined;
}
