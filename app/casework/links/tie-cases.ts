import {
  type Actor,
  decideCommand,
  effectiveHistory,
  findCommand,
  type Input,
  type Moment,
  mirrorLink,
  type Refusal,
} from '../../../engine/index.ts';
import { type Casebook, type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import { voidLast } from '../inbox/merge-cases.ts';

type Book = Pick<Casebook, 'act' | 'load' | 'today' | 'now'>;

/** What is said of two cases on both of them: that they belong together, and how seen from the first; or that they do not. */
export type Tie = { readonly command: 'link'; readonly how: string } | { readonly command: 'keep-apart' };

type Saying = {
  readonly actor: Actor;
  readonly moment: Moment;
  readonly why?: string | undefined;
};

const TYPES = { link: 'linked', 'keep-apart': 'kept-apart' } as const;

/**
 * Says of two cases, on both, that they belong together or that they do not. Where one of them refuses, neither says
 * it. A side that says it already is left as it is.
 */
export async function tieCases(
  book: Book,
  [one, other]: readonly [CaseRecord, CaseRecord],
  tie: Tie,
  saying: Saying,
): Promise<readonly Refusal[]> {
  const wishes = [
    ...(isTied(one, other, tie.command) ? [] : [makeWish(one, other, tie, saying)]),
    ...(isTied(other, one, tie.command) ? [] : [makeWish(other, one, mirror(tie), saying)]),
  ];
  for (const { record, ...wish } of wishes) {
    const refused = checkWish(book, record, wish);
    if (refused.length > 0) return refused;
  }
  for (const { record, ...wish } of wishes) {
    const outcome = await book.act({ organisation: record.organisation, caseId: record.caseId, ...wish });
    if ('refused' in outcome) return outcome.refused;
  }
  return [];
}

function checkWish({ today, now }: Book, record: CaseRecord, wish: Omit<ReturnType<typeof makeWish>, 'record'>) {
  const command = findCommand(wish.command);
  return command ? decideCommand(standingOf(record, { on: today(), at: now() }), { ...wish, command }).refusals : [];
}

/** Takes it back on both cases, where they say it. */
export async function untieCases(
  book: Book,
  [one, other]: readonly [CaseRecord, CaseRecord],
  command: Tie['command'],
  actor: Actor,
): Promise<readonly Refusal[]> {
  const here = await voidTie(book, one, other.origin.reference, command, actor);
  return here.length > 0 ? here : voidTie(book, other, one.origin.reference, command, actor);
}

const voidTie = (book: Book, record: CaseRecord, named: string, command: Tie['command'], actor: Actor) =>
  command === 'link'
    ? voidLast(book, record, actor, 'linked', ({ to }) => to === named, ON_BOTH)
    : voidLast(book, record, actor, 'kept-apart', ({ from }) => from === named, ON_BOTH);

const ON_BOTH = 'Undone on both cases.';

/** Makes the other case say what this one says of it now: after its entry was undone, or put back. */
export async function agreeTies(
  book: Book,
  [one, other]: readonly [CaseRecord, CaseRecord],
  tie: Tie,
  saying: Saying,
): Promise<void> {
  const fresh = (await book.load(one.organisation, one.caseId)) ?? one;
  const [here, there] = [isTied(fresh, other, tie.command), isTied(other, fresh, tie.command)];
  if (here && !there) await tieCases(book, [fresh, other], tie, saying);
  if (!here && there) await voidTie(book, other, one.origin.reference, tie.command, saying.actor);
}

/** Whether a case says it of another. */
export const isTied = ({ events }: CaseRecord, other: CaseRecord, command: Tie['command']): boolean =>
  effectiveHistory(events).some(
    (event) =>
      event.type === TYPES[command] && (event.type === 'linked' ? event.to : event.from) === other.origin.reference,
  );

const mirror = (tie: Tie): Tie => (tie.command === 'link' ? { ...tie, how: mirrorLink(tie.how) } : tie);

/** On a case that reached us only after the day it is said of, it stands from its first day. */
function makeWish(record: CaseRecord, other: CaseRecord, tie: Tie, { actor, moment, why }: Saying) {
  const { reference } = other.origin;
  const about: Input = tie.command === 'link' ? { to: reference, how: tie.how } : { from: reference };
  const received = record.events[0]?.on ?? moment.on;
  return {
    record,
    actor,
    command: tie.command,
    moment: moment.on < received ? { on: received } : moment,
    input: why === undefined ? about : { ...about, why },
  };
}
