import {
  type Action,
  type ClockStanding,
  chooseNextAction,
  type Duty,
  type DutyKind,
  determineForecast,
  findHandler,
  isAtRisk,
  isDecision,
  listDuties,
  listNamesAwaited,
  listTimesWaitedFor,
  listWaiting,
} from '../../../engine/index.ts';
import {
  capitalise,
  describeCommand,
  describeDate,
  describeRefusalParts,
  fill,
  speakToReader,
  type Texts,
} from '../../texts/index.ts';
import type { TagColour } from '../../web/components/index.ts';
import { keyOf } from '../actions/find-action.ts';
import { findNextActions, isToSort, type NextActions } from '../actions/find-next.ts';
import { findPresentHandler } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { endOfWeek, type FoundWork, type Section } from './find-my-work.ts';

/** One thing to do, as the case stands now. */
export type WorkLine = {
  readonly open: OpenCase;
  readonly section: Section;
  /** It waits for anybody with a role of this person's. */
  readonly byRole: boolean;
  readonly duty: Duty;
  readonly clock: ClockStanding | undefined;
  /** What to do: its words, and the address that it opens at. */
  readonly does: string;
  readonly href: string;
  readonly tags: readonly { readonly text: string; readonly colour: TagColour }[];
  /** Why it stands here, or what it waits for. */
  readonly why: readonly string[];
  /** It is a colleague's who is away, and for whom this person acts. */
  readonly isCovered: boolean;
};

/** No duty of the engine's: a step that waits, on a case of which nothing has a date. */
const NEXT = 'next';

/** What is done for each kind of duty: a command, or what the procedure asks for next. */
const DONE_BY: Readonly<Record<DutyKind, string | 'next'>> = {
  clock: 'next',
  promise: 'keep-promise',
  escalation: 'next',
  'information-request': 'chase-information',
  contact: 'contact',
  requirement: 'meet-requirement',
  'behaviour-review': 'review-restriction',
  panel: 'panel',
  award: 'decide-award',
};

const TO_ANSWER = 'receive-information';

/** A colleague who is asked answers; whoever asked reminds them. */
const commandOf = ({ kind, values }: Duty): string | 'next' =>
  kind === 'information-request' && values['state'] === 'to-answer' ? TO_ANSWER : DONE_BY[kind];

/** What a panel needs is done where the panel is; what a person says of themselves, on their own page of panels. */
const describePanelDuty = ({ texts, record }: OpenCase, { values }: Duty) => {
  const what = String(values['what']) as keyof Texts['work']['panel'];
  const isOwn = what === 'availability' || what === 'declaration';
  const id = record.caseId;
  return {
    does: capitalise(texts.work.panel[what]),
    href: isOwn ? caseworkPaths.myPanels(undefined, { case: id }) : caseworkPaths.panel({ id }),
  };
};

/** An answer that has come, or a word that none can, is read on the case. */
const isToRead = ({ kind, values }: Duty): boolean =>
  kind === 'information-request' && (values['state'] === 'answered' || values['state'] === 'put-off');

/** A line for what was found, judged afresh; undefined where it is not there any more for this person. */
export function describeLine(
  open: OpenCase,
  found: FoundWork,
  covered: ReadonlyMap<string, string>,
): WorkLine | undefined {
  const duty = findDuty(open, found);
  if (!duty) return undefined;
  const next = findNextActions(open);
  const isUnassigned = findPresentHandler(open.standing, open.people) === undefined;
  const isByRole = found.duty === undefined || !isOwn(open, duty, found, covered);
  if (isByRole && !found.named && !isAwaited(open, duty, next)) return undefined;
  const clock = open.standing.clocks.find(({ id }) => id === duty.values['clock']);
  const action = chooseAction(open, duty, clock, next);
  const waits = action === undefined && DONE_BY[duty.kind] === 'next';
  return {
    open,
    duty,
    clock,
    byRole: found.duty === undefined,
    section: chooseSection(open, duty, {
      clock,
      waits,
      unassigned: isByRole && !found.named && isUnassigned && !next.now.some(isDecision),
    }),
    ...(duty.kind === 'panel'
      ? describePanelDuty(open, duty)
      : isToRead(duty)
        ? describeAnswer(open)
        : isSortedFirst(open, duty)
          ? describeSorting(open)
          : describeAction(open, action, next)),
    tags: listTags(open, duty, clock),
    why: [...sayWhose(open, duty, found, covered), ...(waits ? sayWaits(open, next) : [])],
    isCovered: !found.named && covered.has(duty.owner ?? findHandler(open.standing.state) ?? ''),
  };
}

