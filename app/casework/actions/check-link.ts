import { checkReachAlike, type Input, type Refusal } from '../../../engine/index.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { findByReference } from '../inbox/find-by-reference.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** Why two cases are not linked by this form: the same people do not see both. Where cases are compared, it is asked. */
export async function checkLink(
  parts: AppParts,
  { record, standing, person }: OpenCase,
  { command }: WishedAction,
  input: Input,
): Promise<readonly Refusal[]> {
  const to = input['to'];
  if (command.name !== 'link' || typeof to !== 'string') return [];
  const other = await findByReference(parts, record.organisation, person, to);
  return other ? checkReachAlike(standing, standingOf(other, { on: parts.today() })) : [];
}
