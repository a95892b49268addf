import type { Texts } from './texts.ts';

/**
 * The words for a field: those of its full path in the command, of its name in the command, of its name anywhere in
 * the command, or of its name alone. Undefined where no text is ours.
 */
export function findLabel(texts: Texts, command: string | undefined, path: readonly string[]): Texts['fields']['fields'][string] | undefined {
  const { fields } = texts.fields;
  const name = path.at(-1) ?? '';
  if (command === undefined) return fields[name];
  const inside = Object.keys(fields).find((key) => key.startsWith(`${command}.`) && key.endsWith(`.${name}`));
  return fields[[command, ...path].join('.')] ?? (path.length === 1 ? (fields[name] ?? fields[inside ?? '']) : fields[name]);
}

/** The words for the answer to a choice, or undefined where none are ours. */
export function findOptionLabel(texts: Texts, command: string | undefined, name: string, value: string): string | undefined {
  const { options, numbered } = texts.fields;
  const own = options[`${command}.${name}`]?.[value] ?? options[name]?.[value];
  if (own !== undefined) return own;
  const template = name === 'point' || name === 'promise' ? numbered[name] : undefined;
  return template?.replace('{n}', value);
}
