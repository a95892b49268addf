// What docs/reference/pack.md says beside what the schema says of itself: order and names of the places, examples, and
// what the words of the closed lists mean.

import {
  ADDRESSEES,
  CHANNELS,
  CONDITIONS,
  DOES,
  ENGINE_PARTS,
  FINDINGS,
  FORCES,
  KINDS,
  MOMENTS,
  NAMED_EVENTS,
  PART_STARTS,
  PROMISE_NEEDS,
  REQUIREMENT_SOURCES,
  UNITS,
} from '../engine/policy/vocabulary.ts';

type Place = {
  readonly title: string;
  readonly says?: string;
  /** It stands in several places; what is said tells where. */
  readonly shared?: true;
  /** Words that elsewhere name a source, and here mean this. */
  readonly own?: Readonly<Record<string, string>>;
};

/** The places of a pack that hold words, in the order in which a person who writes one meets them. */
export const SECTIONS: Readonly<Record<string, Place>> = {
  sources: {
    title: 'Where a value comes from',
    shared: true,
    says: 'Every value that is a rule names its source. These words can stand beside any of them; the tables below leave them out.',
  },
  '': { title: 'The file', says: 'One file is one version, whole.' },
  'in-force': { title: 'When it is in force' },
  organisation: { title: 'The landlord' },
  'organisation.contact': { title: 'How to reach the landlord' },
  'organisation.colours': { title: 'Colours' },
  'organisation.owners': { title: 'Who answers for the procedure' },
  'organisation.approved-by': { title: 'Who approved it' },
  'organisation.review-by': { title: 'When it is reviewed' },
  'organisation.reading-age': { title: 'Reading age' },
  calendar: { title: 'Working days' },
  'calendar.closures': { title: 'Days the office is closed' },
  'deemed-receipt': { title: 'When a letter counts as received' },
  services: {
    title: 'Services',
    own: { regime: 'The code that the service answers to: the name of a file of `policies/regimes`.' },
  },
  roles: { title: 'Roles' },
  facts: {
    title: 'Questions',
    says: 'What has to be found out. Each has an id, by which steps, grounds and conditions name it.',
  },
  'facts.options': { title: 'Options of a question' },
  'facts.when': {
    shared: true,
    title: 'Conditions',
    says: 'Where `when:` or `unless:` stands, one of these stands under it. There is no other way to say a condition.',
  },
  'intake.sorting.who': {
    shared: true,
    title: 'Who',
    says: 'Where `who:` stands. What stands together must hold together. One role alone can be written by its id: `who: complaints-manager`.',
  },
  'intake.sorting.who.first-of': { title: 'Who, by condition', shared: true, says: 'Under `first-of` of who.' },
  intake: { title: 'Taking a complaint' },
  'intake.definition': { title: 'What a complaint is' },
  'intake.channels': { title: 'How a complaint can come' },
  'intake.time-limits': { title: 'Time limits for complaining' },
  'intake.sorting': { title: 'Who sorts what came in' },
  'intake.not-accepted': { title: 'Turning a complaint down' },
  'intake.not-accepted.grounds': { title: 'Grounds' },
  'intake.routes': { title: 'Other routes' },
  'intake.restricted-to': { title: 'Who sees restricted cases' },
  'intake.service-request': { title: 'Service requests' },
  behaviour: { title: 'Unacceptable behaviour' },
  'behaviour.incidents': { title: 'Kinds of behaviour' },
  'intake.anonymous': { title: 'Complaints without a name' },
  'intake.representative': { title: 'Representatives' },
  'intake.representative.letters-to': { title: 'Whom letters go to' },
  procedures: { title: 'Procedures' },
  'procedures.opens-at': { title: 'Where a case begins' },
  'procedures.stages': { title: 'Stages' },
  'procedures.stages.steps': {
    shared: true,
    title: 'Steps',
    says: 'Under `steps` of a stage, and under `any-time` of a procedure. A step of the landlord’s own needs no more than a name: it records that it was done, by whom and when.',
  },
  'procedures.stages.steps.seats': { title: 'Seats, as on a panel' },
  'procedures.stages.steps.meets': { title: 'When a panel meets' },
  'procedures.stages.steps.outcomes': {
    title: 'Outcomes',
    shared: true,
    says: 'Under `outcomes` of a step, or of `escalation`.',
  },
  'procedures.stages.steps.outcomes.leads-to': {
    shared: true,
    title: 'What an outcome leads to',
    says: 'Or one word: `closes` (the case is closed) or `goes-on` (it stays where it is).',
  },
  'intake.clocks': {
    title: 'Clocks',
    shared: true,
    says: 'Under `clocks` of a stage, and of `intake` for times that run before any stage.',
  },
  'intake.clocks.limit': {
    shared: true,
    title: 'Limits',
    says: 'Or simply a length of time, `limit: 10 working-days`, or `limit: none`.',
  },
  'intake.clocks.limit.first-of': { title: 'Limits by condition', shared: true, says: 'Under `first-of` of a limit.' },
  'intake.clocks.starts': {
    shared: true,
    title: 'What starts and stops a clock',
    says: 'Or simply the event: `starts: received`. A step is `STEP.done` (`STAGE.STEP.done` in another stage), with an outcome `STEP.OUTCOME`, tried `STEP.tried`; the end of another clock is `CLOCK.ended`.',
  },
  'intake.clocks.repeats': { title: 'Clocks that come again', shared: true, says: 'Under `repeats` of a clock.' },
  'intake.clocks.on-lapse': {
    shared: true,
    title: 'When the time runs out',
    says: 'Or `breach`: it is late, and stays late. That is so where nothing is said.',
  },
  'intake.clocks.extensions': { title: 'More time', shared: true, says: 'Under `extensions` of a clock.' },
  'intake.clocks.extensions.reasons': {
    title: 'Reasons for more time',
    shared: true,
    says: 'Under `reasons` of an extension.',
  },
  'procedures.stages.escalation': { title: 'Going on to the next stage' },
  'procedures.stages.escalation.window': { title: 'Time for asking' },
  'procedures.stages.escalation.window.or-later': { title: 'A second last day' },
  letters: { title: 'Letters' },
  'letters.parts': { title: 'Parts of a letter' },
  signposting: { title: 'Where residents can turn', says: 'The last entry is `otherwise`.' },
  remedies: { title: 'Putting things right' },
  'remedies.heads': { title: 'Kinds of remedy' },
  'remedies.authority-limits': { title: 'Who may award how much' },
  closing: { title: 'Closing a case' },
  'contact-plan': {
    title: 'Keeping the complainant informed',
    says: 'The next word to the complainant is then a day of its own on each open case.',
  },
  requirements: { title: 'Requirements of other bodies' },
  'at-risk': { title: 'When a case is at risk' },
  reports: { title: 'Reports' },
  retention: { title: 'How long records are kept' },
  silences: { title: 'What the source does not say' },
  'not-run': { title: 'Paragraphs from which nothing is run' },
};

