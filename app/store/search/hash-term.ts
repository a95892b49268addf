/**
 * A term or key as a number below 2^53, different for each organisation, so that in one index the terms of one landlord
 * are never among those of another, and the index itself holds no words. Two terms fall on one number so seldom that a
 * wrong hit is not to be expected in the life of an installation.
 */
export function hashTerm(organisation: string, term: string): number {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  const text = `${organisation}\n${term}`;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}
