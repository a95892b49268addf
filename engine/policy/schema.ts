import { z } from 'zod';
import {
  CHANNELS,
  CONDITIONS,
  DOES,
  ENGINE_PARTS,
  FINDINGS,
  FORCES,
  KINDS,
  REGIME_EXPECTATIONS,
  UNITS,
} from './vocabulary.ts';

/**
 * The shape of a policy pack, of a regime and of the list of ombudsmen. The JSON Schema for editors and the
 * reference page are made from it, so the descriptions here are what a person writing a pack reads.
 */

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date like 2024-04-01');
const text = z.string().trim().min(1);

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
const sourced = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ ...shape, ...sourceFields });

export const sourceSchema = z.strictObject(sourceFields);
export type Source = z.infer<typeof sourceSchema>;

/** How a length of time is written. */
export const PERIOD: RegExp = new RegExp(`^(\\d+) (${UNITS.join('|')})s?$`);
/** Reads a length of time that {@link PERIOD} matches. */
export const readPeriod = (value: string): Period => {
  const [, n, unit] = PERIOD.exec(value) ?? [];
  return { n: Number(n), unit: unit as Period['unit'] };
};
const period = z
  .string()
  .regex(PERIOD, `a number and a unit: ${UNITS.map((u) => `10 ${u}s`).join(', ')}`)
  .transform(readPeriod)
  .describe('A number and a unit, like 10 working-days.');
/** A length of time as packs write it: `10 working-days`. */
export type Period = { readonly n: number; readonly unit: (typeof UNITS)[number] };

const scalar = z.union([z.string(), z.number(), z.boolean()]);

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
    z.strictObject({ 'all-of': z.array(guardSchema).min(1) }),
    z.strictObject({ 'any-of': z.array(guardSchema).min(1) }),
    z.strictObject({ 'none-of': z.array(guardSchema).min(1) }),
    z.strictObject({
      fact: id,
      is: scalar.optional(),
      'one-of': z.array(scalar).optional(),
      given: z.boolean().optional(),
      before: text.optional().describe('A date, or the id of a fact that holds one.'),
      after: text.optional(),
    }),
    z.strictObject({ finding: z.array(z.enum(FINDINGS)).min(1) }),
    z.strictObject({ service: z.union([id, z.array(id)]) }),
    z.strictObject({ channel: z.union([z.enum(CHANNELS), z.array(z.enum(CHANNELS))]) }),
    z.strictObject({ kind: z.union([z.enum(KINDS), z.array(z.enum(KINDS))]) }),
    z.strictObject({
      lapsed: id.describe('A clock whose time is over with nothing done: it opens what stands under this.'),
    }),
    z.strictObject({ condition: z.enum(CONDITIONS) }),
  ]),
);
const when = guardSchema.optional().describe('Holds only when this condition does.');

const whoFields = {
  role: id.optional(),
  'any-of': z.array(id).optional(),
  'at-or-above': id.optional().describe('This role or any of a higher rank.'),
  'senior-to': text.optional().describe('A step: ranks above whoever took it.'),
  area: z.enum(['same', 'other']).optional().describe('Of the service complained about, or of another.'),
  'not-who': z.array(text).optional().describe('Steps: nobody who took one of them.'),
  'how-many': z.number().int().min(1).optional(),
  outsider: z.boolean().optional().describe('A person outside the staff, such as a tenant representative.'),
  'chosen-by': id.optional().describe('The role that names the person.'),
};
const whoShape = sourced({
  ...whoFields,
  'first-of': z
    .array(sourced({ ...whoFields, when: guardSchema.optional() }))
    .min(2)
    .optional()
    .describe('Several answers, by condition: the first that holds counts; the last has none and is the otherwise.'),
});
export type Who = z.infer<typeof whoShape>;
const who: z.ZodType<Who> = z.union([id.transform((role): Who => ({ role })), whoShape]).describe('Who may do this.');

