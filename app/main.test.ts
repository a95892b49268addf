import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { IsoDate } from '../engine/index.ts';
import { loadMemoryImage } from '../test/support/memory-image.ts';
import { readConfig } from './config.ts';
import { loadOrganisations, OWN_ADDRESSES } from './installation.ts';
import { type Running, startRedress } from './main.ts';
import { INSTALLED_POLICIES } from './packs/find-pack-files.ts';

const PASSWORD = 'correct horse battery';
const FORM = 'application/x-www-form-urlencoded';
const folder = mkdtempSync(join(tmpdir(), 'redress-main-test-'));
let running: Running;
let landlord = '';
let member = '';

before(async () => {
  const settings = readConfig({ REDRESS_DATA: folder, PORT: '0', LOG_LEVEL: 'silent' });
  running = await startRedress(
    { ...settings, database: { memory: true, image: await loadMemoryImage() } },
    { now: () => '2026-11-20T10:00:00Z' },
  );
  // A landlord whose procedure keeps the person complained about away from the case.
  const found = running.organisations.find(({ policy }) => findRestriction(policy.pack.facts) !== undefined);
  assert.ok(found);
  landlord = found.id;
  const roles = [{ role: found.policy.pack.roles[0]!.id }];
  const added = await running.people.add(
    landlord,
    { name: 'Mem Ber', email: 'mem@example.org', roles, administrator: false },
    '',
  );
  assert.ok('done' in added);
  member = added.done;
  await running.accounts.setPassword(member, PASSWORD);
});
after(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

type Facts = Running['organisations'][number]['policy']['pack']['facts'];
const findRestriction = (facts: Facts): string | undefined =>
  Object.keys(facts).find((id) => facts[id]?.['person-restricted'] === true);

/** The cookies and the form token of a browser, signed in or not. */
async function openBrowser(signIn: boolean): Promise<{ cookies: Record<string, string>; token: string }> {
  const cookies: Record<string, string> = {};
  const keep = async (request: { method: 'GET' | 'POST'; url: string; payload?: string }) => {
    const answer = await running.app.inject({ cookies, headers: { 'content-type': FORM }, ...request });
    for (const { name, value } of answer.cookies) cookies[name] = value;
    return /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? '';
  };
  const token = await keep({ method: 'GET', url: '/sign-in' });
  if (!signIn) return { cookies, token };
  const payload = new URLSearchParams({ _csrf: token, email: 'mem@example.org', password: PASSWORD }).toString();
  await keep({ method: 'POST', url: '/sign-in', payload });
  return { cookies, token: await keep({ method: 'GET', url: '/cases' }) };
}

const fillIn = (url: string, id = 'c1'): string =>
  url.replace(':id', id).replace(':person', member).replace(':organisation', landlord).replace(/:\w+/g, 'x');

test('/ answers anybody and lists the landlords, and /health says no more than that it lives', async () => {
  const first = await fetch(`${running.url}/`);
  assert.equal(first.status, 200);
  const body = await first.text();
  for (const { policy } of running.organisations) assert.ok(body.includes(policy.pack.organisation.name));
  const health = await fetch(`${running.url}/health`);
  assert.deepEqual([health.status, await health.text()], [200, 'ok\n']);
});

test('no route but the public ones opens for somebody who is not signed in; what was typed comes back', async () => {
  const { cookies, token } = await openBrowser(false);
  const guarded = running.routes.filter(({ access, method }) => access !== 'public' && method !== 'HEAD');
  assert.ok(guarded.length > 15 && guarded.some(({ access }) => access === 'case'));
  for (const { method, url } of guarded) {
    const payload =
      method === 'POST' ? new URLSearchParams({ _csrf: token, text: 'what was typed' }).toString() : undefined;
    const request = { method: method as 'GET', url: fillIn(url), cookies, headers: { 'content-type': FORM } };
    const answer = await running.app.inject(payload === undefined ? request : { ...request, payload });
    if (method === 'GET') assert.match(String(answer.headers.location), /^\/sign-in\?next=/, url);
    else {
      assert.equal(answer.statusCode, 403, `${method} ${url}`);
      assert.match(answer.body, /what was typed/, url);
    }
  }
});

test('a member finds neither the pages of administrators, nor a case elsewhere, nor one about themselves', async () => {
  const { cookies, token } = await openBrowser(true);
  const about = await registerCaseAbout(member);
  const unknown = await running.app.inject({ url: '/nowhere/at/all', cookies });
  const plain = (body: string) => body.replace(/value="[^"]*"/g, '');
  for (const { method, url, access } of running.routes) {
    if (method === 'HEAD' || (access !== 'administrator' && access !== 'case')) continue;
    for (const id of access === 'case' ? ['not-there', about] : ['-']) {
      const payload = method === 'POST' ? { payload: new URLSearchParams({ _csrf: token }).toString() } : {};
      const headers = { 'content-type': FORM };
      const answer = await running.app.inject({
        method: method as 'GET',
        url: fillIn(url, id),
        cookies,
        headers,
        ...payload,
      });
      assert.equal(answer.statusCode, 404, `${method} ${url} ${id}`);
      if (method === 'GET') assert.equal(plain(answer.body), plain(unknown.body), url);
    }
  }
});

test('public pages answer an address nobody gave out without a fault of ours', async () => {
  for (const { method, url, access } of running.routes) {
    if (access !== 'public' || method !== 'GET') continue;
    const answer = await running.app.inject({ url: fillIn(url) });
    assert.ok(answer.statusCode < 500, `${url}: ${answer.statusCode}`);
  }
});

test('a pack whose id is an address of Redress itself is refused at start, and the list of those is whole', async () => {
  const heads = running.routes.map(({ url }) => url.split('/')[1] ?? '').filter((head) => /^[a-z]/.test(head));
  assert.deepEqual(
    [...new Set(heads)].filter((head) => !OWN_ADDRESSES.includes(head)),
    [],
  );
  const policies = join(folder, 'policies');
  cpSync(join(INSTALLED_POLICIES, 'anytown-homes'), join(policies, 'people'), { recursive: true });
  for (const name of readdirSync(join(policies, 'people')).filter((one) => one.endsWith('.yaml'))) {
    const file = join(policies, 'people', name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('pack: anytown-homes', 'pack: people'));
  }
  await assert.rejects(
    loadOrganisations(policies, () => '2026-11-20' as IsoDate),
    /cannot be called people.*\/people/,
  );
});

/** A complaint about the conduct of a person, for the landlord that asks who it is. */
async function registerCaseAbout(person: string): Promise<string> {
  const { facts } = running.organisations.find(({ id }) => id === landlord)!.policy.pack;
  const restriction = findRestriction(facts)!;
  const registered = await running.casebook.register({
    organisation: landlord,
    actor: { id: 'test', kind: 'staff', roles: [] },
    moment: { on: '2026-11-19' as IsoDate },
    input: { 'what-happened': 'The officer who visited was rude.', channel: 'letter', [restriction]: person },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  return registered.caseId;
}
