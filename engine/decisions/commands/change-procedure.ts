import type { EventBody } from '../../case/events.ts';
import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import { findProcedure } from '../../policy/find-in-pack.ts';
import type { LeadsTo } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { determineOpening } from './receive.ts';

/** The case goes on under another procedure of the same pack and version, at the stage named, or its first. */
export const changeProcedure: Command = {
  name: 'change-procedure',
  word: 'procedure-changed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    return others(context).length === 0 ? [refuse('no-other-procedure')] : checkRestricted(context, actor);
  },
  fields: (context) => [
    {
      name: 'procedure',
      label: '',
      required: true,
      kind: 'choice',
      options: others(context).map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'stage', label: '', required: false, kind: 'text' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const body = describeChange(context, textOf(input, 'procedure') ?? others(context)[0]?.id, textOf(input, 'stage'));
    const refusals = body ? [] : [refuse('no-other-procedure')];
    return { events: body ? [{ body, texts: textsOf(input, ['why']) }] : [], refusals };
  },
};

/**
 * The change to another procedure: at the stage named, else where that procedure begins for the facts of the case.
 * What was no complaint becomes one under a procedure that is not for its kind. Undefined when there is none such.
 */
export function describeChange(
  context: CaseContext,
  procedureId: string | undefined,
  stageId?: string,
  datedFrom?: LeadsTo['dated-from'],
): Extract<EventBody, { type: 'procedure-changed' }> | undefined {
  const procedure = findProcedure(context.standing.policy, procedureId);
  if (!procedure) return undefined;
  const world = makeGuardWorld(context.standing, context.visit);
  const named = procedure.stages.find(({ id }) => id === stageId)?.id;
  const opens = named ?? determineOpening(procedure, world) ?? '';
  const isForKind = world.kind === 'complaint' || (procedure.when && evaluateGuard(procedure.when, world));
  return {
    type: 'procedure-changed',
    procedure: procedure.id,
    opens,
    ...(!isForKind && { kind: 'complaint' }),
    ...(datedFrom === 'first-contact' && { datedFrom }),
  };
}

const others = (context: CaseContext): CaseContext['standing']['policy']['pack']['procedures'] =>
  context.standing.policy.pack.procedures.filter(({ id }) => id !== context.standing.state.procedure);
