import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Actor, addCalendarDays, CHANNELS, type IsoDate, localDateOf } from '../../engine/index.ts';
import { mergeCases } from '../casework/inbox/merge-cases.ts';
import type { Person } from '../identity/person.ts';
import type { Casebook, CaseRecord } from '../store/cases/casebook.ts';
import { actorOf } from './walk.ts';

const words = z.string().trim().min(1);
const reached = {
  email: words.optional(),
  telephone: words.optional(),
  address: words.optional(),
};
const schema = z.strictObject({
  people: z.array(z.strictObject({ id: words, name: words.optional(), ...reached })),
  items: z
    .array(
      z.strictObject({
        days: z.number().int().min(0),
        channel: z.enum(CHANNELS),
        from: words.optional(),
        /** From a resident who has an open case already. */
        again: z.boolean().optional(),
        /** What has been done with it and that case. */
        sorted: z.enum(['merge', 'link']).optional(),
        subject: words.optional(),
        words,
      }),
    )
    .min(12),
});

type Told = z.infer<typeof schema>;
/** How somebody is called and reached, as a case keeps it. */
type Reached = Readonly<Record<string, string>>;

/** What waits to be sorted in the demo. Throws where the file is not as it should be. */
export const loadInbox = (): Told => schema.parse(parse(readFileSync(new URL('inbox.yaml', import.meta.url), 'utf8')));

type Filling = {
  readonly organisation: string;
  /** The instant at which the demo begins. */
  readonly now: string;
  /** Moves the clock of the casebook. */
  readonly setClock: (at: string) => void;
  /** A resident of an open case, who writes once more. */
  readonly again: Known | undefined;
  readonly people: readonly Person[];
  readonly makeReference: (on: IsoDate) => string;
};

/** Somebody who complains already, and their case. */
export type Known = { readonly resident: Reached; readonly caseId: string };

const RESIDENT: Actor = { id: 'resident', kind: 'resident', roles: [] };

/** Puts a dozen things into the inbox of a landlord of the demo: of every kind, two of them about one matter. */
export async function fillInbox(casebook: Casebook, filling: Filling): Promise<void> {
  const { people, items } = loadInbox();
  const today = localDateOf(filling.now) as IsoDate;
  for (const item of items) {
    const on = addCalendarDays(today, -item.days);
    const at = item.days === 0 ? filling.now : `${on}T09:20:00Z`;
    const known = people.find(({ id }) => id === item.from);
    const resident = item.again ? (filling.again?.resident ?? {}) : known ? describeReached(known) : {};
    filling.setClock(at);
    const caseId = await putIn(casebook, filling, item, { on, at }, resident);
    if (item.sorted && filling.again) await sortWith(casebook, filling, { caseId, sorted: item.sorted }, filling.again);
  }
}

type Item = Told['items'][number];

/** Takes an item in as it came, unsorted. Answers its number. */
async function putIn(
  casebook: Casebook,
  { organisation, makeReference }: Filling,
  item: Item,
  moment: { readonly on: IsoDate; readonly at: string },
  resident: Reached,
): Promise<string> {
  const reachable = (resident['resident-email'] ?? resident['resident-address']) !== undefined;
  const told = { kind: 'complaint', channel: item.channel, 'what-happened': item.words, untriaged: true, reachable };
  const input = item.subject === undefined ? told : { ...told, subject: item.subject };
  const reference = makeReference(moment.on);
  const made = await casebook.register({ organisation, actor: RESIDENT, moment, input, resident, reference });
  if ('refused' in made) throw new Error(`The demo could not put into the inbox: ${describe(made.refused)}`);
  return made.caseId;
}

type Sorted = { readonly caseId: string; readonly sorted: 'merge' | 'link' };

/** Merges it into the case of whoever sent it, or links the two, by the first person who may. */
async function sortWith(casebook: Casebook, filling: Filling, item: Sorted, known: Known): Promise<void> {
  const { organisation, people, now, setClock } = filling;
  setClock(now);
  const [record, into] = [
    await casebook.load(organisation, item.caseId),
    await casebook.load(organisation, known.caseId),
  ];
  if (!record || !into) return;
  for (const actor of people.filter(({ roles }) => roles.length > 0).map(actorOf)) {
    const outcome =
      item.sorted === 'merge'
        ? await mergeCases(casebook, record, into, { actor })
        : await linkCases(casebook, record, into, actor);
    if ('done' in outcome) return;
  }
  throw new Error(`Nobody in the demo could ${item.sorted} what is in the inbox.`);
}

/** Each of the two names the other. */
async function linkCases(casebook: Casebook, record: CaseRecord, other: CaseRecord, actor: Actor) {
  const link = (one: CaseRecord, another: CaseRecord) =>
    casebook.act({
      ...{ organisation: one.organisation, caseId: one.caseId, actor, command: 'link' },
      moment: { on: casebook.today(), at: casebook.now() },
      input: { to: another.origin.reference, how: 'same-person' },
    });
  const outcome = await link(record, other);
  return 'done' in outcome ? link(other, record) : outcome;
}

const describe = (refusals: readonly { readonly code: string }[]): string =>
  refusals.map(({ code }) => code).join(', ');

function describeReached({ name, email, telephone, address }: Told['people'][number]): Reached {
  const told = {
    'resident-name': name,
    'resident-email': email,
    'resident-telephone': telephone,
    'resident-address': address,
  };
  return Object.fromEntries(Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