/** A few lines of a pack for each place where they help. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  sources: `
- { is: 10 working-days, clause: "4.1", quote: within ten working days }
- { is: 5 working-days, regime: "6.2" }
- { is: 2 working-days, assumption: "The text gives no time. Two working days leave time to act.", clauses: ["3.3"] }`,
  'in-force': 'in-force: { from: 2026-04-01, clause: front-page, quote: 1 April 2026 }',
  calendar: 'calendar: { nation: scotland, cut-off: "17:00", clause: "1.4" }',
  roles: 'roles:\n  - { id: complaints-officer, title: Complaints officer, rank: 2, clause: "3.1" }',
  facts: `
facts:
  filed-on: { ask: When was the claim filed at court?, kind: date, at: refusal, clause: "2.1" }`,
  'facts.when': `
when:
  all-of:
    - { service: [housing] }
    - { fact: likely-to-be-quick, is: yes }
    - { none-of: [{ condition: anonymous }] }`,
  'intake.sorting.who': `
who: { at-or-above: complaints-manager, not-who: [stage-1.investigate, stage-1.respond], clause: "4.3" }`,
  'intake.time-limits': `
time-limits:
  - { id: twelve-months, within: 12 calendar-months, from: happened-on, force: person-decides, who: complaints-manager, clause: "2.1" }`,
  'intake.not-accepted.grounds': `
grounds:
  - { id: claim-filed, name: A claim was filed at court, needs: [filed-on], clause: "2.1" }`,
  'procedures.opens-at': `
opens-at:
  - { when: { fact: likely-to-be-quick, is: yes }, stage: early-resolution, clause: "3.4" }
  - { otherwise: stage-1, clause: "3.4" }`,
  'procedures.stages.steps': `
steps:
  - { id: acknowledge, name: Acknowledge the complaint, does: acknowledge, who: complaints-officer, letter: acknowledgement, before: [respond], clause: "3.1" }
  - { id: check, name: Check the draft, who: { role: quality-officer, not-who: [draft] }, before: [respond], after-last-edit: true, clause: "3.6" }`,
  'procedures.stages.steps.meets': `
# a step with seats whose holders meet on a day; it is called together here, and meets in another step
meets: { day: panel-on, in: panel-meets, papers: 5 working-days, clause: "6" }
`,
  'procedures.stages.steps.seats': `
seats:
  - { id: manager, name: Senior manager, who: { role: senior-manager, not-who: [stage-1.any-part] }, clause: "5.2" }
  - { id: tenant, name: Tenant representative, who: { role: tenant, outsider: true, trained: true }, clause: "5.2" }`,
  'procedures.stages.steps.outcomes': `
outcomes:
  - { id: agreed, name: A resolution is agreed, leads-to: closes, status-then: resolved, clause: "3.4" }
  - { id: not-agreed, name: No resolution is agreed, leads-to: { stage: stage-1 }, clause: "3.4" }`,
  'intake.clocks': `
clocks:
  - id: stage-1-response
    name: Stage 1 response
    limit: { is: 10 working-days, clause: "3.2", quote: within ten working days }
    starts: acknowledge.done
    stops: respond.done
    clause: "3.2"`,
  'intake.clocks.limit': `
limit:
  first-of:
    - { is: 20 working-days, when: { fact: complex, is: yes }, clause: "3.2" }
    - { is: 10 working-days, clause: "3.2" }`,
  'intake.clocks.starts': 'starts: { latest-of: [acknowledge.done, talk.done], clause: "3.2" }',
  'intake.clocks.extensions': `
extensions:
  - { id: extension, extra: 10 working-days, needs: [why-longer], agreement: true, notice: extension-notice, clause: "3.3" }`,
  'procedures.stages.escalation': `
escalation:
  to: stage-2
  opens: on-request
  window: { within: 20 working-days, force: person-decides, who: complaints-manager, clause: "4.1" }
  outcomes:
    - { id: accept, name: Open Stage 2, leads-to: { stage: stage-2 }, clause: "4.1" }
  clause: "4.1"`,
  'letters.parts': `
parts:
  - { part: decision, name: Our decision, filled-by: engine, clause: "3.4" }
  - { part: reasons, name: Our reasons, filled-by: person, per-point: true, starts-from: finding-reasons, clause: "3.4" }
  - { part: learning, name: What we will learn, filled-by: person, when: { finding: [upheld] }, clause: "3.4" }`,
  signposting: `
signposting:
  - { when: { service: [care] }, ombudsman: lgsco, clause: "5.3" }
  - { otherwise: housing-ombudsman, clause: "5.3" }`,
  silences: `
silences:
  - { about: Who checks a response, assumption: "The text asks for no check, so none is required.", clauses: ["3.4"] }`,
  'not-run': 'not-run:\n  - { clause: section-1, because: A heading. }',
};

export const INTRODUCTION = `<!-- Generated by scripts/generate-pack-reference.ts from the schema of a pack. Do not edit: run npm run packs. -->
# The words of a pack

A pack is one version of a landlord's complaints procedure, as data: \`policies/LANDLORD/VERSION.yaml\`, beside the landlord's own
text in \`source.md\`. This page lists every word that may stand in one. [How to write a pack](../how-to/write-a-pack.md) tells how to
begin; \`redress packs new NAME\` makes a folder to fill in, \`redress packs check FOLDER --watch\` looks at it while you write, and an
editor that knows YAML schemas completes the words from \`policies/pack.schema.json\`.

- **An id** is a name within the pack, in small letters, digits and hyphens: \`stage-1-response\`. Where another part of the pack is
  meant, its id stands.
- **A length of time** is a number and a unit: \`10 working-days\`, \`6 calendar-months\`, \`48 hours\`.
- **A date** is written \`2026-04-01\`.
- *needed*: the word must stand. What stands under *left out* counts where the word does not.
- In a list where the first that fits is taken, the last entry has no condition, or is \`otherwise\`.
`;

export type ClosedList = {
  readonly name: string;
  /** The words themselves. */
  readonly values: readonly string[];
  readonly title: string;
  readonly says: string;
  readonly words?: Readonly<Record<string, string>>;
};

