import type { IsoDate } from '../calendar/index.ts';
import type { Facts } from '../case/events.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import type { FactValue } from '../policy/evaluate-guard.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import type { Fact } from '../policy/schema.ts';
import type { CaseContext, Input } from './command.ts';
import { type Field, factField } from './field.ts';
import { type Refusal, refuse } from './refusal.ts';

/** Typed reading of an input whose kinds `readInput` has checked. */
export const textOf = (input: Input, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};
export const dateOf = (input: Input, name: string): IsoDate | undefined => textOf(input, name) as IsoDate | undefined;
export const numberOf = (input: Input, name: string): number | undefined => {
  const value = input[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};
export const answerOf = (input: Input, name: string): boolean | undefined => {
  const value = input[name];
  return typeof value === 'boolean' ? value : undefined;
};

/** The texts given under these names, to be stored apart. */
export function textsOf(input: Input, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (textOf(input, name) === undefined ? [] : [[name, textOf(input, name) ?? '']])),
  );
}

type NamedFact = Fact & { readonly id: string };

/** The facts of the pack with these ids, in this order; ids no fact has are passed over. */
export function getFacts(context: CaseContext, ids: readonly string[]): readonly NamedFact[] {
  const { facts } = context.standing.policy.pack;
  return ids.flatMap((id) => (facts[id] ? [{ ...facts[id], id }] : []));
}

/** Facts asked at a moment, where their own condition holds. */
export function getFactsAsked(context: CaseContext, moment: string): readonly NamedFact[] {
  const world = makeGuardWorld(context.standing, context.visit);
  const { facts } = context.standing.policy.pack;
  return Object.entries(facts)
    .filter(([, fact]) => fact.at === moment && evaluateGuard(fact.when, world))
    .map(([id, fact]) => ({ ...fact, id }));
}

export const factFields = (facts: readonly NamedFact[]): readonly Field[] =>
  facts.map((fact) => factField(fact.id, fact));

/** The answers to these facts as the event keeps them: a text as `true`, for its wording is stored apart. */
export function factValues(facts: readonly NamedFact[], input: Input): Facts {
  const given = facts.flatMap((fact): readonly (readonly [string, FactValue])[] => {
    const value = input[fact.id];
    if (value === undefined || value === null || value === '') return [];
    return [[fact.id, fact.kind === 'text' ? true : (value as FactValue)]];
  });
  return Object.fromEntries(given);
}

export const factTexts = (facts: readonly NamedFact[], input: Input): Record<string, string> =>
  textsOf(
    input,
    facts.filter((fact) => fact.kind === 'text').map((fact) => fact.id),
  );

/** Facts whose answer must be a certain one for the step to be taken, and is not. */
export function checkMust(facts: readonly NamedFact[], input: Input): readonly Refusal[] {
  return facts
    .filter((fact) => fact.must !== undefined && input[fact.id] !== undefined && input[fact.id] !== fact.must)
    .map((fact) => refuse('answer-does-not-allow', fact, { question: fact.ask, fact: fact.id }));
}

/** The ids given under a name: several, or one. */
export function listOf(input: Input, name: string): readonly string[] {
  const value = input[name];
  const all = Array.isArray(value) ? value : [value];
  return [...new Set(all.filter((one): one is string => typeof one === 'string' && one !== ''))];
}
