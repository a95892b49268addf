import type { EventBody } from '../../case/events.ts';
import { isResponseOverdue } from '../../clocks/is-response-overdue.ts';
import { describeSource } from '../../policy/find-in-pack.ts';
import type { Escalation } from '../../policy/schema.ts';
import { checkReceived, findStepsBefore } from '../check-step.ts';
import type { CaseContext, Command, Input, LinkedCase } from '../command.ts';
import type { Field } from '../field.ts';
import { answerOf, factFields, factTexts, factValues, getFactsAsked, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * The complainant is not satisfied and asks for the next stage, by themselves or through staff, with or without
 * reasons (Code 6.12), within the window or after it. The request is always kept. Whether it opens the next stage by
 * itself, or somebody must accept it, the pack says. Before any response it opens nothing, unless the pack needs none,
 * an ombudsman instructs, or the response is overdue and a senior accepts it. A new issue raised with it becomes a
 * linked case, where the pack asks for one.
 */
export const requestEscalation: Command = {
  name: 'request-escalation',
  word: 'escalation-requested',
  adds: false,
  takenBy: 'resident',
  guard: (context) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    if (context.stage?.escalation) return [];
    return [
      refuse(context.stage?.final ? 'final-stage' : 'no-escalation', context.stage, {
        stage: context.stage?.name ?? '',
      }),
    ];
  },
  fields: (context) => [
    ...askedOfAll(context),
    { name: 'instructed', label: '', required: false, kind: 'yes-no' },
    ...newIssueFields(context.stage?.escalation),
    ...questionFields(context).filter(({ name }) => !NAMES_ASKED.includes(name)),
  ],
  decide: (context, _actor, input) => {
    const body = requestOf(context, input);
    const texts = {
      ...textsOf(input, NAMES_ASKED),
      ...factTexts(getQuestions(context), input),
    };
    const escalation = context.stage?.escalation;
    const early = !hasResponse(context) && body.instructed !== true && escalation?.['needs-response'] !== false;
    const waits = findStepsBefore(context, `${escalation?.to ?? ''}.opens`);
    const refusals: readonly Refusal[] = [
      ...(early ? [refuse('no-response-yet', escalation)] : []),
      ...(escalation?.opens === 'on-request'
        ? waits.map((step) => refuse('step-first', step, { step: step.name, id: step.id }))
        : []),
      ...checkWindow(context),
    ];
    const opens = escalation?.opens === 'on-request' && escalation ? { ...body, opens: escalation.to } : body;
    const linked = findNewIssue(context, input);
    const split = linked
      ? [{ body: { type: 'linked' as const, to: 'new', how: linked.how }, texts: linked.texts }]
      : [];
    return { events: [{ body: opens, texts }, ...split], refusals, kept: [{ body, texts }, ...split], linked };
  },
};

/** What everybody is asked, and nobody has to answer; a fact of the pack with such an id puts it in the landlord's words. */
const ASKED_OF_ALL: readonly Field[] = [
  { name: 'what-is-unresolved', label: '', required: false, kind: 'long-text' },
  { name: 'how-to-resolve', label: '', required: false, kind: 'long-text' },
];
const NAMES_ASKED = ASKED_OF_ALL.map(({ name }) => name);

/** The questions of the pack: those that the stage's escalation names, where it names any; else all asked then. */
function getQuestions(context: CaseContext): ReturnType<typeof getFactsAsked> {
  const { asks, window } = context.stage?.escalation ?? {};
  const known = getFactsAsked(context, 'escalation');
  return asks === undefined ? known : known.filter(({ id }) => asks.includes(id) || window?.asks?.includes(id));
}

/** Nothing asked with a request has to be answered. */
const questionFields = (context: CaseContext): readonly Field[] =>
  factFields(getQuestions(context)).map((field) => ({ ...field, required: false }));

const askedOfAll = (context: CaseContext): readonly Field[] =>
  ASKED_OF_ALL.map((asked) => questionFields(context).find((field) => field.name === asked.name) ?? asked);

const NEW_ISSUE = 'new-issue';

function newIssueFields(escalation: Escalation | undefined): readonly Field[] {
  if (!escalation?.['new-issue']) return [];
  return [{ name: 'new-issue', label: '', required: false, clause: describeSource(escalation), kind: 'long-text' }];
}

/** What is new in a request is a complaint of its own: a linked case, received that day, from the procedure's start. */
function findNewIssue(context: CaseContext, input: Input): LinkedCase | undefined {
  const text = context.stage?.escalation?.['new-issue'] ? textOf(input, NEW_ISSUE) : undefined;
  if (text === undefined) return undefined;
  const means = context.stage?.escalation?.['new-issue-means'] ?? [];
  const facts = Object.fromEntries(means.map((fact) => [fact, true]));
  return { how: NEW_ISSUE, receivedOn: context.moment, texts: { text }, facts };
}

function requestOf(context: CaseContext, input: Input): Extract<EventBody, { type: 'escalation-requested' }> {
  const facts = factValues(getQuestions(context), input);
  return {
    type: 'escalation-requested',
    stage: context.visit?.stage ?? '',
    facts,
    instructed: answerOf(input, 'instructed'),
    stands: standsWithoutResponse(context) || undefined,
  };
}

/** Before any response a request still counts as asked where none is needed, or where it should have gone already. */
function standsWithoutResponse(context: CaseContext): boolean {
  if (!context.stage?.escalation || hasResponse(context)) return false;
  return context.stage.escalation['needs-response'] === false || isResponseOverdue(context.standing);
}

export const hasResponse = (context: CaseContext): boolean =>
  context.standing.state.responses.some((response) => response.visit === context.visit?.index);

/** A window that refuses: kept all the same, and named. One that a person decides leaves the request waiting. */
function checkWindow(context: CaseContext): readonly Refusal[] {
  const { window } = context.standing;
  const rule = context.stage?.escalation?.window;
  const over = window?.lastDay !== undefined && context.moment.on > window.lastDay;
  const decided = rule?.force === 'person-decides' && context.stage?.escalation?.opens === 'on-request';
  if (!over || !(rule?.force === 'refuse' || decided)) return [];
  return [
    {
      ...refuse(decided ? 'after-window-person-decides' : 'after-window', rule, { lastDay: window?.lastDay ?? '' }),
      until: window?.lastDay,
    },
  ];
}
