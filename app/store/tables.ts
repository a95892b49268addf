import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { JsonObject, JsonValue } from './stored-event.ts';

/** A jsonb column: read as a value, written as JSON text, so that both drivers treat arrays alike. */
type Json<T extends JsonValue> = ColumnType<T, string, string>;

type EventTable = {
  organisation: string;
  stream: string;
  version: number;
  type: string;
  data: Json<JsonObject>;
  happened_on: string;
  happened_at: string | null;
  recorded_at: string;
  actor: string;
  private_digests: Json<Record<string, string>>;
  digest: string;
  previous: string;
};

type EventPrivateTable = {
  organisation: string;
  stream: string;
  version: number;
  field: string;
  salt: string;
  text: string;
};

type StreamHeadTable = { organisation: string; stream: string; version: number; digest: string };

type CheckpointTable = {
  organisation: string;
  taken_on: string;
  number: number;
  streams: number;
  digest: string;
  previous: string;
};

type CheckpointHeadTable = { organisation: string; stream: string; version: number; taken_on: string; digest: string };

type OutboxTable = {
  organisation: string;
  kind: string;
  key: string;
  payload: ColumnType<JsonObject | null, string | null, string | null>;
  due_at: string;
  state: Generated<'waiting' | 'done' | 'dead'>;
  attempts: Generated<number>;
  lease: string | null;
  leased_until: string | null;
  last_error: string | null;
  settled_at: string | null;
};

type CaseReadTable = {
  organisation: string;
  id: GeneratedAlways<number>;
  case_id: string;
  person: string;
  read_at: string;
  page: string;
};

type CasePresenceTable = {
  organisation: string;
  case_id: string;
  person: string;
  page: string;
  seen_at: string;
};

type CaseOpeningTable = {
  organisation: string;
  id: GeneratedAlways<number>;
  case_id: string;
  person: string;
  opened_at: string;
  reason: string;
  words: string | null;
};

type FileTable = {
  organisation: string;
  file_id: string;
  case_id: string | null;
  digest: string;
  size: number;
  name: string;
  media_type: string;
  kept_at: string;
  kept_by: string;
};

type HeldFileTable = {
  organisation: string;
  case_id: string;
  person: string;
  file_id: string;
  /** The action whose form it was chosen in. */
  form: string;
  /** The day a photograph says of itself that it was taken. */
  suggested_on: string | null;
  held_at: string;
};

type KeptTypingTable = {
  organisation: string;
  case_id: string;
  person: string;
  form: string;
  typed: Json<JsonObject>;
  kept_at: string;
};

type CapabilityLinkTable = {
  organisation: string;
  link_id: string;
  form: 'link' | 'code';
  purpose: string;
  subject: string;
  salt: string;
  secret_hash: string;
  expires_at: string;
  uses_left: number;
  attempts: number;
  attempts_left: number;
  lock_minutes: number | null;
  locked_until: string | null;
  revoked_at: string | null;
  issued_at: string;
  issued_by: string;
};

export type CaseListTable = {
  organisation: string;
  case_id: string;
  reference: string;
  pack: string;
  pack_version: string;
  service: string | null;
  stage: string | null;
  status: string;
  kind: string;
  received_on: string;
  handler: string | null;
  next_due: string | null;
  next_due_clock: string | null;
  late: boolean;
  restricted: boolean;
  standing: Json<JsonObject>;
  version: number;
  channel: string | null;
};

/** What a case is found by: its terms as numbers, and what a line of a list says of it in words. */
export type CaseSearchTable = {
  organisation: string;
  case_id: string;
  subject: string | null;
  resident: string | null;
  terms: number[];
};

/** A word that occurs in the cases of an organisation, with the keys that its other spellings share. */
export type SearchWordTable = { organisation: string; word: string; keys: number[] };

/** What a person searched for, kept so that it stands in no address. */
type KeptSearchTable = { organisation: string; search_id: string; person: string; words: string; kept_at: string };

