import {
  findCausesOfDelay,
  type IsoDate,
  listApprovals,
  listRestrictions,
  type Pack,
  type Stage,
  type Standing,
  type Step,
} from '../../engine/index.ts';
import type { Resident } from './describe-resident.ts';
import { agreeContact, answerByLink, askColleague, askContractor } from './everyday-work.ts';
import { find } from './forward.ts';
import type { Doings, Goal } from './goal.ts';
import { findUsualStage } from './list-endings.ts';
import { NO_WISHES } from './satisfy-guard.ts';
import { holdsSo, isAnsweredHere, isOpen, makeUsualGoal, type SpecialCase } from './special-case.ts';
import { findRank, type Walk, type WalkWorld } from './walk.ts';

const SYSTEM = { id: 'system', kind: 'system', roles: [] } as const;

/** A contractor answered late, and the response is late or at risk for it; the complainant waits for a call too. */
const lateAnswer: SpecialCase = {
  id: 'late-answer',
  canHold: () => true,
  isSo: (standing) =>
    isOpen(standing) &&
    standing.state.contactPlan !== undefined &&
    standing.clocks.some((clock) =>
      findCausesOfDelay(standing, clock).some(({ answered, to }) => answered !== undefined && to === undefined),
    ),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    const ago = [9, 10, 11, 12, 13, 14, 16, 18, 20, 22, 25, 30, 40];
    return goal ? [{ ...goal, id: 'late-answer', ending: waitForAnswer, holds: holdsSo(lateAnswer), ago }] : [];
  },
};

const waitForAnswer: Doings = (walk, random) => {
  agreeContact(walk, { every: 1, 'every-unit': 'week' });
  redefine(walk);
  askColleague(walk, random);
  const asked = askContractor(walk, random, walk.dayAfter(2));
  if (!asked) return false;
  const request = { request: String(walk.standing().state.requests.at(-1)?.request) };
  walk.do('information-chased', { wait: 1, by: SYSTEM, input: request });
  walk.do('information-chased', { wait: 2, by: SYSTEM, input: request });
  return answerByLink(walk, asked, request.request, 1);
};

/** What they said when they were asked changes the definition. */
function redefine(walk: Walk): void {
  const { points, outcomeSought } = walk.lastDefinition() ?? {};
  const [first, ...rest] = points ?? [];
  if (first === undefined) return;
  const { words } = walk.stories.casework.redefined;
  walk.do('defined', {
    wait: 0,
    input: {
      points: [{ ...first, text: `${first['text']} ${words}` }, ...rest],
      ...(outcomeSought !== undefined && { 'outcome-sought': outcomeSought }),
      why: walk.stories.casework.redefined.why,
    },
  });
}

/** Contact is restricted because of how somebody behaved, and the restriction should have been looked at again by now. */
const behaviour: SpecialCase = {
  id: 'behaviour',
  canHold: () => true,
  isSo: (standing) =>
    isOpen(standing) &&
    standing.state.incidents.length > 1 &&
    listRestrictions(standing.state).some(({ review }) => review < standing.asOf.on),
  listGoals: ({ policy: { pack } }) => {
    const usual = findUsualStage(pack);
    const last = usual?.procedure.stages.findLast(({ steps }) => steps.some(({ does }) => does === 'respond'));
    if (!usual || !last) return [];
    const until = (walk: Walk, { state }: Standing): boolean =>
      state.visits.at(-1)?.stage === last.id &&
      !last.steps.some((step) => FIRST_STEPS.includes(step.does) && walk.isOpen(step, walk.standing()));
    const ago = [27, 29, 31, 33, 35, 38, 41, 44, 48, 52];
    const goal = { wishes: NO_WISHES, procedure: usual.procedure.id, stage: last.id, ago, until };
    const opening: Doings = (walk) => behaveBadly(walk);
    const isInTime = (standing: Standing): boolean => (standing.nextDue?.due ?? standing.asOf.on) >= standing.asOf.on;
    const holds = (_walk: Walk, standing: Standing): boolean => behaviour.isSo(standing) && isInTime(standing);
    return [
      { ...goal, id: 'behaviour', opening, holds },
      { ...goal, id: 'behaviour-late', opening, holds: holdsSo(behaviour) },
    ];
  },
};

