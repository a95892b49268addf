import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { administrationPaths } from '../../administration/paths.ts';
import { readStream } from '../../store/read-stream.ts';
import { exportStream } from './export-cases.ts';

let server: CaseworkServer;

async function takeAway(query = '') {
  const sent = await server.send('/cases/export', Object.fromEntries(new URLSearchParams(query)), '/cases');
  assert.equal(sent.status, 200);
  const [cases, about] = (await readXlsx(sent.bytes)).sheets;
  const [heads = [], ...lines] = cases?.rows ?? [];
  return {
    bytes: sent.bytes,
    cases,
    about: new Map((about?.rows ?? []).map(([name, value]) => [name, value])),
    rows: lines.map((line) => Object.fromEntries(heads.map((head, at) => [String(head), line[at]]))),
  };
}
const dayOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString().slice(0, 10) : `not a date: ${value}`;

const mainOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the list as a spreadsheet', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
    await emptyDatabase(server.parts.casebook.database);
    await logCase(server, { subject: '=HYPERLINK("http://bad.example","Leak")' });
    server.setDay('2026-04-13');
    await logCase(server, { subject: 'A later one & <b>bold</b>' });
    await logCase(server, {
      subject: 'Conduct of an officer',
      'about-staff-conduct': true,
      'person-complained-about': 'senior-officer',
    });
    const over = await logCase(server, { subject: 'Withdrawn' });
    await doOn(server, over, 'withdraw');
  });
  after(() => server.close());

  test('has what the list has, in its order, with days as days, numbers as numbers and text as text', async () => {
    const { rows, cases, about } = await takeAway('show=all');
    assert.equal(rows.length, 3);
    const [first] = rows;
    assert.equal(first?.['Subject'], '=HYPERLINK("http://bad.example","Leak")');
    assert.deepEqual(
      [dayOf(first?.['Received']), dayOf(first?.['Next due']), first?.['Days late'], first?.['Resident']],
      ['2026-04-01', '2026-04-10', 3, 'Jo Sample'],
    );
    assert.equal(first?.['Service'], server.policy.pack.services[0]?.name);
    assert.equal(typeof first?.['What is due'], 'string');
    assert.deepEqual(Object.keys(first ?? {}), [
      ...['Reference', 'Subject', 'Resident', 'Service', 'Stage', 'Status', 'Received', 'Next due', 'What is due'],
      ...['Days late', 'Handler', 'Outcome'],
    ]);
    assert.ok(rows.slice(1).every((row) => row['Days late'] === null || row['Days late'] === undefined));
    assert.deepEqual(cases?.freezePane?.rows, 1);
    const { orientation, fitToWidth } = cases?.pageSetup ?? {};
    assert.deepEqual([orientation, fitToWidth], ['landscape', 1], 'it prints on sheets as wide as the list');
    assert.deepEqual([about.get('Taken by'), String(about.get('Cases'))], ['Ali Everything', '3']);
  });

  test('no cell of it is a formula', async () => {
    const { sheets } = await readXlsx((await takeAway()).bytes, { readStyles: true });
    const cells = sheets.flatMap((sheet) => [...(sheet.cells ?? new Map()).values()]);
    assert.ok(
      cells.some(({ type }) => type === 'date'),
      'cells are told with their types',
    );
    assert.deepEqual(
      cells.filter(({ type, formula }) => type === 'formula' || formula !== undefined),
      [],
    );
  });

  test('goes by the filter and the search that are shown', async () => {
    const closed = await takeAway('show=closed');
    assert.deepEqual(
      closed.rows.map((row) => [row['Subject'], row['Status'], row['Outcome']]),
      [['Withdrawn', server.parts.texts.statuses.status.closed, 'withdrawn']],
    );
    const sent = await server.send('/cases/search', { words: 'leek' }, '/cases');
    const found = await takeAway((sent.location ?? '').split('?')[1]);
    assert.equal(found.rows.length, 4, 'all tell of a leak');
    assert.equal(found.about.get('Searched for'), 'leek');
    const subject = await server.send('/cases/search', { words: 'later bold' }, '/cases');
    assert.deepEqual(
      (await takeAway((subject.location ?? '').split('?')[1])).rows.map((row) => row['Subject']),
      ['A later one & <b>bold</b>'],
    );
  });

  test('holds only what whoever takes it may see, and it is recorded who took what, and read which case', async () => {
    await emptyReads();
    server.signIn('senior-officer');
    const { rows } = await takeAway('show=everything&from=2026-04-02');
    assert.deepEqual(rows.map(({ Subject }) => Subject).sort(), ['A later one & <b>bold</b>', 'Withdrawn']);
    const { database } = server.parts.casebook;
    const [events, reads] = await database.inOrganisation(server.organisation, async (tx) => [
      await readStream(tx, server.organisation, exportStream('2026-04-13'), { withTexts: true }),
      await tx.selectFrom('case_read').select(['person', 'page']).execute(),
    ]);
    const last = events.at(-1);
    assert.deepEqual([last?.type, last?.actor, last?.happenedOn], ['cases-exported', 'senior-officer', '2026-04-13']);
    assert.deepEqual(last?.data, { wants: { show: 'everything', from: '2026-04-02' }, cases: 2 });
    assert.deepEqual(reads, Array(2).fill({ person: 'senior-officer', page: '/cases/export' }));
    server.signIn('all');
  });

  test('what has lapsed since it was last recorded is told as the page tells it', async () => {
    server.setDay('2026-04-01');
    const quick = { 'likely-to-be-quick': true, 'agrees-to-early-resolution': true };
    const id = await logCase(server, {
      ...quick,
      subject: 'Quick',
      'high-rise-safety': false,
      'health-and-safety': false,
    });
    const { reference } = (await loadCase(server, id)).origin;
    const stageOf = async (): Promise<unknown> =>
      (await takeAway('show=all')).rows.find((row) => row['Reference'] === reference)?.['Stage'];
    assert.equal(await stageOf(), 'Early resolution');
    server.setDay('2026-06-01');
    assert.equal(await stageOf(), 'Stage One');
  });

  test('an administrator sees who took which list away, when, and how many cases; nobody else does', async () => {
    const page = administrationPaths.exports();
    server.signIn('senior-officer');
    const { rows } = await takeAway('show=late');
    await takeAway('show=everything&channel=letter');
    assert.equal((await server.get(page)).status, 404);
    const all = server.people.findIndex(({ id }) => id === 'all');
    (server.people as { administrator: boolean }[])[all]!.administrator = true;
    server.signIn('all');
    const told = mainOf((await server.get(page)).body);
    const name = server.people.find(({ id }) => id === 'senior-officer')?.name;
    assert.match(told, new RegExp(`2026 at [\\d:]+ ${name} Late ${rows.length}`));
    assert.match(told, new RegExp(`${name} Open and closed\\. How it reached us: Letter \\d+`));
    assert.match(told, /April 2026/);
    assert.match(mainOf((await server.get(administrationPaths.index())).body), /Lists taken away/);
  });
});

async function emptyReads(): Promise<void> {
  await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
    tx.deleteFrom('case_read').execute(),
  );
}
