import pg from 'pg';
import { fillDemo } from '../app/demo/fill-demo.ts';
import { makeRandom, type Random } from '../app/demo/random.ts';
import { openPeople } from '../app/identity/people.ts';
import { type Config, openInstallation } from '../app/installation.ts';
import { findStreams, readStreams } from '../app/store/read-stream.ts';
import { hashTerm } from '../app/store/search/hash-term.ts';
import { isWord, listTerms } from '../app/store/search/list-terms.ts';
import { describeSearchEntry, hashKeys, listReferenceTerms, monthTerm } from '../app/store/search/search-projection.ts';
import type { StoredEventWithTexts } from '../app/store/stored-event.ts';
import { addCalendarDays, type IsoDate, listNamesAwaited } from '../engine/index.ts';
import { PER_CASE } from './per-case.ts';

/** Who looks at the pages, with what is the same in the small and in the large installation. */
export type Looker = { readonly id: string; readonly email: string; readonly name: string };
export type Filled = { readonly looker: Looker; readonly examples: readonly Template[] };

/** A case that the engine decided, of which many are made. */
export type Template = {
  readonly caseId: string;
  readonly open: boolean;
  /** It waits in the inbox. */
  readonly unsorted: boolean;
  readonly restricted: boolean;
  readonly handler: string | null;
  readonly received: IsoDate;
  /** By role, by name, or as somebody who is told when it comes close. */
  readonly waitsFor: readonly string[];
  readonly late: boolean;
  /** The terms it is found by but for who complained. */
  readonly terms: readonly number[];
};

export const PASSWORD = 'violet kettle harbour nine';
/** Who complains in a few cases of each installation, to be searched for. */
export const PLANTED = {
  name: 'Mohammed Wrzesniewski',
  address: '41 Halfpenny Gate, Netherton, QX7 4ZD',
  email: 'mo.wrz@residents.example',
  telephone: '01632 960777',
  reference: '26-PPKKW',
};
const PLANTED_CASES = 5;
const MINE = 30;
/** So many open cases of others are late in any size, that a page of late ones is full. */
const LATE = 30;
/** So many wait in the inbox in any size. */
const UNSORTED = 15;
const OPEN_SHARE = 0.08;
const PERSONAL = ['resident-name', 'resident-address', 'resident-email', 'resident-telephone'];

/**
 * Fills an empty database with the people of a landlord and a hundred or more lifelike cases of every sort, each decided
 * by the engine. `now`: the day they lead up to. `seed`: what they are invented from.
 */
export async function fillTemplates(config: Config, organisation: string, now: string, seed: string): Promise<Filled> {
  const installation = await openInstallation(config, () => now);
  try {
    const { database, accounts } = installation;
    const organisations = installation.organisations.filter(({ id }) => id === organisation);
    const people = (at: () => string) => openPeople({ database, accounts, now: at });
    await fillDemo({ ...installation, organisations, openPeople: people }, { now, password: PASSWORD, seed });
    return await database.inOrganisation(organisation, async (tx) => {
      const templates = await readTemplates(tx, organisation, installation.today());
      const staff = await tx.selectFrom('person').selectAll().where('organisation', '=', organisation).execute();
      const busiest = pickBusiest(templates);
      const person = staff.find(({ person_id }) => person_id === busiest);
      const { email = '' } = (person?.details ?? {}) as { email?: string };
      const names = listNamesAwaited({ id: busiest, roles: (person?.roles ?? []) as never } as never);
      // What waits for the looker by name or by role is theirs, and there is as much of it in both sizes.
      const examples = templates.filter(
        ({ open, unsorted, handler, waitsFor }) =>
          unsorted || (open && handler === busiest) || !waitsFor.some((who) => names.includes(who)),
      );
      return { looker: { id: busiest, email, name: person?.name ?? '' }, examples };
    });
  } finally {
    await installation.close();
  }
}

type InTx = Parameters<typeof findStreams>[0];

