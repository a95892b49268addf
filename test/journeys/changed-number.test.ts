// One number changed in a copy of a pack, and the page of a case shows another day.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readConfig } from '../../app/config.ts';
import { type Running, startRedress } from '../../app/main.ts';
import { INSTALLED_POLICIES } from '../../app/packs/find-pack-files.ts';
import type { IsoDate } from '../../engine/index.ts';
import { PASSWORD } from '../support/journey.ts';
import { loadMemoryImage } from '../support/memory-image.ts';

const LANDLORD = 'stockport-homes';
const PACK = join(LANDLORD, '2023-08.yaml');
/** The acknowledgement of Stage One (5) and its response (10), each with how its line begins and what it becomes. */
const ACKNOWLEDGEMENT = {
  from: 'limit: { is: 5 working-days, regime: "6.2"',
  to: 'limit: { is: 6 working-days, regime: "6.2"',
};
const RESPONSE = {
  from: 'limit: { is: 10 working-days, clause: "4.1", quote: up to ten working days to respond }',
  // The quote names the old number, so it goes with it.
  to: 'limit: { is: 11 working-days, clause: "4.1" }',
};
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'redress-changed-'));
});

after(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function copyPolicies(name: string, change?: { from: string; to: string }): Promise<string> {
  const copy = join(folder, name);
  await cp(INSTALLED_POLICIES, copy, { recursive: true });
  if (!change) return copy;
  const before = await readFile(join(copy, PACK), 'utf8');
  assert.equal(before.split(change.from).length, 2, `“${change.from}” stands once in ${PACK}`);
  await writeFile(join(copy, PACK), before.replace(change.from, change.to));
  return copy;
}

type Due = { readonly received: string; readonly acknowledged: string };

/** What the case page says is due next, of a complaint as it was received and of one that was acknowledged that day. */
async function readDueDates(policies: string): Promise<Due> {
  const environment = { REDRESS_DATA: folder, PORT: '0', LOG_LEVEL: 'silent', REDRESS_POLICIES: policies };
  const config = { ...readConfig(environment), database: { memory: true, image: await loadMemoryImage() } } as const;
  const running = await startRedress(config, { now: () => '2026-03-27T10:00:00Z' });
  try {
    const officer = await addOfficer(running);
    const received = await register(running, officer.id);
    const acknowledged = await register(running, officer.id);
    await act(running, officer.id, acknowledged, 'defined', { points: [{ text: 'The gate does not lock' }] });
    await act(running, officer.id, acknowledged, 'acknowledged', { parts: { responsibilities: 'The gate is ours.' } });
    return {
      received: await readDue(running, officer.cookie, received),
      acknowledged: await readDue(running, officer.cookie, acknowledged),
    };
  } finally {
    await running.close();
  }
}

const roles = [{ role: 'customer-feedback-officer' }];
const moment = { on: '2026-03-26' as IsoDate };
const actorOf = (id: string) => ({ id, kind: 'staff', roles }) as const;

async function addOfficer({ people, accounts }: Running): Promise<{ id: string; cookie: string }> {
  const email = 'fay@example.org';
  const added = await people.add(LANDLORD, { name: 'Fay Robinson', email, roles, administrator: false }, '');
  assert.ok('done' in added);
  await accounts.setPassword(added.done, PASSWORD);
  const signedIn = await accounts.signIn(email, PASSWORD);
  assert.ok('cookies' in signedIn);
  return { id: added.done, cookie: signedIn.cookies.map((one) => one.split(';')[0]).join('; ') };
}

async function register({ casebook }: Running, officer: string): Promise<string> {
  const input = { channel: 'letter', service: 'housing', 'what-happened': 'The gate does not lock.' };
  const resident = { 'resident-name': 'Ola Bright' };
  const actor = actorOf(officer);
  const registered = await casebook.register({ organisation: LANDLORD, actor, moment, input, resident });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  return registered.caseId;
}

async function act(
  { casebook }: Running,
  officer: string,
  caseId: string,
  command: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  const actor = actorOf(officer);
  const outcome = await casebook.act({ organisation: LANDLORD, caseId, actor, command, moment, input });
  assert.ok('done' in outcome, JSON.stringify(outcome));
}

async function readDue({ app }: Running, cookie: string, caseId: string): Promise<string> {
  const { body, statusCode } = await app.inject({ url: `/cases/${caseId}`, headers: { cookie } });
  assert.equal(statusCode, 200);
  const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  return /Due next: (.*?),/.exec(text)?.[1] ?? '';
}

test('as the landlord has it: five days to acknowledge, ten to answer, over Easter', async () => {
  assert.deepEqual(await readDueDates(await copyPolicies('as-it-is')), {
    // 27, 30, 31 March, 1 and 2 April.
    received: 'Stage One acknowledgement Due Thursday 2 April 2026',
    // And 7 to 10 and 13 April: Good Friday and Easter Monday lie between.
    acknowledged: 'Stage One response Due Monday 13 April 2026',
  });
});

test('five made six: the acknowledgement is due after Easter, and the answer when it was', async () => {
  assert.deepEqual(await readDueDates(await copyPolicies('six-to-acknowledge', ACKNOWLEDGEMENT)), {
    received: 'Stage One acknowledgement Due Tuesday 7 April 2026',
    acknowledged: 'Stage One response Due Monday 13 April 2026',
  });
});

test('ten made eleven: the answer is due a day later, and the acknowledgement when it was', async () => {
  assert.deepEqual(await readDueDates(await copyPolicies('eleven-to-answer', RESPONSE)), {
    received: 'Stage One acknowledgement Due Thursday 2 April 2026',
    acknowledged: 'Stage One response Due Tuesday 14 April 2026',
  });
});
