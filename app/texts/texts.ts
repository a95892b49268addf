import { z } from 'zod';
import {
  CHANNELS,
  CONCERNS,
  DUTY_KINDS,
  ENGINE_PARTS,
  FINDINGS,
  KINDS,
  NEEDED_BEFORE,
  PART_STARTS,
  UNITS,
  WARNING_CODES,
} from '../../engine/index.ts';

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
  'not-possible',
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
      'running-calendar',
      'late-calendar',
      'late-done-calendar',
      'due-today',
      'due-today-at',
      'no-due',
      'late',
      'late-not-a-day',
      'late-done',
      'late-done-not-a-day',
    ] as const),
    ...(['met', 'met-no-due', 'not-started', 'not-needed', 'not-possible', 'lapsed', 'window-over'] as const),
    ...(['limit-unknown'] as const),
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
      'due-with',
      'limit-unknown',
    ] as const),
  ),
  'started-by': map,
  // packs write years as months
  units: z.strictObject(
    Object.fromEntries([...UNITS, 'year' as const].map((unit) => [unit, named('one', 'many')])) as Record<
      (typeof UNITS)[number] | 'year',
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
  promises: named(
    ...(['made', 'by', 'owner', 'by-owner', 'overdue', 'overdue-owner', 'money', 'kept'] as const),
    ...(['unnamed', 'contact'] as const),
  ),
  responsibility: named('ours', 'not-ours', 'not-ours-but', 'partly', 'partly-and'),
  comments: named('comment', 'said'),
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
  addressees: named('resident', 'representative', 'about', 'about-unnamed'),
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
  concerns: named(...CONCERNS),
  findings: named(...FINDINGS),
  links: map,
  ombudsman: map,
  people: named('system', 'resident', 'representative', 'ombudsman', 'other-body', 'staff'),
});

const procedures = z.strictObject({
  conditions: map,
  events: map,
  pages: named(
    ...([
      'title',
      'drawing-tab',
      'values-tab',
      'coverage-tab',
      'comparison-tab',
      'tabs',
      'in-force-from',
      'in-force-between',
    ] as const),
    ...([
      'not-now',
      'show-now',
      'to-confirm',
      'see-assumptions',
      'in-words',
      'save',
      'versions',
      'versions-help',
    ] as const),
    ...(['version', 'from', 'until', 'open-cases', 'closed-cases', 'now', 'none', 'current'] as const),
    ...([
      'cases-of',
      'many-cases-of',
      'follow-version',
      'assumptions',
      'assumptions-help',
      'where',
      'what',
      'touches',
      'silences',
    ] as const),
    ...([
      'unconfirmed',
      'departures',
      'departures-help',
      'departure',
      'value',
      'source',
      'assumed',
      'no-source',
    ] as const),
    ...([
      'coverage-help',
      'clause',
      'begins',
      'became',
      'bare',
      'more-places',
      'says-nothing',
      'no-text',
      'comparison-help',
    ] as const),
    ...([
      'differs',
      'differs-help',
      'own-first',
      'code-of',
      'row',
      'departures-of',
      'none-departs',
      'only-version',
    ] as const),
    ...(['all-versions', 'versions-compared', 'versions-differ', 'one-version', 'not-there', 'no-day'] as const),
    ...(['is-there', 'every-place'] as const),
    ...(['from-day', 'this-version', 'compared-with', 'compare', 'compare-them'] as const),
  ),
  places: map,
  starts: named(...PART_STARTS),
  informed: named(...(['every', 'overdue', 'overdue-agreed', 'day-told'] as const)),
  guards: named(
    ...(['answer', 'given', 'not-given', 'before', 'after', 'finding', 'service', 'channel'] as const),
    ...(['kind', 'lapsed', 'none-of', 'and', 'or', 'yes', 'no'] as const),
  ),
  who: named(
    ...(['or-above', 'outsider', 'senior-to', 'same-area', 'other-area', 'not-who', 'how-many', 'trained'] as const),
    ...(['handler', 'named-in', 'usually', 'chosen-by', 'anybody', 'on-condition', 'otherwise', 'or'] as const),
  ),
  'parts-in-a-case': named(...(['any-part', 'extension', 'escalation'] as const)),
  limits: named(
    ...(['none', 'as-agreed', 'as-agreed-at-most', 'with', 'unknown', 'on-condition', 'otherwise'] as const),
  ),
  extensions: named(
    ...([
      'extra',
      'total',
      'uncapped',
      'agreement',
      'reasons',
      'one-reason',
      'beyond',
      'update-every',
      'update-as-agreed',
    ] as const),
    ...(['plain'] as const),
  ),
  drawing: named(
    ...([
      'described',
      'in-force-from',
      'in-force-between',
      'version',
      'fictitious',
      'for-services',
      'for-when',
    ] as const),
    ...([
      'entry',

      'time-limit',
      'not-accepted',
      'elsewhere',
      'beside',
      'restricted',
      'opens-always',
    ] as const),
    ...([
      'opens-when',
      'opens-otherwise',
      'final',
      'steps',
      'clocks',
      'optional',
      'encouraged',
      'for-comment',
    ] as const),
    ...([
      'tried-counts',
      'seat',
      'optional-seat',
      'waits',
      'waits-for-stage',
      'only-when',
      'unless',
      'allocates-to',
      'meets',
      'meets-with-papers',
      'consults',
      'goes-by',
      'from',
    ] as const),
    ...(['to', 'from-day', 'until-day', 'step', 'step-named', 'step-outcome', 'same-as', 'first-of'] as const),
    ...([
      'last-of',
      'clock-ended',
      'allowed',

      'repeats',
      'repeats-as-agreed',
      'lapse-opens',
      'lapse-closes',
    ] as const),
    ...([
      'more-time',
      'gate',
      'gate-asks',
      'no-last-day',
      'window',
      'window-or-later',
      'late-refused',
      'late-decided',
      'late-decided-too',
      'late-advised',
    ] as const),
    ...([
      'before-response',
      'opens-on-request',
      'opens-on-acceptance',
      'overdue',
      'new-issue',
      'outcome',
      'outcome-by',
      'opens-stage',
    ] as const),
    ...([
      'closes',
      'closes-as',
      'goes-back',
      'goes-on',
      'changes-procedure',
      'grounds-as-not-accepted',
      'any-time',
      'end',
    ] as const),
    ...([
      'end-learning',
      'signpost',
      'signpost-when',
      'signpost-otherwise',
      'legend-must',
      'legend-may',
      'legend-limit',
      'legend-more',
      'legend',
    ] as const),
    ...(['footer'] as const),
  ),
});

