import { type SqlBool, sql } from 'kysely';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database, Tx } from '../../store/open-database.ts';

export const INBOX_ORDERS = ['oldest', 'newest'] as const;
export type InboxOrder = (typeof INBOX_ORDERS)[number];

export const INBOX_PAGE = 25;
/** A number in the navigation says no more than this. */
const MOST_COUNTED = 100;

type Wish = {
  readonly organisation: string;
  readonly person: Person;
  /** Only what is of these services, or of none yet. */
  readonly services?: readonly string[] | undefined;
};

/** What waits to be sorted, for whoever looks: one page of it, by first contact, and how many there are. */
export async function findInbox(
  database: Database,
  { order, page, ...wish }: Wish & { readonly order: InboxOrder; readonly page: number },
): Promise<{ readonly caseIds: readonly string[]; readonly total: number }> {
  return database.inOrganisation(wish.organisation, async (tx) => {
    const direction = order === 'oldest' ? 'asc' : 'desc';
    const rows = await waiting(tx, wish)
      .select('inbox_item.case_id')
      .orderBy('inbox_item.received_on', direction)
      .orderBy('inbox_item.case_id', direction)
      .limit(INBOX_PAGE)
      .offset((page - 1) * INBOX_PAGE)
      .execute();
    const { total } = await waiting(tx, wish)
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    return { caseIds: rows.map(({ case_id }) => case_id), total: Number(total) };
  });
}

/** How many wait to be sorted, for whoever looks: as words for a label, `12` or `99+`; undefined where none does. */
export async function countInbox(database: Database, wish: Wish): Promise<string | undefined> {
  const rows = await database.inOrganisation(wish.organisation, (tx) =>
    waiting(tx, wish).select('inbox_item.case_id').limit(MOST_COUNTED).execute(),
  );
  if (rows.length === 0) return undefined;
  return rows.length < MOST_COUNTED ? String(rows.length) : `${MOST_COUNTED - 1}+`;
}

/** The one that has waited longest, beside one that is being looked at; undefined where none is left. */
export async function findNextInInbox(
  database: Database,
  wish: Wish & { readonly besides: string },
): Promise<string | undefined> {
  const row = await database.inOrganisation(wish.organisation, (tx) =>
    waiting(tx, wish)
      .select('inbox_item.case_id')
      .where('inbox_item.case_id', '<>', wish.besides)
      .orderBy('inbox_item.received_on')
      .orderBy('inbox_item.case_id')
      .limit(1)
      .executeTakeFirst(),
  );
  return row?.case_id;
}

function waiting(tx: Tx, { organisation, person, services }: Wish) {
  return tx
    .selectFrom('inbox_item')
    .innerJoin('case_list', (join) =>
      join
        .onRef('case_list.organisation', '=', 'inbox_item.organisation')
        .onRef('case_list.case_id', '=', 'inbox_item.case_id'),
    )
    .where('inbox_item.organisation', '=', organisation)
    .where(isListedFor(person))
    .$if(services !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(case_list.service is null or case_list.service = any(${[...(services ?? [])]}::text[]))`,
      ),
    );
}
