import { type Standing, warnOfTraining } from '../../../engine/index.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import { describeCommand, describeMoment, describeWarning } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type OpenCase, rolesIn } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** What to say after an action: what happened, a case opened beside it, who has it untrained, and what is now due. */
export async function describeDone(
  parts: AppParts,
  open: OpenCase,
  action: WishedAction,
  linked: { readonly reference: string | undefined } | undefined,
): Promise<string> {
  const { done } = describeCommand(parts.texts, action.command, action.step);
  const record = await parts.casebook.load(open.record.organisation, open.record.caseId);
  const standing = record && standingOf(record, { on: parts.today(), at: parts.now() });
  const next = standing?.nextDue;
  const untrained = standing && choosesPeople(action) ? describeUntrainedChosen(open, standing) : '';
  const due = next?.due
    ? ` Due next: ${next.name}, ${describeMoment({ on: next.due, at: next.approximate ? undefined : next.dueAt }, parts.texts)}.`
    : ` ${parts.texts.pages.common!['nothing-due']}.`;
  return `${action.step ? `Done: ${done}` : done}.${linked ? describeLinked(linked) : ''}${untrained}${due}`;
}

const choosesPeople = ({ command, step }: WishedAction): boolean =>
  command.does === 'allocate' || (step?.seats ?? []).length > 0;

/** Whoever has the case, or a seat, now and has no training recorded. */
const describeUntrainedChosen = ({ texts, people, nameOf }: OpenCase, standing: Standing): string =>
  warnOfTraining(standing, rolesIn(people))
    .map((warning) => ` ${describeWarning(texts, warning, nameOf).says}`)
    .join('');

export const describeLinked = ({ reference }: { readonly reference: string | undefined }): string =>
  reference === undefined
    ? ' The case that belongs beside it could not be opened: log it as a new one, and link the two.'
    : ` A linked case was opened: ${reference}.`;
