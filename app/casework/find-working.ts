import type { DutyKind } from '../../engine/index.ts';
import { caseworkPaths } from './paths.ts';

/** The id of the row that shows how the date of a clock came about; a clock of a stage visited again has `#2` in its id. */
export const anchorOfClock = (clock: string): string => `clock-${clock.replace(/[^\w-]/g, '-')}`;

/** Where on the page of a case a duty of a kind is; `of`: what its id says after the kind, such as the number of a promise. */
const ANCHORS: Readonly<Record<DutyKind, (of: string) => string>> = {
  clock: anchorOfClock,
  promise: (of) => `promise-${of}`,
  escalation: () => 'due-next',
  'information-request': (of) => `request-${of.split(':')[0]}`,
  contact: () => 'contact-plan',
  requirement: (of) => `requirement-${of}`,
  'behaviour-review': (of) => `restriction-${of}`,
  panel: () => 'panel',
  award: (of) => `entry-${of}`,
};

/** Where on the page of its case the date of a duty is worked out: its clock, its promise, or what is due there. */
export function addressOfWorking(
  caseId: string,
  { id, kind }: { readonly id: string; readonly kind: DutyKind },
): string {
  const [, of = ''] = /^[^:]+:(.+)$/.exec(id) ?? [];
  return `${caseworkPaths.casePage({ id: caseId })}#${ANCHORS[kind](of)}`;
}
