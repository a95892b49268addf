import {
  type Action,
  findProcedure,
  findStepThat,
  getOpenPoints,
  getUnansweredPoints,
  type Input,
  type Outcome,
  type Stage,
  type Standing,
  type Step,
} from '../../engine/index.ts';
import type { Stories, Story } from './load-stories.ts';
import type { Random } from './random.ts';
import { findCommandOf, isOwnAction, type Walk } from './walk.ts';

export type Route = {
  /** The stage to come to; steps of it are taken until the walk is told to stop. */
  readonly stage: string | undefined;
  /** A step of that stage that is left for somebody else to take. */
  readonly leave?: string | undefined;
  readonly story: Story;
  readonly stories: Stories;
  readonly random: Random;
};

/** Takes the next step towards a stage, or within it: false when there is no way on. */
export function goForward(walk: Walk, route: Route): boolean {
  const standing = walk.standing();
  const { stage, visit } = walk.context(standing);
  if (!visit || !stage) return sortOut(walk, standing);
  const isHere = stage.id === route.stage;
  const open = walk.listOpen(standing);
  if (!isHere && leaveStage(walk, route, stage, open)) return true;
  if (takeStep(walk, route, stage, open, isHere)) return true;
  if (open.some(({ command }) => command.word === 'time-limit-decided') && walk.do('time-limit-decided')) return true;
  return waitForTime(walk, standing) || (!isHere && waitForLapse(walk, stage, standing));
}

/** What is no complaint yet, or goes elsewhere, is sorted first. */
const sortOut = (walk: Walk, standing: Standing): boolean =>
  standing.state.kind === 'service-request' && walk.do('complaint-raised');

function takeStep(walk: Walk, route: Route, stage: Stage, open: readonly Action[], isHere: boolean): boolean {
  const context = walk.context();
  const { policy } = context.standing;
  const anyTime = findProcedure(policy, context.visit?.procedure)?.['any-time'].filter(({ optional }) => !optional);
  const candidates = [...stage.steps, ...(anyTime ?? [])].filter((step) => {
    if (isHere && step.id === route.leave) return false;
    const action = open.find((one) =>
      one.step || isOwnAction(context, step)
        ? one.step?.id === step.id
        : one.command === findCommandOf(step) && isFirst(stage, step),
    );
    return action !== undefined && (action.next || (step.optional && isWorthwhile(walk, route, stage, step, context)));
  });
  return candidates.some((step) => doStep(walk, route, step, isHere));
}

const isFirst = (stage: Stage, step: Step): boolean => findStepThat(stage, step.does)?.id === step.id;

/** Steps that may be left out are taken now and then; giving the case to somebody nearly always. */
function isWorthwhile(
  walk: Walk,
  { random }: Route,
  stage: Stage,
  step: Step,
  { standing, visit }: ReturnType<Walk['context']>,
): boolean {
  const done = standing.state.steps.some((taken) => taken.visit === visit?.index && taken.step === step.id);
  if (done) return false;
  if (step.does === 'allocate') return true;
  const leads = step.outcomes?.some((outcome) => !isGoingOn(outcome)) === true;
  const waits = stage.steps.some((other) => (step.before ?? []).includes(other.id) && !walk.isOpen(other, standing));
  return waits || (!leads && random.chance(0.4));
}

const isGoingOn = ({ 'leads-to': to }: Outcome): boolean =>
  to.stage === undefined && !to.closes && to.back === undefined && to.procedure === undefined;

function doStep(walk: Walk, route: Route, step: Step, isHere: boolean): boolean {
  switch (step.does) {
    case 'define':
      return define(walk, route);
    case 'acknowledge':
      return walk.do('acknowledged');
    case 'allocate':
      return allocate(walk, step);
    case 'investigate':
      return walk.do('finding-recorded', { input: find(walk, route) });
    case 'draft':
      return walk.do('drafted', {
        ...(isOwnAction(walk.context(), step) && { step: step.id }),
        input: find(walk, route),
      });
    case 'respond':
      return respond(walk, route);
    case 'contact':
      return walk.do('contacted', { input: { reached: true }, who: step.who });
    case 'record':
      return record(walk, step, isHere);
    default:
      return step.does satisfies never;
  }
}

/** The definition, and as a rule what they said when they were asked whether it is right. */
function define(walk: Walk, route: Route): boolean {
  if (!walk.do('defined', { input: definePoints(walk, route) })) return false;
  const { random } = route;
  if (random.chance(0.6)) {
    const agreed = { result: 'agreed', 'what-was-said': 'Yes, that is what it is about.' };
    const tried = { result: 'not-reached', 'what-was-said': 'No answer, left a message.' };
    walk.do('definition-confirmed', { input: { ...(random.chance(0.8) ? agreed : tried), channel: 'telephone' } });
  }
  return true;
}

function definePoints(walk: Walk, { story, random }: Route): Input {
  const known = walk.standing().state.points.length;
  const count = known > 0 ? known : random.between(1, story.points.length);
  const points = Array.from({ length: count }, (_, index) => ({
    text: story.points[index % story.points.length]!.text,
    responsibility: 'ours',
  }));
  return { points, 'outcome-sought': story['outcome-sought'] };
}

