import { openingPage } from '../identity/paths.ts';
import { path } from '../web/paths.ts';

/** The addresses of the staff pages. */
export const caseworkPaths = {
  /** What a person has to do, and by when; `?show=` one section of it. */
  myWork: path('/my-work'),
  /** Who has what, where it stands and when it is due; `?by=` a grouping, `?only=` one of its columns. */
  board: path('/board'),
  absences: path('/absences'),
  endAbsence: path('/absences/end'),
  mySettings: path('/my-settings'),
  /** A person's due dates for a calendar program: the token is the whole of the key. */
  calendarFeed: path('/calendar/:organisation/:token'),
  /** The list of cases, with its filter; `search` names what was typed, which itself stands in no address. */
  cases: path('/cases'),
  /** Where what is searched for is sent. */
  casesSearch: path('/cases/search'),
  casesExport: path('/cases/export'),
  casesFilters: path('/cases/filters'),
  casesFilter: path('/cases/filters/:filter'),
  newCase: path('/cases/new'),
  /** What came in and nobody has sorted yet, by first contact. */
  inbox: path('/inbox'),
  /** Put in what came by e-mail, letter or telephone, without sorting it. */
  putIn: path('/inbox/new'),
  /** Sort one, and see what it may belong with; also for a case that is sorted already. */
  sort: path('/inbox/:id'),
  /** Link it to another case, keep it apart, or undo either. */
  beside: path('/inbox/:id/beside'),
  /** Undo how it was sorted. */
  unsort: path('/inbox/:id/undo'),
  /** A file that came with it, by its place among them. */
  receivedFile: path('/inbox/:id/files/:n'),
  /** How much came in of each kind, by the way it came. */
  counted: path('/inbox/counted'),
  /** What stays with somebody who logged a complaint and does not see it afterwards. */
  receipt: path('/logged/:reference'),
  /** What was promised and is still to be kept. */
  promises: path('/promises'),
  /** How many were happy with the solution; `?from=` another day than a year ago. */
  satisfaction: path('/satisfaction'),
  /** The landlord's own procedure: drawn, with its versions; `?version=` shows another than the one in force. */
  procedure: path('/procedure'),
  procedureValues: path('/procedure/values'),
  procedureText: path('/procedure/text'),
  procedureComparison: path('/procedure/comparison'),
  /** Two versions of it, `?from=&to=`. */
  procedureVersions: path('/procedure/versions'),
  /** The drawing of one procedure as a file. */
  procedureDrawing: path('/procedure/drawings/:procedure'),
  casePage: path('/cases/:id'),
  /** Where somebody says why they open a restricted case. */
  opening: openingPage,
  /** `action` is a command's name, or `step:STEP` for a step of the landlord's own. */
  action: path('/cases/:id/actions/:action'),
  /** Who else has the case open now: a piece of its pages, asked for again while they stay open. */
  others: path('/cases/:id/others'),
  /** How the definition of a complaint came about, version by version. */
  definition: path('/cases/:id/definition'),
  /** The letter that answers the stage, where it is written. */
  response: path('/cases/:id/response'),
  /** Keeps what is being typed for the letter of an action, for a page that sends it by itself. */
  typing: path('/cases/:id/actions/:action/typing'),
  /** The texts there are of the letter of an action, and two of them word by word. */
  versions: path('/cases/:id/actions/:action/versions'),
  /** The letter of an action as one of those who get it would, from what was typed last. */
  preview: path('/cases/:id/actions/:action/preview/:to'),
  /** The letter that went with recording `n`. */
  letter: path('/cases/:id/letters/:n'),
  /** The same for one of those it went to: `resident-2`, `representative`. */
  letterTo: path('/cases/:id/letters/:n/for/:to'),
  print: path('/cases/:id/print'),
  /** What is asked of each point, the evidence for it, what was found and what that rests on. */
  investigation: path('/cases/:id/investigation'),
  /** Days, seats, papers, minutes and decision of the panel of the stage. */
  panel: path('/cases/:id/panel'),
  /** The papers of the panel as one thing to read and print. */
  panelPapers: path('/cases/:id/panel/papers'),
  /** The same with the originals, as one file to save. */
  panelBundle: path('/cases/:id/panel/papers.zip'),
  /** The draft that went for comment, and what became of each comment. */
  draft: path('/cases/:id/draft'),
  /** Whose view was asked for, what they said and what came of it. */
  consultation: path('/cases/:id/consultation'),
  /** Panels that somebody is asked to sit on. */
  myPanels: path('/my-panels'),
  myPanel: path('/my-panels/:case/:what'),
  /** A file of the case; with `?download=1` to save it in any case. */
  file: path('/cases/:id/files/:file'),
  /** A code for the resident to follow their complaint with. */
  followCode: path('/cases/:id/code'),
  /** A clause of the landlord's text, or `code-6.2` for a provision of a regime. */
  clause: path('/clauses/:anchor'),
};
