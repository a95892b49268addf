import { standingOf } from '../../store/cases/casebook.ts';
import { describeCommand, describeMoment } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** What to say after an action: what happened, a case opened beside it, and what is now due. */
export async function describeDone(
  parts: AppParts,
  open: OpenCase,
  action: WishedAction,
  linked: { readonly reference: string | undefined } | undefined,
): Promise<string> {
  const { done } = describeCommand(parts.texts, action.command, action.step);
  const record = await parts.casebook.load(open.record.organisation, open.record.caseId);
  const next = record && standingOf(record, { on: parts.today(), at: parts.now() }).nextDue;
  const due = next?.due
    ? ` Due next: ${next.name}, ${describeMoment({ on: next.due, at: next.approximate ? undefined : next.dueAt }, parts.texts)}.`
    : ` ${parts.texts.pages.common!['nothing-due']}.`;
  return `${action.step ? `Done: ${done}` : done}.${linked ? describeLinked(linked) : ''}${due}`;
}

export const describeLinked = ({ reference }: { readonly reference: string | undefined }): string =>
  reference === undefined
    ? ' The case that belongs beside it could not be opened: log it as a new one, and link the two.'
    : ` A linked case was opened: ${reference}.`;
