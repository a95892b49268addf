import { addPeriod, type Counted, type IsoDate } from '../calendar/index.ts';
import type { SeatTaken } from '../case/events.ts';
import { getEvidence } from '../case/evidence.ts';
import { findInterest, findPanel, type Panel, type PaperKey } from '../case/panels.ts';
import { findCurrentVisit, findHandler, getOpenPoints } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { listLetterEvents } from '../letters/list-letter-events.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Seat, Step } from '../policy/schema.ts';
import { getStepsThatCount, isStepDone, isStepNeeded } from './check-step.ts';
import type { CaseContext } from './command.ts';
import type { Duty } from './list-duties.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The step of a stage whose seats meet on a day, as a panel does, where it is asked for on this case. */
export function findPanelStep(context: CaseContext): Step | undefined {
  return context.stage?.steps.find((step) => step.meets !== undefined && isStepNeeded(context, step));
}

/** Whether the stage has a panel at all. */
export const hasPanel = ({ stage }: CaseContext): boolean =>
  stage?.steps.some(({ meets }) => meets !== undefined) === true;

/** The panel of the stage a case is in, as it stands on the day we look. */
export type PanelStanding = {
  /** The step that calls it together and fills its seats. */
  readonly step: Step;
  /** The step in which it meets. */
  readonly meeting: Step | undefined;
  /** The day it meets, once it was called together. */
  readonly day: IsoDate | undefined;
  /** Who sits, once it was called together. */
  readonly seats: readonly SeatTaken[];
  /** The last day on which its papers are in time, with the working; undefined without a day, or where the pack says nothing. */
  readonly papersBy: Counted | undefined;
  /** The recording that called it together. */
  readonly called: number | undefined;
  /** It has met, and the step in which it does is done. */
  readonly met: boolean;
  readonly arranged: Panel | undefined;
};

/**
 * The panel of the stage a case is in; undefined where its stage has none, or this case needs none. Its day is the
 * answer to the pack's question, as last given when it was called together.
 *
 * Example: it meets on Wednesday 6 May 2026 and papers go five working days before; Monday 4 May is a bank holiday:
 * by Tuesday 28 April.
 */
export function findPanelStanding(standing: Standing): PanelStanding | undefined {
  const context = contextOf(standing);
  const step = findPanelStep(context);
  if (!step?.meets) return undefined;
  const { meets } = step;
  const called = getStepsThatCount(context, step).at(-1);
  const meeting = context.stage?.steps.find(({ id }) => id === meets.in);
  const day = called && (standing.state.facts[meets.day] as IsoDate | undefined);
  const { papers } = meets;
  return {
    step,
    meeting,
    day,
    seats: called?.seats ?? [],
    papersBy: day && papers && addPeriod(standing.calendar, day, { ...papers, n: -papers.n }),
    called: called?.n,
    met: meeting !== undefined && isStepDone(context, meeting),
    arranged: findPanel(standing.state, context.visit?.index),
  };
}

function contextOf(standing: Standing): CaseContext {
  const visit = findCurrentVisit(standing.state);
  const stage = visit && findStage(standing.policy, visit.procedure, visit.stage);
  return { standing, moment: standing.asOf, visit, stage };
}

/** What a panel can still lack, in the order of the work. */
export const PANEL_LACKS = [
  ...(['days', 'availability', 'call', 'not-free', 'conflict', 'declaration', 'reply'] as const),
  ...(['papers', 'sending', 'minutes', 'meeting'] as const),
] as const;
export type PanelLack = {
  readonly what: (typeof PANEL_LACKS)[number];
  /** Whom it is about, by id. */
  readonly person?: string | undefined;
};

/** What is still missing until the panel has met, in the order of the work. What stops a step, its own refusals say. */
export function listPanelLacks(standing: Standing): readonly PanelLack[] {
  const panel = findPanelStanding(standing);
  if (!panel || panel.met || !isUnderWay(standing)) return [];
  const { arranged, called, day } = panel;
  if (called === undefined) return listBeforeCall(arranged);
  const isPast = day !== undefined && day <= standing.asOf.on;
  const lacks: readonly (PanelLack | false)[] = [
    ...listOfSeats(standing, panel),
    arranged?.reply === undefined && { what: 'reply' },
    arranged?.papers === undefined && { what: 'papers' },
    (arranged?.sent ?? []).length === 0 && { what: 'sending' },
    isPast && (arranged?.minutes ?? []).length === 0 && { what: 'minutes' },
    { what: 'meeting' },
  ];
  return lacks.filter((one) => one !== false);
}

/** Neither closed nor answered: afterwards no panel is waited for. */
function isUnderWay({ state }: Standing): boolean {
  const visit = findCurrentVisit(state)?.index;
  return state.status === 'open' && !state.responses.some((response) => response.visit === visit);
}

