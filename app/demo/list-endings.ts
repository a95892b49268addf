import {
  addCalendarDays,
  countWorkingDays,
  type IsoDate,
  localDateOf,
  type Pack,
  type Procedure,
  type Stage,
  type Standing,
} from '../../engine/index.ts';
import type { Doings, Goal } from './goal.ts';
import type { Random } from './random.ts';
import { NO_WISHES, satisfyGuard } from './satisfy-guard.ts';
import type { Walk, WalkWorld } from './walk.ts';

const LONG_AGO = [60, 95, 130, 75, 160, 190, 110, 215, 230, 45, 240] as const;

/** Where most cases of a pack are: its usual procedure, and there the first stage with a response. */
export const findUsualStage = (pack: Pack): { procedure: Procedure; stage: Stage } | undefined => {
  const procedure = pack.procedures.find(({ when }) => when === undefined) ?? pack.procedures[0];
  const stages = procedure?.stages ?? [];
  const stage = stages.find(({ steps }) => steps.some(({ does }) => does === 'respond')) ?? stages[0];
  return procedure && stage && { procedure, stage };
};

/** Cases that are over, or rest: answered, closed with promises open and kept, withdrawn, refused, referred. */
export function listEndings(world: WalkWorld): readonly Goal[] {
  const { pack } = world.policy;
  const start = findUsualStage(pack);
  if (!start) return [];
  const { procedure, stage } = start;
  const final = procedure.stages.findLast((one) => one.final) ?? procedure.stages.at(-1)!;
  const isAnswered =
    (at: Stage) =>
    (_walk: Walk, { state }: Standing) =>
      state.responses.some((response) => response.stage === at.id);
  const isIn = (_walk: Walk, { state }: Standing) => state.visits.at(-1)?.stage === stage.id;
  const isClosed = (_walk: Walk, { state }: Standing) => state.status === 'closed';
  const base = { wishes: NO_WISHES, procedure: procedure.id, stage: stage.id, ago: LONG_AGO };
  const close = (walk: Walk) => walk.do('closed');
  const answered = { ...base, until: isAnswered(stage) };
  const finally_ = { ...base, stage: final.id, until: isAnswered(final) };
  const promiseOpen = { ...answered, ending: close, holds: hasOpenPromise, ago: [26, 32, 24, 40, 50] };
  const kept = { ...answered, ending: closeAndKeep, holds: isClosed };
  const refused = listRefusals(pack, base, isIn, isClosed);
  // The first are there in any demo; the others where it is large enough.
  return [
    { ...answered, id: 'answered', holds: isAnswered(stage), ago: [18, 22, 27, 33] },
    { ...promiseOpen, id: 'closed-promise-open-1' },
    { ...kept, id: 'closed-kept-1' },
    { ...base, id: 'withdrawn', until: isIn, ending: withdraw(world.stories.withdrawn), holds: isClosed },
    ...refused.slice(0, 1),
    { ...answered, id: 'escalation-refused', ending: refuseEscalation, holds: () => true, ago: [30, 40, 50, 70, 100] },
    { ...finally_, id: 'final-answered', holds: isAnswered(final), ago: [50, 60, 70, 80, 100] },
    ...listExtended(base, stage),
    ...listNewIssues(world, answered, stage),
    ...listDraftsAnswered(pack, base, stage),
    ...listRouted(pack, base, isIn),
    ...listOtherKinds(base),
    ...refused.slice(1),
    { ...finally_, id: 'final-closed', ending: close, holds: isClosed },
    { ...promiseOpen, id: 'closed-promise-open-2' },
    { ...kept, id: 'closed-kept-2' },
  ];
}

type Base = Pick<Goal, 'wishes' | 'procedure' | 'stage' | 'ago'>;

const hasOpenPromise = (_walk: Walk, { state }: Standing): boolean =>
  state.status === 'closed' && state.promises.some(({ kept }) => !kept);

function closeAndKeep(walk: Walk, random: Random): boolean {
  const nothingPromised = walk.standing().state.promises.length === 0;
  if (nothingPromised || !walk.do('closed')) return false;
  for (const { promise, pence } of walk.standing().state.promises) {
    const which = { promise: String(promise) };
    if (pence !== undefined)
      walk.do('payment-made', { wait: random.between(1, 4), input: { ...which, amount: pence } });
    if (!walk.do('promise-kept', { wait: random.between(2, 6), input: which })) return false;
  }
  return true;
}

const withdraw = (why: string) => (walk: Walk, random: Random) =>
  walk.do('withdrawn', { wait: random.between(1, 5), input: { why } });

function refuseEscalation(walk: Walk, random: Random): boolean {
  if (!walk.do('escalation-requested', { wait: random.between(2, 10) })) return false;
  const { pack } = walk.standing().policy;
  return (pack.intake['not-accepted']?.grounds ?? []).some(({ id, needs }) =>
    walk.do('escalation-refused', { input: { ground: id, ...answerNeeds(pack, needs, walk) } }),
  );
}

/** Answers to what a ground rests on: dates a while ago, words as the stories have them. */
function answerNeeds(pack: Pack, needs: readonly string[], walk: Walk): Record<string, unknown> {
  const answers = needs.map((id) => {
    const kind = pack.facts[id]?.kind;
    if (kind === 'date') return [id, addCalendarDays(walk.standing().asOf.on, -20)];
    if (kind === 'yes-no') return [id, true];
    if (kind === 'choice') return [id, pack.facts[id]?.options?.[0]?.id];
    return [id, 'The same matter was answered in the spring, and nothing new has been raised since.'];
  });
  return Object.fromEntries(answers);
}

