/** An answer to choose from. */
export type Option = { value: string; label: string; hint?: string };

export type SimpleKind = 'text' | 'long-text' | 'date' | 'moment' | 'number' | 'money' | 'person' | 'yes-no' | 'file';

type Asked = {
  name: string;
  label: string;
  hint?: string;
  required: boolean;
  /** What is said behind the label of one that is not required; absent: “optional”. */
  optional?: string;
  multiple?: boolean;
};

/** One thing a form asks for. Forms, API and reference pages are made from lists of these. */
export type Field = Asked &
  (
    | { kind: SimpleKind }
    | { kind: 'choice'; options: Option[] }
    | { kind: 'choices'; options: Option[] }
    /** One text per part of a letter. */
    | { kind: 'texts'; parts: { value: string; label: string; hint?: string; required: boolean }[] }
    /** The same fields for each point of a complaint. */
    | { kind: 'per-point'; points: { n: number; label: string }[]; fields: Field[] }
  );

export type FieldOf<Kind extends Field['kind']> = Extract<Field, { kind: Kind }>;

/** What stood in the inputs of a form, by name of the input, as typed. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** The body of a sent form: every field with all its values. */
export type FormBody = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A file that came with a form. */
export type Upload = { field: string; filename: string; type: string; bytes: Uint8Array };

/** The people a `person` field offers; without them any name can be typed. */
export type FormContext = { people?: readonly Option[] | undefined };

/** Names of inputs, so that drawing, reading and error links agree. */
export const inputNames = {
  date: (name: string) => ({ day: `${name}-day`, month: `${name}-month`, year: `${name}-year` }),
  time: (name: string) => `${name}-time`,
  part: (name: string, part: string) => `${name}.${part}`,
  point: (name: string, n: number, field: string) => `${name}.${n}.${field}`,
};

/** First of the values typed into an input, or the empty text. */
export function firstOf(typed: FormBody, name: string): string {
  const value = typed[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

/** All values typed into inputs of one name. */
export function allOf(typed: FormBody, name: string): readonly string[] {
  const value = typed[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Whether a field is drawn as one box with a line per value. */
export function isOnePerLine(field: Field): boolean {
  return field.multiple === true && ['text', 'date', 'moment', 'number', 'money', 'person'].includes(field.kind);
}
