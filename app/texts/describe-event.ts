import {
  type CaseEvent,
  type EventBody,
  findProcedure,
  findStage,
  findStep,
  type IsoDate,
  type Lapsed,
  type Policy,
  type Stage,
} from '../../engine/index.ts';
import { describeAddressee } from './describe-addressee.ts';
import { describeDate, describeList, describeMoment } from './describe-date.ts';
import { describeMoney } from './describe-money.ts';
import { describePeriod } from './describe-period.ts';
import { describeRequirer } from './describe-requirer.ts';
import { capitalise, fill, type Values } from './fill.ts';
import type { Texts } from './texts.ts';

export type EventWords = { readonly title: string; readonly detail?: string };

export type EventNames = {
  /** A person's name by id; undefined where there is none to show. */
  readonly nameOf: (person: string) => string | undefined;
  /** The procedure the case follows, where two procedures have stages of the same id. */
  readonly procedure?: string | undefined;
};

/** What is known of an event in words, and which of its lines fits. */
type Told = { readonly variant?: string | undefined; readonly values?: Values };
type Tell = { readonly texts: Texts; readonly policy: Policy; readonly names: EventNames };
type Teller<T extends EventBody['type']> = (tell: Tell, event: Extract<CaseEvent, { type: T }>) => Told;

/** One line of a timeline for what happened: the title, and what more is known. Names of stages and steps are the procedure's. */
export function describeEvent(texts: Texts, policy: Policy, event: CaseEvent | Lapsed, names: EventNames): EventWords {
  const tell = { texts, policy, names };
  const { variant, values } = event.type === 'lapsed' ? tellLapse(tell, event) : tellEvent(tell, event);
  const words = texts.events[`${event.type}.${variant}`] ?? texts.events[event.type]!;
  const all = { ...(event.type === 'lapsed' ? {} : commonValues(tell, event)), ...values };
  const detail = words.detail === undefined ? '' : capitalise(fill(words.detail, all));
  return { title: capitalise(fill(words.title, all)), ...(detail !== '' && { detail }) };
}

/** Which points something bears on: “Points 1 and 3”, or the whole complaint. */
export function describePoints(texts: Texts, points: readonly number[]): string {
  const { evidence } = texts.pages;
  if (points.length === 0) return evidence!['whole-complaint']!;
  return fill(evidence![points.length === 1 ? 'one-point' : 'some-points']!, {
    points: describeList(points.map(String), texts),
  });
}

function tellEvent(tell: Tell, event: CaseEvent): Told {
  return (TOLD[event.type] as (tell: Tell, event: CaseEvent) => Told)(tell, event);
}

function tellLapse(tell: Tell, { clock, opens, closes }: Lapsed): Told {
  const variant = opens ? 'opens' : closes ? 'closes' : undefined;
  return { variant, values: { clock: nameClock(tell, clock), opens: nameStage(tell, opens) } };
}

function commonValues(tell: Tell, event: CaseEvent): Values {
  const stage = 'stage' in event ? event.stage : undefined;
  const acted = tell.names.nameOf(event.by.id) ?? tell.texts.statuses.people[event.by.kind];
  const whose = event.by.for === undefined ? undefined : tell.names.nameOf(event.by.for);
  const who = whose === undefined ? acted : fill(tell.texts.work.words['on-behalf'], { who: acted, name: whose });
  return { who, stage: nameStage(tell, stage), step: 'step' in event ? nameStep(tell, stage, event.step) : '' };
}