function listRefusals(pack: Pack, base: Base, until: Goal['until'], holds: Goal['holds']): readonly Goal[] {
  const grounds = (pack.intake['not-accepted']?.grounds ?? []).filter(({ when }) => when === undefined).slice(0, 2);
  return grounds.map(({ id, needs }) => ({
    ...base,
    id: `refused-${id}`,
    until,
    holds,
    ending: (walk, random) =>
      walk.do('complaint-refused', {
        wait: random.between(1, 4),
        input: { ground: id, ...answerNeeds(pack, needs, walk) },
      }),
  }));
}

/** More time taken, where the stage allows it. */
function listExtended(base: Base, stage: Stage): readonly Goal[] {
  if (!stage.clocks.some(({ extensions }) => extensions.length > 0)) return [];
  const isExtended = (_walk: Walk, { state }: Standing): boolean => state.extensions.length > 0;
  const isRunning = (_walk: Walk, { clocks }: Standing): boolean =>
    clocks.some((clock) => clock.stage === stage.id && clock.state === 'running' && clock.owner === 'pack');
  const extend = (walk: Walk, random: Random): boolean => {
    for (let tries = 0; tries < 5; tries++) {
      if (walk.do('extended', { wait: random.between(0, 3) })) return true;
    }
    return false;
  };
  const acknowledged = (walk: Walk, standing: Standing): boolean =>
    isRunning(walk, standing) && standing.state.occurrences.some(({ name }) => name === 'acknowledged');
  return [{ ...base, id: 'extended', until: acknowledged, ending: extend, holds: isExtended, ago: undefined }];
}

/** Where a draft goes out for comment: one that has been commented on. */
function listDraftsAnswered(pack: Pack, base: Base, stage: Stage): readonly Goal[] {
  const step = stage.steps.find((one) => one['for-comment']);
  const wishes = step && satisfyGuard(pack, step.when, NO_WISHES);
  if (!wishes) return [];
  const isSent = (_walk: Walk, { state }: Standing): boolean => state.drafts.length > 0 && state.responses.length === 0;
  const isCommented = (_walk: Walk, { state }: Standing): boolean =>
    state.comments.length > 0 && state.responses.length === 0;
  const said = 'The first date in your draft is wrong: I told you in the week before. The rest is as I remember it.';
  const ending: Doings = (walk) => walk.do('draft-commented', { wait: 1, input: { comment: said } });
  return [{ ...base, id: 'draft-commented', wishes, until: isSent, ending, holds: isCommented, ago: undefined }];
}

/** Where a new issue in a request for the next stage becomes a case of its own: one from these days. */
function listNewIssues(world: WalkWorld, base: Base & Pick<Goal, 'until'>, stage: Stage): readonly Goal[] {
  if (!stage.escalation?.['new-issue']) return [];
  const today = localDateOf(world.until) as IsoDate;
  const ending: Doings = (walk, random) =>
    walk.do('escalation-requested', {
      wait: random.between(2, 10),
      input: { 'new-issue': world.stories['new-issue'] },
    });
  const isNew = (walk: Walk): boolean =>
    countWorkingDays(world.calendar, localDateOf(walk.at) as IsoDate, today).workingDays <= 3;
  return [{ ...base, id: 'new-issue', ending, holds: isNew, ago: [14, 16, 12, 18, 11, 13, 15, 17, 20, 22, 24, 10] }];
}

/** For each route of the pack one case that takes it: sent elsewhere, or beside the procedure. */
function listRouted(pack: Pack, base: Base, until: Goal['until']): readonly Goal[] {
  return pack.intake.routes.flatMap((route): readonly Goal[] => {
    // What is open to a few only is among the special cases.
    const wishes = route.restricts ? undefined : satisfyGuard(pack, route.when, NO_WISHES);
    if (!wishes) return [];
    const person = Object.entries(pack.facts).find(
      ([, { when, 'person-restricted': restricted }]) =>
        restricted && JSON.stringify(when) === JSON.stringify(route.when),
    );
    const facts = person ? { ...wishes.facts, [person[0]]: true } : wishes.facts;
    const refer = (walk: Walk, random: Random): boolean =>
      walk.do('referred', { wait: random.between(0, 2), input: { route: route.id } });
    const fits = person ? ('about-a-person' as const) : undefined;
    const goal = { ...base, id: `route-${route.id}`, fits, wishes: { ...wishes, facts }, until, ago: [3, 6, 9, 12] };
    return [{ ...goal, ...(route.sends && !route.beside && { ending: refer }), holds: () => true }];
  });
}

/** What is no complaint: one waiting, one done with, and thanks. */
function listOtherKinds(base: Base): readonly Goal[] {
  const at = (): boolean => true;
  const goal = (id: string, kind: string): Goal => ({
    ...base,
    id,
    procedure: undefined,
    stage: undefined,
    wishes: { facts: {}, kind },
    until: at,
    holds: at,
    ago: [2, 5, 9, 15],
  });
  const close = (walk: Walk): boolean => walk.do('closed', { wait: 1 });
  return [
    goal('service-request', 'service-request'),
    { ...goal('service-request-done', 'service-request'), ending: close },
    goal('comment', 'comment'),
    { ...goal('compliment', 'compliment'), ending: close },
  ];
}
