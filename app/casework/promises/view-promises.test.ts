import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const see = async (query?: { show: string }): Promise<string> =>
  wordsOf((await server.get(caseworkPaths.promises(undefined, query))).body);

describe('promises to keep', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-20');
  });
  after(() => server.close());

  test('a promise is on the list until it is kept, also when its case is closed', async () => {
    assert.match(await see(), /Nothing that was promised is still to be kept/);
    const id = await logCase(server);
    const given = { kind: 'work', what: 'Mend the kitchen ceiling', owner: 'investigator', due: '2026-04-24' };
    await doOn(server, id, 'promise', { input: given });
    await doOn(server, id, 'withdraw');
    assert.match(
      await see(),
      /Friday 24 April 2026 Mend the kitchen ceiling To be kept by Investigator One Leak in the kitchen .*closed/,
    );
    assert.doesNotMatch(await see({ show: 'mine' }), /Mend the kitchen/);
    server.signIn('investigator');
    assert.match(await see({ show: 'mine' }), /Mend the kitchen ceiling/);
    const where = `${caseworkPaths.casePage({ id })}#promise-1`;
    assert.ok(
      (await server.get(caseworkPaths.promises())).body.includes(`href="${where}"`),
      'the day opens its promise',
    );
    server.setDay('2026-04-27');
    assert.match(await see(), /24 April 2026 Overdue/);
    await doOn(server, id, 'keep-promise', { input: { promise: '1', evidence: 'Seen on a visit.' } });
    assert.match(await see(), /Nothing that was promised is still to be kept/);
  });
});
