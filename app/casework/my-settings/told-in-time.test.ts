// Told in time: what is new on one's cases, the daily e-mail with its switch, and the calendar address.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { enqueueDigests } from '../../jobs/enqueue-digests.ts';
import { type OutboxMessage, runOutboxOnce } from '../../jobs/outbox.ts';
import { renderCalendar } from '../calendar-feed/render-calendar.ts';
import { type Digest, sendDigest } from '../digest/write-digest.ts';
import { sevenOn } from '../my-work/news-since.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

async function given(to: string, input: Record<string, unknown> = {}): Promise<string> {
  const id = await logCase(server, { subject: 'Secret of Jo', ...input });
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
  const roles = server.people.find((person) => person.id === to)?.roles;
  await doOn(server, id, 'allocate', { input: { to, 'to-roles': roles } });
  return id;
}

/** One morning: everybody is put into the outbox, as often as told, and what goes out is answered. */
async function morning(at: string, times = 1): Promise<Map<string, Digest>> {
  const { casebook, organisations, people } = server.parts;
  const { database } = casebook;
  const sent = new Map<string, Digest>();
  const parts = { database, now: () => at, organisations, listPeople: (id: string) => people.list(id) };
  for (let time = 0; time < times; time += 1) {
    await enqueueDigests(parts);
    const digest = sendDigest(server.parts, async (message: OutboxMessage, mail: Digest) => {
      assert.ok(!sent.has(message.key), 'once a day');
      sent.set(message.key, mail);
    });
    while ((await runOutboxOnce(database, { digest }, { now: () => at })).done > 0);
  }
  return new Map([...sent].map(([key, mail]) => [key.split('/')[1] ?? '', mail]));
}

