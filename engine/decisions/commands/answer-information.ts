import type { RequestMade } from '../../case/state.ts';
import { PUT_OFF_REASONS, type PutOffReason } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { findReminderDue, listOpenRequests, waitsForAnswer } from '../requests.ts';
import { addFiles } from './add-evidence.ts';
import { readFiles } from './evidence-fields.ts';

const hasRequests = ({ standing }: CaseContext): boolean => standing.state.requests.length > 0;

/** What all that can be done with a request has in common: it is named, or the oldest that it can be done with is meant. */
function ofRequest(
  isOne: (request: RequestMade) => boolean,
  missing: (stage: CaseContext['stage']) => Refusal,
): RequestParts {
  const list = (context: CaseContext): readonly RequestMade[] => listOpenRequests(context.standing).filter(isOne);
  return {
    appliesTo: hasRequests,
    guard: (context, actor) => {
      const closed = checkOpen(context);
      if (closed.length > 0) return closed;
      const none = list(context).length === 0 ? [missing(context.stage)] : [];
      return [...none, ...checkRestricted(context, actor)];
    },
    field: (context) => ({
      name: 'request',
      label: '',
      required: false,
      kind: 'choice',
      options: list(context).map(({ request }) => ({ value: String(request), label: '' })),
    }),
    numberOf: (context, input) =>
      Number(textOf(input, 'request') ?? numberOf(input, 'request') ?? list(context)[0]?.request ?? 0),
  };
}

type RequestParts = Pick<Command, 'guard' | 'appliesTo'> & {
  readonly field: (context: CaseContext) => Field;
  readonly numberOf: (context: CaseContext, input: Input) => number;
};

const open = ofRequest(
  () => true,
  (stage) => refuse('no-open-request', stage),
);
const unanswered = ofRequest(waitsForAnswer, (stage) => refuse('no-request-waits', stage));
const answerable = ofRequest(
  ({ state }) => state === 'open' || state === 'put-off',
  (stage) => refuse('no-request-waits', stage),
);
const answered = ofRequest(
  ({ state }) => state === 'answered',
  (stage) => refuse('no-answer-yet', stage),
);

/**
 * A reminder of a request that nobody has answered. The system sends one on the days there are for it, and none twice; a
 * person may send one at any time.
 */
export const chaseInformation: Command = {
  name: 'chase-information',
  word: 'information-chased',
  adds: true,
  takenBy: 'landlord',
  appliesTo: unanswered.appliesTo,
  guard: unanswered.guard,
  fields: (context) => [unanswered.field(context)],
  decide: (context, actor, input) => {
    const request = unanswered.numberOf(context, input);
    return {
      events: [{ body: { type: 'information-chased', request } }],
      refusals: checkReminder(context, actor, request),
    };
  },
};

function checkReminder({ standing, stage }: CaseContext, { kind }: Actor, n: number): readonly Refusal[] {
  const request = standing.state.requests.find(({ request: one }) => one === n);
  const isDue = kind !== 'system' || (request !== undefined && findReminderDue(standing, request) !== undefined);
  return isDue ? [] : [refuse('no-reminder-due', stage, { request: n })];
}

/**
 * The answer, or one more part of it: whoever was asked gives it by a link, or a colleague writes it down. Files that come
 * with it are evidence for the point that was asked about, or for the whole complaint.
 */
export const receiveInformation: Command = {
  name: 'receive-information',
  word: 'information-received',
  supplied: ['files'],
  adds: true,
  takenBy: 'other-body',
  appliesTo: open.appliesTo,
  guard: open.guard,
  fields: (context) => [open.field(context), { name: 'answer', label: '', required: true, kind: 'long-text' }],
  decide: (context, _actor, input) => {
    const request = open.numberOf(context, input);
    const point = context.standing.state.requests.find(({ request: one }) => one === request)?.point;
    const answer = { body: { type: 'information-received' as const, request }, texts: textsOf(input, ['answer']) };
    const { files, misshapen } = readFiles(input);
    return {
      events: [answer, ...addFiles(context, files, point === undefined ? [] : [point])],
      refusals: misshapen,
    };
  },
};