const FIRST_STEPS: readonly Step['does'][] = ['acknowledge', 'allocate'];

function behaveBadly(walk: Walk): boolean {
  const { incidents, limits } = walk.stories.casework.behaviour;
  const kinds = walk.standing().policy.pack.behaviour?.incidents?.map(({ id }) => id);
  incidents.forEach(({ kind, words }, index) => {
    const against = walk.standing().state.handler?.person ?? walk.findPersonFor(undefined);
    const input = { 'incident-kind': kinds?.[index % kinds.length] ?? kind, 'what-they-did': words, against };
    walk.do('incident-recorded', { wait: 2, input });
  });
  const starts = walk.dayAfter(2);
  const input = { ...limits, channels: ['telephone'], starts, 'review-on': walk.dayAfter(22) };
  agreeContact(walk, { every: 1, 'every-unit': 'week', 'plan-channel': 'e-mail' });
  return walk.do('contact-restricted', { wait: 1, input });
}

/** The response is being written: several versions, and one changed after it was approved where approvals end with that. */
const beingWritten: SpecialCase = {
  id: 'being-written',
  canHold: (pack) => findInsideDraft(findUsualStage(pack)?.stage) !== undefined,
  isSo: (standing) => isOpen(standing) && !isAnsweredHere(standing) && isRewritten(standing),
  listGoals: (world) => {
    const goal = makeUsualGoal(world, NO_WISHES);
    const { stage } = findUsualStage(world.policy.pack) ?? {};
    const respond = stage?.steps.find(({ does }) => does === 'respond');
    if (!goal || !respond) return [];
    const until: Goal['until'] = (walk, standing) => goal.until(walk, standing) && walk.isOpen(respond, standing);
    const holds = holdsSo(beingWritten);
    return [{ ...goal, id: 'being-written', leave: respond.id, until, ending: writeVersions, holds }];
  },
};

/** A draft that stays inside: one that goes out for comment is no version among others. */
const findInsideDraft = (stage: Stage | undefined): Step | undefined =>
  stage?.steps.find((step) => step.does === 'draft' && !step['for-comment']);

function isRewritten(standing: Standing): boolean {
  const visit = standing.state.visits.at(-1);
  const drafts = standing.history.filter(({ type, n }) => type === 'drafted' && n > (visit?.opening ?? 0));
  return drafts.length > 2;
}

const writeVersions: Doings = (walk, random, story) => {
  const found = find(walk, { story, random });
  if (found['findings']) walk.do('finding-recorded', { wait: 0, input: found });
  const { stage } = walk.context();
  const step = findInsideDraft(stage);
  const own = step && walk.isOwnAction(step) ? { step: step.id } : {};
  walk.do('requirement-recorded', { wait: 0, input: describeRequirement(walk, 6) });
  agreeContact(walk, { every: 2, 'every-unit': 'week' });
  if (!walk.do('drafted', { ...own, wait: 0 })) return false;
  const { second, approved } = walk.stories.casework.versions;
  const parts = { ...addToLetter(walk, second), ...answerEachPoint(walk) };
  const again = walk.do('drafted', { ...own, wait: 0, input: { parts } });
  for (const { step: approval } of listApprovals(walk.context())) {
    const outcome = approval.outcomes?.[0];
    walk.do('step-done', { step: approval.id, wait: 0, input: outcome ? { outcome: outcome.id } : {} });
  }
  askContractor(walk, random, walk.dayAfter(3));
  return again && walk.do('drafted', { ...own, wait: 0, input: { parts: addToLetter(walk, approved) } });
};

type WrittenPart = { readonly part: string; readonly text: string; readonly n: string | undefined };
type Parts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The parts of the letter as they were last written, the longest text among them with more words. */
function addToLetter(walk: Walk, words: string): Parts {
  const input = walk.doings.findLast(({ word }) => word === 'drafted')?.input;
  const parts = (input?.['parts'] ?? {}) as Parts;
  const written = Object.entries(parts).flatMap(([part, text]): readonly WrittenPart[] =>
    typeof text === 'string'
      ? [{ part, text, n: undefined }]
      : Object.entries(text).map(([n, one]) => ({ part, text: one, n })),
  );
  const longest = written.sort((a, b) => b.text.length - a.text.length)[0];
  if (!longest) return parts;
  const { part, text, n } = longest;
  const more = `${text} ${words}`;
  const known = parts[part] as Readonly<Record<string, string>>;
  return { ...parts, [part]: n === undefined ? more : { ...known, [n]: more } };
}

