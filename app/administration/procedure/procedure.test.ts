// Versions of a procedure, by an administrator without code: added and checked, compared, put in force from a day, taken back;
// cases follow the version of the day on which they were first received, in this process and in another.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { INSTALLED_POLICIES } from '../../packs/find-pack-files.ts';
import { loadPacks } from '../../packs/load-packs.ts';
import { keepProcedure, refreshProcedures } from '../../packs/procedures/keep-procedure.ts';
import { openProcedures } from '../../packs/procedures/open-procedures.ts';
import { EMPTY_BOOK } from '../../packs/procedures/procedure-events.ts';
import { administrationPaths } from '../paths.ts';

const PACK = 'anytown-homes';
const [OLD, NEW] = ['2000-01', '2026-04'];
const folder = join(INSTALLED_POLICIES, PACK);
const [FILE, TEXT] = ['2000-01.yaml', 'source.md'].map((name) => readFileSync(join(folder, name), 'utf8')) as [
  string,
  string,
];

/** What is put in a text in place of something that stands in it. */
function swap(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((so, [from, to]) => {
    assert.ok(so.includes(from), from);
    return so.replaceAll(from, to);
  }, text);
}

/** The answer at Stage 1 within eight working days in place of ten, as the landlord's new text says. */
const NEW_TEXT = swap(TEXT, [
  ['answers you in writing within ten working days', 'answers you in writing within eight working days'],
]);
const NEW_FILE = swap(FILE, [
  [`version: ${OLD}`, `version: ${NEW}`],
  [
    'limit: { is: 10 working-days, clause: "3.2", quote: within ten working days of that letter }',
    'limit: { is: 8 working-days, clause: "3.2", quote: within eight working days of that letter }',
  ],
]);

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
const wordsOf = (body: string): string => plain(/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body);

let server: CaseworkServer;
const open = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const add = administrationPaths.addVersion();
const index = administrationPaths.procedure();

type Given = { name: string; bytes: Uint8Array; field: string };
const file = (text: string | Uint8Array, name = 'next.yaml', field = 'file'): Given => ({
  ...{ name, field, bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text },
});

/** Sends the form of a page with the inputs it holds, these over them, and these files. */
async function sendForm(url: string, inputs: Record<string, string>, files: readonly Given[] = []) {
  const page = await server.get(url);
  const given = files.map(({ name, field, bytes }) => [field, new File([new Uint8Array(bytes)], name)] as const);
  return server.post(url, { ...readInputs(page.body), ...inputs }, Object.fromEntries(given));
}

const confirmOf = (body: string): string => /name="_confirmed" value="([^"]+)"/.exec(body)?.[1] ?? '';

async function addVersion(words = NEW_FILE, source: string | undefined = NEW_TEXT): Promise<void> {
  const files = [file(words), ...(source === undefined ? [] : [file(source, 'source.md', 'source-file')])];
  const checked = await sendForm(add, {}, files);
  assert.equal(checked.status, 200, wordsOf(checked.body));
  const inputs = { ...readInputs(checked.body), _confirmed: confirmOf(checked.body) };
  const done = await sendForm(add, inputs);
  assert.equal(done.status, 303, wordsOf(done.body));
}

const dayOf = (day: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { 'from-day': date, 'from-month': month, 'from-year': year };
};
const putInForceAt = (version: string) => administrationPaths.putInForce({ version });

async function putInForce(from: string, version: string = NEW): Promise<void> {
  const url = putInForceAt(version);
  const shown = await server.send(url, dayOf(from));
  assert.equal(shown.status, 200, wordsOf(shown.body));
  const done = await server.send(url, { ...dayOf(from), _confirmed: confirmOf(shown.body) });
  assert.equal(done.status, 303, wordsOf(done.body));
}

