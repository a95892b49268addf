// Facts: the questions that a pack asks.
import { z } from 'zod';
import { CONCERNS } from '../vocabulary.ts';
import { when } from './conditions.ts';
import { id, sourced, text } from './values.ts';

export const factSchema = sourced({
  ask: text.describe('The question as a person is asked it.'),
  hint: text.optional().describe('A line of help under the question.'),
  kind: z
    .enum(['yes-no', 'choice', 'date', 'number', 'money', 'person', 'text'])
    .describe('What sort of answer it takes.'),
  options: z
    .array(z.strictObject({ id, name: text }))
    .optional()
    .describe('For a choice: what can be chosen.'),
  at: text.describe('When it is asked: logging, triage, escalation, extension, refusal, closing, or the id of a step.'),
  required: z.boolean().default(false).describe('It must be answered; else it may stay open.'),
  must: z.union([z.string(), z.boolean()]).optional().describe('The only answer with which the step can be taken.'),
  'person-restricted': z.boolean().optional().describe('The person named neither sees nor touches the case.'),
  internal: z.boolean().default(false).describe('Its answer reaches no letter and no page of the complainant.'),
  concern: z.enum(CONCERNS).optional().describe('What it asks about, so that Redress does not ask it again.'),
  when,
});
export type Fact = z.infer<typeof factSchema>;
