// My work and the page of a case name the same next action, to whoever looks and wherever the case stands.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { logCase, walkCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

const PACKS = [
  { pack: 'housing-plus', input: { service: 'homes-plus' } },
  { pack: 'carecall', input: { service: 'with-home' } },
] as const;

const actionsIn = (html: string): readonly string[] =>
  [...html.matchAll(/href="[^"]*\/actions\/([^"?]*)/g)].map(([, action = '']) => action);

for (const { pack, input } of PACKS)
  test(`under ${pack}, from the first contact to the final response`, async () => {
    const server = await openCaseworkServer(pack, '2026-03-02');
    try {
      await emptyDatabase(server.parts.casebook.database);
      const id = await logCase(server, input);
      const compared = new Set<string>();
      await walkCase(server, id, async () => {
        server.signIn('all');
        const { body: page } = await server.get(caseworkPaths.casePage({ id }));
        const [onPage] = actionsIn(/id="actions"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? '');
        const { body: work } = await server.get(caseworkPaths.myWork());
        const rows = [...work.matchAll(/<tr[\s\S]*?<\/tr>/g)].filter(([row]) => row.includes(id));
        const offered = rows.flatMap(([row]) => actionsIn(row));
        if (onPage === undefined || offered.length === 0) return;
        assert.ok(offered.includes(onPage), `${onPage} is not among ${offered}`);
        compared.add(onPage);
      });
      assert.ok(compared.size >= 4, [...compared].join(', '));
    } finally {
      await server.close();
    }
  });