/** The parts that are written for each point, with the reasons of what was found on it. */
function answerEachPoint(walk: Walk): Parts {
  const { stage, standing } = walk.context();
  const id = stage?.steps.find(({ does }) => does === 'respond')?.letter;
  const letter = standing.policy.pack.letters.find((one) => one.id === id);
  const findings = walk.doings.flatMap(({ input }) =>
    Object.entries((input['findings'] ?? {}) as Readonly<Record<string, { readonly reasons?: string }>>),
  );
  const reasons = Object.fromEntries(findings.flatMap(([n, found]) => (found.reasons ? [[n, found.reasons]] : [])));
  const own = letter?.parts.filter((part) => part['per-point'] && part['filled-by'] === 'person') ?? [];
  return Object.fromEntries(own.map(({ part }) => [part, reasons]));
}

function describeRequirement(walk: Walk, days: number): Readonly<Record<string, string | IsoDate>> {
  const { text } = walk.stories.casework.requirement;
  const [first] = walk.listChoices('requirement-recorded', 'required-by');
  return { 'required-by': first ?? 'regulator', 'requirement-text': text, 'required-on': walk.dayAfter(days) };
}

/** A colleague complains as a tenant: none of their own sees it, and they do not as staff. */
const ownComplaint = makeRestricted('own-complaint', {
  canHold: hasWhoRestricts,
  complainant: (world, random): Resident => {
    const { name } = random.pick(listJuniors(world));
    const { address, telephone } = world.stories.casework['own-complaint'];
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@residents.example`;
    return {
      'resident-name': name,
      'resident-email': email,
      'resident-telephone': telephone,
      'resident-address': address,
    };
  },
});

const listJuniors = ({ people, policy }: WalkWorld): WalkWorld['people'] => {
  const working = people.filter(({ roles }) => roles.length > 0);
  const lowest = Math.min(...working.map((person) => findRank(policy, person)));
  return working.filter((person) => findRank(policy, person) === lowest);
};

/** Somebody may come to harm: decided by a person, where no route of the pack restricts it by itself. */
const safeguarding = makeRestricted('safeguarding', {
  canHold: (pack) => hasWhoRestricts(pack) && !pack.intake.routes.some(({ restricts }) => restricts),
  fits: 'restricted',
});

function hasWhoRestricts(pack: Pack): boolean {
  return pack.intake['restricted-to'] !== undefined;
}

type Restricted = Pick<SpecialCase, 'canHold'> & Pick<Goal, 'fits' | 'complainant'>;

function makeRestricted(reason: 'own-complaint' | 'safeguarding', { canHold, ...more }: Restricted): SpecialCase {
  const isSo: SpecialCase['isSo'] = (standing) => isOpen(standing) && standing.state.restricted?.reason === reason;
  // Once somebody has the case: whoever acted on it before goes on seeing it.
  const ending: Doings = (walk) => {
    const person = walk.people.find(({ name }) => name === walk.resident['resident-name'])?.id;
    if (person !== undefined && walk.doings.some(({ actor, input }) => [actor.id, input['to']].includes(person)))
      return false;
    const why = walk.stories.casework.restricted[reason];
    return walk.do('case-restricted', { wait: 0, input: { 'restrict-reason': reason, why, person } });
  };
  return {
    id: reason,
    canHold,
    isSo,
    listGoals: (world) => {
      const goal = makeUsualGoal(world, NO_WISHES);
      return goal ? [{ ...goal, ...more, id: reason, ending, holds: (_walk, standing) => isSo(standing) }] : [];
    },
  };
}

/** What comes up in the work on a case beside the steps of its procedure. */
export const CASEWORK_CASES: readonly SpecialCase[] = [lateAnswer, behaviour, beingWritten, ownComplaint, safeguarding];
