import {
  type ClockStanding,
  determineSignposting,
  findCurrentVisit,
  findStage,
  isWaiting,
  type Stage,
  type Standing,
} from '../../../engine/index.ts';
import { describeClock, describeDate, type Texts } from '../../texts/index.ts';

/** The next date that a resident is told, and how it was worked out. */
export type NextDate = {
  readonly sentence: string;
  readonly late: string | undefined;
  readonly working: readonly string[];
};

/** The stage the case is in, by the pack. */
export function findCurrentStage({ policy, state }: Standing): Stage | undefined {
  const visit = findCurrentVisit(state);
  return visit && findStage(policy, visit.procedure, visit.stage);
}

/** Where a case stands, in sentences for the person whose complaint it is. */
export function describeWhere(texts: Texts, standing: Standing): readonly string[] {
  const { state } = standing;
  const stage = findCurrentStage(standing);
  if (state.status === 'closed') return describeEnd(standing);
  const kind = state.kind ?? 'complaint';
  const what = kind === 'complaint' ? 'complaint' : kind === 'service-request' ? 'request' : kind;
  const at = stage ? `Your ${what} is at ${stage.name}.` : `We have your ${what}. We are reading it.`;
  return [at, ...describeAnswer(texts, standing), ...describeRequest(texts, standing, stage)];
}

const ENDS: Readonly<Record<string, string>> = {
  refused: 'We have not taken this on as a complaint. Our letter says why.',
  referred: 'We have passed this on. It is now dealt with in another way.',
  withdrawn: 'The complaint was taken back. We do no more about it.',
  'escalation refused': 'We have not taken your complaint to the next stage. Our letter says why.',
};

function describeEnd({ state }: Standing): readonly string[] {
  return [ENDS[state.outcome ?? ''] ?? 'Your complaint is closed.'];
}

function describeAnswer(texts: Texts, { state }: Standing): readonly string[] {
  const visit = findCurrentVisit(state);
  const response = state.responses.findLast((one) => one.visit === visit?.index);
  if (!response) return [];
  const what = response.final ? 'our final answer' : 'our answer';
  return [`We sent you ${what} on ${describeDate(response.on, texts)}.`];
}

function describeRequest(texts: Texts, { policy, state }: Standing, stage: Stage | undefined): readonly string[] {
  const visit = findCurrentVisit(state);
  const asked = state.escalations.findLast((one) => one.visit === visit?.index);
  const to = visit && findStage(policy, visit.procedure, stage?.escalation?.to)?.name;
  if (!asked || !to) return [];
  const on = describeDate(asked.on, texts);
  if (asked.state === 'kept') return [`You asked for ${to} on ${on}, before our answer. We keep your request.`];
  return asked.state === 'waiting' ? [`You asked for ${to} on ${on}. We will tell you soon whether it opens.`] : [];
}

/**
 * The next date that matters to the resident: when they hear that we have it, else when they get an answer; where a
 * stage has neither, when its own time ends. Clocks over the landlord's inner steps are left out.
 */
export function describeNextDate(texts: Texts, standing: Standing): NextDate | undefined {
  const stage = findCurrentStage(standing);
  const visit = findCurrentVisit(standing.state)?.index;
  const waiting = standing.clocks.filter(
    (clock) => clock.owner === 'pack' && clock.visit === visit && isWaiting(clock) && clock.due,
  );
  const told = (['acknowledge', 'respond'] as const).flatMap((does) => {
    const clock = waiting.find((one) => isStoppedBy(stage, one, does));
    return clock ? [describeDue(texts, standing, clock, does)] : [];
  });
  if (told.length > 0) return told[0];
  const answers = stage?.steps.some(({ does }) => does === 'respond');
  const other = answers ? undefined : waiting.find((clock) => !clock.window);
  return other && describeDue(texts, standing, other, 'other');
}