describe('told in time', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-04-01');
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
  });
  after(() => server.close());

  test('what others recorded on my cases is new until the next working day but one', async () => {
    const id = await given('investigator');
    server.setDay('2026-04-02');
    await doOn(server, id, 'note', { input: { text: 'Called twice' } });
    server.signIn('investigator');
    const see = async () => wordsOf((await server.get(caseworkPaths.myWork())).body);
    assert.match(await see(), /New on your cases since Wednesday 1 April 2026 .*Note/);
    server.setDay('2026-04-07');
    assert.match(await see(), /since Thursday 2 April 2026 .*Note/, 'over Easter nothing is missed');
    server.setDay('2026-04-08');
    assert.doesNotMatch(await see(), /New on your cases/);
  });

  test('the daily e-mail comes once, on working days from seven, and names no resident', async () => {
    const id = await given('investigator');
    const { reference } = (await loadCase(server, id)).origin;
    server.setDay('2026-04-17');
    assert.equal((await morning('2026-04-17T05:59:00Z')).size, 0, 'before seven in London');
    const mails = await morning('2026-04-17T06:01:00Z', 3);
    const mail = mails.get('investigator');
    assert.deepEqual([mail?.to, mail?.subject], ['investigator@example.org', 'Complaints today: 1 today']);
    assert.match(
      mail?.text ?? '',
      new RegExp(`Today \\(1\\)\n- Friday 17 April 2026: ${reference}, Stage 1 response\\.`),
    );
    assert.match(mail?.text ?? '', /http:\/\/127\.0\.0\.1\/my-work\n[\s\S]*http:\/\/127\.0\.0\.1\/my-settings$/);
    for (const { text } of mails.values()) assert.doesNotMatch(text, /Jo|Sample|Secret|leak|Orchard/i);
    assert.ok(!mails.has('investigator-2'), 'nothing to tell, no mail');
    server.setDay('2026-04-18');
    assert.equal((await morning('2026-04-18T08:00:00Z')).size, 0, 'a Saturday');
  });

  test('none goes to who switched it off, is away or has left, and one of yesterday is dropped', async () => {
    for (const person of ['investigator', 'investigator-2', 'complaints-officer']) await given(person);
    server.signIn('investigator');
    const off = await server.send(caseworkPaths.mySettings(), { do: 'digest-off' });
    assert.equal(off.status, 303);
    assert.match(wordsOf((await server.get(caseworkPaths.mySettings())).body), /You do not get it/);
    const away = {
      person: 'investigator-2',
      from: '2026-04-17' as never,
      to: '2026-04-24' as never,
      deputies: ['director'],
    };
    await server.parts.absences.record(server.organisation, away, 'investigator-2');
    server.setDay('2026-04-17');
    const mails = await morning('2026-04-17T06:30:00Z');
    assert.ok(mails.has('complaints-officer') && !mails.has('investigator') && !mails.has('investigator-2'));
    assert.match(mails.get('director')?.text ?? '', /Today \(1\)/, 'whoever acts for them is told');
    await server.send(caseworkPaths.mySettings(), { do: 'digest-on' });
    const { casebook, organisations, people } = server.parts;
    const parts = { database: casebook.database, organisations, listPeople: (id: string) => people.list(id) };
    server.setDay('2026-04-20');
    await enqueueDigests({ ...parts, now: () => '2026-04-20T06:30:00Z' });
    server.setDay('2026-04-21');
    let sent = 0;
    const digest = sendDigest(server.parts, async () => {
      sent += 1;
    });
    await runOutboxOnce(casebook.database, { digest }, { now: () => '2026-04-21T06:30:00Z', batch: 100 });
    assert.equal(sent, 0);
  });

  test('a calendar address opens the due dates of one person, until it is renewed or taken back', async () => {
    const id = await given('investigator');
    const { reference } = (await loadCase(server, id)).origin;
    server.signIn('investigator');
    const renew = async (): Promise<string> => {
      const { body } = await server.send(caseworkPaths.mySettings(), { do: 'feed-renew' });
      return /http:\/\/127\.0\.0\.1(\/calendar\/[^<]+\.ics)/.exec(body)?.[1] ?? '';
    };
    const first = await renew();
    const feed = await server.get(first);
    assert.equal(feed.status, 200);
    assert.match(feed.body, /DTSTART;VALUE=DATE:20260417\r\nDTEND;VALUE=DATE:20260418\r\n/);
    assert.ok(feed.body.includes(`SUMMARY:${reference}: Stage 1 response`));
    assert.doesNotMatch(feed.body, /Jo|Sample|Secret|leak/i);
    assert.deepEqual((await server.get(first)).body, feed.body, 'the same each time it is read');
    const second = await renew();
    assert.equal((await server.get(first)).status, 404);
    assert.equal((await server.get(second)).status, 200);
    assert.equal((await server.get(second.replace(/.\.ics$/, '~.ics'))).status, 404);
    await server.send(caseworkPaths.mySettings(), { do: 'feed-revoke' });
    assert.equal((await server.get(second)).status, 404);
  });

  test('the calendar of whoever acts for somebody who is away has their dates too, and says so', async () => {
    const id = await given('investigator');
    const { reference } = (await loadCase(server, id)).origin;
    const away = { person: 'investigator', from: '2026-04-01' as never, to: '2026-04-10' as never };
    await server.parts.absences.record(server.organisation, { ...away, deputies: ['investigator-2'] }, 'investigator');
    server.signIn('investigator-2');
    const { body } = await server.send(caseworkPaths.mySettings(), { do: 'feed-renew' });
    const address = /http:\/\/127\.0\.0\.1(\/calendar\/[^<]+\.ics)/.exec(body)?.[1] ?? '';
    const feed = (await server.get(address)).body.replaceAll('\r\n ', '');
    assert.ok(feed.includes(`SUMMARY:${reference}: Stage 1 response (for a colleague who is away)`), feed);
    assert.doesNotMatch(feed, /Investigator/);
    server.setDay('2026-04-11');
    assert.doesNotMatch((await server.get(address)).body, new RegExp(reference), 'over with the absence');
  });

  test('a calendar has its text escaped, its lines folded by octets and its days whole', () => {
    const summary = `${'Überlänge, mit; Zeichen \\ '.repeat(6)}Ende`;
    const text = renderCalendar(
      [{ uid: 'a@redress', on: '2026-12-31' as never, summary, url: 'https://x.example/y' }],
      {
        name: 'Due',
        stamp: '2026-04-01T06:00:00.000Z',
      },
    );
    assert.ok(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
    const unfolded = text.replaceAll('\r\n ', '');
    assert.ok(unfolded.includes(`SUMMARY:${summary.replace(/[\\;,]/g, (sign) => `\\${sign}`)}\r\n`));
    assert.match(unfolded, /DTSTAMP:20260401T060000Z\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n/);
    assert.ok(text.startsWith('BEGIN:VCALENDAR\r\n') && text.endsWith('END:VCALENDAR\r\n'));
  });

  test('seven in the morning is seven in London, summer and winter', () => {
    assert.equal(sevenOn('2026-01-15' as never), '2026-01-15T07:00:00.000Z');
    assert.equal(sevenOn('2026-07-15' as never), '2026-07-15T06:00:00.000Z');
  });
});
