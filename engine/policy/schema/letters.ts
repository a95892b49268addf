// Letters and their parts.
import { z } from 'zod';
import { ENGINE_PARTS, type EnginePart, PART_STARTS } from '../vocabulary.ts';
import { when } from './conditions.ts';
import { id, sourced, text } from './values.ts';

/** What fills a part of a letter: something that the engine knows, or the answer to a fact. */
export type PartSource = EnginePart | `fact:${string}`;
const partSource: z.ZodType<PartSource> = z.union([
  z.enum(ENGINE_PARTS),
  z
    .string()
    .regex(/^fact:[a-z0-9][a-z0-9-]*$/, 'a part that the engine fills, or fact: and the id of a fact')
    .transform((source) => source as PartSource),
]);

const partSchema = sourced({
  part: id.describe('How it is called in this pack and in the letter’s template; an engine part by its own name.'),
  name: text,
  'filled-by': z
    .enum(['engine', 'person', 'pack'])
    .describe('Who fills it: the engine from the case, a person in their own words, or the pack with `says`.'),
  from: partSource
    .optional()
    .describe(
      'For engine parts with a name of the landlord’s own: what fills it, or `fact:ID` for the answer to a fact.',
    ),
  says: text.optional().describe('With `filled-by: pack`: the landlord’s fixed words. Nobody types them.'),
  'per-point': z.boolean().default(false).describe('Told for each point; one left out is missing.'),
  'per-comment': z
    .boolean()
    .default(false)
    .describe(
      'Answered for each comment on the draft, beginning with what was answered on its page; one left out is missing. No comment: the part is left out.',
    ),
  'starts-from': z
    .enum(PART_STARTS)
    .optional()
    .describe('With `filled-by: person`: what the writer finds there to begin with, and can change.'),
  'none-allowed': z.boolean().default(false).describe("'None' is an answer."),
  hint: text.optional().describe('A line of help for whoever writes it.'),
  when,
});
export type Part = z.infer<typeof partSchema>;

export const letterSchema = sourced({
  id,
  title: text.describe('Its heading.'),
  to: z.enum(['complainant', 'council', 'staff']).default('complainant').describe('Whom it is written to.'),
  parts: z.array(partSchema).min(1).describe('What it must contain, in order.'),
});
export type Letter = z.infer<typeof letterSchema>;
