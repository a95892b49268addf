import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** That a procedure is not the landlord's own text, and what it was put together from: for every page that shows it. */
export function describeReconstructed(texts: Texts, why: string): string {
  return fill(texts.pages.common!['reconstructed']!, { why: why.trim() });
}
