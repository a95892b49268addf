import type { Texts } from './texts.ts';

const known = new WeakMap<Texts, Texts>();

/**
 * The same texts for telling somebody what they themselves cannot do: “You took part in …”, where of anybody else it
 * says “This person took part in …”. What has no such words is told alike.
 */
export function speakToReader(texts: Texts): Texts {
  const found = known.get(texts);
  if (found) return found;
  const refusals = Object.fromEntries(
    Object.entries(texts.refusals).map(([code, words]) => [code, { ...words, says: words['says-you'] ?? words.says }]),
  );
  const spoken = { ...texts, refusals };
  known.set(texts, spoken);
  return spoken;
}
