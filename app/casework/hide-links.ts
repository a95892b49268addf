import type { CaseEvent } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import { isListedFor } from '../store/cases/list-within-reach.ts';
import type { AppParts } from '../web/app-parts.ts';

/** What stands for the reference of another case that whoever looks may not see. */
export const NOT_OPEN = 'not-open';

/** A case as it is shown to somebody: of other cases that are not open to them, not even the reference. */
export async function hideLinks(parts: AppParts, record: CaseRecord, person: Person): Promise<CaseRecord> {
  const named = [...new Set(record.events.flatMap((event) => findNamed(event) ?? []))];
  if (named.length === 0) return record;
  const hidden = await findHidden(parts, record.organisation, person, named);
  if (hidden.size === 0) return record;
  const events = record.events.map((event) => (hidden.has(findNamed(event) ?? '') ? hideNamed(event) : event));
  return { ...record, events };
}

/** The reference of the other case that a recording names. */
function findNamed(event: CaseEvent): string | undefined {
  if (event.type === 'linked') return event.to;
  if (event.type === 'merged') return event.into;
  return event.type === 'taken-in' || event.type === 'kept-apart' ? event.from : undefined;
}

function hideNamed(event: CaseEvent): CaseEvent {
  if (event.type === 'linked') return { ...event, to: NOT_OPEN };
  if (event.type === 'merged') return { ...event, into: NOT_OPEN };
  return event.type === 'taken-in' || event.type === 'kept-apart' ? { ...event, from: NOT_OPEN } : event;
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
