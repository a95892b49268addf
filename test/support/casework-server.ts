import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { registerAdministration } from '../../app/administration/register.ts';
import { registerCasework } from '../../app/casework/register.ts';
import { openFileStore } from '../../app/documents/file-store.ts';
import { loadTemplates } from '../../app/documents/load-templates.ts';
import { announceLetters } from '../../app/documents/mail-letters.ts';
import { announceRequests } from '../../app/documents/mail-requests.ts';
import { openAbsences } from '../../app/identity/absences.ts';
import { type GuardedRoute, registerAuthority } from '../../app/identity/authority.ts';
import { openAuthorityLimits } from '../../app/identity/authority-limits.ts';
import type { Person } from '../../app/identity/person.ts';
import { openPersonSettings } from '../../app/identity/person-settings.ts';
import { openTeams } from '../../app/identity/teams.ts';
import { makeCasePolicies, makeOrganisation } from '../../app/installation.ts';
import { INSTALLED_POLICIES } from '../../app/packs/find-pack-files.ts';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import { type LoadedPacks, loadPacks } from '../../app/packs/load-packs.ts';
import { openOrganisationCalendars } from '../../app/packs/organisation-calendars.ts';
import { openProcedures } from '../../app/packs/procedures/open-procedures.ts';
import { openCasebook } from '../../app/store/cases/casebook.ts';
import { loadTexts } from '../../app/texts/index.ts';
import type { AppParts } from '../../app/web/app-parts.ts';
import { createServer } from '../../app/web/server.ts';
import type { IsoDate, Policy } from '../../engine/index.ts';
import { sharedDatabase } from './databases.ts';

/** The staff pages over a database in memory, with a clock that tests set and a person they choose. */
export type CaseworkServer = {
  readonly app: FastifyInstance;
  readonly parts: AppParts;
  readonly organisation: string;
  readonly policy: Policy;
  readonly people: Person[];
  /** Every route with who may open it. */
  readonly routes: readonly GuardedRoute[];
  /** The day it is, from now on. */
  setDay(day: string): void;
  /** Who is signed in, from now on. */
  signIn(person: string): void;
  get(url: string): Promise<{ status: number; body: string }>;
  /** The same, with where it leads on to. */
  visit(url: string): Promise<{ status: number; body: string; location: string | undefined }>;
  /** Sends a form as it stands, such as one that a page sends by itself. */
  sendByItself(url: string, payload: string): Promise<{ status: number; body: string; location: string | undefined }>;
  /**
   * Opens the page, sends its first form with these inputs over the hidden ones it holds, and answers what came back.
   * `page`: where the form stands, where it is sent to another address than its own.
   */
  send(
    url: string,
    inputs: Record<string, string>,
    page?: string,
  ): Promise<{ status: number; body: string; location: string | undefined; bytes: Uint8Array }>;
  /** The same for a form that takes files. */
  sendFiles(
    url: string,
    inputs: Record<string, string>,
    files: readonly { name: string; bytes: Uint8Array; type?: string }[],
  ): Promise<{ status: number; body: string; location: string | undefined }>;
  /** A file as it is served: its headers and its bytes. */
  fetchFile(url: string): Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>;
  /** Where the files lie. */
  readonly folder: string;
  /** Sends a form as it is given, names that are there several times included. */
  sendRaw(url: string, inputs: readonly (readonly [string, string])[]): Promise<{ status: number; body: string }>;
  /** Sends these inputs and nothing else, with the cookies of this visit; with files as a form with files. */
  post(url: string, inputs: Record<string, string>, files?: Readonly<Record<string, File>>): Promise<Sent>;
  /** The inputs of the form of a page that leads to an address, as nobody has touched it. */
  readForm(page: string, action: string): Promise<Record<string, string>>;
  close(): Promise<void>;
};

type Sent = { status: number; body: string; location: string | undefined };

/**
 * Two people per role of the pack, one who holds all of them, and one with none; where there are several services, for
 * each role that belongs to one somebody who holds it for the last of them alone.
 */
function invent(policy: Policy): Person[] {
  const one = (id: string, name: string, roles: readonly string[]): Person => ({
    id,
    name,
    email: `${id}@example.org`,
    state: 'active',
    roles: roles.map((role) => ({ role })),
    administrator: false,
  });
  const roles = policy.pack.roles.map(({ id }) => id);
  const [last] = policy.pack.services.slice(1).toReversed();
  const others = policy.pack.roles
    .filter(({ area }) => last !== undefined && area === 'of-the-service')
    .map(({ id, title }) => ({
      ...one(`${id}-3`, `${title} of ${last?.name}`, []),
      roles: [{ role: id, area: last?.id }],
    }));
  return [
    one('all', 'Ali Everything', roles),
    one('none', 'Noor Nobody', []),
    ...policy.pack.roles.map(({ id, title }) => one(id, `${title} One`, [id])),
    ...policy.pack.roles.map(({ id, title }) => one(`${id}-2`, `${title} Two`, [id])),
    ...others,
  ];
}