const TOLD: { readonly [T in EventBody['type']]: Teller<T> } = {
  received: ({ texts }, { kind, channel }) => ({
    values: { kind: texts.statuses.kinds[kind], channel: texts.statuses.channels[channel] },
  }),
  forwarded: ({ policy }, { to }) => ({ values: { to: policy.pack.roles.find(({ id }) => id === to)?.title ?? to } }),
  classified: ({ texts }, { kind }) => ({ values: { kind: texts.statuses.kinds[kind] } }),
  merged: (_tell, { into }) => ({ variant: into === 'not-open' ? into : undefined, values: { into } }),
  'taken-in': ({ texts }, { from, channel }) => ({
    variant: from === 'not-open' ? from : undefined,
    values: { from, channel: texts.statuses.channels[channel] },
  }),
  'not-ours': () => ({}),
  'kept-apart': (_tell, { from }) => ({ variant: from === 'not-open' ? from : undefined, values: { from } }),
  'facts-recorded': ({ policy }, { facts }) => ({
    values: {
      questions: Object.keys(facts)
        .map((id) => policy.pack.facts[id]?.ask ?? id)
        .join(' '),
    },
  }),
  defined: (_tell, { points }) => ({ values: { count: points.length } }),
  'definition-confirmed': ({ texts }, { result, channel }) => ({
    variant: { agreed: undefined, corrected: 'corrected', 'not-reached': 'not-reached' }[result],
    values: { channel: texts.statuses.channels[channel] },
  }),
  acknowledged: ({ texts }, { told }) => (told ? { variant: 'told', values: { told: describeDate(told, texts) } } : {}),
  allocated: (tell, { to }) => ({ values: { to: namePerson(tell, to) } }),
  contacted: ({ texts }, { reached, channel }) => ({
    variant: reached ? undefined : 'tried',
    values: { channel: texts.statuses.channels[channel] },
  }),
  'step-done': tellStep,
  'finding-recorded': ({ texts }, { point, finding }) => ({
    values: { point, finding: texts.statuses.findings[finding] },
  }),
  'point-added': (_tell, { point }) => ({ values: { point } }),
  'point-withdrawn': (_tell, { point }) => ({ values: { point } }),
  drafted: ({ texts }, { forComment, channel }) =>
    forComment ? { variant: 'for-comment', values: { channel: channel ? texts.statuses.channels[channel] : '' } } : {},
  'draft-commented': (_tell, { comment, finished }) => ({
    variant: comment === undefined ? 'finished' : finished ? 'last' : undefined,
    values: { comment },
  }),
  extended: tellExtension,
  'time-agreed': (tell, { clock, to }) => ({
    values: { clock: nameClock(tell, clock), to: describeDate(to, tell.texts) },
  }),
  'update-sent': () => ({}),
  'verbal-response-given': ({ texts }, { channel }) => ({ values: { channel: texts.statuses.channels[channel] } }),
  'response-issued': ({ texts }, { channel, final, unsent }) => ({
    variant: unsent ? 'unsent' : final ? 'final' : undefined,
    values: { channel: texts.statuses.channels[channel] },
  }),
  'escalation-requested': (tell, { opens, instructed }) => ({
    variant: opens ? 'opens' : instructed ? 'instructed' : undefined,
    values: { opens: nameStage(tell, opens) },
  }),
  'escalation-accepted': (tell, { opens }) => ({ values: { opens: nameStage(tell, opens) } }),
  'escalation-refused': (tell, { ground }) => tellGround(tell, ground),
  'time-limit-decided': (_tell, { accepted }) => ({ variant: accepted ? 'accepted' : undefined }),
  'complaint-refused': (tell, { ground }) => tellGround(tell, ground),
  referred: ({ policy }, { route }) => ({
    values: { route: policy.pack.intake.routes.find(({ id }) => id === route)?.name ?? route },
  }),
  'promise-made': ({ policy, texts }, { promise, head, due }) => ({
    variant: due ? 'due' : undefined,
    values: { promise, head: nameHead(policy, head), due: due && describeDate(due, texts) },
  }),
  'promise-updated': ({ texts }, { promise, due }) => ({
    variant: due ? 'due' : undefined,
    values: { promise, due: due && describeDate(due, texts) },
  }),
  'promise-kept': (_tell, { promise }) => ({ values: { promise } }),
  'payment-made': (_tell, { promise, pence }) => ({ values: { promise, pence } }),
  'award-asked': (tell, { pence, of }) => ({ values: { to: namePerson(tell, of), amount: describeMoney(pence) } }),
  'award-decided': (_tell, { approved, pence = 0 }) => ({
    variant: approved ? undefined : 'declined',
    values: { amount: describeMoney(pence) },
  }),
  'learning-noted': (_tell, { none }) => ({ variant: none ? 'none' : undefined }),
  withdrawn: () => ({}),
  closed: ({ texts }, { outcome }) =>
    outcome ? { variant: 'outcome', values: { outcome: texts.statuses.outcomes[outcome] ?? outcome } } : {},
  reopened: (tell, { opens, instructed }) => ({
    variant: instructed ? 'instructed' : undefined,
    values: { opens: nameStage(tell, opens) },
  }),
  noted: () => ({}),
  'question-set': (_tell, { point }) => ({ values: { point } }),
  'evidence-added': ({ texts }, { evidence, kind, points, takenOn }) => ({
    variant: takenOn === undefined ? undefined : 'taken',
    values: {
      evidence,
      kind: texts.fields.options['add-evidence.kind']?.[kind] ?? kind,
      points: describePoints(texts, points),
      takenOn: takenOn && describeDate(takenOn, texts),
    },
  }),
  interviewed: ({ texts }, { evidence, points }) => ({ values: { evidence, points: describePoints(texts, points) } }),
  visited: ({ texts }, { evidence, points }) => ({ values: { evidence, points: describePoints(texts, points) } }),
  'evidence-withdrawn': (_tell, { evidence }) => ({ values: { evidence } }),
  'evidence-shared': (_tell, { evidence }) => ({ values: { evidence } }),
  'colleague-contacted': ({ texts }, { channel }) => ({ values: { channel: texts.statuses.channels[channel] } }),
  'outsider-contacted': ({ texts }, { who: outsider, channel }) => ({
    values: {
      outsider: texts.fields.options['outsider']?.[outsider] ?? outsider,
      channel: texts.statuses.channels[channel],
    },
  }),
  corrected: ({ texts }, { event, rightOn, rightAt }) => ({
    values: { event, rightOn: describeMoment({ on: rightOn, at: rightAt }, texts) },
  }),
  voided: (_tell, { event }) => ({ values: { event } }),
  'procedure-changed': (tell, { procedure, opens }) => ({
    values: {
      procedure: findProcedure(tell.policy, procedure)?.name ?? procedure,
      opens: nameStage(tell, opens, procedure),
    },
  }),
  linked: ({ texts }, { to, how }) => ({
    variant: to === 'new' ? 'new' : to === 'not-open' ? 'not-open' : undefined,
    values: { to, how: texts.statuses.links[how] ?? texts.statuses.links.other },
  }),
  'ombudsman-contacted': ({ texts }, { what }) => ({
    values: { what: texts.statuses.ombudsman[what] ?? texts.statuses.ombudsman.other },
  }),
  'representative-named': () => ({}),
  'supporter-named': () => ({}),
  'resident-joined': (_tell, { resident }) => ({ values: { resident } }),
  'resident-left': (_tell, { resident }) => ({ values: { resident } }),
  'details-recorded': (_tell, { resident }) => ({ values: { resident } }),
  'copy-sent': ({ texts }, { letter, to }) => ({ values: { letter, to: describeAddressee(texts, to) } }),
  'information-requested': (tell, { request, to, due }) => ({
    variant: to === undefined ? 'outside' : undefined,
    values: { request, to: to === undefined ? '' : namePerson(tell, to), due: describeDate(due, tell.texts) },
  }),
  'information-chased': (_tell, { request, by }) => ({
    variant: by.kind === 'system' ? 'by-itself' : undefined,
    values: { request },
  }),
  'information-received': (_tell, { request, by }) => ({
    variant: by.kind === 'staff' ? undefined : 'by-link',
    values: { request },
  }),
  'information-put-off': ({ texts }, { request, why, proposed }) => ({
    variant: why === 'not-theirs' ? why : proposed && 'proposed',
    values: { request, proposed: proposed && describeDate(proposed, texts) },
  }),
  'information-due-moved': ({ texts }, { request, due }) => ({ values: { request, due: describeDate(due, texts) } }),
  'information-settled': (_tell, { request }) => ({ values: { request } }),
  'information-withdrawn': (_tell, { request }) => ({ values: { request } }),
  'contact-plan-set': ({ texts }, { channel, every }) => ({
    variant: channel && 'channel',
    values: { every: describePeriod(every, texts), channel: channel ? texts.statuses.channels[channel] : '' },
  }),
  'contact-plan-ended': () => ({}),
  'requirement-recorded': (tell, { requirement, source, due }) => ({
    values: { requirement, source: nameRequirer(tell, source), due: describeDate(due, tell.texts) },
  }),
  'requirement-updated': ({ texts }, { requirement, due }) => ({
    variant: due ? 'due' : undefined,
    values: { requirement, due: due && describeDate(due, texts) },
  }),
  'requirement-met': (_tell, { requirement }) => ({ values: { requirement } }),
  'incident-recorded': (tell, { kind, against }) => ({
    variant: against === undefined ? undefined : 'against',
    values: { kind: nameIncident(tell, kind), against: against && namePerson(tell, against) },
  }),
  'contact-restricted': ({ texts }, { channels, starts, review }) => ({
    values: {
      starts: describeDate(starts, texts),
      review: describeDate(review, texts),
      channels: nameChannels(texts, channels),
    },
  }),
  'restriction-reasoned': () => ({}),
  'restriction-reviewed': ({ texts }, { outcome, review }) => ({
    variant: outcome === 'changed' ? 'changed' : outcome === 'lifted' ? 'lifted' : undefined,
    values: { review: review && describeDate(review, texts) },
  }),
  'case-restricted': (tell, { reason, person }) => ({
    variant: person === undefined ? undefined : 'person',
    values: {
      reason: tell.texts.fields.options['restrict-reason']?.[reason] ?? reason,
      person: person && namePerson(tell, person),
    },
  }),
  'case-restriction-lifted': () => ({}),
  'case-opened-to': (tell, { people }) => ({
    values: { people: people.map(({ person }) => namePerson(tell, person)).join(', ') },
  }),
  'panel-days-proposed': ({ texts }, { days, people, due }) => ({
    values: { days: nameDays(texts, days), count: people.length, due: describeDate(due, texts) },
  }),
  'panel-availability-given': (tell, { person, can }) => ({
    variant: can.length === 0 ? 'none' : undefined,
    values: { person: namePerson(tell, person), days: nameDays(tell.texts, can) },
  }),
  'interest-declared': (tell, { person, conflict }) => ({
    variant: conflict ? 'conflict' : undefined,
    values: { person: namePerson(tell, person) },
  }),
  'panel-reply-recorded': ({ texts }, { coming }) => ({
    values: { reply: texts.fields.options['panel-coming']?.[coming] ?? coming },
  }),
  'panel-papers-chosen': (_tell, { papers }) => ({ values: { count: papers.length } }),
  'panel-papers-sent': (tell, { papers, to, toComplainant }) => ({
    variant: toComplainant ? 'complainant' : undefined,
    values: { count: papers.length, people: namePeople(tell, to) },
  }),
  'panel-minutes-kept': (tell, { attended }) => ({ values: { people: namePeople(tell, attended) } }),
  'comment-answered': ({ texts }, { comment, answer }) => ({
    values: { comment, answer: texts.fields.options['comment-answer']?.[answer] ?? answer },
  }),
  'authority-recorded': (_tell, { given }) => ({ variant: given ? 'given' : undefined }),
};