function listBeforeCall(arranged: Panel | undefined): readonly PanelLack[] {
  if (!arranged?.proposed) return [{ what: 'days' }, { what: 'call' }];
  return [...listUnanswered(arranged).map((person) => ({ what: 'availability', person }) as const), { what: 'call' }];
}

/** Who was asked when they can, and has not said. */
export const listUnanswered = ({ proposed, answers }: Panel): readonly string[] =>
  (proposed?.people ?? []).filter((person) => !answers.some((answer) => answer.person === person));

function listOfSeats({ state }: Standing, { seats, day, arranged }: PanelStanding): readonly PanelLack[] {
  return seats.flatMap(({ person }): readonly PanelLack[] => {
    const answer = arranged?.answers.find((one) => one.person === person);
    const asked = answer && day !== undefined && arranged?.proposed?.days.includes(day);
    const interest = findInterest(state, person);
    return [
      ...(asked && !answer.can.includes(day) ? [{ what: 'not-free', person } as const] : []),
      ...(interest?.conflict ? [{ what: 'conflict', person } as const] : []),
      ...(interest === undefined ? [{ what: 'declaration', person } as const] : []),
    ];
  });
}

/** Everybody who is asked to sit, or sits, by id, until the panel has met. */
export function listPanelMembers(standing: Standing): readonly string[] {
  const panel = findPanelStanding(standing);
  if (!panel || panel.met || !isUnderWay(standing)) return [];
  const asked = panel.called === undefined ? (panel.arranged?.proposed?.people ?? []) : [];
  return [...new Set([...asked, ...panel.seats.map(({ person }) => person)])];
}

/**
 * What is dated of a panel: what each person is asked to say is theirs; the papers and the meeting are of whoever has
 * the case. What has no day of its own is due by when the papers go, else by the day it meets.
 */
export function listPanelDuties(standing: Standing): readonly Duty[] {
  const panel = findPanelStanding(standing);
  if (!panel || panel.met || !isUnderWay(standing)) return [];
  const { step, arranged, day, papersBy } = panel;
  const duty = (what: string, due: IsoDate | undefined, owner?: string): Duty => ({
    id: `panel:${what}${owner === undefined ? '' : `:${owner}`}`,
    kind: 'panel',
    due,
    ...(owner !== undefined && { owner }),
    values: { what, step: step.name, id: step.id },
  });
  if (day === undefined)
    return arranged ? listUnanswered(arranged).map((who) => duty('availability', arranged.proposed?.due, who)) : [];
  const before = papersBy?.date ?? day;
  const undeclared = panel.seats.filter(({ person }) => findInterest(standing.state, person) === undefined);
  const gone = (arranged?.sent ?? []).length > 0;
  const sitting = panel.seats.filter(({ person }) => person !== findHandler(standing.state));
  return [
    ...undeclared.map(({ person }) => duty('declaration', before, person)),
    ...(gone ? [] : [duty('papers', before)]),
    ...sitting.map(({ person }) => duty('sitting', day, person)),
    duty('meeting', day),
  ];
}

/** Everything that a panel can be given to read, in the order in which it came about. What staff noted is none of it. */
export function listPapers(standing: Standing): readonly PaperKey[] {
  const { state } = standing;
  const points = getOpenPoints(state);
  const isFound = points.some(({ found }) => Object.keys(found ?? {}).length > 0);
  return [
    'complaint',
    ...(points.length > 0 ? (['definition'] as const) : []),
    ...listLetterEvents(standing)
      .filter(({ letter }) => letter.to === 'complainant')
      .map(({ event }) => `letter-${event.n}` as const),
    ...getEvidence(state).map(({ evidence }) => `evidence-${evidence}` as const),
    ...(isFound ? (['findings'] as const) : []),
  ];
}

/** The papers chosen for a panel that can still be given: evidence withdrawn since is left out. */
export function listPapersChosen(standing: Standing): readonly PaperKey[] {
  const chosen = findPanelStanding(standing)?.arranged?.papers?.papers ?? [];
  const there = listPapers(standing);
  return chosen.filter((paper) => there.includes(paper));
}

/**
 * Why a panel cannot do its work as it is: somebody who sits has declared, since, a conflict of interest. Whoever holds
 * the meeting is judged like everybody who takes a step.
 */
export function checkPanelSeats(context: CaseContext, step: Step): readonly Refusal[] {
  const calling = context.stage?.steps.find(({ meets }) => meets?.in === step.id);
  const seats = calling && getStepsThatCount(context, calling).at(-1)?.seats;
  return (seats ?? [])
    .filter(({ person }) => findInterest(context.standing.state, person)?.conflict)
    .map(({ seat }) => refuse('seat-in-conflict', [calling, step], { seat: findSeat(calling, seat)?.name ?? seat }));
}

const findSeat = (step: Step | undefined, seat: string): Seat | undefined => step?.seats?.find(({ id }) => id === seat);
