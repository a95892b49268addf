import {
  type Actor,
  type CaseEvent,
  checkReachAlike,
  decideCommand,
  effectiveHistory,
  findCommand,
  type Input,
  type Moment,
  type Refusal,
} from '../../../engine/index.ts';
import { type Casebook, type CaseOutcome, type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import { readWording } from '../case-wording.ts';

type Book = Pick<Casebook, 'act' | 'load' | 'today' | 'now'>;
type Wish = { readonly actor: Actor; readonly seenVersion?: number | undefined };

/** What goes to the other case of one that is merged into it: its words, from whom, as what it reached us. */
export function makeTakeIn(record: CaseRecord): { readonly moment: Moment; readonly input: Input } {
  const wording = readWording(record, () => undefined);
  const { state } = standingOf(record, { on: record.events[0]?.on ?? record.events[0]!.recordedOn });
  const { name, email } = wording.resident;
  const from = [name, email].filter((one) => one !== undefined).join(', ');
  const wanted = wording.outcomeSought;
  return {
    moment: state.received ?? { on: record.events[0]!.on },
    input: {
      from: record.origin.reference,
      'what-was-said': wording.textOf('what-happened') ?? 'There were no words.',
      ...(state.channel !== undefined && { channel: state.channel }),
      ...(from !== '' && { with: from }),
      ...(wanted !== undefined && { wanted }),
    },
  };
}

/** Why the words of one case cannot be put on another, as who sees the two among the reasons; empty when they can. */
export function checkTakeIn(
  { today, now }: Book,
  record: CaseRecord,
  into: CaseRecord,
  actor: Actor,
): readonly Refusal[] {
  const command = findCommand('take-in');
  if (!command) return [];
  const moment = { on: today(), at: now() };
  const standing = standingOf(into, moment);
  return [
    ...checkReachAlike(standingOf(record, moment), standing),
    ...decideCommand(standing, { command, actor, ...makeTakeIn(record) }).refusals,
  ];
}

/**
 * Merges a case into another: it is closed, and its words stand on the other as a contact of the day they came. Where
 * the other cannot take them after all, the closing is undone.
 */
export async function mergeCases(
  casebook: Book,
  record: CaseRecord,
  into: CaseRecord,
  { actor, seenVersion }: Wish,
): Promise<CaseOutcome> {
  const { organisation } = record;
  const moment = { on: casebook.today(), at: casebook.now() };
  const refused = checkReachAlike(standingOf(record, moment), standingOf(into, moment));
  if (refused.length > 0) return { refused, kept: false };
  const input = { into: into.origin.reference };
  const closing = { organisation, caseId: record.caseId, actor, command: 'merge', moment, input, seenVersion };
  const closed = await casebook.act(closing);
  if (!('done' in closed)) return closed;
  const taken = await casebook.act({
    ...{ organisation, caseId: into.caseId, actor, command: 'take-in' },
    ...makeTakeIn(record),
  });
  if ('done' in taken) return closed;
  await voidLast(casebook, { ...record, version: closed.version }, actor, 'merged', () => true);
  return taken;
}

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;
type Type = 'merged' | 'taken-in' | 'not-ours' | 'classified' | 'linked' | 'kept-apart';

/** The last recording of a kind that still counts, and that fits. */
function findLast<T extends Type>(record: CaseRecord, type: T, fits: (event: Of<T>) => boolean): CaseEvent | undefined {
  return effectiveHistory(record.events).findLast((event) => event.type === type && fits(event as Of<T>));
}

const UNDONE = 'Undone where it was sorted.';

/** Marks the last recording of a kind as not having happened. Answers why not; empty where it is done, or was none. */
export async function voidLast<T extends Type>(
  casebook: Book,
  record: CaseRecord,
  actor: Actor,
  type: T,
  fits: (event: Of<T>) => boolean,
  why = UNDONE,
): Promise<readonly Refusal[]> {
  const fresh = (await casebook.load(record.organisation, record.caseId)) ?? record;
  const found = findLast(fresh, type, fits);
  if (!found) return [];
  const { organisation, caseId } = record;
  const moment = { on: casebook.today(), at: casebook.now() };
  const input = { recording: found.n, why };
  const outcome = await casebook.act({ organisation, caseId, actor, command: 'void', moment, input });
  return 'refused' in outcome ? outcome.refused : [];
}

/** Takes a merging back on both sides: each stands as it did before. */
export async function undoMerge(
  casebook: Book,
  record: CaseRecord,
  into: CaseRecord,
  actor: Actor,
): Promise<readonly Refusal[]> {
  const { reference } = record.origin;
  const there = await voidLast(casebook, into, actor, 'taken-in', ({ from }) => from === reference);
  if (there.length > 0) return there;
  return voidLast(casebook, record, actor, 'merged', () => true);
}