const factSchema = sourced({
  ask: text.describe('The question as a person is asked it.'),
  hint: text.optional(),
  kind: z.enum(['yes-no', 'choice', 'date', 'number', 'money', 'person', 'text']),
  options: z.array(z.strictObject({ id, name: text })).optional(),
  at: text.describe('When it is asked: logging, triage, escalation, extension, refusal, closing, or the id of a step.'),
  required: z.boolean().default(false),
  must: z.union([z.string(), z.boolean()]).optional().describe('The only answer with which the step can be taken.'),
  'person-restricted': z.boolean().optional().describe('The person named neither sees nor touches the case.'),
  internal: z.boolean().default(false).describe('Its answer reaches no letter and no page of the complainant.'),
  when,
});
export type Fact = z.infer<typeof factSchema>;

const ref = text;
const trigger: z.ZodType<Trigger> = z.union([
  ref.transform((event): Trigger => ({ event })),
  sourced({ event: ref }),
  sourced({ 'earliest-of': z.array(ref).min(2) }),
  sourced({ 'latest-of': z.array(ref).min(2) }),
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
  sourced({ is: period }),
  sourced({ none: z.literal(true) }),
  sourced({ 'as-agreed': z.literal(true), 'at-most': period.optional() }),
  sourced({
    'first-of': z
      .array(sourced({ is: period.optional(), none: z.literal(true).optional(), when: guardSchema.optional() }))
      .min(2)
      .describe('Several limits, by condition: the first that holds counts; the last has none and is the otherwise.'),
  }),
]);
export type Limit = Source & {
  is?: Period | undefined;
  none?: true | undefined;
  'as-agreed'?: true | undefined;
  'at-most'?: Period | undefined;
  'first-of'?: (Source & { is?: Period | undefined; none?: true | undefined; when?: Guard | undefined })[] | undefined;
};

const extensionSchema = sourced({
  id: id.default('extension'),
  extra: period.optional().describe('At most this much longer.'),
  total: period.optional().describe('At most this much in all, from the start of the clock.'),
  reasons: z
    .array(z.strictObject({ id, name: text }))
    .optional()
    .describe('The only reasons; absent: any, in words.'),
  needs: z.array(id).optional().describe('Facts that must be answered (and, where the fact says `must`, so answered).'),
  agreement: z.boolean().default(false).describe('Only when the complainant agrees.'),
  who: who.optional(),
  notice: id.optional().describe('The letter that tells of it.'),
  'before-due': z.boolean().default(true).describe('Must be told before the time runs out.'),
  'unless-good-reason': id.optional().describe('The fact that holds the good reason for which its cap may be passed.'),
  'how-often': z.number().int().min(1).default(1),
  beyond: z.boolean().default(false).describe('Only after the ordinary extension is used.'),
  'update-every': z.union([period, z.literal('as-agreed')]).optional(),
  when,
});
export type Extension = z.infer<typeof extensionSchema>;

const onLapse: z.ZodType<OnLapse> = z.union([
  z.literal('breach').transform((): OnLapse => ({ breach: true })),
  z.strictObject({ opens: id.describe('A stage of this procedure.') }),
  z.strictObject({ closes: id.describe('The outcome that the case is closed with.') }),
]);
export type OnLapse = { breach?: true | undefined; opens?: string | undefined; closes?: string | undefined };

const clockSchema = sourced({
  id,
  name: text,
  limit,
  starts: trigger,
  stops: trigger,
  'counts-from': z.enum(['event-day', 'next-working-day', 'next-period-after-cut-off']).default('event-day'),
  'first-counted': z.enum(['that-day', 'day-after']).default('day-after'),
  'ends-on': z.enum(['any-day', 'working-day']).default('any-day'),
  repeats: sourced({ every: z.union([period, z.literal('as-agreed')]), until: ref }).optional(),
  restarts: z.boolean().default(false),
  'internal-target': period.optional().describe('This much earlier than due, for the landlord itself.'),
  'on-lapse': onLapse.default({ breach: true }),
  window: z.boolean().default(false).describe('A time allowed to somebody else: its end is no breach.'),
  extensions: z.array(extensionSchema).default([]),
  when,
});
export type Clock = z.infer<typeof clockSchema>;

