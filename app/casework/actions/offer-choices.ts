import {
  type Command,
  type Field,
  findCurrentVisit,
  findStage,
  type Option,
  type Standing,
} from '../../../engine/index.ts';
import type { Texts } from '../../texts/index.ts';
import { listClauses } from '../render-clause.ts';

/**
 * Fields that take the id of something in the procedure are asked as a choice by its name: a person at a screen knows
 * no ids. What may be given stays the engine's to say.
 */
export function offerChoices(
  texts: Texts,
  standing: Standing,
  command: Command,
  fields: readonly Field[],
): readonly Field[] {
  const named: Readonly<Record<string, () => readonly Option[]>> = {
    'extend.clock': () => listExtendable(standing),
    'change-procedure.stage': () => listStages(standing),
  };
  return fields.flatMap((field): readonly Field[] => {
    if (field.kind === 'per-point') return [{ ...field, fields: offerClauses(texts, standing, field.fields) }];
    const options = field.kind === 'text' ? named[`${command.name}.${field.name}`]?.() : undefined;
    if (!options) return [field];
    // With nothing to choose between there is nothing to ask.
    return options.length > 1 ? [{ ...field, kind: 'choice', options }] : [];
  });
}

/** The clause that a finding rests on is chosen by what it is called. */
const offerClauses = (texts: Texts, { policy }: Standing, fields: readonly Field[]): readonly Field[] =>
  fields.map((field) =>
    field.kind === 'text' && field.name === 'clause'
      ? { ...field, kind: 'choice', options: listClauses(texts, policy) }
      : field,
  );

function listExtendable({ policy, state }: Standing): readonly Option[] {
  const visit = findCurrentVisit(state);
  const stage = visit && findStage(policy, visit.procedure, visit.stage);
  return (stage?.clocks ?? [])
    .filter(({ extensions }) => extensions.length > 0)
    .map(({ id, name }) => ({ value: id, label: name }));
}

function listStages({ policy, state }: Standing): readonly Option[] {
  return policy.pack.procedures
    .filter(({ id }) => id !== state.procedure)
    .flatMap(({ name, stages }) => stages.map((stage) => ({ value: stage.id, label: `${name}: ${stage.name}` })));
}