async function readTemplates(tx: InTx, organisation: string, today: string): Promise<readonly Template[]> {
  const streams = (await findStreams(tx, organisation, { limit: 10_000 })).map(({ stream }) => stream);
  const cases = streams.filter((stream) => stream.startsWith('case:'));
  const events = await readStreams(tx, organisation, cases, { withTexts: true });
  const lines = await tx.selectFrom('case_list').selectAll().where('organisation', '=', organisation).execute();
  const awaited = await tx
    .selectFrom('awaited')
    .select(['case_id', 'who'])
    .where('organisation', '=', organisation)
    .execute();
  const duties = await tx
    .selectFrom('duty')
    .select(['case_id', 'owner'])
    .where('organisation', '=', organisation)
    .execute();
  const inbox = await tx.selectFrom('inbox_item').select('case_id').where('organisation', '=', organisation).execute();
  const told = duties.map(({ case_id, owner }) => ({ case_id, who: `=${owner}` }));
  return lines.map((line) => ({
    caseId: line.case_id,
    open: line.status !== 'closed',
    unsorted: inbox.some(({ case_id }) => case_id === line.case_id),
    restricted: line.restricted,
    handler: line.handler,
    received: line.received_on as IsoDate,
    late: line.next_due_clock !== null && line.next_due !== null && line.next_due < today,
    waitsFor: [...awaited, ...told].filter(({ case_id }) => case_id === line.case_id).map(({ who }) => who),
    terms: commonTerms(organisation, (events.get(`case:${line.case_id}`) ?? []) as StoredEventWithTexts[]),
  }));
}

function commonTerms(organisation: string, events: readonly StoredEventWithTexts[]): readonly number[] {
  const impersonal = events.map(({ texts, ...event }) => ({
    ...event,
    texts: Object.fromEntries(Object.entries(texts).filter(([field]) => !PERSONAL.includes(field))),
  }));
  const terms = [...describeSearchEntry(impersonal).terms].filter((term) => !/^[~!]/.test(term));
  return terms.map((term) => hashTerm(organisation, term));
}

