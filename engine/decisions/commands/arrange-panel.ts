import type { IsoDate } from '../../calendar/index.ts';
import type { EventBody } from '../../case/events.ts';
import { findInterest, findPanel, PANEL_REPLIES, type Panel, type PanelReply } from '../../case/panels.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { answerOf, dateOf, listOf, textOf, textsOf } from '../input-values.ts';
import { findPanelStanding, findPanelStep, hasPanel } from '../panels.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** So many days can be proposed at once. */
const DAYS: readonly Field[] = [
  { name: 'panel-first-day', label: '', required: true, kind: 'date' },
  { name: 'panel-second-day', label: '', required: false, kind: 'date' },
  { name: 'panel-third-day', label: '', required: false, kind: 'date' },
  { name: 'panel-fourth-day', label: '', required: false, kind: 'date' },
];

export const findArranged = ({ standing, visit }: CaseContext): Panel | undefined =>
  findPanel(standing.state, visit?.index);

/** No open case, no panel on it, or the person whom it is about. */
export function guardPanel(context: CaseContext, actor: Actor): readonly Refusal[] {
  const closed = checkOpen(context);
  if (closed.length > 0) return closed;
  const step = context.stage?.steps.find(({ meets }) => meets);
  const none = findPanelStep(context) ? [] : [refuse('step-not-needed', step, { step: step?.name ?? '' })];
  return [...none, ...checkRestricted(context, actor)];
}

/** Whoever was asked to sit, or sits, says what is asked of them, whatever else of the case they see. */
function isOfPanel(context: CaseContext, { id }: Actor): boolean {
  const asked = findArranged(context)?.proposed?.people.includes(id) === true;
  return asked || findPanelStanding(context.standing)?.seats.some(({ person }) => person === id) === true;
}

/**
 * Days on which the panel could meet, and who is asked by when to say whether they can. Asked again, the earlier answers
 * count no longer. No day that is over, none twice.
 */
export const proposePanelDays: Command = {
  name: 'propose-panel-days',
  word: 'panel-days-proposed',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  guard: guardPanel,
  fields: () => [
    ...DAYS,
    { name: 'panel-times', label: '', required: false, kind: 'long-text' },
    { name: 'panel-people', label: '', required: true, kind: 'people' },
    { name: 'say-by', label: '', required: true, kind: 'date' },
  ],
  decide: (context, _actor, input) => {
    const days = DAYS.flatMap(({ name }) => dateOf(input, name) ?? []);
    const due = dateOf(input, 'say-by');
    if (days.length === 0 || due === undefined) return { events: [], refusals: [] };
    const body: EventBody = {
      type: 'panel-days-proposed',
      stage: context.visit?.stage ?? '',
      days: days.toSorted(),
      people: listOf(input, 'panel-people'),
      due,
    };
    return { events: [{ body, texts: textsOf(input, ['panel-times']) }], refusals: checkDays(context, input) };
  },
};

function checkDays({ moment, stage }: CaseContext, input: Input): readonly Refusal[] {
  const given = DAYS.flatMap(({ name }) => {
    const day = dateOf(input, name);
    return day === undefined ? [] : [{ field: name, day }];
  });
  const due = dateOf(input, 'say-by');
  const past = [...given, ...(due ? [{ field: 'say-by', day: due }] : [])].filter(({ day }) => day < moment.on);
  const twice = given.filter(({ day }, index) => given.findIndex((one) => one.day === day) < index);
  return [
    ...past.map(({ field, day }) => refuse('day-is-past', stage, { field, given: day, on: moment.on })),
    ...twice.map(({ field, day }) => refuse('panel-day-twice', stage, { field, given: day })),
  ];
}

