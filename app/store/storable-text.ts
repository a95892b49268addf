import type { JsonObject, JsonValue } from './stored-event.ts';

/**
 * Text as PostgreSQL can hold it: U+0000 and halves of surrogate pairs become U+FFFD, the replacement character, so
 * that a reader sees that something stood there. Everything else is kept as it came. Digests are taken of the result.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** The same rule for every key and string of a JSON object. */
export function storableJson(value: JsonObject): JsonObject {
  return storable(value) as JsonObject;
}

function storable(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [storableText(key), storable(inner)]),
  );
}
