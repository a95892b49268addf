// What a form begins with.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

describe('what a form begins with', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('resolution-team', '2026-03-02');
  });
  after(() => server.close());

  async function begin(action: string): Promise<Record<string, string>> {
    server.signIn('all');
    const id = await logCase(server, {});
    const { status, body } = await server.get(caseworkPaths.action({ id, action }));
    assert.equal(status, 200);
    return readInputs(body);
  }

  test('where something has to be chosen and one thing alone can be, it is chosen', async () => {
    const inputs = await begin('step:move-to-stage-1');
    assert.ok(Object.values(inputs).includes('not-straight-away'), JSON.stringify(inputs));
  });
});
