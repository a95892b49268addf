import {
  determineAddressees,
  determineReach,
  getComplainants,
  type Pack,
  type Procedure,
  type Stage,
  type Standing,
  type Step,
} from '../../engine/index.ts';
import { CASEWORK_CASES } from './casework-cases.ts';
import { CONSULTED_CASES } from './consulted-cases.ts';
import { describeRelative, describeResident, findStreet } from './describe-resident.ts';
import type { Doings, Goal } from './goal.ts';
import { investigateCase } from './investigate-case.ts';
import { PANEL_CASES, sayOnDraft } from './panel-cases.ts';
import { NO_WISHES, satisfyGuard, type Wishes } from './satisfy-guard.ts';
import { holdsSo, isAnsweredHere, isOpen, makeUsualGoal, type SpecialCase } from './special-case.ts';
import type { Walk } from './walk.ts';

type Place = { readonly procedure: Procedure; readonly stage: Stage; readonly step: Step };

function listPlaces(pack: Pack, isWanted: (step: Step) => boolean): readonly Place[] {
  return pack.procedures.flatMap((procedure) =>
    procedure.stages.flatMap((stage) => stage.steps.filter(isWanted).map((step) => ({ procedure, stage, step }))),
  );
}

/** What the case must be like to come to a step of its pack. */
function findWishes(pack: Pack, { procedure, step }: Place): Wishes | undefined {
  const into = satisfyGuard(pack, procedure.when, NO_WISHES);
  return into && satisfyGuard(pack, step.when, into);
}

/** Somebody sits on a panel, or whatever places a step of the pack has, and the answer has not gone. */
const panel: SpecialCase = {
  id: 'panel',
  canHold: (pack) => listPlaces(pack, hasSeats).length > 0,
  isSo: (standing) => isOpen(standing) && hasSeatsTaken(standing) && !isAnsweredHere(standing),
  listGoals: ({ policy: { pack } }) =>
    listPlaces(pack, hasSeats).flatMap((place): readonly Goal[] => {
      const wishes = findWishes(pack, place);
      if (!wishes) return [];
      const { procedure, stage, step } = place;
      const isThere = (_walk: Walk, standing: Standing): boolean => panel.isSo(standing);
      const goal = { wishes, procedure: procedure.id, stage: stage.id };
      return [{ ...goal, id: `panel-${step.id}`, until: isThere, holds: isThere }];
    }),
};

const hasSeats = ({ seats = [], optional }: Step): boolean => !optional && seats.some((seat) => !seat.optional);

const hasSeatsTaken = ({ state }: Standing): boolean =>
  state.steps.some(({ visit, seats = [] }) => visit === state.visits.at(-1)?.index && seats.length > 0);

/** A draft is with the complainant, and their time for comments runs. */
const draft: SpecialCase = {
  id: 'draft-for-comment',
  canHold: (pack) => listPlaces(pack, isForComment).length > 0,
  isSo: (standing) => isOpen(standing) && isWindowOpen(standing) && !isAnsweredHere(standing),
  listGoals: ({ policy: { pack } }) =>
    listPlaces(pack, isForComment).flatMap((place): readonly Goal[] => {
      const wishes = findWishes(pack, place);
      if (!wishes) return [];
      const { procedure, stage } = place;
      const isThere = (_walk: Walk, standing: Standing): boolean => draft.isSo(standing);
      const goal = { wishes, procedure: procedure.id, stage: stage.id };
      return [{ ...goal, id: `draft-sent-${stage.id}`, until: isThere, ending: sayOnDraft, holds: isThere }];
    }),
};

const isForComment = (step: Step): boolean => step['for-comment'];

/** A draft was sent in this stay, and a time that began with it is still open. */
function isWindowOpen({ state, clocks, policy }: Standing): boolean {
  const visit = state.visits.at(-1);
  if (!state.drafts.some((sent) => sent.visit === visit?.index)) return false;
  const procedure = policy.pack.procedures.find(({ id }) => id === visit?.procedure);
  const windows = procedure?.stages.find(({ id }) => id === visit?.stage)?.clocks.filter(({ window }) => window) ?? [];
  return clocks.some(
    (clock) =>
      clock.visit === visit?.index && clock.state === 'running' && windows.some(({ id }) => id === clock.clock),
  );
}