function isStoppedBy(stage: Stage | undefined, clock: ClockStanding, does: 'acknowledge' | 'respond'): boolean {
  const stops = stage?.clocks.find(({ id }) => id === clock.clock)?.stops.event;
  return stage?.steps.some((step) => step.does === does && stops === `${step.id}.done`) ?? false;
}

const DUE = {
  acknowledge: {
    next: (date: string) => `We will write to tell you that we have it by ${date}.`,
    late: (date: string) => `We should have written to you by ${date}.`,
  },
  respond: {
    next: (date: string) => `We will answer by ${date}.`,
    late: (date: string) => `We should have answered by ${date}.`,
  },
  other: {
    next: (date: string) => `You will hear from us by ${date}.`,
    late: (date: string) => `You should have heard from us by ${date}.`,
  },
};

function describeDue(texts: Texts, standing: Standing, clock: ClockStanding, what: keyof typeof DUE): NextDate {
  // The landlord's own target is for its staff.
  const { due, working } = describeClock(texts, { ...clock, internalTarget: undefined }, standing);
  const isLate = clock.state === 'late';
  const days = clock.workingDaysLate ?? 0;
  const late =
    days > 0
      ? `We are ${days} working ${days === 1 ? 'day' : 'days'} late, and we are sorry.`
      : 'We are late, and we are sorry.';
  return {
    sentence: DUE[what][isLate ? 'late' : 'next'](due ?? ''),
    late: isLate ? late : undefined,
    working,
  };
}

/** What comes after what is due next, in a sentence or two. */
export function describeWhatFollows(texts: Texts, standing: Standing): readonly string[] {
  const { state, window } = standing;
  const stage = findCurrentStage(standing);
  const hasOmbudsman = determineSignposting(standing).length > 0;
  if (state.status === 'closed')
    return [`If you think that this is wrong, tell us${hasOmbudsman ? ', or turn to the ombudsman' : ''}.`];
  if (!stage) return ['When we have read it, we tell you what we do with it.'];
  const visit = findCurrentVisit(state);
  const answered = state.responses.some((one) => one.visit === visit?.index);
  if (!answered) return [...describeWork(standing, stage), ...describeWayAtOnce(standing, stage)];
  if (!stage.escalation)
    return [
      `This was our last stage.${hasOmbudsman ? ' If you are still unhappy, you can turn to the ombudsman.' : ''}`,
    ];
  const to = findStage(standing.policy, visit?.procedure, stage.escalation.to)?.name ?? '';
  const asked = state.escalations.some(
    (one) => one.visit === visit?.index && (one.state === 'waiting' || one.state === 'kept'),
  );
  if (asked) return [`You have asked for ${to}. We will tell you what comes of it.`];
  const until = window?.lastDay ? ` by ${describeDate(window.lastDay, texts)}` : '';
  return [`If you are not happy with our answer, you can ask for ${to}${until}.`];
}

/** A stage that can be left for the next one before any answer. */
function describeWayAtOnce({ policy, state }: Standing, { escalation }: Stage): readonly string[] {
  if (escalation?.['needs-response'] !== false) return [];
  const to = findStage(policy, findCurrentVisit(state)?.procedure, escalation.to)?.name ?? escalation.to;
  return [`You can ask for ${to} at any time. You do not have to say why.`];
}

function describeWork({ state }: Standing, stage: Stage): readonly string[] {
  const draft = state.drafts.some((one) => one.visit === findCurrentVisit(state)?.index);
  if (draft) return ['You have a draft of our answer. We look at what you say on it. Then we send our answer.'];
  const acknowledges = stage.steps.find(({ does }) => does === 'acknowledge');
  const visit = findCurrentVisit(state)?.index;
  const done = state.steps.some(({ step, visit: at }) => step === acknowledges?.id && at === visit);
  if (acknowledges && !done)
    return ['In our letter we say what we understand, and when you get an answer. Then we look into it.'];
  return ['We are looking into it. We may get in touch with you to ask more.'];
}
