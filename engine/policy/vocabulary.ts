/** The closed lists of words a pack may use. Everything else in a pack is the landlord's own. */

export const UNITS = ['working-day', 'calendar-day', 'week', 'calendar-month', 'hour'] as const;
export type Unit = (typeof UNITS)[number];

export const FINDINGS = ['upheld', 'partially-upheld', 'not-upheld'] as const;
export type Finding = (typeof FINDINGS)[number];

export const KINDS = ['complaint', 'service-request', 'comment', 'compliment'] as const;
/** What a contact is: only a complaint runs the complaints procedure. */
export type Kind = (typeof KINDS)[number];

export const CHANNELS = [
  'e-mail',
  'web',
  'letter',
  'telephone',
  'in-person',
  'web-chat',
  'social-media',
  'portal',
  'other',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Whose a point of a complaint is to answer: the landlord's, partly somebody else's, or somebody else's altogether. */
export const RESPONSIBILITIES = ['ours', 'partly', 'not-ours'] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

/** What came of asking the complainant whether the definition is right. */
export const CONFIRMATIONS = ['agreed', 'corrected', 'not-reached'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/**
 * What can lie in a first contact and change what happens with it. A pack's own question says by `concern` which of
 * them it asks about; those that no question of the pack covers are asked by Redress when a contact is sorted.
 */
export const CONCERNS = [
  'at-risk',
  'building-safety',
  'safeguarding',
  'staff-conduct',
  'claim-at-court',
  'commissioned-work',
  'data-protection',
  'hazard',
] as const;
export type Concern = (typeof CONCERNS)[number];

/** How hard a rule is: it refuses, a named person decides, or it is only said. */
export const FORCES = ['refuse', 'person-decides', 'advise'] as const;
export type Force = (typeof FORCES)[number];

/** What a step does beyond recording its facts and texts. A step of the landlord's own is `record`. */
export const DOES = [
  'define',
  'acknowledge',
  'allocate',
  'contact',
  'investigate',
  'draft',
  'respond',
  'record',
] as const;
export type Does = (typeof DOES)[number];

/** Who a letter to the complainant can go to. */
export const ADDRESSEES = ['complainant', 'representative'] as const;
export type AddresseeKind = (typeof ADDRESSEES)[number];

/** Conditions over time or people: the only ones named in the engine and not in a pack's facts. */
export const CONDITIONS = [
  'anonymous',
  'represented',
  'authority-recorded',
  'nobody-to-write-to',
  'response-overdue',
  'after-escalation-window',
  'outside-time-limit',
  'answered-in-words',
  'draft-sent',
  'comments-finished',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Parts of a letter that the engine fills, and which therefore cannot be missing. */
export const ENGINE_PARTS = [
  'stage',
  'complaint-definition',
  'outcome-sought',
  'handler',
  'response-due',
  'next-step-due',
  'comments-due',
  'decision',
  'finding-per-point',
  'remedies',
  'outstanding-actions',
  'how-to-escalate',
  'last-day-to-escalate',
  'ombudsman',
  'final-response',
  'extension-reason',
  'new-due-date',
  'ground',
  'channels',
] as const;
export type EnginePart = (typeof ENGINE_PARTS)[number];

/** What a part of a letter that a person writes can begin with, from what is recorded on the case already. */
export const PART_STARTS = ['responsibilities', 'finding-reasons'] as const;
export type PartStart = (typeof PART_STARTS)[number];

/** Events a pack may name as the start or stop of a clock, beside `<step>.done` and `<clock>.ended`. */
export const NAMED_EVENTS = [
  'received',
  'stage-opened',
  'facts-recorded',
  'acknowledged',
  'defined',
  'allocated',
  'contacted',
  'contact-received',
  'extended',
  'drafted',
  'draft-issued',
  'draft-commented',
  'comments-finished',
  'verbal-response-given',
  'response-issued',
  'response-received',
  'escalation-requested',
  'escalation-accepted',
  'escalation-refused',
  'complaint-refused',
  'reopened',
  'withdrawn',
  'closed',
] as const;
export type NamedEvent = (typeof NAMED_EVENTS)[number];

/** What may have to be known of each promise: who keeps it, by when, and whom to ask about it. */
export const PROMISE_NEEDS = ['owner', 'date', 'contact'] as const;
export type PromiseNeed = (typeof PROMISE_NEEDS)[number];

/** Who can require something of the landlord by a day, beside the ombudsmen that a pack names. */
export const REQUIREMENT_SOURCES = ['ombudsman', 'commissioner', 'regulator', 'court', 'other'] as const;
export type RequirementSource = (typeof REQUIREMENT_SOURCES)[number];

/** Why somebody asked cannot answer yet: they need longer, or it is not theirs to answer. */
export const PUT_OFF_REASONS = ['needs-longer', 'not-theirs'] as const;
export type PutOffReason = (typeof PUT_OFF_REASONS)[number];

/** When a fact may be asked, beside the id of a step. */
export const MOMENTS = ['logging', 'triage', 'escalation', 'extension', 'refusal', 'closing'] as const;
export type AskedAt = (typeof MOMENTS)[number];

/** What a regime can ask of the shape of a procedure, beside its lengths of time. */
export const REGIME_EXPECTATIONS = [
  'stages-at-most',
  'no-stage-before-the-first',
  'no-window-for-escalation',
  'no-reasons-for-escalation',
  'another-person-reviews',
] as const;
export type RegimeExpectation = (typeof REGIME_EXPECTATIONS)[number];
