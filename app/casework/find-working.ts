import { caseworkPaths } from './paths.ts';

/** The id of the row that shows how the date of a clock came about; a clock of a stage visited again has `#2` in its id. */
export const anchorOfClock = (clock: string): string => `clock-${clock.replace(/[^\w-]/g, '-')}`;

/** Where on the page of its case the date of a duty is worked out: its clock, its promise, or what is due there. */
export function addressOfWorking(caseId: string, { id, kind }: { readonly id: string; readonly kind: string }): string {
  const [, of = ''] = /^[^:]+:(.+)$/.exec(id) ?? [];
  const anchors: Readonly<Record<string, string>> = {
    clock: anchorOfClock(of),
    promise: `promise-${of}`,
    information: 'information',
  };
  return `${caseworkPaths.casePage({ id: caseId })}#${anchors[kind] ?? 'due-next'}`;
}
