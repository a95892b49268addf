// Conditions: `when`, `unless`, and what they are made of.
import { z } from 'zod';
import { CHANNELS, CONDITIONS, FINDINGS, KINDS } from '../vocabulary.ts';
import { id, scalar, text } from './values.ts';

/** A condition over the facts and findings of a case, its service, its kind, or a named condition. */
export type Guard =
  | { 'all-of': Guard[] }
  | { 'any-of': Guard[] }
  | { 'none-of': Guard[] }
  | {
      fact: string;
      is?: string | number | boolean | undefined;
      'one-of'?: (string | number | boolean)[] | undefined;
      given?: boolean | undefined;
      before?: string | undefined;
      after?: string | undefined;
    }
  | { finding: ('upheld' | 'partially-upheld' | 'not-upheld')[] }
  | { service: string | string[] }
  | { channel: string | string[] }
  | { kind: string | string[] }
  | { lapsed: string }
  | { condition: (typeof CONDITIONS)[number] };

export const guardSchema: z.ZodType<Guard> = z.lazy(() =>
  z.union([
    z.strictObject({ 'all-of': z.array(guardSchema).min(1).describe('All of these hold.') }),
    z.strictObject({ 'any-of': z.array(guardSchema).min(1).describe('At least one of these holds.') }),
    z.strictObject({ 'none-of': z.array(guardSchema).min(1).describe('None of these holds.') }),
    z.strictObject({
      fact: id.describe('A question of `facts`, by its id.'),
      is: scalar.optional().describe('This is the answer.'),
      'one-of': z.array(scalar).optional().describe('The answer is one of these.'),
      given: z.boolean().optional().describe('Whether it is answered at all.'),
      before: text.optional().describe('A date, or the id of a fact that holds one.'),
      after: text.optional().describe('A date, or the id of a fact that holds one.'),
    }),
    z.strictObject({
      finding: z.array(z.enum(FINDINGS)).min(1).describe('The finding over all points is one of these.'),
    }),
    z.strictObject({
      service: z.union([id, z.array(id)]).describe('The complaint is about this service, or one of these.'),
    }),
    z.strictObject({
      channel: z.union([z.enum(CHANNELS), z.array(z.enum(CHANNELS))]).describe('It came this way, or in one of these.'),
    }),
    z.strictObject({ kind: z.union([z.enum(KINDS), z.array(z.enum(KINDS))]).describe('The contact is of this kind.') }),
    z.strictObject({
      lapsed: id.describe('A clock whose time is over with nothing done: it opens what stands under this.'),
    }),
    z.strictObject({ condition: z.enum(CONDITIONS).describe('A condition that the engine knows by name.') }),
  ]),
);
export const when = guardSchema.optional().describe('Holds only when this condition does.');
