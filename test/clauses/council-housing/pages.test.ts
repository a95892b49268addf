// The council, as an officer sees it: the names of the stages, a limit that nobody knows, and a breach that is announced.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, logCase } from '../../support/drive-case.ts';
import { PACK } from './scenes.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

async function withServer(work: (server: CaseworkServer) => Promise<void>): Promise<void> {
  const server = await openCaseworkServer(PACK, '2026-03-02', findPoliciesFolder());
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

const casePage = async (server: CaseworkServer, id: string): Promise<string> =>
  wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);

/** Received, defined, given to somebody and acknowledged on Monday 2 March. */
async function begin(server: CaseworkServer, given: Record<string, unknown>): Promise<string> {
  const id = await logCase(server, given);
  await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'allocate', { input: { to: 'investigating-officer' }, step: 'allocate' });
  const parts = given['service'] === 'housing' ? { parts: { responsibilities: 'The roof is ours.' } } : {};
  await doOn(server, id, 'acknowledge', { input: parts });
  return id;
}

test('[CO-0] the case of another service says that its limit is not in the source', async () => {
  await withServer(async (server) => {
    const id = await begin(server, { service: 'other' });
    const before = await casePage(server, id);
    assert.match(before, /Stage 1 response[^.]*The limit is not in the source, and none is agreed yet/);
    await doOn(server, id, 'agree-time', { input: { clock: 'stage-1-response', to: '2026-04-17' } });
    const after = await casePage(server, id);
    assert.doesNotMatch(after, /The limit is not in the source/);
    assert.match(after, /Due next: Stage 1 response Due Friday 17 April 2026/);
  });
});

test('[CO-1][CO-2a] the case and the letter name the stage and the officer', async () => {
  await withServer(async (server) => {
    const id = await begin(server, { service: 'housing', 'housing-subject': 'repairs' });
    assert.match(await casePage(server, id), /Stage 1 - Investigation/);
    const letter = wordsOf((await server.get(caseworkPaths.letter({ id, n: 4 }))).body);
    assert.match(letter, /Your complaint is at Stage 1 - Investigation of our complaints procedure/);
    assert.match(letter, /Investigating officer One is looking into your complaint/);
  });
});

test('[CO-7f] the case says on the day that a draft is chosen that the ten working days cannot be kept', async () => {
  await withServer(async (server) => {
    const subject = { service: 'housing', 'housing-subject': 'repairs', 'preferred-contact': 'letter' };
    const id = await begin(server, subject);
    server.setDay('2026-03-09');
    await doOn(server, id, 'record-finding', { input: { findings: { 1: { finding: 'not-upheld' } } }, by: 'i' });
    assert.doesNotMatch(await casePage(server, id), /cannot be in time/);
    const input = { 'stage-1-opportunity': 'not-possible', 'stage-1-discussion': 'She cannot use a telephone.' };
    await doOn(server, id, 'do-step', { step: 'discuss', input, by: 'i' });
    const page = await casePage(server, id);
    assert.match(page, /“Stage 1 response” is due Monday 16 March 2026 and cannot be in time/);
    assert.match(page, /on Tuesday 17 March 2026 at the soonest/);
    assert.match(page, /Clause 7f/);
  });
});
