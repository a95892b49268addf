import { type Actor, isWaiting, type Pack, type Standing } from '../../engine/index.ts';
import { answerByLink } from './everyday-work.ts';
import type { Doings } from './goal.ts';
import { findUsualStage } from './list-endings.ts';
import { NO_WISHES } from './satisfy-guard.ts';
import { holdsSo, isAnsweredHere, isOpen, makeUsualGoal, type SpecialCase } from './special-case.ts';
import type { Walk } from './walk.ts';

const SYSTEM: Actor = { id: 'system', kind: 'system', roles: [] };

/**
 * Two were asked for their view of the complaint: somebody outside, who answered, with what came of it, and a colleague
 * whose answer has come and waits for somebody to say what comes of it.
 */
const consulted: SpecialCase = {
  id: 'consulted',
  canHold: () => true,
  isSo: (standing) => {
    const views = standing.state.requests.filter(({ consults }) => consults !== undefined).map(({ state }) => state);
    return isOpen(standing) && !isAnsweredHere(standing) && views.includes('settled') && views.includes('answered');
  },
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    return goal ? [{ ...goal, id: 'consulted', ending: consult, holds: holdsSo(consulted) }] : [];
  },
};

const consult: Doings = (walk) => {
  const { outside, colleague } = walk.stories.casework.consulted;
  const handler = walk.standing().state.handler?.person;
  const asked = walk.people.find(({ id, roles }) => roles.length > 0 && id !== handler)?.id;
  const { name, email } = outside;
  if (!askView(walk, { 'asked-name': name, 'asked-email': email, papers: outside.papers }, outside.question))
    return false;
  if (!askView(walk, { 'asked-of': asked }, colleague.question)) return false;
  const [first = '', second = ''] = walk
    .standing()
    .state.requests.slice(-2)
    .map(({ request }) => String(request));
  const settled = { request: first, 'came-of-it': outside['came-of-it'] };
  return (
    answerByLink(walk, outside, first, 2) &&
    walk.do('information-settled', { wait: 0, input: settled }) &&
    answerByLink(walk, colleague, second, 0)
  );
};

/** Asks for a view on what the pack wants one on, else on the complaint as it stands. */
function askView(walk: Walk, whom: Readonly<Record<string, string | undefined>>, question: string): boolean {
  const [consults] = walk.listChoices('information-requested', 'consults');
  return walk.do('information-requested', { wait: 0, input: { ...whom, consults, 'asked-question': question } });
}

/** The notice of more time went after the day: it moved nothing, and stands on record as a breach. */
const toldLate: SpecialCase = {
  id: 'told-late',
  canHold: (pack) => findToExtend(pack).length > 0,
  isSo: (standing) => isOpen(standing) && !isAnsweredHere(standing) && isToldLate(standing),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    const ago = [13, 14, 15, 16, 17, 18, 20, 22, 25, 28, 32, 36, 40, 45, 52, 60];
    return goal ? [{ ...goal, id: 'told-late', ending: tellLate, holds: holdsSo(toldLate), ago }] : [];
  },
};

const isToldLate = ({ clocks }: Standing): boolean =>
  clocks.some(({ extensions }) => extensions.some(({ why }) => why === 'after-due'));

/** The clocks of the usual first stage for which more time has to be told before the day. */
const findToExtend = (pack: Pack): readonly string[] =>
  (findUsualStage(pack)?.stage.clocks ?? [])
    .filter(({ extensions }) => extensions.some((rule) => rule['before-due']))
    .map(({ id }) => id);

/** A wait in which nobody does anything but the reminder of somebody asked; then the notice, two days after the day. */
const tellLate: Doings = (walk) => {
  const ids = findToExtend(walk.standing().policy.pack);
  const findDue = () => walk.standing().clocks.find((clock) => ids.includes(clock.clock) && isWaiting(clock))?.due;
  const due = findDue();
  if (due === undefined) return false;
  const asked = walk.do('information-requested', { wait: 1, input: describeRequest(walk) });
  while (walk.standing().asOf.on <= due && walk.at < walk.until) walk.wait(1);
  if (asked) walk.do('information-chased', { wait: 0, by: SYSTEM, input: { request: '1' } });
  const input = { 'told-late': true, agreed: true, to: walk.dayAfter(7), by: undefined };
  return walk.do('extended', { wait: 1, input });
};

function describeRequest(walk: Walk) {
  const [contractor] = walk.stories.casework.contractors;
  const [asked] = walk.stories.casework['asked-of-contractors'];
  const who = { 'asked-name': contractor?.name, 'asked-email': contractor?.email };
  return { ...who, 'asked-question': asked?.question, papers: asked?.papers, 'answer-by': walk.dayAfter(3) };
}

/** What somebody was asked to say of a complaint, and what was told too late. */
export const CONSULTED_CASES: readonly SpecialCase[] = [consulted, toldLate];