function tellStep(tell: Tell, event: Extract<CaseEvent, { type: 'step-done' }>): Told {
  if (event.tried) return { variant: 'tried' };
  const step = findStepAnywhere(tell, event.stage, event.step);
  const outcome = step?.outcomes?.find(({ id }) => id === event.outcome)?.name ?? event.outcome;
  if (!event.seats) return outcome ? { variant: 'outcome', values: { outcome } } : {};
  const nameSeat = (seat: string): string => step?.seats?.find(({ id }) => id === seat)?.name ?? seat;
  const seats = event.seats.map(({ seat, person }) => `${nameSeat(seat)}: ${namePerson(tell, person)}`).join('; ');
  return outcome
    ? { variant: 'outcome-with-seats', values: { outcome, seats } }
    : { variant: 'seats', values: { seats } };
}

function tellExtension(tell: Tell, { clock, extra, to }: Extract<CaseEvent, { type: 'extended' }>): Told {
  const named = { clock: nameClock(tell, clock) };
  if (to) return { variant: 'to', values: { ...named, to: describeDate(to, tell.texts) } };
  return extra ? { variant: 'by', values: { ...named, extra: describePeriod(extra, tell.texts) } } : { values: named };
}

function tellGround({ policy }: Tell, ground: string | undefined): Told {
  if (ground === undefined) return {};
  const named = policy.pack.intake['not-accepted']?.grounds.find(({ id }) => id === ground)?.name;
  return { variant: 'ground', values: { ground: named ?? ground } };
}

