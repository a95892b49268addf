// The next version of a procedure in the demo: sound, and in force from a day to come at an invented landlord only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import { loadPacks } from '../packs/load-packs.ts';
import { openProcedures } from '../packs/procedures/open-procedures.ts';
import { addNextVersion } from './add-version.ts';

test('landlords with targets of their own have a next version with each a day earlier', async () => {
  const database = await sharedDatabase('pglite');
  await emptyDatabase(database);
  const loaded = await loadPacks();
  const procedures = openProcedures(loaded);
  const people = [
    { id: 'a', name: 'Ash', email: 'a@b.example', state: 'active', roles: [], administrator: true },
  ] as const;
  let added = 0;
  for (const organisation of procedures.names()) {
    const [{ pack } = assert.fail()] = procedures.versions(organisation);
    await addNextVersion({ database, procedures }, { organisation, pack, people }, '2026-11-20T12:00:00Z');
    const next = procedures.get(organisation, '2027-01');
    if (!next) continue;
    added += 1;
    const isInForce = procedures.versions(organisation).includes(next);
    assert.equal(isInForce, pack.organisation.fictitious === true, organisation);
    assert.deepEqual(procedures.faults(organisation, '2027-01'), []);
    const targets = (one: typeof pack) =>
      one.procedures.flatMap(({ stages }) =>
        stages.flatMap(({ clocks }) => clocks.flatMap((clock) => clock['internal-target']?.n ?? [])),
      );
    assert.deepEqual(
      targets(next.pack),
      targets(pack).map((n) => n + 1),
    );
  }
  assert.ok(added >= 2, `${added}`);
});
