// The shape of a policy pack, of a regime and of the list of ombudsmen: the door to `schema/`, one file for each subject.
// The JSON Schema for editors and the reference page are made from it, so the descriptions there are what a person
// writing a pack reads.
import type { Pack } from './schema/pack.ts';
import type { Ombudsman, Regime } from './schema/regimes.ts';

export type { Clock, Extension, Limit, OnLapse, Trigger } from './schema/clocks.ts';
export { type Guard, guardSchema } from './schema/conditions.ts';
export type { Ground, LetterTo, RestrictedTo, Route, TimeLimit } from './schema/intake.ts';
export type { Letter, Part, PartSource } from './schema/letters.ts';
export { type Pack, type PackInput, packSchema } from './schema/pack.ts';
export type { Who } from './schema/people.ts';
export type { Fact } from './schema/questions.ts';
export { type Ombudsman, ombudsmenSchema, type Regime, regimeSchema } from './schema/regimes.ts';
export type { Escalation, EscalationWindow, Procedure, Stage } from './schema/stages.ts';
export type { LeadsTo, Outcome, Seat, Step } from './schema/steps.ts';
export { type DayPeriod, PERIOD, type Period, readPeriod, type Source, sourceSchema } from './schema/values.ts';

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