export type RunningClockTable = {
  organisation: string;
  case_id: string;
  clock_id: string;
  name: string;
  stage: string | null;
  due: string | null;
  due_at: string | null;
  state: string;
};

export type PointTable = {
  organisation: string;
  case_id: string;
  point_id: string;
  number: number;
  state: string;
  finding: string | null;
  details: Json<JsonObject>;
};

export type ActionTable = {
  organisation: string;
  case_id: string;
  action_id: string;
  owner: string | null;
  due: string | null;
  state: string;
  kept_on: string | null;
  details: Json<JsonObject>;
};

export type DutyTable = {
  organisation: string;
  case_id: string;
  duty_id: string;
  kind: string;
  /** Whose it is; where nobody is named, whoever has the case. */
  owner: string | null;
  due: string | null;
  target: string | null;
  waits_for_others: boolean;
  details: Json<JsonObject>;
  /** It holds from this day on … */
  since: string;
  /** … to this one; null: until something is recorded. */
  until: string | null;
  /** From this day it is at risk. */
  risk_from: string | null;
  /** Not the owner's but of somebody named beside them, who is told when it comes close. */
  named: boolean;
};

/** Who is asked to sit on the panel of a case, or sits there, until it has met. */
export type PanelMemberTable = {
  organisation: string;
  case_id: string;
  person: string;
  /** When it meets, or by when they are asked to say whether they can. */
  day: string | null;
};

/** For whom a case waits by role: see `listWaiting` of the engine. */
export type AwaitedTable = {
  organisation: string;
  case_id: string;
  awaited_id: string;
  who: string;
  /** People whom it does not wait for, because of what they did before. */
  not_who: Json<JsonValue[]>;
  /** Nobody has the case. */
  unassigned: boolean;
  due: string | null;
  risk_from: string | null;
  since: string;
  until: string | null;
};

export type AbsenceTable = {
  organisation: string;
  absence_id: string;
  person: string;
  from_on: string;
  to_on: string;
  deputies: Json<JsonValue[]>;
};

export type TeamTable = {
  organisation: string;
  team_id: string;
  name: string | null;
  services: Json<JsonValue[]>;
  leader: string | null;
  members: Json<JsonValue[]>;
  made_on: string;
  closed_on: string | null;
};

/** How much money the holders of a role, or one person, may offer on a complaint; `pence` null: no limit from then on. */
export type AuthorityLimitTable = {
  organisation: string;
  limit_id: string;
  role: string | null;
  person: string | null;
  pence: number | null;
  from_on: string;
  set_on: string;
  set_by: string;
};

/** When a person last signed in to an organisation. */
type PersonSignInTable = { organisation: string; person: string; signed_in_at: string };

/** A case that waits to be sorted. */
export type InboxItemTable = {
  organisation: string;
  case_id: string;
  received_on: string;
  received_at: string | null;
  channel: string;
};

export type PersonTable = {
  organisation: string;
  person_id: string;
  name: string | null;
  state: string;
  roles: Json<JsonValue[]>;
  details: Json<JsonObject>;
  version: number;
};

export type LearningTable = {
  organisation: string;
  case_id: string;
  learning_id: string;
  theme: string | null;
  state: string;
  noted_on: string;
  details: Json<JsonObject>;
};

export type SatisfactionTable = {
  organisation: string;
  case_id: string;
  service: string | null;
  /** The day of the last response. */
  answered_on: string;
  /** An option of the procedure's question; null while nobody has recorded it. */
  answer: string | null;
  said_on: string | null;
};

type WorkingCopyTable = {
  organisation: string;
  case_id: string;
  /** The letter and the stay in a stage that it belongs to. */
  letter: string;
  person: string;
  version: number;
  /** The opened form that it was typed in. */
  page: string;
  /** Saved by its writer on purpose: no later typing is put in its place. */
  kept: boolean;
  saved_at: string;
  typed: Json<JsonObject>;
};