/** The kind of an incident: the landlord's own word, else ours. */
const nameIncident = ({ policy, texts }: Tell, kind: string): string =>
  policy.pack.behaviour?.incidents?.find(({ id }) => id === kind)?.name ??
  texts.fields.options['incident-kind']?.[kind] ??
  kind;

const nameChannels = (texts: Texts, channels: readonly string[]): string =>
  channels.length === 0
    ? ''
    : `${channels.map((channel) => texts.fields.options['channel']?.[channel] ?? channel).join(', ')}. `;

const namePerson = ({ names, texts }: Tell, id: string): string =>
  names.nameOf(id) ?? texts.pages.common!['unknown-person']!;

const namePeople = (tell: Tell, ids: readonly string[]): string =>
  describeList(
    ids.map((id) => namePerson(tell, id)),
    tell.texts,
  );

const nameDays = (texts: Texts, days: readonly IsoDate[]): string =>
  describeList(
    days.map((day) => describeDate(day, texts)),
    texts,
  );

const nameRequirer = ({ policy, texts }: Tell, source: string): string => describeRequirer(texts, policy, source);

const nameHead = (policy: Policy, head: string): string =>
  policy.pack.remedies?.heads.find(({ id }) => id === head)?.name ?? head;

/** The stages of an id: in the procedure named, else in whichever has it. */
function findStages(
  { policy, names }: Tell,
  stage: string,
  procedure?: string,
): readonly { procedure: string; stage: Stage }[] {
  const first = [procedure, names.procedure].filter((id) => id !== undefined);
  return [...first, ...policy.pack.procedures.map(({ id }) => id)].flatMap((id) => {
    const found = findStage(policy, id, stage);
    return found ? [{ procedure: id, stage: found }] : [];
  });
}

function nameStage(tell: Tell, stage: string | undefined, procedure?: string): string {
  return stage === undefined ? '' : (findStages(tell, stage, procedure)[0]?.stage.name ?? stage);
}

function findStepAnywhere(tell: Tell, stage: string | undefined, step: string): ReturnType<typeof findStep> {
  const places = findStages(tell, stage ?? '');
  return places
    .map((place) => findStep(tell.policy, place.procedure, place.stage.id, step))
    .find((found) => found !== undefined);
}

const nameStep = (tell: Tell, stage: string | undefined, step: string): string =>
  findStepAnywhere(tell, stage, step)?.name ?? step;

function nameClock({ policy }: Tell, clock: string): string {
  const all = [
    ...policy.pack.intake.clocks,
    ...policy.pack.procedures.flatMap(({ stages }) => stages.flatMap(({ clocks }) => clocks)),
  ];
  return all.find(({ id }) => id === clock)?.name ?? clock;
}
