import { makeContext, type Refusal, refuseUnapproved } from '../../../engine/index.ts';
import type { FormBody } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';
import { prefillAction } from './prefill.ts';
import { MOMENT } from './read-action.ts';

/**
 * Why the words of a response cannot go: they differ from those the form began with, which are the ones that were
 * approved. Empty where the procedure has no approval that counts for the wording alone, and for every other action.
 */
export function checkApproved(open: OpenCase, action: WishedAction, sent: FormBody): readonly Refusal[] {
  if (action.command.name !== 'respond') return [];
  const approved = prefillAction(open, action, MOMENT);
  const isChanged = Object.keys(sent).some(
    (name) => name.startsWith('parts.') && plain(sent[name]) !== plain(approved[name]),
  );
  return isChanged ? refuseUnapproved(makeContext(open.standing, open.standing.asOf)) : [];
}

/** Browsers send line ends of their own. */
const plain = (text: FormBody[string]): string => [text ?? ''].flat().join('\n').replace(/\r\n?/g, '\n').trim();
