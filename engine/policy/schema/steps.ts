// Steps, how they can end, who sits in them.
import { z } from 'zod';
import { DOES } from '../vocabulary.ts';
import { when } from './conditions.ts';
import { who } from './people.ts';
import { dayPeriod, id, sourced, text } from './values.ts';

const leadsTo: z.ZodType<LeadsTo> = z.union([
  z.literal('closes').transform((): LeadsTo => ({ closes: true })),
  z.literal('goes-on').transform((): LeadsTo => ({})),
  z.strictObject({ stage: id.describe('A stage of this procedure opens.') }),
  z.strictObject({ back: id.describe('A step, done afresh from here on.') }),
  z.strictObject({
    procedure: id.describe('The case goes on under this procedure.'),
    'dated-from': z
      .enum(['change', 'first-contact'])
      .optional()
      .describe(
        'What `received` then means there: the day of the change, which is usual, or that of the first contact.',
      ),
  }),
]);
export type LeadsTo = {
  closes?: true | undefined;
  stage?: string | undefined;
  back?: string | undefined;
  procedure?: string | undefined;
  'dated-from'?: 'change' | 'first-contact' | undefined;
};

export const outcomeSchema = sourced({
  id,
  name: text,
  'leads-to': leadsTo.describe('What then happens: `closes`, `goes-on`, or one of these forms.'),
  who: who.optional().describe('Who may choose this outcome; absent: whoever may take the step.'),
  grounds: z
    .union([z.literal('as-not-accepted'), z.array(id)])
    .optional()
    .describe('The grounds it must rest on: those for turning a complaint down, or some of them.'),
  letter: id.optional().describe('The letter that tells of it.'),
  asks: z.array(id).optional().describe('Facts asked with it.'),
  'status-then': text.optional().describe('What the case is then called, where it closes: resolved, withdrawn …'),
  when,
});
export type Outcome = z.infer<typeof outcomeSchema>;

const seatSchema = sourced({
  id,
  name: text,
  who: who.describe('Who may fill it.'),
  optional: z.boolean().default(false).describe('May stay empty.'),
});
/** A place in a step, such as a panel, that a person of a certain kind must fill. */
export type Seat = z.infer<typeof seatSchema>;

const meetsSchema = sourced({
  day: id.describe('The fact, recorded by this step, that holds the day.'),
  in: id.describe('The step of the same stage in which it meets.'),
  papers: dayPeriod
    .optional()
    .describe('So long before that day its papers go to its members. Absent: nothing says when.'),
});

export const stepSchema = sourced({
  id,
  name: text,
  does: z.enum(DOES).default('record').describe('What it does beyond recording.'),
  who: who.optional().describe('Who may take it; absent: anybody on the staff.'),
  optional: z.boolean().default(false).describe('May be left out.'),
  encouraged: z
    .boolean()
    .default(false)
    .describe('Left out, it is warned about before and after the response, and nothing is refused.'),
  internal: z.boolean().default(false).describe('It reaches no letter and no page of the complainant.'),
  needs: z.array(id).optional().describe('Steps of this stage that must be done before.'),
  before: z.array(text).optional().describe('Steps (or escalation, or STAGE.opens) that wait for this one.'),
  'waits-for': z
    .array(id)
    .min(1)
    .optional()
    .describe('Clocks of this stage that, once they run, must be over (stopped or run out) before this step.'),
  records: z.array(id).optional().describe('Facts it answers.'),
  'records-per-point': z.array(id).optional().describe('Facts it answers for each point.'),
  'tried-counts': z.boolean().default(false).describe('Trying without an answer is enough.'),
  repeatable: z.boolean().default(false).describe('May be taken more than once.'),
  'after-last-edit': z.boolean().default(false).describe('Counts only when nothing in the response changed since.'),
  letter: id.optional().describe('The letter that goes with it.'),
  outcomes: z.array(outcomeSchema).optional().describe('How it can end, and where each leads.'),
  'for-comment': z
    .boolean()
    .default(false)
    .describe('A draft that goes to the complainant, who may comment on it before the response. Needs a letter.'),
  'goes-by': id
    .optional()
    .describe(
      'For a response or a draft for comment: the fact that says how the complainant wants it sent. It goes that way only, and waits until that is known.',
    ),
  'adds-role': id.optional().describe('From then on the holders of this role can act on the case.'),
  seats: z
    .array(seatSchema)
    .min(1)
    .optional()
    .describe(
      'Places that must be filled by name, as on a panel; each person is checked against the seat’s own `who`.',
    ),
  meets: meetsSchema
    .optional()
    .describe('For a step with seats: who sits there meets on a day, as a panel does, and reads papers before.'),
  consults: text
    .optional()
    .describe('Whose view the step asks for, by name. They can be asked on the case, by a day, and answer by a link.'),
  to: who
    .optional()
    .describe('For a step that allocates: whom the case may be given to. Absent: whoever may investigate.'),
  when,
});
export type Step = z.infer<typeof stepSchema>;
