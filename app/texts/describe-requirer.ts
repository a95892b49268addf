import type { Policy } from '../../engine/index.ts';
import { findOptionLabel } from './find-label.ts';
import type { Texts } from './texts.ts';

/** Who requires something: an ombudsman of the pack by name, else what kind of body it is. */
export function describeRequirer(texts: Texts, policy: Policy, source: string): string {
  return policy.ombudsmen.get(source)?.name ?? findOptionLabel(texts, undefined, 'required-by', source) ?? source;
}