/** They cannot answer yet: they need longer, until a day they may propose, or it is not theirs to answer. */
export const putOffInformation: Command = {
  name: 'put-off-information',
  word: 'information-put-off',
  adds: true,
  takenBy: 'other-body',
  appliesTo: answerable.appliesTo,
  guard: answerable.guard,
  fields: (context) => [
    answerable.field(context),
    { name: 'put-off', label: '', required: true, kind: 'choice', options: options(PUT_OFF_REASONS) },
    { name: 'proposed', label: '', required: false, kind: 'date' },
    { name: 'put-off-why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const why = (textOf(input, 'put-off') ?? 'needs-longer') as PutOffReason;
    const proposed = dateOf(input, 'proposed');
    const body = {
      type: 'information-put-off' as const,
      request: answerable.numberOf(context, input),
      why,
      ...(why === 'needs-longer' && proposed !== undefined && { proposed }),
    };
    const past = checkLater(context, 'proposed', proposed);
    return { events: [{ body, texts: textsOf(input, ['put-off-why']) }], refusals: past };
  },
};

const checkLater = ({ moment, stage }: CaseContext, field: string, day: string | undefined): readonly Refusal[] =>
  day !== undefined && day < moment.on ? [refuse('day-is-past', stage, { field, given: day, on: moment.on })] : [];

/** Another day to answer by, because they asked for it or for a reason of one's own. The wait counts from the first. */
export const moveInformation: Command = {
  name: 'move-information',
  word: 'information-due-moved',
  adds: true,
  takenBy: 'landlord',
  appliesTo: answerable.appliesTo,
  guard: answerable.guard,
  fields: (context) => [answerable.field(context), { name: 'answer-by', label: '', required: true, kind: 'date' }],
  decide: (context, _actor, input) => {
    const due = dateOf(input, 'answer-by');
    if (due === undefined) return { events: [], refusals: [] };
    const body = { type: 'information-due-moved' as const, request: answerable.numberOf(context, input), due };
    return { events: [{ body }], refusals: checkLater(context, 'answer-by', due) };
  },
};

/**
 * The answer is enough. Nothing more is taken on this request, and the link no longer opens it. Where somebody was
 * consulted, it says what came of their view.
 */
export const settleInformation: Command = {
  name: 'settle-information',
  word: 'information-settled',
  adds: true,
  takenBy: 'landlord',
  appliesTo: answered.appliesTo,
  guard: answered.guard,
  fields: (context) => [answered.field(context), { name: 'came-of-it', label: '', required: false, kind: 'long-text' }],
  decide: (context, _actor, input) => {
    const request = answered.numberOf(context, input);
    const asked = context.standing.state.requests.find(({ request: one }) => one === request);
    const texts = textsOf(input, ['came-of-it']);
    const isOwed = asked?.consults !== undefined && texts['came-of-it'] === undefined;
    return {
      events: [{ body: { type: 'information-settled', request }, texts }],
      refusals: isOwed ? [refuse('view-not-answered', context.stage, { field: 'came-of-it', request })] : [],
    };
  },
};

/** The answer is no longer needed, or somebody else is asked. No more reminders go. */
export const withdrawInformation: Command = {
  name: 'withdraw-information',
  word: 'information-withdrawn',
  adds: true,
  takenBy: 'landlord',
  appliesTo: answerable.appliesTo,
  guard: answerable.guard,
  fields: (context) => [
    answerable.field(context),
    { name: 'withdrawn-why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => ({
    events: [
      {
        body: { type: 'information-withdrawn', request: answerable.numberOf(context, input) },
        texts: textsOf(input, ['withdrawn-why']),
      },
    ],
    refusals: [],
  }),
};