const leadsTo: z.ZodType<LeadsTo> = z.union([
  z.literal('closes').transform((): LeadsTo => ({ closes: true })),
  z.literal('goes-on').transform((): LeadsTo => ({})),
  z.strictObject({ stage: id }),
  z.strictObject({ back: id.describe('A step, done afresh from here on.') }),
  z.strictObject({ procedure: id }),
]);
export type LeadsTo = {
  closes?: true | undefined;
  stage?: string | undefined;
  back?: string | undefined;
  procedure?: string | undefined;
};

const outcomeSchema = sourced({
  id,
  name: text,
  'leads-to': leadsTo,
  who: who.optional(),
  grounds: z.union([z.literal('as-not-accepted'), z.array(id)]).optional(),
  letter: id.optional(),
  asks: z.array(id).optional(),
  'status-then': text.optional().describe('What the case is then called, where it closes: resolved, withdrawn …'),
  when,
});
export type Outcome = z.infer<typeof outcomeSchema>;

const stepSchema = sourced({
  id,
  name: text,
  does: z.enum(DOES).default('record'),
  who: who.optional(),
  optional: z.boolean().default(false).describe('May be left out.'),
  encouraged: z
    .boolean()
    .default(false)
    .describe('Left out, it is warned about before and after the response, and nothing is refused.'),
  internal: z.boolean().default(false).describe('It reaches no letter and no page of the complainant.'),
  needs: z.array(id).optional().describe('Steps of this stage that must be done before.'),
  before: z.array(text).optional().describe('Steps (or escalation, or STAGE.opens) that wait for this one.'),
  records: z.array(id).optional().describe('Facts it answers.'),
  'records-per-point': z.array(id).optional(),
  'tried-counts': z.boolean().default(false).describe('Trying without an answer is enough.'),
  repeatable: z.boolean().default(false),
  'after-last-edit': z.boolean().default(false).describe('Counts only when nothing in the response changed since.'),
  letter: id.optional(),
  outcomes: z.array(outcomeSchema).optional(),
  'adds-role': id.optional(),
  when,
});
export type Step = z.infer<typeof stepSchema>;

const windowSchema = sourced({
  within: z.union([period, z.literal('none').transform(() => undefined)]),
  from: ref.default('response-issued'),
  'counts-from': z.enum(['event-day', 'next-working-day', 'next-period-after-cut-off']).default('event-day'),
  force: z.enum(FORCES).default('person-decides'),
  who: who.optional(),
  asks: z.array(id).optional(),
});
export type EscalationWindow = z.infer<typeof windowSchema>;

const escalationSchema = sourced({
  to: id,
  opens: z.enum(['on-request', 'on-acceptance']).default('on-acceptance'),
  window: windowSchema.optional(),
  asks: z.array(id).optional(),
  who: who.optional().describe('Who accepts or refuses.'),
  'overdue-who': who.optional().describe('Who may accept one while the response is overdue and none was issued.'),
  outcomes: z.array(outcomeSchema).default([]),
});
export type Escalation = z.infer<typeof escalationSchema>;

const stageSchema = sourced({
  id,
  name: text,
  number: z.number().int().min(0),
  final: z.boolean().default(false),
  steps: z.array(stepSchema),
  clocks: z.array(clockSchema).default([]),
  escalation: escalationSchema.optional(),
});
export type Stage = z.infer<typeof stageSchema>;

const procedureSchema = sourced({
  id,
  name: text,
  when,
  'opens-at': z
    .array(z.union([sourced({ when: guardSchema, stage: id }), sourced({ otherwise: id })]))
    .optional()
    .describe('Which stage a case starts at; first match wins; absent: the first.'),
  stages: z.array(stageSchema).min(1),
  'any-time': z.array(stepSchema).default([]).describe('Steps open at every stage.'),
});
export type Procedure = z.infer<typeof procedureSchema>;

const partSchema = sourced({
  part: id,
  name: text,
  'filled-by': z.enum(['engine', 'person']),
  from: z.enum(ENGINE_PARTS).optional().describe('For engine parts with a name of the landlord’s own: what fills it.'),
  'per-point': z.boolean().default(false),
  'none-allowed': z.boolean().default(false).describe("'None' is an answer."),
  hint: text.optional(),
  when,
});
export type Part = z.infer<typeof partSchema>;