/** Neighbours complain together. One came later, and has not had what went before. */
const group: SpecialCase = {
  id: 'group',
  canHold: () => true,
  isSo: (standing) => isOpen(standing) && getComplainants(standing.state).length > 1,
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    return goal
      ? [{ ...goal, id: 'group', fits: 'group', opening: joinNeighbour, ending: joinNeighbour, holds: holdsSo(group) }]
      : [];
  },
};

const joinNeighbour: Doings = (walk, random) => {
  const neighbour = describeResident(walk.stories, random, findStreet(walk.resident));
  return walk.do('resident-joined', { wait: 0, input: { ...neighbour, 'resident-channel': 'letter' } });
};

/** Somebody who gives neither a name nor a way to be written to. */
const anonymous: SpecialCase = {
  id: 'anonymous',
  canHold: ({ intake }) => intake.anonymous?.accepted !== false,
  isSo: (standing) => isOpen(standing) && standing.state.anonymous,
  listGoals: (world) => {
    const { are } = world.policy.pack.intake.channels;
    const channel = ['telephone', 'letter', 'web'].find((one) => are.some((known) => known === one));
    const goal = makeUsualGoal(world, { ...NO_WISHES, channel, anonymous: true });
    return goal ? [{ ...goal, id: 'anonymous', holds: holdsSo(anonymous) }] : [];
  },
};

/** Somebody writes for the complainant, and nobody has said that they may. */
const noAuthority: SpecialCase = {
  id: 'no-authority',
  canHold: ({ intake }) => intake.representative !== undefined,
  isSo: (standing) =>
    isOpen(standing) &&
    determineAddressees(standing).some(
      ({ keptFrom }) => keptFrom === 'no-authority' || keptFrom === 'authority-incomplete',
    ),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, { ...NO_WISHES, represented: true });
    return goal ? [{ ...goal, id: 'no-authority', opening: nameRelative, holds: holdsSo(noAuthority) }] : [];
  },
};

const nameRelative: Doings = (walk, random) =>
  walk.do('representative-named', { wait: 0, input: describeRelative(walk.stories, random, walk.resident) });

/** Somebody writes for the complainant, with their permission. */
const authority: SpecialCase = {
  id: 'authority',
  canHold: ({ intake }) => intake.representative !== undefined,
  isSo: (standing) =>
    isOpen(standing) &&
    determineAddressees(standing).some(({ kind, keptFrom }) => kind === 'representative' && keptFrom === undefined),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, { ...NO_WISHES, represented: true });
    return goal ? [{ ...goal, id: 'authority', opening: nameRelative, ending: permit, holds: holdsSo(authority) }] : [];
  },
};

/** Permission is recorded, with all that the pack wants known of it. */
const permit: Doings = (walk) => {
  const { pack } = walk.standing().policy;
  const needs = (pack.intake.representative?.needs ?? []).map((id) => {
    const kind = pack.facts[id]?.kind;
    return [id, kind === 'date' ? walk.dayAfter(1) : kind === 'yes-no' ? true : undefined] as const;
  });
  const known = Object.fromEntries(needs.filter(([, answer]) => answer !== undefined));
  return walk.do('authority-recorded', { wait: 1, input: { given: true, ...known } });
};

/** Only a few may see it. */
const restricted: SpecialCase = {
  id: 'restricted',
  canHold: ({ intake }) => intake.routes.some(({ restricts }) => restricts),
  isSo: (standing) => isOpen(standing) && determineReach(standing).only !== undefined,
  listGoals: (world) =>
    world.policy.pack.intake.routes.flatMap((route): readonly Goal[] => {
      const wishes = route.restricts ? satisfyGuard(world.policy.pack, route.when, NO_WISHES) : undefined;
      const goal = wishes && makeUsualGoal(world, wishes);
      return goal ? [{ ...goal, id: `restricted-${route.id}`, fits: 'restricted', holds: holdsSo(restricted) }] : [];
    }),
};

/** Looked into with photographs, papers, a visit, an interview and talks, and not answered. */
const investigated: SpecialCase = {
  id: 'investigated',
  canHold: () => true,
  isSo: (standing) => isOpen(standing) && standing.state.evidence.length > 4 && !isAnsweredHere(standing),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    return goal ? [{ ...goal, id: 'investigated', ending: investigateCase, holds: holdsSo(investigated) }] : [];
  },
};

export const SPECIAL_CASES: readonly SpecialCase[] = [
  panel,
  draft,
  group,
  anonymous,
  noAuthority,
  authority,
  restricted,
  investigated,
  ...CASEWORK_CASES,
  ...PANEL_CASES,
  ...CONSULTED_CASES,
];
