import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { loadCase, logCase } from '../../../test/support/drive-case.ts';
import { redeemFollowCode } from '../../identity/follow-codes.ts';
import { caseworkPaths } from '../paths.ts';

const DAY = '2026-04-20';
let server: CaseworkServer;

describe('a code for the resident', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', DAY);
  });
  after(() => server.close());

  const codeOf = (body: string): string => /redress-code__letters">([^<]+)</.exec(body)?.[1] ?? '';
  const redeem = (reference: string, code: string) =>
    redeemFollowCode(server.parts.casebook, server.organisation, { reference, code });

  test('staff give one to read out; it opens the complaint, and a new one makes it stop', async () => {
    const id = await logCase(server);
    const address = caseworkPaths.followCode({ id });
    assert.ok((await server.get(caseworkPaths.casePage({ id }))).body.includes(address), 'the case page leads there');
    const first = await server.send(address, {});
    assert.equal(first.status, 200);
    const code = codeOf(first.body);
    assert.ok(code.length >= 8, 'a code is shown');
    assert.ok(!(await server.get(address)).body.includes(code), 'and shown once');
    const second = codeOf((await server.send(address, {})).body);
    const reference = (await loadCase(server, id)).origin.reference;
    assert.deepEqual(await redeem(reference, second), { caseId: id, key: 'resident-1' });
    assert.equal(await redeem(reference, code), undefined);
  });
});
