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

/**
 * The page that an action leads back to: that of the investigation, panel or draft it belongs to. A step of the
 * procedure leads back to the case, where the next one stands.
 */
export function findHome(id: string, { command }: Pick<WishedAction, 'command'>): string {
  if (INVESTIGATING.includes(command.name)) return caseworkPaths.investigation({ id });
  if (ARRANGING.includes(command.name)) return caseworkPaths.panel({ id });
  return command.name === 'answer-comment' ? caseworkPaths.draft({ id }) : caseworkPaths.casePage({ id });
}
