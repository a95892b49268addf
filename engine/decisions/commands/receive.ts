import type { EventBody, Facts, SeenFrom } from '../../case/events.ts';
import { findCurrentVisit } from '../../case/state.ts';
import { evaluateGuard, type GuardWorld } from '../../policy/evaluate-guard.ts';
import type { Policy, Procedure } from '../../policy/schema.ts';
import { CHANNELS, type Channel, KINDS, type Kind } from '../../policy/vocabulary.ts';
import { checkPersonsChoice } from '../check-persons-choice.ts';
import { waitsForSorting } from '../check-sorting.ts';
import { checkRestricted } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { type Field, options } from '../field.ts';
import { foreseeStanding } from '../foresee.ts';
import { answerOf, factFields, factTexts, factValues, getFacts, numberOf, textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * Something was received from a resident: the first contact, whose date stays that of the case whatever becomes of it.
 * It may be recorded late. What a resident sends is always taken in; whether it is looked into is decided afterwards.
 */
export const receive: Command = {
  name: 'receive',
  word: 'received',
  adds: false,
  supplied: ['attachments', 'seen'],
  takenBy: 'resident',
  guard: (context, actor) =>
    context.standing.state.status === 'none' ? checkRestricted(context, actor) : [refuse('already-received')],
  fields: (context) => [
    ...ownFields(context.standing.policy),
    ...factFields(getTriageFacts(context)).map((field) => ({ ...field, required: false })),
  ],
  decide: (context, actor, input) => {
    const { policy } = context.standing;
    const facts = factValues(getTriageFacts(context), input);
    const kind = (textOf(input, 'kind') ?? 'complaint') as Kind;
    const service = textOf(input, 'service') ?? policy.pack.services[0]?.id ?? '';
    const channel = (textOf(input, 'channel') ?? 'other') as Channel;
    const start = determineStart(policy, { kind, service, channel, facts });
    const anonymous = answerOf(input, 'anonymous');
    // somebody who gives no name can be written to only where they say how
    const reachable = answerOf(input, 'reachable') ?? (anonymous === true ? false : undefined);
    const represented = answerOf(input, 'represented');
    const residents = numberOf(input, 'residents');
    const told = { kind, service, channel, facts, ...start, anonymous, reachable, represented, residents };
    const body = { type: 'received' as const, ...told, ...attachmentsOf(input), ...seenOf(input) };
    const untriaged = waits(context, actor, body, input) || undefined;
    return {
      events: [
        {
          body: { ...body, untriaged, ...untoldService(policy, input) },
          texts: {
            ...textsOf(input, ['what-happened', 'outcome-sought', 'subject']),
            ...factTexts(getTriageFacts(context), input),
          },
        },
      ],
      refusals: [...checkIntake(context, input), ...checkPersonsChoice(context, kind, facts)],
    };
  },
};

/** Which service it is about was not said, where there are several to be about. */
const untoldService = ({ pack }: Policy, input: Input): { readonly serviceUntold?: true } =>
  textOf(input, 'service') === undefined && pack.services.length > 1 ? { serviceUntold: true } : {};

function ownFields(policy: Policy): readonly Field[] {
  const services = policy.pack.services.map(({ id, name }) => ({ value: id, label: name }));
  return [
    { name: 'kind', label: '', required: false, kind: 'choice', options: options(KINDS) },
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'service', label: '', required: false, kind: 'choice', options: services },
    { name: 'subject', label: '', required: false, kind: 'text' },
    { name: 'what-happened', label: '', required: true, kind: 'long-text' },
    { name: 'outcome-sought', label: '', required: false, kind: 'long-text' },
    { name: 'anonymous', label: '', required: false, kind: 'yes-no' },
    { name: 'reachable', label: '', required: false, kind: 'yes-no' },
    { name: 'represented', label: '', required: false, kind: 'yes-no' },
    { name: 'residents', label: '', required: false, kind: 'number' },
    { name: 'untriaged', label: '', required: false, kind: 'yes-no' },
  ];
}

/** Whether it waits to be sorted: said so, or logged by somebody who does not sort. */
function waits(context: CaseContext, actor: Actor, body: EventBody, input: Input): boolean {
  if (answerOf(input, 'untriaged') === true) return true;
  const logged = foreseeStanding(context, actor, [body]);
  return waitsForSorting({ ...context, standing: logged, visit: findCurrentVisit(logged.state) }, actor);
}

const seenOf = (input: Input): { seen?: SeenFrom } =>
  input['seen'] === undefined ? {} : { seen: input['seen'] as SeenFrom };

/** The digests of files that came with it. */
function attachmentsOf(input: Input): { attachments?: readonly string[] } {
  const given = input['attachments'];
  const digests = Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [];
  return digests.length > 0 ? { attachments: digests } : {};
}

/** Facts asked when a case is logged or sorted, whether or not their condition holds yet. */
export function getTriageFacts(context: CaseContext): ReturnType<typeof getFacts> {
  const { facts } = context.standing.policy.pack;
  return getFacts(
    context,
    Object.keys(facts).filter((id) => facts[id]?.at === 'triage' || facts[id]?.at === 'logging'),
  );
}

function checkIntake(context: CaseContext, input: Readonly<Record<string, unknown>>): ReturnType<Command['guard']> {
  const { anonymous } = context.standing.policy.pack.intake;
  const refused = answerOf(input, 'anonymous') === true && anonymous?.accepted === false;
  return refused ? [refuse('anonymous-not-accepted', anonymous)] : [];
}

type Intake = { readonly kind: Kind; readonly service: string; readonly channel: Channel; readonly facts: Facts };

/**
 * The procedure a case follows and the stage it starts at: the first procedure whose condition holds and, in it, the
 * first entry of `opens-at` that does, else its first stage. What is no complaint follows only a procedure that asks
 * for its kind by name.
 */
export function determineStart(
  policy: Policy,
  intake: Intake,
): { procedure?: string | undefined; opens?: string | undefined } {
  const world: GuardWorld = { ...intake, finding: undefined, condition: () => false };
  const procedure = policy.pack.procedures.find(
    (candidate) =>
      (candidate.when !== undefined || intake.kind === 'complaint') && evaluateGuard(candidate.when, world),
  );
  return { procedure: procedure?.id, opens: procedure && determineOpening(procedure, world) };
}

/** The stage at which a procedure begins for these facts. */
export function determineOpening(procedure: Procedure, world: GuardWorld): string | undefined {
  const first = procedure['opens-at']?.find((entry) => 'otherwise' in entry || evaluateGuard(entry.when, world));
  if (!first) return procedure.stages[0]?.id;
  return 'otherwise' in first ? first.otherwise : first.stage;
}