/** `…-certain`: where it will be so, and not only may be. */
const warning = z.strictObject({
  says: text,
  mend: text,
  'says-certain': text.optional(),
  'mend-certain': text.optional(),
});

const SECTIONS = ['late', 'today', 'risk', 'week', 'waiting', 'later', 'unassigned'] as const;

const work = z.strictObject({
  sections: named(...SECTIONS),
  helps: named(...SECTIONS),
  none: named(...SECTIONS, 'all'),
  kinds: named(...DUTY_KINDS),
  'plain-kinds': named(...DUTY_KINDS),
  panel: named('availability', 'declaration', 'papers', 'sitting', 'meeting'),
  news: text,
  digest: named('subject', 'subject-news', 'opening', 'news', 'more', 'off'),
  words: named(
    ...([
      'as-soon-as',
      'asked-on',
      'case-only',
      'named',
      'named-nobody',
      'role',
      'target',
      'near',
      'will-be-late',
    ] as const),
    ...([
      'may-be-late',
      'late',
      'look',
      'sort',
      'answer',
      'read-answer',
      'waits-for-others',
      'waits-until',
      'somebody',
      'for',
      'for-a-colleague',
      'on-behalf',
      'next',
    ] as const),
  ),
});

export const textsSchema = z.strictObject({
  refusals: z.record(
    text,
    z.strictObject({ says: text, 'says-you': text.optional(), mend: text, 'mend-points': text.optional() }),
  ),
  commands: z.record(text, named('does', 'done', 'help')),
  fields: z.strictObject({
    'needed-before': named(...NEEDED_BEFORE),
    fields: z.record(text, z.strictObject({ label: text, hint: text.optional() })),
    options: z.record(text, map),
    numbered: named(
      'resident',
      'point',
      'promise',
      'evidence-number',
      'request',
      'requirement',
      'restriction',
      'comment-number',
      'letter-number',
    ),
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
  /** Official words and what to say instead. */
  'plain-words': map,
  procedures,
  warnings: z.strictObject(
    Object.fromEntries(WARNING_CODES.map((code) => [code, warning])) as Record<
      (typeof WARNING_CODES)[number],
      typeof warning
    >,
  ),
  work,
});

/** All words of one language. */
export type Texts = z.infer<typeof textsSchema>;