/** What waits for a role has the date of what is due first on the case. */
function findDuty({ standing }: OpenCase, found: FoundWork): Duty | undefined {
  const duties = listDuties(standing);
  if (found.duty !== undefined) return duties.find(({ id }) => id === found.duty);
  return duties.find(({ kind }) => DONE_BY[kind] === 'next') ?? { id: NEXT, kind: 'clock', due: undefined, values: {} };
}

function isOwn({ standing, person }: OpenCase, duty: Duty, { named }: FoundWork, covered: ReadonlyMap<string, string>) {
  const owner = duty.owner ?? findHandler(standing.state);
  return !named && owner !== undefined && (owner === person.id || covered.has(owner));
}

/** Whether it waits for this person by what they are; a promise of somebody who left, for whoever has the case. */
function isAwaited({ standing, person, people }: OpenCase, duty: Duty, next: NextActions): boolean {
  const handler = findPresentHandler(standing, people);
  if (DONE_BY[duty.kind] !== 'next') return handler === undefined ? next.now.length > 0 : handler.id === person.id;
  if (next.now.length === 0) return false;
  if (handler === undefined) return true;
  const names = listNamesAwaited(person);
  return listWaiting(standing).awaited.some(({ who, except }) => names.includes(who) && !except.includes(person.id));
}

function chooseAction(open: OpenCase, duty: Duty, clock: ClockStanding | undefined, { now }: NextActions) {
  if (isToRead(duty) || duty.kind === 'panel') return undefined;
  const command = commandOf(duty);
  if (command !== 'next') return { key: command, words: nameCommand(open, command) };
  const action = chooseNextAction(open.standing, now, { clock, decision: duty.kind === 'escalation' });
  return action && { key: keyOf(action), words: wordsOf(open, action) };
}

/** Whoever is asked answers; whoever asked records the answer, with the same form. */
const nameCommand = ({ texts }: OpenCase, command: string): string =>
  command === TO_ANSWER ? texts.work.words.answer : describeCommand(texts, command).does;

const wordsOf = ({ texts }: OpenCase, { command, step }: Action): string => describeCommand(texts, command, step).does;

function describeAction(open: OpenCase, action: { key: string; words: string } | undefined, next: NextActions) {
  const id = open.record.caseId;
  if (action) return { does: action.words, href: caseworkPaths.action({ id, action: action.key }) };
  const first = next.forOthers[0] ?? next.later[0];
  return { does: first ? wordsOf(open, first) : open.texts.work.words.look, href: caseworkPaths.casePage({ id }) };
}

/** What waits in the inbox is sorted before anything is done on it, where this person may. */
const isSortedFirst = (open: OpenCase, { kind }: Duty): boolean => DONE_BY[kind] === 'next' && isToSort(open);

const describeSorting = ({ record, texts }: OpenCase) => ({
  does: texts.work.words.sort,
  href: caseworkPaths.sort({ id: record.caseId }),
});

const describeAnswer = ({ record, texts }: OpenCase) => ({
  does: texts.work.words['read-answer'],
  href: `${caseworkPaths.casePage({ id: record.caseId })}#information`,
});

type Placing = { readonly clock: ClockStanding | undefined; readonly waits: boolean; readonly unassigned: boolean };

/** The same sections as the look-up finds by, for the case as it stands now. */
function chooseSection(open: OpenCase, duty: Duty, { clock, waits, unassigned }: Placing): Section {
  const { asOf } = open.standing;
  const { due, kind, target } = duty;
  if (unassigned) return 'unassigned';
  if (due === undefined || kind === 'escalation' || due === asOf.on) return 'today';
  if (due < asOf.on) return 'late';
  const isRisk = clock
    ? isAtRisk(open.standing, clock) || isForecast(open, clock)
    : target !== undefined && target <= asOf.on;
  if (isRisk) return 'risk';
  if (waits || duty.waitsForOthers) return 'waiting';
  return due <= endOfWeek(asOf.on) ? 'week' : 'later';
}