/** Logged and acknowledged on a day: the answer is due in so many working days from then. */
async function acknowledgedOn(day: string): Promise<string> {
  server.setDay(day);
  const id = await logCase(server, { subject: 'A leak' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The roof is ours.' } } });
  return id;
}
const versionOf = async (id: string): Promise<string> => (await loadCase(server, id)).policy.pack.version;

describe('the versions of a procedure', () => {
  before(async () => {
    server = await openCaseworkServer(PACK, '2026-03-04');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    server.setDay('2026-03-04');
    await emptyDatabase(server.parts.casebook.database);
    server.parts.procedures.keepBook(PACK, EMPTY_BOOK);
    server.signIn('all');
  });
  after(() => server.close());

  test('added, compared, put in force from a day: what came in the day before follows the old one, then the new', async () => {
    const checked = await sendForm(add, {}, [file(NEW_FILE), file(NEW_TEXT, 'source.md', 'source-file')]);
    const words = wordsOf(checked.body);
    assert.match(words, /Not added yet: version 2026-04, How we deal with complaints The file has no fault\./);
    assert.match(words, /Between version 2000-01 and version 2026-04 2 things differ\./);
    assert.match(words, /Stage 1 response 10 working days 8 working days/);
    assert.match(
      words,
      /Clause 3\.2 .*within ten working days of that letter.*within eight working days of that letter/,
    );
    assert.doesNotMatch(await open(index), /2026-04/);
    await addVersion();
    assert.match(
      await open(index),
      /Version 2026-04 Its title How we deal with complaints In force Not in force: no day chosen Who follows it No open case Where it comes from Added here/,
    );
    assert.equal(server.parts.organisations[0]?.policy.pack.version, OLD);

    const early = await acknowledgedOn('2026-03-04');
    const url = putInForceAt(NEW);
    const shown = wordsOf((await server.send(url, dayOf('2026-04-01'))).body);
    assert.match(shown, /Not in force yet: version 2026-04, from Wednesday 1 April 2026 No open case moves\./);
    assert.match(
      shown,
      /2026-04 Wednesday 1 April 2026 No end No open case 2000-01 Saturday 1 January 2000 Tuesday 31 March 2026 One open case/,
    );
    assert.doesNotMatch(await open(index), /To come/, 'nothing is in force by looking');
    await putInForce('2026-04-01');
    assert.match(
      await open(index),
      /Version 2026-04 .*In force To come: from Wednesday 1 April 2026 .*What was done Version 2026-04 was put in force from Wednesday 1 April 2026, on .* by Ali Everything\. Version 2026-04 was added/,
    );

    const last = await acknowledgedOn('2026-03-31');
    const first = await acknowledgedOn('2026-04-01');
    assert.deepEqual([await versionOf(early), await versionOf(last), await versionOf(first)], [OLD, OLD, NEW]);
    // Counted on a wall calendar: Good Friday and Easter Monday, 3 and 6 April, are no working days.
    assert.match(await open(caseworkPaths.casePage({ id: last })), /Due Thursday 16 April 2026/);
    assert.match(await open(caseworkPaths.casePage({ id: first })), /Due Wednesday 15 April 2026/);
    assert.equal((await loadCase(server, first)).origin.packHash, server.parts.procedures.get(PACK, NEW)?.hash);
    assert.match(await open(caseworkPaths.procedure()), /Version 2026-04, in force from 1 April 2026/);
    assert.match(
      await open(index),
      /Version 2026-04 In force today .*One open case .*Version 2000-01 .*to Tuesday 31 March 2026 Who follows it 2 open cases/,
    );
    const clause = await open(caseworkPaths.clause({ anchor: '3.2' }, { version: NEW }));
    assert.match(clause, /within eight working days/);
  });

  test('a file with faults is not added: each is told with line and column, and nothing of it is lost', async () => {
    const wrong = swap(NEW_FILE, [
      ['limit: { is: 8 working-days, clause: "3.2"', 'limit: { is: 9 working-days, clause: "3.2"'],
    ]);
    const line = wrong.split('\n').findIndex((one) => one.includes('9 working-days')) + 1;
    const sent = await sendForm(add, {}, [file(wrong), file(NEW_TEXT, 'source.md', 'source-file')]);
    assert.equal(sent.status, 422);
    const words = wordsOf(sent.body);
    assert.match(words, /The file has (a fault|\d+ faults), listed below with the line of each/);
    assert.match(words, new RegExp(`Line ${line} , column \\d+`));
    const inputs = readInputs(sent.body);
    assert.equal(inputs['words'], wrong);
    assert.equal(inputs['source'], NEW_TEXT);
    // Mended in the box: no file has to be chosen again.
    const mended = await sendForm(add, { ...inputs, words: NEW_FILE.replaceAll('\n', '\r\n') });
    assert.equal(mended.status, 200, wordsOf(mended.body));
    assert.match(wordsOf(mended.body), /Not added yet: version 2026-04/);
    assert.match(await open(index), /Version 2000-01 In force today/);
    assert.doesNotMatch(await open(index), /2026-04/);
  });

  test('what is no version of this landlord is refused, with what to do', async () => {
    const refuse = async (given: readonly Given[], said: RegExp, inputs: Record<string, string> = {}) => {
      const sent = await sendForm(add, inputs, given);
      assert.equal(sent.status, 422, wordsOf(sent.body).slice(0, 200));
      assert.match(wordsOf(sent.body), said);
    };
    await refuse([], /Choose the file of the version/);
    await refuse([file(new Uint8Array([0xff, 0xfe, 0x00]), 'photo.jpg')], /“photo\.jpg” is not a text file/);
    await refuse([file('a'.repeat(600_000))], /larger than 500 KB/);
    await refuse([file('pack: [')], /This is not YAML/);
    await refuse([file(`a: &a [x, x]\n${bomb()}`)], /refer to each other too often/);
    await refuse([file('['.repeat(20_000))], /nested too deeply|This is not YAML/);
    await refuse([file(swap(NEW_FILE, [['pack: anytown-homes', 'pack: other-homes']]))], /`pack` is “other-homes”/);
    await refuse([file(swap(FILE, [['title: How', 'title: Just how']]))], /There is a version of this name already/);
    await refuse(
      [file(swap(NEW_FILE, [[`version: ${NEW}`, 'version: "../x"']])), file(NEW_TEXT, 's.md', 'source-file')],
      /cannot be the name of a version/,
    );
    const twice = `${NEW_TEXT}\n{#3.2}Again.`;
    await refuse(
      [file(NEW_FILE), file(twice, 'source.md', 'source-file')],
      /In your text the anchor \{#3\.2\} stands twice/,
    );
    assert.deepEqual(server.parts.procedures.book(PACK), EMPTY_BOOK);
  });

  test('a day that cannot be is refused, and nothing is in force that was not looked at', async () => {
    await addVersion();
    const url = putInForceAt(NEW);
    const refuse = async (day: string, said: RegExp) => {
      const sent = await server.send(url, { ...dayOf(day), _confirmed: day });
      assert.equal(sent.status, 422, day);
      assert.match(wordsOf(sent.body), said);
      assert.equal(readInputs(sent.body)['from-year'], day.slice(0, 4), 'what was typed stays');
    };
    await refuse('2026-03-03', /Choose today or a day to come/);
    await refuse('2062-04-01', /Choose a day within 3 years/);
    const unseen = await server.send(url, { ...dayOf('2026-04-01'), _confirmed: '2026-04-02' });
    assert.equal(unseen.status, 200);
    assert.match(wordsOf(unseen.body), /Not in force yet/);
    await addVersion(swap(NEW_FILE, [[`version: ${NEW}`, 'version: 2026-05']]));
    await putInForce('2026-05-01', '2026-05');
    await refuse('2026-05-01', /Another version begins on this day/);
    assert.deepEqual(
      server.parts.procedures.versions(PACK).map(({ pack }) => pack.version),
      [OLD, '2026-05'],
    );
    await putInForce('2026-03-04');
    assert.equal(server.parts.organisations[0]?.policy.pack.version, NEW, 'from today on');
    await refuse('2026-06-01', /The day of this version has come/);
    assert.equal((await server.get(putInForceAt('1999-01'))).status, 404);
  });

  test('taken back until the day comes, and not after; a version without a day can be taken away', async () => {
    await addVersion();
    await putInForce('2026-04-01');
    const recall = administrationPaths.recallVersion({ version: NEW });
    const remove = administrationPaths.removeVersion({ version: NEW });
    assert.equal((await server.send(remove, {}, index)).status, 303);
    assert.match(await open(index), /Take that back first, then take the version away.*Version 2026-04/);
    assert.equal((await server.send(recall, {}, index)).status, 303);
    assert.match(await open(index), /does not come into force on that day.*Not in force: no day chosen/);
    assert.equal(await versionOf(await acknowledgedOn('2026-04-02')), OLD);
    await putInForce('2026-04-03');
    const follows = await acknowledgedOn('2026-04-07');
    assert.equal(await versionOf(follows), NEW);
    assert.equal((await server.send(recall, {}, add)).status, 303);
    assert.match(await open(index), /The day of this version has come/);
    assert.equal(await versionOf(follows), NEW);
    await addVersion(swap(NEW_FILE, [[`version: ${NEW}`, 'version: 2026-09']]));
    const other = administrationPaths.removeVersion({ version: '2026-09' });
    assert.equal((await server.send(other, {}, index)).status, 303);
    assert.match(await open(index), /Version 2026-09 was taken away\. It was never in force/);
    assert.equal((await server.send(other, {}, add)).status, 404);
  });

  test('another process takes it in, and registers cases by it', async () => {
    const { casebook, now, procedures } = server.parts;
    const other = openProcedures(await loadPacks({ only: [PACK] }));
    await addVersion();
    await putInForce('2026-04-01');
    const inForce = () => {
      const found = other.inForce(PACK, '2026-04-01');
      return 'pack' in found ? found.pack.version : undefined;
    };
    assert.equal(inForce(), OLD, 'not known there yet');
    await refreshProcedures({ database: casebook.database, procedures: other }, [PACK]);
    assert.equal(inForce(), NEW);
    assert.equal(other.get(PACK, NEW)?.hash, procedures.get(PACK, NEW)?.hash);
    const known = other.versions(PACK);
    await refreshProcedures({ database: casebook.database, procedures: other }, [PACK]);
    assert.equal(other.versions(PACK), known, 'nothing is read again where nothing is new');
    const from = { database: casebook.database, procedures: other, now };
    assert.ok('done' in (await keepProcedure(from, PACK, { what: 'recall', version: NEW }, 'somebody')));
    await refreshProcedures({ database: casebook.database, procedures }, [PACK]);
    assert.doesNotMatch(await open(index), /To come/);
  });

  test('what would stop working is told before: roles that people hold, roles that nobody holds', async () => {
    const other = swap(NEW_FILE, [
      ['{ id: staff, title: Member of staff, rank: 1 }', '{ id: helper, title: Helper, rank: 1 }'],
    ]);
    await addVersion(other);
    const shown = await server.send(putInForceAt(NEW), dayOf('2026-04-01'));
    assert.match(
      wordsOf(shown.body),
      /To be seen to before that day The role “Member of staff” is there no more\. 3 people hold it/,
    );
    assert.match(wordsOf(shown.body), /Nobody holds the new role “Helper”/);
  });

  test('a version in which a later Redress finds a fault is not put in force', async () => {
    const { casebook, procedures, now } = server.parts;
    const words = swap(NEW_FILE, [['limit: { is: 8 working-days', 'limit: { is: 9 working-days']]);
    const wish = { what: 'add', version: NEW, hash: 'x', words, source: NEW_TEXT } as const;
    assert.ok('done' in (await keepProcedure({ database: casebook.database, procedures, now }, PACK, wish, 'all')));
    const page = await open(putInForceAt(NEW));
    assert.match(page, /Version 2026-04 cannot be put in force It has faults/);
    const sent = await server.post(putInForceAt(NEW), {
      ...readInputs((await server.get(add)).body),
      ...dayOf('2026-04-01'),
      _confirmed: '2026-04-01',
    });
    assert.equal(sent.status, 422);
    assert.equal(procedures.book(PACK).days.length, 0);
    const broken = { ...wish, version: '2026-06', words: words.replace('rank: 4', 'rank: four') };
    assert.ok('done' in (await keepProcedure({ database: casebook.database, procedures, now }, PACK, broken, 'all')));
    assert.match(await open(index), /Not readable Version 2026-06 cannot be read any more/);
    const url = administrationPaths.removeVersion({ version: '2026-06' });
    assert.equal((await server.send(url, {}, index)).status, 303);
    assert.doesNotMatch(await open(index), /Not readable/);
  });

  test('any two versions are compared by whoever is signed in; those without a day by administrators only', async () => {
    assert.match(await open(caseworkPaths.procedureVersions()), /There is one version of this procedure only/);
    await addVersion();
    const url = caseworkPaths.procedureVersions(undefined, { from: OLD, to: NEW });
    assert.match(await open(url), /2026-04: not in force yet.*Stage 1 response 10 working days 8 working days/);
    assert.match(
      await open(caseworkPaths.procedureValues(undefined, { version: NEW })),
      /Version 2026-04: not in force yet/,
    );
    server.signIn('complaints-officer');
    assert.equal((await server.get(url)).status, 404);
    assert.equal((await server.get(caseworkPaths.procedure(undefined, { version: NEW }))).status, 404);
    server.signIn('all');
    await putInForce('2026-04-01');
    server.signIn('complaints-officer');
    assert.match(await open(url), /2026-04: in force from 1 April 2026.*8 working days/);
    assert.match(await open(caseworkPaths.procedure()), /Compare the versions/);
  });

  test('the file of a version is there to be changed', async () => {
    const { status, bytes, headers } = await server.fetchFile(administrationPaths.versionFile({ version: OLD }));
    assert.equal(status, 200);
    assert.equal(bytes.toString('utf8'), FILE);
    assert.match(String(headers['content-disposition']), /attachment; filename="2000-01\.yaml"/);
    assert.equal((await server.get(administrationPaths.versionFile({ version: '1999-01' }))).status, 404);
  });

  test('who is no administrator does not find these pages', async () => {
    await addVersion();
    server.signIn('director');
    for (const url of [index, add, putInForceAt(NEW), administrationPaths.versionFile({ version: NEW })])
      assert.equal((await server.get(url)).status, 404, url);
    const page = caseworkPaths.newCase();
    for (const url of [
      add,
      putInForceAt(NEW),
      administrationPaths.recallVersion({ version: NEW }),
      administrationPaths.removeVersion({ version: NEW }),
    ])
      assert.equal((await server.send(url, dayOf('2026-04-01'), page)).status, 404, url);
    assert.equal(server.parts.procedures.candidates(PACK).length, 1);
  });
});

/** Nine lists of nine aliases each: a few hundred bytes that would become hundreds of millions. */
function bomb(): string {
  const names = [...'abcdefghij'];
  return names
    .slice(1)
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${names[at]}`).join(', ')}]`)
    .join('\n');
}

test('a version that was installed for a day to come is given another, and nothing falls into the gap', async () => {
  const policies = mkdtempSync(join(tmpdir(), 'redress-policies-'));
  try {
    cpSync(folder, join(policies, PACK), { recursive: true });
    const first = swap(FILE, [['  from: 2000-01-01', '  from: 2000-01-01\n  until: 2026-12-31']]);
    const second = swap(FILE, [
      [`version: ${OLD}`, 'version: 2027-01'],
      ['  from: 2000-01-01', '  from: 2027-01-01'],
    ]);
    writeFileSync(join(policies, PACK, '2000-01.yaml'), first);
    writeFileSync(join(policies, PACK, '2027-01.yaml'), second);
    server = await openCaseworkServer(PACK, '2026-03-04', policies);
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
    await emptyDatabase(server.parts.casebook.database);
    assert.match(
      await open(index),
      /Version 2027-01 .*To come: from Friday 1 January 2027 .*Installed, in the policies folder/,
    );
    await putInForce('2027-03-01', '2027-01');
    assert.equal(await versionOf(await acknowledgedOn('2027-02-26')), OLD);
    assert.equal(await versionOf(await acknowledgedOn('2027-03-01')), '2027-01');
    server.setDay('2026-03-04');
    const recall = administrationPaths.recallVersion({ version: '2027-01' });
    assert.equal((await server.send(recall, {}, index)).status, 303);
    assert.match(await open(index), /To come: from Friday 1 January 2027/, 'its file counts again');
  } finally {
    await server.close();
    rmSync(policies, { recursive: true, force: true });
  }
});
