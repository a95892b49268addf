import type { IsoDate } from '../calendar/index.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Source } from '../policy/schema.ts';

/**
 * Why something cannot be done: a code whose words stand in `texts/`, the clause it rests on, the values its words
 * need, and the day until which it holds, where there is one. `way-out` names what would make it possible.
 */
export type Refusal = {
  readonly code: string;
  readonly clause: string | undefined;
  readonly values: Readonly<Record<string, string | number>>;
  readonly until?: IsoDate | undefined;
};

/** A refusal, with the first clause that any of the sources names. */
export function refuse(
  code: string,
  source?: Source | readonly (Source | undefined)[],
  values: Refusal['values'] = {},
): Refusal {
  const sources = Array.isArray(source) ? (source as readonly (Source | undefined)[]) : [source as Source | undefined];
  return { code, clause: describeSource(...sources), values };
}
