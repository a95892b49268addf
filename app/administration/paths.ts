import { path } from '../web/paths.ts';

/** The addresses of what an administrator looks after. */
export const administrationPaths = {
  index: path('/administration'),
  /** Bank holidays and office closures: what counts, and what was added here. */
  calendar: path('/administration/calendar'),
  addDayOff: path('/administration/calendar/add'),
  /** Taking back what recording `n` of the calendar added. */
  withdrawDayOff: path('/administration/calendar/:n/take-back'),
  /** The standard paragraphs, those in use and those withdrawn. */
  paragraphs: path('/administration/paragraphs'),
  addParagraph: path('/administration/paragraphs/add'),
  /** One of them: how it reads, what it is offered for, its history; `?from=&to=` two wordings compared. */
  paragraph: path('/administration/paragraphs/:id'),
  changeParagraph: path('/administration/paragraphs/:id/change'),
  /** `turn`: withdraw or bring-back. */
  turnParagraph: path('/administration/paragraphs/:id/:turn'),
  /** The versions of the landlord's procedure: which is in force when, and what was done with them. */
  procedure: path('/administration/procedure'),
  addVersion: path('/administration/procedure/add'),
  putInForce: path('/administration/procedure/:version/in-force'),
  /** It does not come into force on its day. */
  recallVersion: path('/administration/procedure/:version/recall'),
  removeVersion: path('/administration/procedure/:version/remove'),
  /** Its file, to be changed and added as the next. */
  versionFile: path('/administration/procedure/:version/file'),
  teams: path('/administration/teams'),
  makeTeam: path('/administration/teams/new'),
  team: path('/administration/teams/:team'),
  teamMembers: path('/administration/teams/:team/members'),
  endMembership: path('/administration/teams/:team/members/end'),
  closeTeam: path('/administration/teams/:team/close'),
  openTeam: path('/administration/teams/:team/open'),
  /** How much money people may offer on one complaint. */
  limits: path('/administration/limits'),
  /** `?for=role:ID` or `person:ID`: whom it is for. */
  setLimit: path('/administration/limits/set'),
  takeBackLimit: path('/administration/limits/take-back'),
  /** Somebody leaves: what they have is shown, and given to others. */
  leave: path('/administration/people/:person/leave'),
  /** Who took which list of cases away; `?month=2026-11` another month than the latest. */
  exports: path('/administration/exports'),
};