/** On which of the days proposed somebody can: they say it themselves, or a colleague writes it down for them. */
export const giveAvailability: Command = {
  name: 'give-availability',
  word: 'panel-availability-given',
  adds: true,
  takenBy: 'landlord',
  appliesTo: (context) => findArranged(context)?.proposed !== undefined,
  isTheirs: isOfPanel,
  guard: (context, actor) => {
    const stopped = guardPanel(context, actor);
    if (stopped.length > 0) return stopped;
    return findArranged(context)?.proposed ? [] : [refuse('no-days-proposed', context.stage)];
  },
  fields: (context) => [
    { name: 'panel-member', label: '', required: false, kind: 'person' },
    { name: 'can-on', label: '', required: false, kind: 'choices', options: listDays(context) },
    { name: 'availability-note', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const person = textOf(input, 'panel-member') ?? actor.id;
    const can = listOf(input, 'can-on') as readonly IsoDate[];
    const stage = context.visit?.stage ?? '';
    const isAsked = findArranged(context)?.proposed?.people.includes(person) ?? true;
    return {
      events: [
        {
          body: { type: 'panel-availability-given', stage, person, can: can.toSorted() },
          texts: textsOf(input, ['availability-note']),
        },
      ],
      refusals: isAsked ? [] : [refuse('not-asked-to-sit', context.stage, { field: 'panel-member' })],
    };
  },
};

const listDays = (context: CaseContext) =>
  (findArranged(context)?.proposed?.days ?? []).map((day) => ({ value: day, label: day }));

/**
 * Whether somebody has an interest that keeps them from judging the complaint: whoever has one says what it is, takes
 * no seat, holds no meeting and decides nothing. Once declared it counts at every stage; that it is over is said with why.
 */
export const declareInterest: Command = {
  name: 'declare-interest',
  word: 'interest-declared',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  isTheirs: isOfPanel,
  guard: guardPanel,
  fields: () => [
    { name: 'panel-member', label: '', required: false, kind: 'person' },
    { name: 'has-conflict', label: '', required: true, kind: 'yes-no' },
    { name: 'conflict-what', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const person = textOf(input, 'panel-member') ?? actor.id;
    const conflict = answerOf(input, 'has-conflict');
    if (conflict === undefined) return { events: [], refusals: [] };
    const stage = context.visit?.stage ?? '';
    const told = textOf(input, 'conflict-what')?.trim();
    const isOver = !conflict && findInterest(context.standing.state, person)?.conflict === true;
    return {
      events: [
        { body: { type: 'interest-declared', stage, person, conflict }, texts: textsOf(input, ['conflict-what']) },
      ],
      refusals: (conflict || isOver) && !told ? [refuse('conflict-without-words', context.stage, WHAT)] : [],
    };
  },
};

const WHAT = { field: 'conflict-what' } as const;

/** What the complainant says to the invitation: that they come, somebody for them, nobody, or that the day does not suit. */
export const recordPanelReply: Command = {
  name: 'record-panel-reply',
  word: 'panel-reply-recorded',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  guard: (context, actor) => {
    const stopped = guardPanel(context, actor);
    return stopped.length > 0 ? stopped : checkCalled(context);
  },
  fields: () => [
    { name: 'panel-coming', label: '', required: true, kind: 'choice', options: options(PANEL_REPLIES) },
    { name: 'panel-with-whom', label: '', required: false, kind: 'long-text' },
  ],
  decide: ({ visit }, _actor, input) => {
    const coming = (textOf(input, 'panel-coming') ?? 'coming') as PanelReply;
    const body: EventBody = { type: 'panel-reply-recorded', stage: visit?.stage ?? '', coming };
    return { events: [{ body, texts: textsOf(input, ['panel-with-whom']) }], refusals: [] };
  },
};

/** Nothing goes to, and nobody answers, a panel that was not called together. */
export function checkCalled(context: CaseContext): readonly Refusal[] {
  const step = findPanelStep(context);
  const called = findPanelStanding(context.standing)?.called;
  return called === undefined && step ? [refuse('step-first', step, { step: step.name, id: step.id })] : [];
}