/** Who has most of the open cases. */
function pickBusiest(templates: readonly Template[]): string {
  const counts = new Map<string, number>();
  for (const { open, handler, restricted } of templates)
    if (open && handler && !restricted) counts.set(handler, (counts.get(handler) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  if (!first) throw new Error('No open case of the examples has a handler.');
  return first[0];
}

type Copy = {
  readonly template: Template;
  readonly caseId: string;
  readonly reference: string;
  readonly handler: string | null;
  /** How many days earlier all happened. */
  readonly back: number;
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly telephone: string;
};

/**
 * Makes `size` cases of the examples that are in a database, and takes the examples away: one in twelve open, of
 * which thirty are the looker's, thirty late and fifteen in the inbox whatever the size, the others spread over the staff; the rest closed, over four years. Each has
 * its own reference, name and address. Their digests are those of the examples, as no page looks at them.
 */
export async function multiplyCases(url: string, organisation: string, size: number, filled: Filled): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: staff } = await client.query('select person_id from person where organisation = $1 order by 1', [
      organisation,
    ]);
    const copies = planCopies(
      size,
      filled,
      staff.map(({ person_id }) => person_id as string),
    );
    await client.query(`set maintenance_work_mem = '256MB'`);
    // Filled first and indexed afterwards, which is several times quicker.
    const { rows: indexes } = await client.query(SECONDARY);
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await writeCopies(client, organisation, copies);
    await learnWords(client, organisation, copies);
    for (const statement of COPY_ALL) await client.query(statement, statement.includes('$1') ? [organisation] : []);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

/** Every index that holds no key. */
const SECONDARY = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
  from pg_index join pg_class on pg_class.oid = indrelid
  where relnamespace = 'public'::regnamespace and not indisunique`;

/** The examples by what is made of them. */
function sortExamples({ looker, examples }: Pick<Filled, 'looker' | 'examples'>) {
  const closed = examples.filter(({ open }) => !open);
  const sorted = examples.filter(({ open, unsorted }) => open && !unsorted);
  const own = sorted.filter(({ handler, restricted }) => handler === looker.id && !restricted);
  const others = sorted.filter(({ handler }) => handler !== null && handler !== looker.id);
  const inbox = examples.filter(({ unsorted, restricted }) => unsorted && !restricted);
  const late = others.filter((one) => one.late && !one.restricted);
  return { closed, own, others, inbox, late };
}

/** Whether there are examples of every sort: of cases invented by chance, some lack one on some days. */
export const hasEverySort = (filled: Filled): boolean =>
  Object.values(sortExamples(filled)).every((examples) => examples.length > 0);

function planCopies(size: number, { looker, examples }: Filled, staff: readonly string[]): readonly Copy[] {
  const random = makeRandom('copies');
  const { closed, own, others, inbox, late } = sortExamples({ looker, examples });
  const colleagues = staff.filter((id) => id !== looker.id);
  const open = Math.round(size * OPEN_SHARE);
  return Array.from({ length: size }, (_none, at): Copy => {
    const isOpen = at < open;
    const waits = at >= MINE + LATE && at < MINE + LATE + UNSORTED;
    const from = at < MINE ? own : at < MINE + LATE ? late : waits ? inbox : isOpen ? others : closed;
    const template = from[at % from.length];
    if (!template) throw new Error('There are too few examples.');
    const handler =
      !isOpen || waits ? template.handler : at < MINE ? looker.id : (colleagues[at % colleagues.length] ?? null);
    const planted = at >= open && at < open + PLANTED_CASES;
    const back = isOpen ? 0 : 7 * random.between(0, 200);
    const resident = planted ? PLANTED : makeResident(random);
    const reference = planted && at === open ? PLANTED.reference : makeReference(at);
    return { template, caseId: makeId(at), handler, back, ...resident, reference };
  });
}

/** The id of the case at a place of the list: the first thirty are open and the looker's. */
export const makeId = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
function makeReference(at: number): string {
  // A step that shares no factor with 31^4 or 31^5 goes through all of them in an order that looks like chance.
  let left = (at * 7_919_993 + 12_345) % 31 ** 5;
  const letters = Array.from({ length: 5 }, () => {
    const letter = LETTERS[left % 31];
    left = Math.floor(left / 31);
    return letter;
  });
  return `25-${letters.join('')}`;
}

const FIRST =
  'Amina Brian Chloe Dmitri Eileen Farid Grace Hamza Irene Jamal Kath Leon Maureen Nasreen Oscar Priya Rosa Samir Tracey Usman Vera Wesley Yusuf Zofia'.split(
    ' ',
  );
const BEGIN =
  'Ash Birt Cart Dun Eck Farr Green Hall Ingle Jank Ker Lom Mor Nutt Og Pick Quill Rad Scho Tatt Ud Vick Whit Yeo Ziel Brad Clay Dor Fern Holl'.split(
    ' ',
  );
const END =
  'worth wistle wright ne ersley ell halgh owski shaw ax timer all den les ley man field ersall ham ers burn ford mere thorpe wick stead combe gate hurst ridge'.split(
    ' ',
  );
const STREET =
  'Mill Chapel Orchard Station Canal Heath Alder Beech Quarry Meadow Bridge Church Garden Hill King Lime North Oak Park Queen'.split(
    ' ',
  );
const KIND = 'Lane Street Court Road View Close House Way'.split(' ');

function makeResident(random: Random): Pick<Copy, 'name' | 'address' | 'email' | 'telephone'> {
  const last = `${random.pick(BEGIN)}${random.pick(END)}`;
  const first = random.pick(FIRST);
  const postcode = `${random.pick(['SK', 'OL', 'M', 'BL'])}${random.between(1, 30)} ${random.between(1, 9)}${random.pick([...'ABDEFGH'])}${random.pick([...'JLNPQRS'])}`;
  return {
    name: `${first} ${last}`,
    address: `${random.between(1, 240)} ${random.pick(STREET)} ${random.pick(KIND)}, ${postcode}`,
    email: `${first}.${last}${random.between(1, 999)}@residents.example`.toLowerCase(),
    telephone: `01632 96${String(random.between(0, 9999)).padStart(4, '0')}`,
  };
}

const ownTerms = ({ name, address, email, telephone, reference, template, back }: Copy): readonly string[] => [
  ...listTerms(`${name} ${email} ${telephone} ${address}`),
  ...listReferenceTerms(reference),
  monthTerm(addCalendarDays(template.received, -back)),
];

async function writeCopies(client: pg.Client, organisation: string, copies: readonly Copy[]): Promise<void> {
  await client.query(`create temp table copy (template text, case_id text primary key, reference text, old_handler text,
    handler text, back integer, name text, address text, email text, telephone text, terms bigint[])`);
  for (let at = 0; at < copies.length; at += 5000) {
    const some = copies.slice(at, at + 5000).map((copy) => {
      const own = ownTerms(copy).map((term) => hashTerm(organisation, term));
      const { template, caseId, ...rest } = copy;
      const terms = [...template.terms, ...own];
      return { ...rest, template: template.caseId, case_id: caseId, old_handler: template.handler, terms };
    });
    await client.query('insert into copy select * from jsonb_populate_recordset(null::copy, $1::jsonb)', [
      JSON.stringify(some),
    ]);
  }
  await client.query('create index on copy (template)');
  await client.query('analyze copy');
}

async function learnWords(client: pg.Client, organisation: string, copies: readonly Copy[]): Promise<void> {
  const words = new Set(copies.flatMap((copy) => ownTerms(copy).filter((term) => isWord(term))));
  const rows = [...words].map((word) => ({ word, keys: hashKeys(organisation, word) }));
  await client.query(
    `insert into search_word select $1, word, keys from jsonb_to_recordset($2::jsonb) as given (word text, keys bigint[])
    on conflict do nothing`,
    [organisation, JSON.stringify(rows)],
  );
}

/** Copied row by row; in each the handler is exchanged wherever it stands. */
const OTHERS = PER_CASE.filter((table) => table !== 'case_list' && table !== 'case_search');
const exchanged = (text: string): string =>
  `case when c.old_handler is null or c.handler is null then ${text} else replace(${text}, c.old_handler, c.handler) end`;

const COPY_ALL: readonly string[] = [
  `insert into event (organisation, stream, version, type, data, happened_on, happened_at, recorded_at, actor,
      private_digests, digest, previous)
    select e.organisation, 'case:' || c.case_id, e.version, e.type,
      case when e.version = 1 then jsonb_set((${exchanged('e.data::text')})::jsonb, '{origin,reference}', to_jsonb(c.reference))
        else (${exchanged('e.data::text')})::jsonb end,
      e.happened_on - c.back, e.happened_at - make_interval(days => c.back), e.recorded_at - make_interval(days => c.back),
      ${exchanged('e.actor')}, e.private_digests, e.digest, e.previous
    from copy c join event e on e.organisation = $1 and e.stream = 'case:' || c.template`,
  `insert into event_private (organisation, stream, version, field, salt, text)
    select p.organisation, 'case:' || c.case_id, p.version, p.field, p.salt,
      case p.field when 'resident-name' then c.name when 'resident-address' then c.address
        when 'resident-email' then c.email when 'resident-telephone' then c.telephone else p.text end
    from copy c join event_private p on p.organisation = $1 and p.stream = 'case:' || c.template`,
  `insert into stream_head (organisation, stream, version, digest)
    select h.organisation, 'case:' || c.case_id, h.version, h.digest
    from copy c join stream_head h on h.organisation = $1 and h.stream = 'case:' || c.template`,
  `insert into case_list select (jsonb_populate_record(t, (${exchanged('to_jsonb(t)::text')})::jsonb
      || jsonb_build_object('case_id', c.case_id, 'reference', c.reference, 'received_on', t.received_on - c.back))).*
    from copy c join case_list t on t.organisation = $1 and t.case_id = c.template`,
  ...OTHERS.map(
    (table) => `insert into ${table} select (jsonb_populate_record(t, (${exchanged('to_jsonb(t)::text')})::jsonb
      || jsonb_build_object('case_id', c.case_id))).*
    from copy c join ${table} t on t.organisation = $1 and t.case_id = c.template`,
  ),
  `insert into case_search (organisation, case_id, subject, resident, terms)
    select t.organisation, c.case_id, t.subject, c.name, c.terms
    from copy c join case_search t on t.organisation = $1 and t.case_id = c.template`,
  ...['event', 'event_private', 'stream_head'].map(
    (table) => `delete from ${table} where organisation = $1 and stream in (select 'case:' || template from copy)`,
  ),
  ...PER_CASE.map((table) => `delete from ${table} where organisation = $1 and case_id in (select template from copy)`),
  'delete from outbox',
  'drop table copy',
];
