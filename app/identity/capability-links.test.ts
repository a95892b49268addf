import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { describeOnEveryDatabase } from '../../test/support/databases.ts';
import { issueLink, type LinkRequest, redeemLink, revokeLink } from './capability-links.ts';

const org = 'anytown';
const now = '2026-04-02T09:00:00Z';

describeOnEveryDatabase('capability links', (given) => {
  const issue = (rest: Partial<LinkRequest> = {}) =>
    given.database.inOrganisation(org, (tx) =>
      issueLink(tx, {
        organisation: org,
        purpose: 'follow-case',
        subject: 'R-1',
        form: 'link',
        expiresAt: '2026-04-09T09:00:00Z',
        issuedBy: 'p1',
        now,
        ...rest,
      }),
    );
  const redeem = (
    token: string,
    rest: { subject?: string; now?: string; purpose?: string; organisation?: string } = {},
  ) =>
    given.database.inOrganisation(rest.organisation ?? org, (tx) =>
      redeemLink(tx, { organisation: org, purpose: 'follow-case', token, now, ...rest }),
    );
  beforeEach(() => given.empty());

  test('a link opens once, for its purpose only, and its token is stored nowhere', async () => {
    const { linkId, token } = await issue();
    assert.deepEqual(await redeem(token, { purpose: 'pay' }), { refused: 'not-valid' });
    assert.deepEqual(await redeem(token, { organisation: 'other' }), { refused: 'not-valid' });
    assert.deepEqual(await redeem(token), { redeemed: { linkId, subject: 'R-1', usesLeft: 0 } });
    assert.deepEqual(await redeem(token), { refused: 'used-up' });
    const rows = await given.database.acrossOrganisations((tx) =>
      tx.selectFrom('capability_link').selectAll().execute(),
    );
    assert.ok(!JSON.stringify(rows).includes(token.split('.')[1]!));
  });

  test('a link opens until the instant it expires', async () => {
    const { token } = await issue({ uses: 9 });
    assert.ok('redeemed' in (await redeem(token, { now: '2026-04-09T08:59:59Z' })));
    assert.deepEqual(await redeem(token, { now: '2026-04-09T09:00:00Z' }), { refused: 'expired' });
  });

  test('wrong tries are counted and lock it, and the right token no longer opens it', async () => {
    const { linkId, token } = await issue({ attempts: 2 });
    assert.deepEqual(await redeem(`${linkId}.wrong`), { refused: 'not-valid' });
    assert.deepEqual(await redeem(linkId), { refused: 'not-valid' });
    assert.deepEqual(await redeem(token), { refused: 'locked' });
    assert.deepEqual(await redeem(token, { now: '2026-04-05T09:00:00Z' }), { refused: 'locked' });
  });

  test('a lock of so many minutes opens again', async () => {
    const { token } = await issue({ form: 'code', attempts: 1, lockMinutes: 15 });
    const subject = 'R-1';
    assert.deepEqual(await redeem('WRONG-WRONG', { subject }), { refused: 'not-valid' });
    assert.deepEqual(await redeem(token, { subject, now: '2026-04-02T09:14:59Z' }), { refused: 'locked' });
    assert.ok('redeemed' in (await redeem(token, { subject, now: '2026-04-02T09:15:00Z' })));
  });

  test('a code opens with its subject, however it is typed, and a new one revokes the old', async () => {
    const first = await issue({ form: 'code', uses: 5 });
    assert.match(first.token, /^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/);
    assert.ok('redeemed' in (await redeem(` ${first.token.toLowerCase().replace('-', ' ')} `, { subject: 'R-1' })));
    assert.deepEqual(await redeem(first.token, { subject: 'R-2' }), { refused: 'not-valid' });
    assert.deepEqual(await redeem(first.token), { refused: 'not-valid' });
    const second = await issue({ form: 'code' });
    assert.deepEqual(await redeem(first.token, { subject: 'R-1' }), { refused: 'not-valid' });
    assert.ok('redeemed' in (await redeem(second.token, { subject: 'R-1' })));
  });

  test('a revoked link stays shut', async () => {
    const { linkId, token } = await issue();
    const revoke = () => given.database.inOrganisation(org, (tx) => revokeLink(tx, { organisation: org, linkId, now }));
    assert.deepEqual([await revoke(), await revoke()], [true, false]);
    assert.deepEqual(await redeem(token), { refused: 'revoked' });
  });

  test('of three that redeem the last use at once, one opens it', async () => {
    // A code, as hashing it takes long enough for the three to overlap.
    const { token } = await issue({ form: 'code' });
    const tryIt = () => redeem(token, { subject: 'R-1' });
    const outcomes = await Promise.all([tryIt(), tryIt(), tryIt()]);
    assert.equal(outcomes.filter((outcome) => 'redeemed' in outcome).length, 1);
  });
});