export type Tables = {
  event: EventTable;
  event_private: EventPrivateTable;
  stream_head: StreamHeadTable;
  checkpoint: CheckpointTable;
  checkpoint_head: CheckpointHeadTable;
  outbox: OutboxTable;
  case_read: CaseReadTable;
  case_presence: CasePresenceTable;
  case_opening: CaseOpeningTable;
  file: FileTable;
  held_file: HeldFileTable;
  kept_typing: KeptTypingTable;
  capability_link: CapabilityLinkTable;
  case_list: CaseListTable;
  running_clock: RunningClockTable;
  point: PointTable;
  action: ActionTable;
  duty: DutyTable;
  awaited: AwaitedTable;
  panel_member: PanelMemberTable;
  absence: AbsenceTable;
  team: TeamTable;
  authority_limit: AuthorityLimitTable;
  person_sign_in: PersonSignInTable;
  inbox_item: InboxItemTable;
  person: PersonTable;
  learning: LearningTable;
  satisfaction: SatisfactionTable;
  case_search: CaseSearchTable;
  search_word: SearchWordTable;
  kept_search: KeptSearchTable;
  working_copy: WorkingCopyTable;
};

/**
 * The read models: what identifies a row, and its other columns. A test holds this list equal to the columns that the
 * migrations make.
 */
export const readModels = {
  case_list: {
    key: ['organisation', 'case_id'],
    rest: [
      ...['reference', 'pack', 'pack_version', 'service', 'stage', 'status', 'kind', 'received_on', 'handler'],
      ...['next_due', 'next_due_clock', 'late', 'restricted', 'standing', 'version', 'channel'],
    ],
  },
  running_clock: { key: ['organisation', 'case_id', 'clock_id'], rest: ['name', 'stage', 'due', 'due_at', 'state'] },
  point: { key: ['organisation', 'case_id', 'point_id'], rest: ['number', 'state', 'finding', 'details'] },
  action: { key: ['organisation', 'case_id', 'action_id'], rest: ['owner', 'due', 'state', 'kept_on', 'details'] },
  duty: {
    key: ['organisation', 'case_id', 'duty_id'],
    rest: [
      ...['kind', 'owner', 'due', 'target', 'waits_for_others', 'details'],
      ...['since', 'until', 'risk_from', 'named'],
    ],
  },
  awaited: {
    key: ['organisation', 'case_id', 'awaited_id'],
    rest: ['who', 'not_who', 'unassigned', 'due', 'risk_from', 'since', 'until'],
  },
  panel_member: { key: ['organisation', 'case_id', 'person'], rest: ['day'] },
  absence: { key: ['organisation', 'absence_id'], rest: ['person', 'from_on', 'to_on', 'deputies'] },
  team: {
    key: ['organisation', 'team_id'],
    rest: ['name', 'services', 'leader', 'members', 'made_on', 'closed_on'],
  },
  authority_limit: {
    key: ['organisation', 'limit_id'],
    rest: ['role', 'person', 'pence', 'from_on', 'set_on', 'set_by'],
  },
  inbox_item: { key: ['organisation', 'case_id'], rest: ['received_on', 'received_at', 'channel'] },
  satisfaction: { key: ['organisation', 'case_id'], rest: ['service', 'answered_on', 'answer', 'said_on'] },
  person: { key: ['organisation', 'person_id'], rest: ['name', 'state', 'roles', 'details', 'version'] },
  learning: { key: ['organisation', 'case_id', 'learning_id'], rest: ['theme', 'state', 'noted_on', 'details'] },
  case_search: { key: ['organisation', 'case_id'], rest: ['subject', 'resident', 'terms'] },
  search_word: { key: ['organisation', 'word'], rest: ['keys'] },
} as const satisfies Record<string, { key: readonly string[]; rest: readonly string[] }>;

export type ReadModel = keyof typeof readModels;