const letterSchema = sourced({
  id,
  title: text,
  to: z.enum(['complainant', 'council', 'staff']).default('complainant'),
  parts: z.array(partSchema).min(1),
});
export type Letter = z.infer<typeof letterSchema>;

const groundSchema = sourced({
  id,
  name: text,
  needs: z.array(id).default([]),
  unless: guardSchema.optional(),
  when,
  who: who.optional(),
});
export type Ground = z.infer<typeof groundSchema>;

const timeLimitSchema = sourced({
  id,
  within: period,
  from: text.describe('The fact that holds the date it counts from.'),
  force: z.enum(FORCES),
  who: who.optional(),
  unless: guardSchema.optional(),
  before: z.array(id).default([]).describe('Steps that wait for the decision.'),
});
export type TimeLimit = z.infer<typeof timeLimitSchema>;

const routeSchema = sourced({
  id,
  name: text,
  when: guardSchema,
  'adds-role': id.optional().describe('This role is told at once and can act on the case.'),
  'adds-signpost': id.optional(),
  sends: text.optional().describe('Where the matter goes instead; the case is closed as referred.'),
  letter: id.optional().describe('The letter that tells the complainant why, and where to turn.'),
  decides: who.optional().describe('Who decides, where neither the one nor the other is plain.'),
  beside: z.boolean().default(true).describe('The procedure goes on beside it.'),
});
export type Route = z.infer<typeof routeSchema>;

const intakeSchema = z.strictObject({
  definition: sourced({ is: text }),
  channels: sourced({ are: z.array(z.enum(CHANNELS)).min(1) }),
  'time-limits': z.array(timeLimitSchema).default([]),
  'not-accepted': sourced({ who, grounds: z.array(groundSchema), letter: id.optional() }).optional(),
  routes: z.array(routeSchema).default([]),
  'service-request': sourced({
    unless: guardSchema
      .optional()
      .describe('While this holds the contact cannot be kept or closed as a service request.'),
    'becomes-complaint': z.enum(['same-case', 'linked-case']),
    'dated-from': z.enum(['first-contact', 'dissatisfaction']),
  }).optional(),
  anonymous: sourced({ accepted: z.boolean() }).optional(),
  representative: sourced({ needs: z.array(id).default([]), 'clocks-run': z.boolean().default(true) }).optional(),
  clocks: z.array(clockSchema).default([]),
});

const signpostSchema = z.union([sourced({ when: guardSchema, ombudsman: id }), sourced({ otherwise: id })]);