function allocate(walk: Walk, step: Step): boolean {
  const to = walk.findPersonFor(step);
  const own = isOwnAction(walk.context(), step) ? { step: step.id } : {};
  return to !== undefined && walk.do('allocated', { ...own, input: { to } });
}

const FINDINGS = ['upheld', 'upheld', 'partially-upheld', 'not-upheld'] as const;

/** A finding and its reasons for each point that has none in this stage. */
export function find(walk: Walk, { story, random }: Pick<Route, 'story' | 'random'>): Input {
  const { standing, visit } = walk.context();
  const open = visit ? getUnansweredPoints(standing.state, visit.index) : [];
  const findings = open.map(({ n }) => {
    const finding = random.pick(FINDINGS);
    return [String(n), { finding, reasons: story.points[(n - 1) % story.points.length]![finding] }] as const;
  });
  return findings.length === 0 ? {} : { findings: Object.fromEntries(findings) };
}

/** The response, with something promised before it where fault was found. */
function respond(walk: Walk, route: Route): boolean {
  const input = find(walk, route);
  const { standing, visit } = walk.context();
  const fault = getOpenPoints(standing.state).some(({ n, findings }) => {
    const given = (input.findings as Record<string, { finding: string }> | undefined)?.[String(n)]?.finding;
    return (given ?? findings[visit?.index ?? -1] ?? 'not-upheld') !== 'not-upheld';
  });
  const promised = standing.state.promises.some((made) => made.visit === visit?.index);
  // what is promised changes the response: where somebody must approve it, that comes first
  if (fault && !promised) return makePromises(walk, route);
  if (walk.do('response-issued', { input })) return true;
  return walk.do('response-issued', { input: { ...input, channel: 'letter' } });
}

/** Something to be done with an owner and a day, and money beside it now and then. */
export function makePromises(walk: Walk, { story, random }: Pick<Route, 'story' | 'random'>): boolean {
  const { standing } = walk.context();
  const heads = standing.policy.pack.remedies?.heads ?? [];
  const [works, moneys] = [
    heads.filter(({ money }) => !money),
    heads.filter(({ money, statutory }) => money && !statutory),
  ];
  const owner = walk.findPersonFor(undefined);
  const due = walk.dayAfter(random.between(5, 30));
  const contact = `01632 960${random.between(100, 999)}`;
  const work = works.find(({ id, name }) => /work|service|repair|action/i.test(`${id} ${name}`)) ?? works[0];
  const isDone = walk.do('promise-made', {
    wait: 0,
    input: { what: story.promise, owner, due, contact, ...(work && { kind: work.id }) },
  });
  const money = moneys.length > 0 && random.chance(0.5) ? random.pick(moneys) : undefined;
  if (isDone && money) {
    const amount = random.pick([2500, 5000, 7500, 10_000, 15_000]);
    walk.do('promise-made', {
      wait: 0,
      input: { what: `${money.name}, paid into your bank account.`, owner, due, contact, kind: money.id, amount },
    });
  }
  return isDone;
}

/** A step of the landlord's own: with an outcome that lets the stage go on, unless none does. */
function record(walk: Walk, step: Step, isHere: boolean): boolean {
  const outcomes = step.outcomes ?? [];
  if (outcomes.length === 0) return walk.do('step-done', { step: step.id });
  const order = [
    ...outcomes.filter(isGoingOn),
    ...(isHere ? [] : outcomes.filter(({ 'leads-to': to }) => to.stage !== undefined)),
  ];
  return order.some((outcome) => walk.do('step-done', { step: step.id, input: { outcome: outcome.id } }));
}

/** Out of a stage that is not the one to come to: by an outcome, or by asking for the next stage. */
function leaveStage(walk: Walk, { stage: to, random }: Route, stage: Stage, open: readonly Action[]): boolean {
  for (const { step } of open) {
    const outcome = step?.outcomes?.find((one) => one['leads-to'].stage !== undefined && one['leads-to'].stage === to);
    if (step && outcome && walk.do('step-done', { step: step.id, input: { outcome: outcome.id } })) return true;
  }
  const { standing, visit } = walk.context();
  const answered = standing.state.responses.some((response) => response.visit === visit?.index);
  if (!answered || !stage.escalation) return false;
  const asked = standing.state.escalations.some((one) => one.visit === visit?.index && one.state !== 'refused');
  return asked ? walk.do('escalation-accepted') : walk.do('escalation-requested', { wait: random.between(2, 12) });
}

/** Where only a time that has to run first stands in the way of a step, such as that for comments, it is let run. */
function waitForTime(walk: Walk, standing: Standing): boolean {
  const until = walk.findWait(standing);
  if (until === undefined) return false;
  let days = 0;
  for (; walk.dayAfter(days) <= until && days < 60; days++);
  walk.wait(days);
  return true;
}

function waitForLapse(walk: Walk, stage: Stage, standing: Standing): boolean {
  const lapsing = stage.clocks.filter((clock) => clock['on-lapse'].opens ?? clock['on-lapse'].closes);
  const due = standing.clocks.find((one) => lapsing.some(({ id }) => id === one.clock) && one.state === 'running')?.due;
  if (due === undefined) return false;
  let days = 0;
  for (; walk.dayAfter(days) <= due && days < 60; days++);
  walk.wait(days + 1);
  return true;
}