/** `folder`: where the landlord's pack lies, where it is not one of those installed. */
export async function openCaseworkServer(organisation: string, day: string, folder?: string): Promise<CaseworkServer> {
  const [loaded, calendars, database] = await Promise.all([
    loadPacks({ only: [organisation], folder }),
    loadCalendars(),
    sharedDatabase('pglite'),
  ]);
  const procedures = openProcedures(withoutFaults(loaded));
  const policy = procedures.inForce(organisation, day);
  if (!('pack' in policy)) throw new Error(`No sound pack ${organisation} is in force on ${day}.`);
  const landlordsCalendars = openOrganisationCalendars(calendars);
  const clock = { day, person: 'all' };
  const now = () => `${clock.day}T12:00:00.000Z`;
  const policies = { ...makeCasePolicies(procedures), ...landlordsCalendars };
  const casebook = openCasebook({
    database,
    now,
    announce: (recorded) => [...announceLetters(recorded), ...announceRequests(recorded)],
    policies,
  });
  const { templates } = await loadTemplates(join(folder ?? INSTALLED_POLICIES, organisation), [policy]);
  const people = invent(policy);
  const files = mkdtempSync(join(tmpdir(), 'redress-casework-'));
  const parts: AppParts = {
    casebook,
    procedures,
    organisations: [makeOrganisation({ policies, procedures, today: () => clock.day as IsoDate }, policy, templates)],
    absences: openAbsences({ database, now }),
    teams: openTeams({ database, now }),
    limits: openAuthorityLimits({ database, now }),
    settings: openPersonSettings({ database, now }),
    people: { list: async () => people, find: async (_organisation, id) => people.find((one) => one.id === id) },
    texts: loadTexts(),
    files: openFileStore({ folder: files, maxBytes: 1_000_000 }),
    today: () => clock.day as IsoDate,
    now,
    demo: false,
    publicUrl: () => 'http://127.0.0.1',
  };
  const personNow = () => people.find(({ id }) => id === clock.person) as Person;
  const app = createServer({
    logger: false,
    secureCookies: false,
    csrfSecret: 'a secret only for tests, 32 chars or more',
    sessionOf: () => ({ id: clock.person, person: personNow(), organisation, organisations: [organisation] }),
    shellOf: () => ({
      organisation: { name: policy.pack.organisation.name, colours: { brand: '#00566b' } },
      home: '/cases',
      signedIn: { name: personNow().name },
      navigation: [
        { text: 'Cases', href: '/cases' },
        { text: 'Log a complaint', href: '/cases/new' },
      ],
    }),
  });
  const routes: GuardedRoute[] = [];
  app.after(() => {
    const guarded = registerAuthority(app, parts);
    registerCasework(app, parts);
    registerAdministration(app, parts);
    routes.push(...guarded);
  });
  await app.ready();
  const cookies = new Map<string, string>();
  const keep = (headers: Record<string, unknown>): void => {
    for (const line of [headers['set-cookie'] ?? []].flat() as string[]) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
  };
  const askRaw = async (options: { method: 'GET' | 'POST'; url: string; payload?: string | Buffer; type?: string }) => {
    const { type = 'application/x-www-form-urlencoded', ...request } = options;
    const response = await app.inject({
      ...request,
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(options.payload !== undefined && { 'content-type': type }),
      },
    });
    keep(response.headers);
    return response;
  };
  const ask = async (options: Parameters<typeof askRaw>[0]) => {
    const response = await askRaw(options);
    return {
      status: response.statusCode,
      body: response.body,
      bytes: response.rawPayload as Uint8Array,
      location: response.headers.location as string | undefined,
    };
  };
  return {
    app,
    parts,
    organisation,
    policy,
    people,
    routes,
    setDay: (next) => {
      clock.day = next;
    },
    signIn: (person) => {
      clock.person = person;
    },
    get: (url) => ask({ method: 'GET', url }),
    visit: (url) => ask({ method: 'GET', url }),
    sendByItself: (url, payload) => ask({ method: 'POST', url, payload }),
    send: async (url, inputs, page = url) => {
      const shown = await ask({ method: 'GET', url: page });
      const all = { ...readInputs(shown.body), ...inputs };
      return ask({ method: 'POST', url, payload: new URLSearchParams(all).toString() });
    },
    sendFiles: async (url, inputs, given) => {
      const page = await ask({ method: 'GET', url });
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...readInputs(page.body), ...inputs }))
        if (name !== 'files') form.append(name, value);
      for (const { name, bytes, type } of given)
        form.append('files', new Blob([new Uint8Array(bytes)], { type: type ?? '' }), name);
      const sent = new Response(form);
      const payload = Buffer.from(await sent.arrayBuffer());
      return ask({ method: 'POST', url, payload, type: sent.headers.get('content-type') ?? '' });
    },
    fetchFile: async (url) => {
      const { statusCode, headers, rawPayload } = await askRaw({ method: 'GET', url });
      return { status: statusCode, headers, bytes: rawPayload };
    },
    folder: files,
    sendRaw: (url, inputs) =>
      ask({
        method: 'POST',
        url,
        payload: new URLSearchParams(inputs.map(([name, value]): [string, string] => [name, value])).toString(),
      }),
    post: async (url, inputs, files) => {
      if (!files) return ask({ method: 'POST', url, payload: new URLSearchParams(inputs).toString() });
      const form = new FormData();
      for (const [name, value] of [...Object.entries(inputs), ...Object.entries(files)]) form.append(name, value);
      const whole = new Request('http://127.0.0.1', { method: 'POST', body: form });
      const payload = Buffer.from(await whole.arrayBuffer());
      return ask({ method: 'POST', url, payload, type: whole.headers.get('content-type') ?? FORM });
    },
    readForm: async (page, action) => {
      const { body } = await ask({ method: 'GET', url: page });
      const form = body.split('<form ').find((one) => one.includes(`action="${action}"`)) ?? '';
      return readInputs(`<main><form method="post" ${form}</main>`);
    },
    close: async () => {
      await app.close();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** A pack with a fault is not run. */
const withoutFaults = ({ versions, ...others }: LoadedPacks) => ({
  ...others,
  versions: versions.filter(({ faults }) => faults.length === 0),
});

const FORM = 'application/x-www-form-urlencoded';

/** What a browser would send of a form that nobody has touched: hidden and text inputs, and what is chosen. */
export function readInputs(body: string): Record<string, string> {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
  const form = /<form method="post"[\s\S]*?<\/form>/.exec(main)?.[0] ?? '';
  const inputs: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const of = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const type = of('type');
    if ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag)) continue;
    const name = of('name');
    if (name !== undefined) inputs[name] = unescaped(of('value') ?? '');
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    inputs[name] = unescaped(text);
  for (const [, name = '', list = ''] of form.matchAll(/<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    inputs[name] = unescaped(/<option value="([^"]*)" selected/.exec(list)?.[1] ?? '');
  return inputs;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** A form of a page filled in by somebody who answers everything: what stands there stays, the rest is made up. */
export function fillForm(body: string, today: string): Record<string, string> {
  const main = /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? '';
  const form = /<form method="post"[\s\S]*?<\/form>/.exec(main)?.[0] ?? '';
  const filled = readInputs(body);
  const [year = '', month = '', day = ''] = today.split('-');
  for (const [, list = '', options = ''] of form.matchAll(
    /<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    // nobody sits twice
    const seated = Object.keys(filled).flatMap((name) =>
      list.startsWith('seats.') && name.startsWith('seats.') ? filled[name] : [],
    );
    const values = [...options.matchAll(/<option value="([^"]+)"/g)].map(([, value = '']) => value);
    filled[list] = values.find((value) => !seated.includes(value)) ?? '';
  }
  for (const [tag] of form.matchAll(/<input\b[^>]*type="radio"[^>]*>/g)) {
    const [, name = ''] = /\bname="([^"]*)"/.exec(tag) ?? [];
    const [, value = ''] = /\bvalue="([^"]*)"/.exec(tag) ?? [];
    if ((filled[name] ?? '') === '' && value !== '') filled[name] = unescaped(value);
  }
  for (const name of Object.keys(filled)) {
    if (filled[name] !== '' || name.startsWith('_') || name.endsWith('-time')) continue;
    const decimal = new RegExp(`name="${name}"[^>]*inputmode="decimal"|inputmode="decimal"[^>]*name="${name}"`).test(
      form,
    );
    const date = { day, month, year }[name.split('-').at(-1) ?? ''];
    const isAddress = /(^|-)e-?mail$/.test(name);
    filled[name] = date ?? (decimal ? '1' : isAddress ? 'office@example.org' : 'We looked into it with care.');
  }
  return filled;
}