export const packSchema = z.strictObject({
  pack: id,
  version: text,
  title: text,
  'in-force': sourced({ from: isoDate, until: isoDate.optional() }),
  language: z.string().default('en'),
  organisation: z.strictObject({
    name: text,
    'short-name': text.optional(),
    fictitious: z.boolean().optional(),
    colours: z.strictObject({ brand: z.string().regex(/^#[0-9a-f]{6}$/i) }).optional(),
    contact: sourced({
      telephone: text.optional(),
      email: text.optional(),
      post: text.optional(),
      web: text.optional(),
    }).optional(),
    owners: z.array(sourced({ what: text, title: text })).default([]),
    'approved-by': sourced({ title: text }).optional(),
    'review-by': sourced({ date: isoDate }).optional(),
    'reading-age': sourced({ 'at-most': z.number() }).optional(),
  }),
  calendar: sourced({
    nation: z.enum(['england-and-wales', 'scotland', 'northern-ireland']),
    'cut-off': z
      .string()
      .regex(/^\d\d:\d\d$/)
      .optional(),
    closures: z.array(z.strictObject({ from: isoDate, to: isoDate, name: text })).default([]),
  }),
  'deemed-receipt': z.array(sourced({ channel: z.enum(CHANNELS), after: period })).default([]),
  services: z.array(sourced({ id, name: text, regime: id.optional() })).min(1),
  roles: z
    .array(
      sourced({
        id,
        title: text,
        rank: z.number().int(),
        area: z.enum(['of-the-service', 'all']).default('all'),
        outsider: z.boolean().optional(),
      }),
    )
    .min(1),
  facts: z.record(id, factSchema).default({}),
  intake: intakeSchema,
  procedures: z.array(procedureSchema).min(1),
  letters: z.array(letterSchema).default([]),
  signposting: z.array(signpostSchema).min(1),
  remedies: sourced({
    heads: z
      .array(sourced({ id, name: text, money: z.boolean().default(false), statutory: z.boolean().default(false) }))
      .default([]),
    'authority-limits': z.array(sourced({ role: id, 'up-to-pounds': z.number().min(0) })).default([]),
    'faulted-needs-action': z.boolean().default(false).describe('A finding of fault needs an action.'),
  }).optional(),
  closing: sourced({
    needs: z
      .array(id)
      .default([])
      .describe('Facts that must be known before closing, where their own condition holds.'),
    'needs-learning': z.boolean().default(false).describe('A complaint is closed only with what was learnt from it.'),
  }).optional(),
  'at-risk': sourced({ within: period }).optional(),
  reports: z.array(sourced({ id, name: text, to: text, every: period })).default([]),
  retention: sourced({ 'keep-for': period }).optional(),
  silences: z
    .array(sourced({ about: text }))
    .default([])
    .describe('What the source does not say, and what is done.'),
  'not-run': z.array(z.strictObject({ clause: text, because: text })).default([]),
});
export type Pack = z.infer<typeof packSchema>;
/** What a pack file holds before shorthands are spelled out. */
export type PackInput = z.input<typeof packSchema>;

export const regimeSchema = z.strictObject({
  regime: id,
  title: text,
  'in-force': z.strictObject({ from: isoDate, until: isoDate.optional() }),
  status: text.describe('seen, or to be confirmed'),
  provisions: z.array(z.strictObject({ number: text, says: text, confirmed: z.boolean().default(true) })).min(1),
  'outer-limits': z
    .array(
      z.strictObject({
        id,
        name: text,
        'stage-number': z.number().int(),
        limit: period,
        'extension-at-most': period.optional(),
        starts: text,
        stops: text,
        provision: text,
        note: text.optional(),
      }),
    )
    .default([]),
  values: z
    .array(z.strictObject({ 'stage-number': z.number().int(), what: text, is: period, provision: text }))
    .default([])
    .describe('What the regime sets for values that a pack also sets, for the comparison.'),
  expects: z
    .array(
      z.strictObject({ what: z.enum(REGIME_EXPECTATIONS), 'at-most': z.number().int().optional(), provision: text }),
    )
    .default([])
    .describe('What the regime asks of the shape of a procedure, for the report of departures.'),
});
export type Regime = z.infer<typeof regimeSchema>;

export const ombudsmenSchema = z.strictObject({
  ombudsmen: z.array(
    z.strictObject({
      id,
      name: text,
      kind: z.enum(['ombudsman', 'regulator', 'other']).default('ombudsman'),
      contacts: z
        .array(
          z.strictObject({
            from: isoDate,
            until: isoDate.optional(),
            post: text.optional(),
            telephone: text.optional(),
            email: text.optional(),
            'email-note': text.optional(),
            web: text.optional(),
            'checked-on': isoDate,
            confirmed: z.boolean().default(true).describe('False: not checked against what the body itself publishes.'),
            source: text,
          }),
        )
        .min(1),
      'how-to': text.describe('One sentence a resident reads: when and how to go there.'),
    }),
  ),
});
export type Ombudsman = z.infer<typeof ombudsmenSchema>['ombudsmen'][number];

/** A pack with everything it stands on, as the engine uses it. */
export type Policy = {
  readonly pack: Pack;
  /** sha256 of the pack file, kept on each case. */
  readonly hash: string;
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly ombudsmen: ReadonlyMap<string, Ombudsman>;
  /** The landlord's text by anchor; empty for invented packs without one. */
  readonly anchors: ReadonlyMap<string, string>;
};
