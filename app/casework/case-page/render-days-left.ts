import { countWorkingDays, type IsoDate } from '../../../engine/index.ts';
import { describeDate, describeSkipped } from '../../texts/index.ts';
import type { OpenCase } from '../open-case.ts';

/**
 * How far a day is away that somebody chose and nobody counted: the working days from today, and each day that is not
 * one, by name. Empty for a day that is over.
 */
export function describeDaysLeft(
  { standing, texts }: Pick<OpenCase, 'standing' | 'texts'>,
  due: IsoDate,
): readonly string[] {
  const { calendar, asOf } = standing;
  if (due < asOf.on) return [`${describeDate(due, texts)} is over.`];
  const { workingDays, skipped } = countWorkingDays(calendar, asOf.on, due);
  const left = workingDays === 1 ? '1 working day' : `${workingDays} working days`;
  return [`${left} from today.`, ...describeSkipped(texts, skipped, due)];
}
