// Stages, the way from one to the next, procedures.
import { z } from 'zod';
import { FORCES } from '../vocabulary.ts';
import { clockSchema, ref } from './clocks.ts';
import { guardSchema, when } from './conditions.ts';
import { who } from './people.ts';
import { outcomeSchema, stepSchema } from './steps.ts';
import { id, period, sourced, text } from './values.ts';

const windowSchema = sourced({
  within: z
    .union([period, z.literal('none').transform(() => undefined)])
    .describe('How long the complainant has; `none`: there is no last day.'),
  from: ref.default('response-issued').describe('What it counts from.'),
  'or-later': sourced({
    within: period.describe('How long.'),
    from: id.describe('The fact that holds the date it counts from.'),
  })
    .optional()
    .describe('A second last day: the later of the two counts. While its fact is not answered, the first does.'),
  'counts-from': z
    .enum(['event-day', 'next-working-day', 'next-period-after-cut-off'])
    .default('event-day')
    .describe('From the day itself, the next working day, or the next period where it came after the cut-off.'),
  force: z.enum(FORCES).default('person-decides').describe('What becomes of a request after the last day.'),
  who: who.optional().describe('Who decides on a late one.'),
  asks: z.array(id).optional().describe('Facts asked of a late one.'),
});
export type EscalationWindow = z.infer<typeof windowSchema>;

const escalationSchema = sourced({
  to: id.describe('The stage it leads to.'),
  opens: z
    .enum(['on-request', 'on-acceptance'])
    .default('on-acceptance')
    .describe('Whether the request opens it, or somebody must accept it first.'),
  window: windowSchema.optional().describe('How long the complainant has to ask.'),
  asks: z
    .array(id)
    .optional()
    .describe(
      'Facts asked with the request; absent: all that are asked at escalation. One called what-is-unresolved or how-to-resolve puts that question in the landlord’s own words, on the complainant’s page too.',
    ),
  who: who.optional().describe('Who accepts or refuses.'),
  'overdue-who': who.optional().describe('Who may accept one while the response is overdue and none was issued.'),
  'needs-response': z
    .boolean()
    .default(true)
    .describe('False: the complainant may ask for the next stage before any response to this one.'),
  'new-issue': z
    .enum(['linked-case'])
    .optional()
    .describe('A new issue raised with the request opens a linked case of its own, dated that day.'),
  'new-issue-means': z
    .array(id)
    .min(1)
    .optional()
    .describe('Yes-or-no questions that the linked case counts as answered with yes, such as one that opens a stage.'),
  outcomes: z.array(outcomeSchema).default([]).describe('What can be decided on the request.'),
});
export type Escalation = z.infer<typeof escalationSchema>;

const stageSchema = sourced({
  id,
  name: text,
  number: z.number().int().min(0).describe('Its number as a code counts stages; 0 for one before the first.'),
  final: z.boolean().default(false).describe('Its response is the landlord’s last word.'),
  steps: z.array(stepSchema).describe('What is done, in order.'),
  clocks: z.array(clockSchema).default([]).describe('The times that run.'),
  escalation: escalationSchema.optional().describe('How the complaint goes on from here; absent: it does not.'),
});
export type Stage = z.infer<typeof stageSchema>;

export const procedureSchema = sourced({
  id,
  name: text,
  when,
  'opens-at': z
    .array(
      z.union([
        sourced({ when: guardSchema.describe('Where this holds …'), stage: id.describe('… it starts here.') }),
        sourced({ otherwise: id.describe('Where none before holds, it starts here.') }),
      ]),
    )
    .optional()
    .describe('Which stage a case starts at; first match wins; absent: the first.'),
  stages: z.array(stageSchema).min(1).describe('The stages, in order.'),
  'any-time': z.array(stepSchema).default([]).describe('Steps open at every stage.'),
  reconstructed: text
    .optional()
    .describe('The source does not hold this procedure: why, and what it was put together from. Shown wherever it is.'),
});
export type Procedure = z.infer<typeof procedureSchema>;
