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

/** What is done for a panel, and for a draft that went for comment. */
export const ARRANGING = [
  'propose-panel-days',
  'give-availability',
  'declare-interest',
  'record-panel-reply',
  'choose-papers',
  'send-papers',
  'keep-minutes',
];

const ON_DRAFT = ['comment-on-draft', 'answer-comment'];

/** The page that an action leads back to: that of the investigation, panel or draft it belongs to, else that of the case. */
export function findHome(id: string, { command, step }: Pick<WishedAction, 'command'> & Partial<WishedAction>): string {
  if (INVESTIGATING.includes(command.name)) return caseworkPaths.investigation({ id });
  if (ARRANGING.includes(command.name) || step?.meets) return caseworkPaths.panel({ id });
  if (ON_DRAFT.includes(command.name) || step?.['for-comment']) return caseworkPaths.draft({ id });
  return step?.consults ? caseworkPaths.consultation({ id }) : caseworkPaths.casePage({ id });
}
