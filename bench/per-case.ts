import { readModels } from '../app/store/tables.ts';

/** Read models with a row or more for each case. */
export const PER_CASE: readonly string[] = Object.entries(readModels).flatMap(([table, { key }]) =>
  (key as readonly string[]).includes('case_id') ? [table] : [],
);
