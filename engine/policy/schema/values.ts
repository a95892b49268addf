// What the schemas of a pack are made of: ids, texts, dates, lengths of time, and where a value comes from.
import { z } from 'zod';
import { UNITS } from '../vocabulary.ts';

export const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2024-04-01');
export const text = z.string().trim().min(1);

const sourceFields = {
  clause: text.optional().describe('The anchor in source.md that says this.'),
  clauses: z.array(text).optional().describe('The anchors that an assumption reconciles or touches.'),
  quote: text.optional().describe('A few words that lie inside the clause; with the number where the value is one.'),
  regime: text
    .optional()
    .describe('The provision of the regime that this value is taken from, where the source is silent.'),
  assumption: text.optional().describe('What we chose where the source is silent or contradicts itself, and why.'),
  note: text.optional().describe('A remark for the reader; it is no source.'),
};
export const sourced = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ ...shape, ...sourceFields });

export const sourceSchema = z.strictObject(sourceFields);
export type Source = z.infer<typeof sourceSchema>;

/** How a length of time is written. */
export const PERIOD: RegExp = new RegExp(`^(\\d+) (${UNITS.join('|')})s?$`);
/** Reads a length of time that {@link PERIOD} matches. */
export const readPeriod = (value: string): Period => {
  const [, n, unit] = PERIOD.exec(value) ?? [];
  return { n: Number(n), unit: unit as Period['unit'] };
};
export const period = z
  .string()
  .regex(PERIOD, `a number and a unit: ${UNITS.map((u) => `10 ${u}s`).join(', ')}`)
  .transform(readPeriod)
  .describe('A number and a unit, like 10 working-days.');
/** A length of time in whole days or longer. */
export const dayPeriod = z
  .string()
  .regex(
    new RegExp(`^(\\d+) (${UNITS.filter((unit) => unit !== 'hour').join('|')})s?$`),
    'a number of days, weeks or months, like 10 working-days',
  )
  .transform((value) => readPeriod(value) as DayPeriod)
  .describe('A number and a unit, like 10 working-days; no hours.');
/** A length of time that ends on a day. */
export type DayPeriod = { readonly n: number; readonly unit: Exclude<(typeof UNITS)[number], 'hour'> };
/** A length of time as packs write it: `10 working-days`. */
export type Period = { readonly n: number; readonly unit: (typeof UNITS)[number] };

export const scalar = z.union([z.string(), z.number(), z.boolean()]);
