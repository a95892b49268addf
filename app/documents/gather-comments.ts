import type { CaseEvent, IsoDate } from '../../engine/index.ts';

/** A comment on a draft as it was told: its number, its words, whether it came through staff, and whether it was the last. */
export type CommentWording = {
  readonly comment: number;
  readonly text: string;
  readonly on: IsoDate;
  readonly n: number;
  readonly byResident: boolean;
  readonly finished: boolean;
};

type Told = { readonly event: CaseEvent; readonly texts: Readonly<Record<string, string>> };

/**
 * What was said on the drafts of the latest stay in a stage that has any: their numbers begin anew in each, and a
 * letter speaks of those of its own stay.
 */
export function gatherComments(told: readonly Told[]): readonly CommentWording[] {
  const all = told.flatMap(({ event, texts }): readonly (CommentWording & { readonly stage: string })[] => {
    if (event.type !== 'draft-commented' || event.comment === undefined) return [];
    const { comment, on, n, stage, finished = false } = event;
    return [{ comment, text: texts['comment'] ?? '', on, n, stage, byResident: event.by.kind !== 'staff', finished }];
  });
  // the first of a stay may have been voided, so that a stay need not begin with number 1
  const start = all.findLastIndex(({ comment, stage }, index) => {
    const before = all[index - 1];
    return before !== undefined && (before.stage !== stage || before.comment >= comment);
  });
  return all.slice(Math.max(0, start)).map(({ stage: _stage, ...comment }) => comment);
}

/** Whom to ask about each promise, as last told. */
export function gatherContacts(told: readonly Told[]): ReadonlyMap<number, string> {
  return new Map(
    told.flatMap(({ event, texts }) => {
      const contact = texts['contact'];
      const isOfPromise = event.type === 'promise-made' || event.type === 'promise-updated';
      return isOfPromise && contact ? [[event.promise, contact] as const] : [];
    }),
  );
}
