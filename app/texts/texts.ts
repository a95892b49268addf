import { z } from 'zod';
import { CHANNELS, ENGINE_PARTS, FINDINGS, KINDS, UNITS, WARNING_CODES } from '../../engine/index.ts';

/** The shape of `texts/LANGUAGE/*.yaml`: a text that code asks for by name cannot be missing. */

const text = z.string().min(1);
const map = z.record(text, text);
const named = <const K extends string>(...keys: readonly K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, text])) as Record<K, typeof text>);

const CLOCK_STATES = [
  'not-started',
  'running',
  'due-today',
  'met',
  'late',
  'late-done',
  'not-needed',
  'lapsed',
  'window-over',
] as const;
/** How a clock stands, as a page tells it: `late-done` was late and is done, `window-over` was time allowed to somebody else. */
export type ClockSituation = (typeof CLOCK_STATES)[number];

const clocks = z.strictObject({
  states: named(...CLOCK_STATES),
  sentences: named(
    ...([
      'running',
      'due-today',
      'due-today-at',
      'no-due',
      'late',
      'late-not-a-day',
      'late-done',
      'late-done-not-a-day',
    ] as const),
    ...(['met', 'met-no-due', 'not-started', 'not-needed', 'lapsed', 'window-over'] as const),
  ),
  working: named(
    ...([
      'counted',
      'day-after',
      'that-day',
      'next-working-day',
      'cut-off',
      'ends-on-working-day',
      'not-counted',
    ] as const),
    ...([
      'nothing-skipped',
      'weekends',
      'named-day',
      'and',
      'no-limit',
      'agreed',
      'implied',
      'approximate',
      'extended',
    ] as const),
    ...([
      'extended-plain',
      'extended-to-cap',
      'extension-after-due',
      'extension-no-rule',
      'target',
      'taken',
      'assumes',
    ] as const),
  ),
  'started-by': map,
  units: z.strictObject(
    Object.fromEntries(UNITS.map((unit) => [unit, named('one', 'many')])) as Record<
      (typeof UNITS)[number],
      ReturnType<typeof named<'one' | 'many'>>
    >,
  ),
});

const letters = z.strictObject({
  stage: named('now', 'last', 'final-response', 'earlier-final-response'),
  points: z.strictObject({
    definition: text,
    'definition-one': text,
    point: text,
    'point-finding': text,
    overall: named(...FINDINGS),
    'overall-open': text,
    finding: named(...FINDINGS, 'open'),
  }),
  dates: z.strictObject({ ...partial(ENGINE_PARTS), other: text }),
  promises: named('made', 'by', 'owner', 'by-owner', 'money', 'kept', 'unnamed'),
  escalation: named('how', 'channels', 'last-day', 'no-last-day'),
  signposts: named('post', 'telephone', 'email', 'email-note', 'web'),
  handler: text,
  'outcome-sought': text,
  'outcome-not-told': text,
  reason: text,
  'reason-not-told': text,
  ground: text,
  channels: text,
  none: z.strictObject({ ...partial(ENGINE_PARTS), other: text }),
  'channels-named': named(...CHANNELS),
});

function partial<const K extends string>(keys: readonly K[]): Record<K, z.ZodOptional<typeof text>> {
  return Object.fromEntries(keys.map((key) => [key, text.optional()])) as Record<K, z.ZodOptional<typeof text>>;
}

const statuses = z.strictObject({
  status: named('none', 'open', 'answered', 'closed'),
  outcomes: map,
  lacks: map,
  kinds: named(...KINDS),
  channels: named(...CHANNELS),
  findings: named(...FINDINGS),
  links: map,
  ombudsman: map,
  people: named('system', 'resident', 'representative', 'ombudsman', 'other-body', 'staff'),
});

export const textsSchema = z.strictObject({
  refusals: z.record(text, z.strictObject({ says: text, mend: text, 'mend-points': text.optional() })),
  commands: z.record(text, named('does', 'done', 'help')),
  fields: z.strictObject({
    fields: z.record(text, z.strictObject({ label: text, hint: text.optional() })),
    options: z.record(text, map),
    numbered: named('point', 'promise'),
    'yes-no': named('yes', 'no'),
    absent: map,
  }),
  events: z.record(text, z.strictObject({ title: text, detail: text.optional() })),
  clocks,
  letters,
  statuses,
  dates: z.strictObject({
    weekdays: named('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'),
    months: z.array(text).length(12),
    'short-months': z.array(text).length(12),
    long: text,
    short: text,
    'without-year': text,
    at: text,
    list: z.strictObject({ between: z.string(), last: z.string() }),
  }),
  pages: z.record(text, map),
  warnings: z.strictObject(
    Object.fromEntries(WARNING_CODES.map((code) => [code, named('says', 'mend')])) as Record<
      (typeof WARNING_CODES)[number],
      ReturnType<typeof named<'says' | 'mend'>>
    >,
  ),
});

/** All words of one language. */
export type Texts = z.infer<typeof textsSchema>;
