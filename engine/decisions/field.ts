import { describeSource } from '../policy/find-in-pack.ts';
import type { Fact } from '../policy/schema.ts';

export type Option = { readonly value: string; readonly label: string; readonly hint?: string | undefined };

/** What can wait for an answer that is not required when it is asked. */
export const NEEDED_BEFORE = ['response', 'closing', 'more-time'] as const;
export type NeededBefore = (typeof NEEDED_BEFORE)[number];

/**
 * What a command wants to be told: forms, the API, replay files and their reference page are all made from this.
 * `label` is empty where the words are ours and not the landlord's: they then stand in `texts/` under the field's name.
 * `words` marks fields that hold somebody's wording, which the store keeps apart from the event.
 */
export type Field = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required: boolean;
  /** It can be left open for now, and this waits for it. */
  readonly neededBefore?: NeededBefore | undefined;
  /** The clause that asks for it. */
  readonly clause?: string | undefined;
} & (
  | { readonly kind: 'text' | 'long-text' | 'date' | 'moment' | 'money' | 'person' | 'yes-no' | 'file' }
  /** Several people, by id; `holdRoles`: only somebody who holds a role can be one of them. */
  | { readonly kind: 'people'; readonly holdRoles?: boolean | undefined }
  | { readonly kind: 'number'; readonly atMost?: number }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly Option[] }
  | {
      readonly kind: 'texts';
      readonly parts: readonly { value: string; label: string; hint?: string | undefined; required: boolean }[];
    }
  | {
      readonly kind: 'per-point';
      readonly points: readonly { n: number; label: string }[];
      readonly fields: readonly Field[];
    }
  | { readonly kind: 'list'; readonly fields: readonly Field[]; readonly atLeast: number }
);

/** A fact of a pack as a field. */
export function factField(id: string, fact: Fact): Field {
  const base = { name: id, label: fact.ask, hint: fact.hint, required: fact.required, clause: describeSource(fact) };
  if (fact.kind === 'choice') {
    return {
      ...base,
      kind: 'choice',
      options: (fact.options ?? []).map((option) => ({ value: option.id, label: option.name })),
    };
  }
  return { ...base, kind: fact.kind === 'text' ? 'long-text' : fact.kind };
}

export const options = (values: readonly string[]): readonly Option[] => values.map((value) => ({ value, label: '' }));
