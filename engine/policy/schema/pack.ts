// A pack as a whole, with what is the landlord’s own and what comes afterwards.
import { z } from 'zod';
import { CHANNELS, PROMISE_NEEDS, REQUIREMENT_SOURCES } from '../vocabulary.ts';
import { guardSchema } from './conditions.ts';
import { intakeSchema } from './intake.ts';
import { letterSchema } from './letters.ts';
import { who } from './people.ts';
import { factSchema } from './questions.ts';
import { procedureSchema } from './stages.ts';
import { dayPeriod, id, isoDate, period, sourced, text } from './values.ts';

const ombudsmanRef = id.describe(
  'An ombudsman of ombudsmen.yaml; `none` where no ombudsman is open to the complainant.',
);
const signpostSchema = z.union([
  sourced({ when: guardSchema.describe('Where this holds …'), ombudsman: ombudsmanRef }),
  sourced({ otherwise: ombudsmanRef }),
]);

export const packSchema = z.strictObject({
  pack: id.describe('The name of the pack, and of its folder.'),
  version: text.describe('The name of the version, and of its file; the month from which it is in force is usual.'),
  title: text.describe('What the landlord calls its procedure.'),
  'in-force': sourced({
    from: isoDate.describe('The first day.'),
    until: isoDate.optional().describe('The last day; absent: no end is known.'),
  }).describe('When it is in force. A case keeps the version of the day on which it was first received.'),
  language: z.string().default('en').describe('The language of its texts.'),
  organisation: z
    .strictObject({
      name: text.describe('As it stands on pages and letters.'),
      'short-name': text.optional().describe('Where there is little room.'),
      fictitious: z.boolean().optional().describe('It is invented; marked so wherever it is shown.'),
      colours: z
        .strictObject({
          brand: z
            .string()
            .regex(/^#[0-9a-f]{6}$/i)
            .describe('Of the heading; the colour of text on it is chosen so that it can be read.'),
        })
        .optional()
        .describe('The landlord’s own colours.'),
      contact: sourced({
        telephone: text.optional().describe('Telephone number.'),
        email: text.optional().describe('E-mail address.'),
        post: text.optional().describe('Postal address.'),
        web: text.optional().describe('Web address.'),
      })
        .optional()
        .describe('How residents reach it; printed on letters and pages.'),
      owners: z
        .array(sourced({ what: text.describe('What they own.'), title: text.describe('Their title.') }))
        .default([])
        .describe('Who in the landlord answers for the procedure.'),
      'approved-by': sourced({ title: text.describe('Their title.') })
        .optional()
        .describe('Who approved it.'),
      'review-by': sourced({ date: isoDate.describe('The day.') })
        .optional()
        .describe('By when it is reviewed.'),
      'reading-age': sourced({
        'at-most': z.number().describe('In years.'),
        'sentence-words': z
          .number()
          .int()
          .min(1)
          .optional()
          .describe('More words than these in one sentence are shown to the writer as too many.'),
      })
        .optional()
        .describe('How plainly texts to residents are written.'),
    })
    .describe('Who the landlord is.'),
  calendar: sourced({
    nation: z.enum(['england-and-wales', 'scotland', 'northern-ireland']).describe('Whose bank holidays count.'),
    'cut-off': z
      .string()
      .regex(/^\d\d:\d\d$/)
      .optional()
      .describe('What comes later in the day belongs to the next.'),
    closures: z
      .array(
        z.strictObject({
          from: isoDate.describe('First day.'),
          to: isoDate.describe('Last day.'),
          name: text.describe('Why, as it is shown in the working of a date.'),
        }),
      )
      .default([])
      .describe('Days on which the landlord’s offices are closed and which are no working days.'),
  }).describe('What a working day is.'),
  'deemed-receipt': z
    .array(
      sourced({
        channel: z.enum(CHANNELS).describe('How it was sent.'),
        after: period.describe('It counts as received so long after.'),
      }),
    )
    .default([])
    .describe('When a letter counts as received by the resident.'),
  services: z
    .array(
      sourced({ id, name: text, regime: id.optional().describe('The code it answers to, of `policies/regimes`.') }),
    )
    .min(1)
    .describe('What complaints can be about.'),
  roles: z
    .array(
      sourced({
        id,
        title: text.describe('As the landlord calls it.'),
        rank: z.number().int().describe('A higher number is more senior.'),
        area: z
          .enum(['of-the-service', 'all'])
          .default('all')
          .describe('Whether it is held for one service, or for all.'),
        outsider: z.boolean().optional().describe('Its holders are not of the staff, such as tenant representatives.'),
        training: text
          .optional()
          .describe('The training that counts for this role; recorded with its date for each person who holds it.'),
        reach: z
          .enum(['all', 'logs-only'])
          .default('all')
          .describe('What its holders see. `logs-only`: they log a complaint and see nothing of it afterwards.'),
      }),
    )
    .min(1)
    .describe('The landlord’s own titles.'),
  facts: z.record(id, factSchema).default({}).describe('The questions it asks, each by an id of its own.'),
  intake: intakeSchema.describe('What is taken as a complaint, how, and what is not.'),
  procedures: z.array(procedureSchema).min(1).describe('First match wins; the last holds without a condition.'),
  letters: z.array(letterSchema).default([]).describe('What each letter must contain.'),
  signposting: z.array(signpostSchema).min(1).describe('Which ombudsman residents can turn to; first match wins.'),
  behaviour: sourced({
    who: who.describe('Who restricts contact, and reviews a restriction.'),
    incidents: z
      .array(sourced({ id, name: text }))
      .min(1)
      .optional()
      .describe('Kinds of behaviour that are recorded; absent: those that Redress names.'),
  })
    .optional()
    .describe('What is done about unacceptable behaviour. The complaint goes on whatever is decided here.'),
  remedies: sourced({
    heads: z
      .array(
        sourced({
          id,
          name: text,
          money: z.boolean().default(false).describe('It is paid, so an amount is asked for.'),
          statutory: z.boolean().default(false).describe('The law sets it; it comes on top of others.'),
        }),
      )
      .default([])
      .describe('Kinds of remedy.'),
    'authority-limits': z
      .array(
        sourced({
          role: id.describe('The role.'),
          'up-to-pounds': z.number().min(0).describe('What its holders may award.'),
        }),
      )
      .default([])
      .describe('Who may award how much.'),
    'each-needs': z
      .array(z.enum(PROMISE_NEEDS))
      .min(1)
      .default(['owner', 'date'])
      .describe(
        'What must be known of each promise before a response goes: who keeps it, by when, whom to ask about it.',
      ),
    'faulted-needs-action': z.boolean().default(false).describe('A finding of fault needs an action.'),
  })
    .optional()
    .describe('What is put right, and how.'),
  closing: sourced({
    needs: z
      .array(id)
      .default([])
      .describe('Facts that must be known before closing, where their own condition holds.'),
    'needs-learning': z.boolean().default(false).describe('A complaint is closed only with what was learnt from it.'),
  })
    .optional()
    .describe('What must be there before a case is closed.'),
  'contact-plan': sourced({
    every: dayPeriod
      .optional()
      .describe(
        'The complainant hears from the landlord at least so often while the case is open; a person can agree another.',
      ),
    'once-overdue': z
      .union([dayPeriod, z.literal('as-agreed')])
      .optional()
      .describe(
        'At least so often once the response is overdue, counted from the day it was due or the last word since; `as-agreed`: it is pointed out until a plan is agreed or a day told.',
      ),
    'agreed-on': id
      .optional()
      .describe(
        'The fact that holds the day of the next word, told to the complainant with an update: it then counts.',
      ),
    satisfied: id
      .optional()
      .describe(
        'The fact that tells whether the complainant was happy with the solution: asked from the response on, and counted.',
      ),
    when: guardSchema.optional().describe('The cases for which it holds; absent: all.'),
  })
    .optional()
    .describe(
      'How the complainant is kept informed. What is agreed with a person (how, how often) comes before it, and can be agreed without it.',
    ),
  requirements: sourced({ from: z.array(z.enum(REQUIREMENT_SOURCES)).min(1).describe('The bodies.') })
    .optional()
    .describe('Whose requirements the landlord keeps to, by the day they give.'),
  'at-risk': sourced({ within: period.describe('So long before it is due.') })
    .optional()
    .describe('From when a case that is not yet late is marked.'),
  reports: z
    .array(sourced({ id, name: text, to: text.describe('Who gets it.'), every: period.describe('How often.') }))
    .default([])
    .describe('What is reported, to whom.'),
  retention: sourced({ 'keep-for': period.describe('After the case is closed.') })
    .optional()
    .describe('How long records are kept.'),
  silences: z
    .array(sourced({ about: text.describe('What the source is silent on.') }))
    .default([])
    .describe('What the source does not say, and what is done.'),
  'not-run': z
    .array(
      z.strictObject({
        clause: text.describe('An anchor of source.md.'),
        because: text.describe('Why nothing is run from it.'),
      }),
    )
    .default([])
    .describe('Paragraphs from which nothing is run, each with its reason.'),
});
export type Pack = z.infer<typeof packSchema>;
/** What a pack file holds before shorthands are spelled out. */
export type PackInput = z.input<typeof packSchema>;
