import { path } from '../web/paths.ts';

/** The addresses of the staff pages. */
export const caseworkPaths = {
  work: path('/work'),
  newCase: path('/cases/new'),
  /** What was promised and is still to be kept. */
  promises: path('/promises'),
  casePage: path('/cases/:id'),
  /** `action` is a command's name, or `step:STEP` for a step of the landlord's own. */
  action: path('/cases/:id/actions/:action'),
  /** The letter that went with recording `n`. */
  letter: path('/cases/:id/letters/:n'),
  print: path('/cases/:id/print'),
  /** A code for the resident to follow their complaint with. */
  followCode: path('/cases/:id/code'),
  /** A clause of the landlord's text, or `code-6.2` for a provision of a regime. */
  clause: path('/clauses/:anchor'),
};
