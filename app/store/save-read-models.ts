import { CompiledQuery, type Selectable } from 'kysely';
import type { Tx } from './open-database.ts';
import { storableJson } from './storable-text.ts';
import type { JsonObject } from './stored-event.ts';
import { type ReadModel, readModels, type Tables } from './tables.ts';

/** The rows of each read model that one owner has now. A model that is named with no rows is emptied for that owner. */
export type ReadModelRows = { [model in ReadModel]?: Omit<Selectable<Tables[model]>, 'organisation'>[] };

/**
 * Makes the read models' rows of one owner (`{case_id: 'c1'}`, `{person_id: 'p1'}`, `{}` for the organisation itself) equal to those given, in one round
 * trip: rows that are gone are deleted, the others inserted or updated. Models that are not named are left alone.
 */
export async function saveReadModels(
  tx: Tx,
  organisation: string,
  owner: { case_id: string } | { person_id: string } | Record<string, never>,
  rows: ReadModelRows,
): Promise<void> {
  const owned = { organisation, ...owner };
  const values: unknown[] = [];
  const parts = Object.entries(rows).flatMap(([model, list]) => {
    const clean = list.map((row) => storableJson({ ...(row as JsonObject), ...owned }));
    return partsFor(model as ReadModel, owned, clean, (value) => `$${values.push(value)}`);
  });
  if (parts.length === 0) return;
  await tx.executeQuery(CompiledQuery.raw(`with ${parts.join(', ')} select 1`, values));
}

// The SQL is text, not built and compiled each time: see append-events. Only names from `readModels` go into it.
function partsFor(
  model: ReadModel,
  owned: Record<string, string>,
  rows: JsonObject[],
  bind: (value: unknown) => string,
): string[] {
  const { key, rest } = readModels[model];
  const parts: string[] = [];
  const [last] = key.filter((column) => !(column in owned));
  if (last !== undefined || rows.length === 0) {
    const own = Object.entries(owned).map(([column, value]) => `${column} = ${bind(value)}`);
    // An array and not a join, so that the delete is always a look-up in the key.
    const others = last === undefined ? [] : [`${last} <> all(${bind(rows.map((row) => String(row[last])))}::text[])`];
    parts.push(`gone_${model} as (delete from ${model} where ${[...own, ...others].join(' and ')})`);
  }
  if (rows.length > 0) {
    const updates = rest.map((column) => `${column} = excluded.${column}`);
    // The row type by way of the table: `null::point` would be the database's own type of that name.
    const empty = `(select whole_row from ${model} whole_row limit 0)`;
    parts.push(`kept_${model} as (
      insert into ${model} select * from jsonb_populate_recordset(${empty}, ${bind(JSON.stringify(rows))}::jsonb)
      on conflict (${key.join(', ')}) do update set ${updates.join(', ')})`);
  }
  return parts;
}
