import type { EventBody } from '../../case/events.ts';
import { checkReceived, findStepsBefore } from '../check-step.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import { answerOf, factFields, factTexts, factValues, getFactsAsked, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * The complainant is not satisfied and asks for the next stage, by themselves or through staff, with or without
 * reasons (Code 6.12), within the window or after it. The request is always kept. Whether it opens the next stage by
 * itself, or somebody must accept it, the pack says. Before any response it opens nothing, unless an ombudsman
 * instructs, or the response is overdue and a senior accepts it.
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
    { name: 'what-is-unresolved', label: '', required: false, kind: 'long-text' },
    { name: 'how-to-resolve', label: '', required: false, kind: 'long-text' },
    { name: 'instructed', label: '', required: false, kind: 'yes-no' },
    ...factFields(getFactsAsked(context, 'escalation')).map((field) => ({ ...field, required: false })),
  ],
  decide: (context, _actor, input) => {
    const body = requestOf(context, input);
    const texts = {
      ...textsOf(input, ['what-is-unresolved', 'how-to-resolve']),
      ...factTexts(getFactsAsked(context, 'escalation'), input),
    };
    const escalation = context.stage?.escalation;
    const early = !hasResponse(context) && body.instructed !== true;
    const waits = findStepsBefore(context, `${escalation?.to ?? ''}.opens`);
    const refusals: readonly Refusal[] = [
      ...(early ? [refuse('no-response-yet', escalation)] : []),
      ...(escalation?.opens === 'on-request'
        ? waits.map((step) => refuse('step-first', step, { step: step.name, id: step.id }))
        : []),
      ...checkWindow(context),
    ];
    const opens = escalation?.opens === 'on-request' && escalation ? { ...body, opens: escalation.to } : body;
    return { events: [{ body: opens, texts }], refusals, kept: [{ body, texts }] };
  },
};

function requestOf(context: CaseContext, input: Input): Extract<EventBody, { type: 'escalation-requested' }> {
  const facts = factValues(getFactsAsked(context, 'escalation'), input);
  return {
    type: 'escalation-requested',
    stage: context.visit?.stage ?? '',
    facts,
    instructed: answerOf(input, 'instructed'),
  };
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
