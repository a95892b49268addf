import { caseworkPaths } from '../paths.ts';
import type { WishedAction } from './find-action.ts';

/** What is done while a complaint is looked into. */
export const INVESTIGATING = [
  'set-questions',
  'add-evidence',
  'record-interview',
  'record-visit',
  'share-evidence',
  'withdraw-evidence',
  'record-internal-conversation',
  'record-outside-conversation',
];

/** The page that an action leads back to: that of the investigation for what belongs to it, else that of the case. */
export const findHome = (id: string, { command }: Pick<WishedAction, 'command'>): string =>
  INVESTIGATING.includes(command.name) ? caseworkPaths.investigation({ id }) : caseworkPaths.casePage({ id });
