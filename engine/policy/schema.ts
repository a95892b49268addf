import { z } from 'zod';
import {
  ADDRESSEES,
  CHANNELS,
  CONCERNS,
  CONDITIONS,
  DOES,
  ENGINE_PARTS,
  type EnginePart,
  FINDINGS,
  FORCES,
  KINDS,
  PART_STARTS,
  PROMISE_NEEDS,
  REGIME_EXPECTATIONS,
  REQUIREMENT_SOURCES,
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
/** A length of time in whole days or longer. */
const dayPeriod = z
  .string()
  .regex(
    new RegExp(`^(\\d+) (${UNITS.filter((unit) => unit !== 'hour').join('|')})s?$`),
    'a number of days, weeks or months, like 10 working-days',
  )
  .transform((value) => readPeriod(value) as DayPeriod)
  .describe('A number and a unit, like 10 working-days; no hours.');
/** A length of time that ends on a day. */
export type DayPeriod = { readonly n: number; readonly unit: Exclude<(typeof UNITS)[number], 'hour'> };
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
const when = guardSchema.optional().describe('Holds only when this condition does.');

const whoFields = {
  role: id.optional().describe('The holders of this role.'),
  'any-of': z.array(id).optional().describe('The holders of any of these roles.'),
  'at-or-above': id.optional().describe('This role or any of a higher rank.'),
  'senior-to': text.optional().describe('A step: ranks above whoever took it.'),
  area: z.enum(['same', 'other']).optional().describe('Of the service complained about, or of another.'),
  'not-who': z
    .array(text)
    .optional()
    .describe(
      'Nobody who took one of these: a step (`stage-1.investigate`), an extension of a stage (`stage-1.extension`), the decision on its escalation (`stage-1.escalation`), or whatever it was (`stage-1.any-part`).',
    ),
  trained: z
    .boolean()
    .optional()
    .describe('Only with the training of their role recorded, on or before the day (`roles: training`).'),
  handler: z.boolean().optional().describe('Only the person the case was given to in this stage.'),
  'named-in': text
    .optional()
    .describe('Only whoever was last named for a seat of a step of this stage, `STEP.SEAT`, or acts for them.'),
  usually: z.array(id).min(1).optional().describe('Roles offered first; anybody else allowed needs a reason.'),
  'else-needs': id.optional().describe('The fact that says why it is none of those whom `usually` names.'),
  'how-many': z.number().int().min(1).optional().describe('So many different people must do it.'),
  outsider: z.boolean().optional().describe('A person outside the staff, such as a tenant representative.'),
  'chosen-by': id.optional().describe('The role that names the person.'),
};
const whoShape = sourced({
  ...whoFields,
  'first-of': z
    .array(sourced({ ...whoFields, when: guardSchema.optional().describe('Where this holds; the last has none.') }))
    .min(2)
    .optional()
    .describe('Several answers, by condition: the first that holds counts; the last has none and is the otherwise.'),
});
export type Who = z.infer<typeof whoShape>;
const who: z.ZodType<Who> = z.union([id.transform((role): Who => ({ role })), whoShape]).describe('Who may do this.');

const factSchema = sourced({
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

const ref = text;
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

const clockSchema = sourced({
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

const outcomeSchema = sourced({
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

const stepSchema = sourced({
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

const procedureSchema = sourced({
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

const letterSchema = sourced({
  id,
  title: text.describe('Its heading.'),
  to: z.enum(['complainant', 'council', 'staff']).default('complainant').describe('Whom it is written to.'),
  parts: z.array(partSchema).min(1).describe('What it must contain, in order.'),
});
export type Letter = z.infer<typeof letterSchema>;

const groundSchema = sourced({
  id,
  name: text,
  needs: z.array(id).default([]).describe('Facts that must be known for it.'),
  unless: guardSchema.optional().describe('It cannot be used where this holds.'),
  when,
  who: who.optional().describe('Who may use it, where it is not whoever turns complaints down.'),
});
export type Ground = z.infer<typeof groundSchema>;

const timeLimitSchema = sourced({
  id,
  within: period.describe('A complaint is taken within this time.'),
  from: text.describe('The fact that holds the date it counts from.'),
  force: z.enum(FORCES).describe('What becomes of one that comes later.'),
  who: who.optional().describe('Who decides on a later one.'),
  unless: guardSchema.optional().describe('It does not count where this holds.'),
  needs: z
    .array(id)
    .default([])
    .describe(
      'With `person-decides`: facts that must be answered before it is taken on all the same (and, where the fact says `must`, so answered).',
    ),
  before: z.array(id).default([]).describe('Steps that wait for the decision.'),
});
export type TimeLimit = z.infer<typeof timeLimitSchema>;

const routeSchema = sourced({
  id,
  name: text,
  when: guardSchema.describe('Which complaints it is for.'),
  'adds-role': id.optional().describe('This role is told at once and can act on the case.'),
  'adds-signpost': id.optional().describe('The complainant is told of this body too.'),
  sends: text.optional().describe('Where the matter goes instead; the case is closed as referred.'),
  letter: id.optional().describe('The letter that tells the complainant why, and where to turn.'),
  decides: who.optional().describe('Who decides, where neither the one nor the other is plain.'),
  beside: z.boolean().default(true).describe('The procedure goes on beside it.'),
  restricts: z
    .boolean()
    .default(false)
    .describe(
      'While it holds, only people who act on the case, the route’s added role and `restricted-to` see the case.',
    ),
});
export type Route = z.infer<typeof routeSchema>;

/** The roles that see a case which a route restricts. */
export type RestrictedTo = Source & { roles: string[] };

const addressees = z.array(z.enum(ADDRESSEES)).min(1);
const letterToSchema = z.union([
  sourced({ when: guardSchema.describe('Where this holds …'), to: addressees.describe('… these get them.') }),
  sourced({ otherwise: addressees.describe('Where none before holds, these get them.') }),
]);
/** One entry of who gets the letters of a complainant who is represented. */
export type LetterTo = z.infer<typeof letterToSchema>;

const intakeSchema = z.strictObject({
  definition: sourced({ is: text.describe('In the landlord’s own words.') }).describe('What a complaint is.'),
  channels: sourced({ are: z.array(z.enum(CHANNELS)).min(1).describe('The ways.') }).describe('How it can come.'),
  sorting: sourced({ who: who.describe('Who sorts what came in.') })
    .optional()
    .describe('Who says what a first contact is; absent: everybody who sees cases. What others log waits for them.'),
  'time-limits': z.array(timeLimitSchema).default([]).describe('How long after the matter a complaint is taken.'),
  'not-accepted': sourced({
    who: who.describe('Who turns a complaint down.'),
    grounds: z.array(groundSchema).describe('The only grounds.'),
    letter: id.optional().describe('The letter that tells of it.'),
  })
    .optional()
    .describe('When a complaint is not taken.'),
  routes: z.array(routeSchema).default([]).describe('What goes elsewhere, or needs somebody else beside.'),
  'restricted-to': z
    .union([
      z
        .array(id)
        .min(1)
        .transform((roles): RestrictedTo => ({ roles })),
      sourced({ roles: z.array(id).min(1).describe('The roles.') }),
    ])
    .optional()
    .describe('Roles that see every restricted case, beside those who act on it.'),
  'service-request': sourced({
    unless: guardSchema
      .optional()
      .describe('While this holds the contact cannot be kept or closed as a service request.'),
    'becomes-complaint': z
      .enum(['same-case', 'linked-case'])
      .describe('Whether the complaint goes on as the same case, or as a new one linked to it.'),
    'dated-from': z
      .enum(['first-contact', 'dissatisfaction'])
      .describe('Which day counts as receipt of the complaint.'),
  })
    .optional()
    .describe('What asks for a service, and when it becomes a complaint.'),
  anonymous: sourced({ accepted: z.boolean().describe('Whether they are taken.') })
    .optional()
    .describe('Complaints without a name.'),
  representative: sourced({
    needs: z
      .array(id)
      .default([])
      .describe('Facts that must be answered, and not with no, before anything goes to a representative.'),
    'clocks-run': z.boolean().default(true).describe('Whether times run while permission is awaited.'),
    'letters-to': z
      .array(letterToSchema)
      .min(1)
      .optional()
      .describe(
        'Who gets the letters once permission is recorded; first match wins; absent: both. Before, and after it is withdrawn, only the complainant.',
      ),
  })
    .optional()
    .describe('Somebody who acts for the complainant.'),
  clocks: z.array(clockSchema).default([]).describe('Times that run before any stage.'),
});

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
