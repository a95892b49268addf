import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Actor, addCalendarDays, CHANNELS, type IsoDate, localDateOf } from '../../engine/index.ts';
import type { Casebook } from '../store/cases/casebook.ts';

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
  readonly again: Reached | undefined;
  readonly makeReference: (on: IsoDate) => string;
};

const RESIDENT: Actor = { id: 'resident', kind: 'resident', roles: [] };

/** Puts a dozen things into the inbox of a landlord of the demo: of every kind, two of them about one matter. */
export async function fillInbox(casebook: Casebook, filling: Filling): Promise<void> {
  const { people, items } = loadInbox();
  const today = localDateOf(filling.now) as IsoDate;
  for (const item of items) {
    const on = addCalendarDays(today, -item.days);
    const at = item.days === 0 ? filling.now : `${on}T09:20:00Z`;
    const known = people.find(({ id }) => id === item.from);
    const resident = item.again ? (filling.again ?? {}) : known ? describeReached(known) : {};
    const reachable = (resident['resident-email'] ?? resident['resident-address']) !== undefined;
    filling.setClock(at);
    const told = { kind: 'complaint', channel: item.channel, 'what-happened': item.words, untriaged: true, reachable };
    const input = item.subject === undefined ? told : { ...told, subject: item.subject };
    const reference = filling.makeReference(on);
    const { organisation } = filling;
    const made = await casebook.register({
      organisation,
      actor: RESIDENT,
      moment: { on, at },
      input,
      resident,
      reference,
    });
    if ('refused' in made)
      throw new Error(`The demo could not put into the inbox: ${made.refused.map(({ code }) => code).join(', ')}`);
  }
}

function describeReached({ name, email, telephone, address }: Told['people'][number]): Reached {
  const told = {
    'resident-name': name,
    'resident-email': email,
    'resident-telephone': telephone,
    'resident-address': address,
  };
  return Object.fromEntries(Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
