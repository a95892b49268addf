// Times: what starts and stops them, how long they are, more time, what comes of their end.
import { z } from 'zod';
import { type Guard, guardSchema, when } from './conditions.ts';
import { who } from './people.ts';
import { id, type Period, period, type Source, sourced, text } from './values.ts';

export const ref = text;
const trigger: z.ZodType<Trigger> = z.union([
  ref.transform((event): Trigger => ({ event })),
  sourced({ event: ref.describe('A named event, `STEP.done`, `STEP.OUTCOME`, or `CLOCK.ended`.') }),
  sourced({ 'earliest-of': z.array(ref).min(2).describe('Whichever of these comes first.') }),
  sourced({ 'latest-of': z.array(ref).min(2).describe('Once all of these have come.') }),
]);
/** What starts or stops a clock: an event, `<step>.done`, `<clock>.ended`, or the earliest or latest of several. */
export type Trigger = Source & {
  event?: string | undefined;
  'earliest-of'?: string[] | undefined;
  'latest-of'?: string[] | undefined;
};

const limit: z.ZodType<Limit> = z.union([
  z.literal('none').transform((): Limit => ({ none: true })),
  period.transform((is): Limit => ({ is })),
  sourced({ is: period.describe('The time allowed.') }),
  sourced({ none: z.literal(true).describe('No limit is set, and the source says so.') }),
  sourced({
    'as-agreed': z.literal(true).describe('A day agreed with the complainant.'),
    'at-most': period.optional().describe('No later than this.'),
  }),
  sourced({ with: id.describe('Another clock of the same stage: this one is due when that one is.') }),
  sourced({
    unknown: z
      .literal(true)
      .describe(
        'The source gives no limit. Shown as such until a day is agreed; the assumption says what was left out.',
      ),
  }),
  sourced({
    'first-of': z
      .array(
        sourced({
          is: period.optional().describe('The time allowed.'),
          none: z.literal(true).optional().describe('No limit is set.'),
          with: id.optional().describe('Due when this clock of the same stage is.'),
          unknown: z.literal(true).optional().describe('The source gives none.'),
          when: guardSchema.optional().describe('Where this holds; the last has none.'),
        }),
      )
      .min(2)
      .describe('Several limits, by condition: the first that holds counts; the last has none and is the otherwise.'),
  }),
]);
export type Limit = Source & {
  is?: Period | undefined;
  none?: true | undefined;
  'as-agreed'?: true | undefined;
  'at-most'?: Period | undefined;
  with?: string | undefined;
  unknown?: true | undefined;
  'first-of'?:
    | (Source & {
        is?: Period | undefined;
        none?: true | undefined;
        with?: string | undefined;
        unknown?: true | undefined;
        when?: Guard | undefined;
      })[]
    | undefined;
};

const extensionSchema = sourced({
  id: id.default('extension'),
  extra: period.optional().describe('At most this much longer.'),
  total: period.optional().describe('At most this much in all, from the start of the clock.'),
  uncapped: z
    .literal(true)
    .optional()
    .describe(
      'The source sets no most: as much as is needed, as often as is needed, each time with a new day that is told. In place of `extra` and `total`.',
    ),
  reasons: z
    .array(z.strictObject({ id, name: text }))
    .optional()
    .describe('The only reasons; absent: any, in words.'),
  needs: z
    .array(id)
    .optional()
    .describe(
      'Facts that must be answered (and, where the fact says `must`, so answered). Without `reasons` the first that is answered in words says why.',
    ),
  agreement: z.boolean().default(false).describe('Only when the complainant agrees.'),
  who: who.optional().describe('Who may give it.'),
  notice: id.optional().describe('The letter that tells of it.'),
  'before-due': z.boolean().default(true).describe('Must be told before the time runs out.'),
  'unless-good-reason': id.optional().describe('The fact that holds the good reason for which its cap may be passed.'),
  'how-often': z.number().int().min(1).default(1).describe('So many times at most.'),
  beyond: z.boolean().default(false).describe('Only after the ordinary extension is used.'),
  'update-every': z
    .union([period, z.literal('as-agreed')])
    .optional()
    .describe('How often the complainant hears how things stand meanwhile.'),
  when,
});
export type Extension = z.infer<typeof extensionSchema>;

const onLapse: z.ZodType<OnLapse> = z.union([
  z.literal('breach').transform((): OnLapse => ({ breach: true })),
  z.strictObject({ opens: id.describe('A stage of this procedure.') }),
  z.strictObject({ closes: id.describe('The outcome that the case is closed with.') }),
]);
export type OnLapse = { breach?: true | undefined; opens?: string | undefined; closes?: string | undefined };

export const clockSchema = sourced({
  id,
  name: text,
  limit: limit.describe('The time allowed.'),
  starts: trigger.describe('What it counts from.'),
  stops: trigger.describe('What it waits for: that this has happened ends it.'),
  'counts-from': z
    .enum(['event-day', 'next-working-day', 'next-period-after-cut-off'])
    .default('event-day')
    .describe('From the day itself, the next working day, or the next period where it came after the cut-off.'),
  'first-counted': z
    .enum(['that-day', 'day-after'])
    .default('day-after')
    .describe('Whether the first day is day one, or the day after is.'),
  'ends-on': z
    .enum(['any-day', 'working-day'])
    .default('any-day')
    .describe('A last day that is no working day stays, or moves to the next one.'),
  repeats: sourced({
    every: z.union([period, z.literal('as-agreed')]).describe('How often.'),
    until: ref.describe('The event that ends it.'),
  })
    .optional()
    .describe('It begins again after each time it was met.'),
  restarts: z.boolean().default(false).describe('Its start, happening again, starts it again.'),
  'internal-target': period.optional().describe('This much earlier than due, for the landlord itself.'),
  'on-lapse': onLapse
    .default({ breach: true })
    .describe('What comes of it when the time is over and nothing was done.'),
  window: z.boolean().default(false).describe('A time allowed to somebody else: its end is no breach.'),
  extensions: z.array(extensionSchema).default([]).describe('More time, and on what terms.'),
  when,
});
export type Clock = z.infer<typeof clockSchema>;