const isForecast = ({ standing }: OpenCase, clock: ClockStanding): boolean =>
  determineForecast(standing).some((one) => one.clock.id === clock.id);

function listTags(open: OpenCase, duty: Duty, clock: ClockStanding | undefined): WorkLine['tags'] {
  const { standing, texts } = open;
  const words = texts.work.words;
  const today = standing.asOf.on;
  if (duty.due !== undefined && duty.due < today && duty.kind !== 'escalation')
    return [{ text: words.late, colour: 'red' }];
  const forecast = clock && determineForecast(standing).find((one) => one.clock.id === clock.id);
  const tags: { text: string; colour: TagColour }[] = [];
  if (forecast)
    tags.push(
      forecast.certain
        ? { text: words['will-be-late'], colour: 'red' }
        : { text: words['may-be-late'], colour: 'orange' },
    );
  const target = duty.target;
  if (target !== undefined && target <= today)
    tags.push({ text: fill(words.target, { date: describeDate(target, texts) }), colour: 'orange' });
  else if (clock && isAtRisk(standing, clock)) tags.push({ text: words.near, colour: 'orange' });
  return tags;
}

/** Whose it is, where it is not this person's by name. */
function sayWhose(
  open: OpenCase,
  duty: Duty,
  found: FoundWork,
  covered: ReadonlyMap<string, string>,
): readonly string[] {
  const { texts, standing, people, nameOf } = open;
  const words = texts.work.words;
  const handler = findPresentHandler(standing, people);
  if (found.named) return [handler ? fill(words.named, { name: handler.name }) : words['named-nobody']];
  const owner = duty.owner ?? findHandler(standing.state);
  const until = owner === undefined ? undefined : covered.get(owner);
  if (owner !== undefined && until !== undefined)
    return [fill(words.for, { name: nameOf(owner) ?? words.somebody, date: describeDate(until, texts) })];
  return found.duty === undefined && handler !== undefined ? [words.role] : [];
}

/** What somebody else has to do first, and who may, in the words of the rule that keeps this person from it. */
function sayWaits(open: OpenCase, { forOthers, later }: NextActions): readonly string[] {
  const { texts, standing } = open;
  const words = texts.work.words;
  const [action] = [...forOthers, ...later];
  const reason = action?.refusals[0];
  const waited = listTimesWaitedFor(standing, standing.state.visits.at(-1)).find(
    ({ due, stopped }) => due !== undefined && stopped === undefined && due >= standing.asOf.on,
  );
  if (forOthers.length === 0 && waited?.due !== undefined)
    return [`${waited.name}: ${fill(words['waits-until'], { date: describeDate(waited.due, texts) })}`];
  const says =
    action && reason ? describeRefusalParts(speakToReader(texts), reason, action.command.name).says : undefined;
  return [says === undefined ? words['waits-for-others'] : `${words['waits-for-others']}: ${says}`];
}

/** What a duty is called; `plain` where no words of anybody may stand. A step with no date of its own is what comes next. */
export function nameDuty({ open, duty }: Pick<WorkLine, 'open' | 'duty'>, plain = false): string {
  const { texts } = open;
  if (duty.id === NEXT) return texts.work.words.next;
  const text = plain ? '' : describeMatter(open, duty);
  const matter = texts.work.panel[String(duty.values['what'] ?? '') as keyof Texts['work']['panel']];
  const values = { ...duty.values, ...(matter !== undefined && { matter }) };
  return fill(texts.work[plain ? 'plain-kinds' : 'kinds'][duty.kind], plain ? values : { text, ...values });
}

/** What it is about, in the words of whoever wrote it down. */
function describeMatter({ wording }: WorkLine['open'], { kind, values }: WorkLine['duty']): string {
  if (kind === 'information-request') return wording.requests.get(Number(values['request']))?.question ?? '';
  if (kind === 'requirement') return wording.requirements.get(Number(values['requirement']))?.text ?? '';
  return wording.promiseText(Number(values['promise'] ?? 0)) ?? '';
}
