import type { Texts } from './texts.ts';

/**
 * The words for a field: those of its path in the command (`define.points.text`), of its path alone (`points.text`),
 * or of its name (`text`). Undefined where no text is ours.
 */
export function findLabel(
  texts: Texts,
  command: string | undefined,
  path: readonly string[],
): Texts['fields']['fields'][string] | undefined {
  const { fields } = texts.fields;
  const full = path.join('.');
  return fields[`${command}.${full}`] ?? fields[full] ?? fields[path.at(-1) ?? ''];
}

/** The words for the answer to a choice, or undefined where none are ours. */
export function findOptionLabel(
  texts: Texts,
  command: string | undefined,
  name: string,
  value: string,
): string | undefined {
  const { options, numbered } = texts.fields;
  const own = options[`${command}.${name}`]?.[value] ?? options[name]?.[value];
  if (own !== undefined) return own;
  const template = name in numbered ? numbered[name as keyof typeof numbered] : undefined;
  return template?.replace('{n}', value);
}