/** The lists that are closed: a word that is not in them is refused. */
export const CLOSED_LISTS: readonly ClosedList[] = [
  {
    name: 'UNITS',
    values: UNITS,
    title: 'Units of time',
    says: 'With or without an s at the end.',
    words: {
      'working-day': 'A day that is no Saturday, Sunday, bank holiday of the nation, or day the office is closed.',
      'calendar-day': 'Any day.',
      week: 'Seven days.',
      'calendar-month': 'To the same day of a later month; to its last day where it has no such day.',
      hour: 'Elapsed hours; with a date only, to the end of the day.',
    },
  },
  { name: 'CHANNELS', values: CHANNELS, title: 'Channels', says: 'How a complaint can come.' },
  { name: 'KINDS', values: KINDS, title: 'Kinds of contact', says: 'Only a complaint runs the procedure.' },
  {
    name: 'FINDINGS',
    values: FINDINGS,
    title: 'Findings',
    says: 'Per point; over all points, fault in one is fault in part.',
  },
  {
    name: 'FORCES',
    values: FORCES,
    title: 'How hard a limit is',
    says: 'What becomes of what comes too late.',
    words: {
      refuse: 'It is refused.',
      'person-decides': 'A named person decides.',
      advise: 'It is taken, and remarked on.',
    },
  },
  {
    name: 'DOES',
    values: DOES,
    title: 'What a step does',
    says: 'Beyond recording that it was done.',
    words: {
      define: 'Sets out the points of the complaint and what the complainant wants.',
      acknowledge: 'Sends the acknowledgement.',
      allocate: 'Gives the case to somebody.',
      contact: 'Is in touch with the complainant.',
      investigate: 'Makes the findings.',
      draft: 'Keeps a draft of a response, or sends it for comment.',
      respond: 'Sends the response.',
      record: 'A step of the landlord’s own: it records its questions, texts, outcome, people.',
    },
  },
  {
    name: 'CONDITIONS',
    values: CONDITIONS,
    title: 'Named conditions',
    says: 'Over time or people; everything else is a question of the pack.',
  },
  {
    name: 'NAMED_EVENTS',
    values: NAMED_EVENTS,
    title: 'Named events',
    says: 'What can start or stop a clock, beside steps and the ends of other clocks.',
  },
  {
    name: 'ENGINE_PARTS',
    values: ENGINE_PARTS,
    title: 'Parts that fill themselves',
    says: 'Parts of a letter with `filled-by: engine`. They cannot be missing, unless what they need is not known yet.',
  },
  {
    name: 'PART_STARTS',
    values: PART_STARTS,
    title: 'What a part begins with',
    says: 'Parts of a letter with `filled-by: person`, by `starts-from`. The writer can change it, and has to answer for it.',
    words: {
      responsibilities:
        'What the complaint definition says of whose each point is, once it says so of every point. For one text about all points.',
      'finding-reasons': 'The reasons recorded with the findings of this stage. For a part told point by point.',
    },
  },
  {
    name: 'MOMENTS',
    values: MOMENTS,
    title: 'When a question is asked',
    says: 'Or the id of a step.',
    words: {
      logging: 'When the contact is logged.',
      triage: 'When it is decided what it is and where it goes.',
      escalation: 'When the next stage is asked for.',
      extension: 'When more time is taken.',
      refusal: 'When a complaint, or its escalation, is turned down.',
      closing: 'Before the case is closed.',
    },
  },
  {
    name: 'PROMISE_NEEDS',
    values: PROMISE_NEEDS,
    title: 'What a promise needs',
    says: 'Before a response that makes it can go.',
    words: { owner: 'Who keeps it.', date: 'By when.', contact: 'Whom to ask about it.' },
  },
  {
    name: 'REQUIREMENT_SOURCES',
    values: REQUIREMENT_SOURCES,
    title: 'Bodies that require something',
    says: 'Beside the ombudsmen that the pack signposts to.',
    words: {
      ombudsman: 'An ombudsman.',
      commissioner: 'Who commissions a service from the landlord.',
      regulator: 'A regulator.',
      court: 'A court or tribunal.',
      other: 'Anybody else, who is then named.',
    },
  },
  {
    name: 'ADDRESSEES',
    values: ADDRESSEES,
    title: 'Whom letters can go to',
    says: 'Where the complainant is represented.',
    words: { complainant: 'The complainant.', representative: 'Whoever acts for them.' },
  },
];

