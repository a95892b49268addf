import { describeCommand } from '../../texts/index.ts';
import type { ActionPage } from './render-action.ts';

/** Whether a change that came meanwhile left nothing to do here: no input of this form would mend it. */
export const isPastDoing = ({ action, changed }: Pick<ActionPage, 'action' | 'changed'>): boolean =>
  changed !== undefined && action.refusals.length > 0;

/** What the button of a form says: what it does, or, over a change of the case that was shown, that it is meant all the same. */
export const nameDoing = (page: Pick<ActionPage, 'open' | 'action' | 'changed'>): string =>
  page.changed !== undefined && !isPastDoing(page)
    ? 'Save anyway'
    : describeCommand(page.open.texts, page.action.command, page.action.step).does;
