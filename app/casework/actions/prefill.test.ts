// What a form begins with.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, logCase } from '../../../test/support/drive-case.ts';
import { INSTALLED_POLICIES } from '../../packs/find-pack-files.ts';
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

const FIXTURE = 'anytown-homes';
const OURS = 'We are responsible for point 1.';

/** The fixture with its response changed: how its part is called, and whether it starts from anything. */
async function openChanged(part: string): Promise<{ server: CaseworkServer; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'redress-starts-'));
  cpSync(join(INSTALLED_POLICIES, FIXTURE), join(folder, FIXTURE), { recursive: true });
  const file = join(folder, FIXTURE, '2000-01.yaml');
  const text = readFileSync(file, 'utf8');
  const before =
    '{ part: reasons, name: The reasons, filled-by: person, per-point: true, starts-from: finding-reasons,';
  assert.ok(text.includes(before));
  writeFileSync(file, text.replaceAll(before, part));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { server: await openCaseworkServer(FIXTURE, '2026-03-02', folder), remove };
}

async function beginResponse(server: CaseworkServer): Promise<Record<string, string>> {
  server.signIn('all');
  const id = await logCase(server, {});
  const point = { text: 'The leak', responsibility: 'ours' };
  await doOn(server, id, 'define', { input: { points: [point] } });
  assert.equal(
    readInputs((await server.get(caseworkPaths.action({ id, action: 'acknowledge' }))).body)['parts.responsible-for'],
    OURS,
  );
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': OURS } } });
  const finding = { finding: 'not-upheld', reasons: 'We came the same day.' };
  await doOn(server, id, 'record-finding', { input: { findings: { 1: finding } } });
  return readInputs((await server.get(caseworkPaths.action({ id, action: 'respond' }))).body);
}

describe('what a part of a letter begins with is said by the pack', () => {
  test('a part begins with the reasons of the findings because the pack says so, whatever it is called', async () => {
    const { server, remove } = await openChanged(
      '{ part: our-thinking, name: The reasons, filled-by: person, per-point: true, starts-from: finding-reasons,',
    );
    try {
      assert.equal((await beginResponse(server))['parts.our-thinking.1'], 'We came the same day.');
    } finally {
      await server.close();
      remove();
    }
  });

  test('a part of which the pack does not say so begins empty, though it is called reasons', async () => {
    const { server, remove } = await openChanged(
      '{ part: reasons, name: The reasons, filled-by: person, per-point: true,',
    );
    try {
      assert.equal((await beginResponse(server))['parts.reasons.1'], '');
    } finally {
      await server.close();
      remove();
    }
  });
});

describe('the form of a promise says what the pack will want of it', () => {
  const labelsOn = async (pack: string, answer = false): Promise<string> => {
    const server = await openCaseworkServer(pack, '2026-03-02');
    try {
      server.signIn('all');
      const id = await logCase(server, pack === 'council-housing' ? { service: 'housing' } : {});
      if (answer) {
        await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }] } });
        await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': OURS } } });
        await doOn(server, id, 'record-finding', { input: { findings: { 1: { finding: 'not-upheld' } } } });
        await doOn(server, id, 'respond', { input: { parts: { reasons: { 1: 'We came.' } } } });
      }
      const { body } = await server.get(caseworkPaths.action({ id, action: 'promise' }));
      return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    } finally {
      await server.close();
    }
  };

  test('who keeps it and by when, and whom to ask where the pack wants that too', async () => {
    const council = await labelsOn('council-housing');
    for (const label of ['Who will keep it?', 'By when?', 'Whom can they ask about it, and how?'])
      assert.ok(council.includes(`${label} (needed before the response can go)`), label);
    assert.match(council, /Which point is it for\? \(optional\)|\(optional\)/);
    const fixture = await labelsOn(FIXTURE);
    assert.ok(fixture.includes('By when? (needed before the response can go)'));
    assert.ok(fixture.includes('Whom can they ask about it, and how? (optional)'));
  });

  test('the form for more time says so of an agreement without which there is none', async () => {
    const server = await openCaseworkServer('stockport-homes', '2026-03-02');
    try {
      server.signIn('all');
      const id = await logCase(server, { service: 'housing' });
      await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }] } });
      await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: OURS } } });
      const { body } = await server.get(caseworkPaths.action({ id, action: 'extend' }));
      assert.match(body, /Does the complainant agree to the new date\? \(needed for more time\)/);
    } finally {
      await server.close();
    }
  });

  test('once the response has gone, it is the closing that waits', async () => {
    assert.ok((await labelsOn(FIXTURE, true)).includes('By when? (needed before the case can be closed)'));
  });
});
