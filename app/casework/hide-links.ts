import type { CaseEvent } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import { isListedFor } from '../store/cases/list-within-reach.ts';
import type { AppParts } from '../web/app-parts.ts';

/** What stands for the reference of a linked case that whoever looks may not see. */
export const NOT_OPEN = 'not-open';

/** A case as it is shown to somebody: of linked cases that are not open to them, not even the reference. */
export async function hideLinks(parts: AppParts, record: CaseRecord, person: Person): Promise<CaseRecord> {
  const named = [...new Set(record.events.flatMap((event) => (event.type === 'linked' ? [event.to] : [])))];
  if (named.length === 0) return record;
  const hidden = await findHidden(parts, record.organisation, person, named);
  if (hidden.size === 0) return record;
  const events = record.events.map(
    (event): CaseEvent => (event.type === 'linked' && hidden.has(event.to) ? { ...event, to: NOT_OPEN } : event),
  );
  return { ...record, events };
}

async function findHidden(
  { casebook }: AppParts,
  organisation: string,
  person: Person,
  references: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select(['reference', isListedFor(person).as('listed')])
      .where('organisation', '=', organisation)
      .where('reference', 'in', references)
      .execute(),
  );
  return new Set(rows.filter(({ listed }) => !listed).map(({ reference }) => reference));
}
