/** The door to everything that reads, checks and explains packs. Pure: files are read by app/packs. */
export { type CheckedPack, checkPack, type PackContext } from './check-pack.ts';
export { checkOmbudsmen, checkRegime } from './check-regimes.ts';
export { describeShapeFaults } from './check-shape.ts';
export { checkVersions, type VersionFault } from './check-versions.ts';
export {
  type Column,
  type Comparison,
  type ComparisonCell,
  type ComparisonRow,
  comparePacks,
} from './compare-packs.ts';
export {
  describeContactPlan,
  describeExtension,
  describeGuard,
  describeLeadsTo,
  describeLettersTo,
  describeLimit,
  describeMeets,
  describePeriod,
  describeTimeLimit,
  describeTrigger,
  describeWho,
  describeWindow,
  findSource,
  type ValueSource,
} from './describe-values.ts';
export { describePath, type Fault, findNearest, getAt, getName, type Path } from './fault.ts';
export { type Assumed, findAssumed, findUnconfirmed, type Unconfirmed } from './find-assumed.ts';
export { findChanges, type PackChange } from './find-changes.ts';
export { type CoveredParagraph, coverage } from './find-coverage.ts';
export { isPolicyRefusal, type PolicyRefusal, policyFor } from './find-policy.ts';
export { type RegimeDeparture, reportRegimeDepartures } from './find-regime-departures.ts';
export { describePackAsJsonSchema } from './json-schema.ts';
export { type AnchoredText, type Paragraph, readAnchors, stripAnchors } from './read-anchors.ts';
export { type ChosenDay, scheduleVersions } from './schedule-versions.ts';
export type {
  Clock,
  Escalation,
  Extension,
  Fact,
  Ground,
  Guard,
  LeadsTo,
  Letter,
  Limit,
  Ombudsman,
  OnLapse,
  Outcome,
  Pack,
  PackInput,
  Part,
  Policy,
  Procedure,
  Regime,
  Route,
  Source,
  Stage,
  Step,
  TimeLimit,
  Trigger,
  Who,
} from './schema.ts';
export { walkObjects } from './walk-pack.ts';