/** What an engine part puts into the letter. */
export const PART_HELP: Readonly<Record<string, string>> = {
  stage: 'Which stage the case is at.',
  'complaint-definition': 'The points, as they were set out.',
  'outcome-sought': 'What the complainant wants.',
  handler: 'Who has the case.',
  'response-due': 'The day by which the answer is due.',
  'next-step-due': 'What comes next, and by when.',
  'comments-due': 'The day by which comments on the draft are asked for.',
  decision: 'The finding over all points.',
  'finding-per-point': 'The finding on each point.',
  remedies: 'What was promised.',
  'outstanding-actions': 'What is still to be done, by whom and by when.',
  'how-to-escalate': 'How to ask for the next stage.',
  'last-day-to-escalate': 'The last day for asking.',
  ombudsman: 'Who else the complainant can turn to, and how.',
  'final-response': 'That this is the landlord’s final response.',
  'extension-reason': 'Why more time is taken.',
  'new-due-date': 'The new day.',
  ground: 'The ground on which something is turned down.',
  channels: 'How to reach the landlord.',
};

/** For ids and names, which mean the same wherever they stand. */
export const PLAIN_WORDS: Readonly<Record<string, string>> = {
  id: 'How the rest of the pack calls it.',
  name: 'Its name, as people read it.',
};
