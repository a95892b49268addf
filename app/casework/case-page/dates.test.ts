// Every due date on the page of a case leads to how it was worked out, and every part of the page has an address.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DUTY_KINDS, listDuties } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, entitled, loadCase, logCase, standingNow, walkCase } from '../../../test/support/drive-case.ts';
import { addressOfWorking } from '../find-working.ts';
import { caseworkPaths } from '../paths.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const sectionOf = (body: string, id: string): string =>
  new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(body)?.[0] ?? '';
const see = async (id: string): Promise<string> => (await server.get(caseworkPaths.casePage({ id }))).body;

async function acknowledgedCase(): Promise<string> {
  const id = await logCase(server);
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The ceiling is ours.' } } });
  return id;
}

describe('dates of a case', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-30');
  });
  after(() => server.close());

  test('a promise says who set its day, how it moved, and how far it is away with the days left out by name', async () => {
    const id = await acknowledgedCase();
    const given = { kind: 'work', what: 'Mend the ceiling', owner: 'investigator', due: '2026-04-08' };
    await doOn(server, id, 'promise', { input: given });
    await doOn(server, id, 'update-promise', { input: { promise: '1', due: '2026-04-10', news: 'Parts are late.' } });
    const promises = sectionOf(await see(id), 'promises');
    const words = wordsOf(promises);
    assert.match(words, /Wednesday 8 April 2026: set by .* on Monday 30 March 2026, entry 4 \./);
    assert.match(words, /Friday 10 April 2026: set by .* entry 5 \./);
    assert.match(words, /7 working days from today\. Not counted: Good Friday 3 April and Easter Monday 6 April\./);
    assert.match(promises, /href="#entry-4"/);
  });

  test('within a day the timeline keeps the order of recording, and those with a time stand by it', async () => {
    const id = await acknowledgedCase();
    for (const [text, at] of [
      ['Afternoon', '2026-03-30T15:00:00.000Z'],
      ['Some time', undefined],
      ['Morning', '2026-03-30T09:00:00.000Z'],
    ] as const) {
      const { parts, organisation } = server;
      const moment = { on: parts.today(), ...(at && { at }) };
      const wish = { organisation, caseId: id, actor: entitled('noter'), command: 'note', moment };
      await parts.casebook.act({ ...wish, input: { text } });
    }
    const timeline = await see(id);
    const order = [...timeline.matchAll(/id="entry-(\d+)"/g)].map(([, n]) => Number(n));
    assert.deepEqual(
      order.toSorted((a, b) => a - b),
      [1, 2, 3, 4, 5, 6],
    );
    const place = (n: number): number => order.indexOf(n);
    const forwards = place(1) < place(2);
    const [first, second, third] = [6, 5, 4].map(place) as [number, number, number];
    assert.ok(forwards ? first < second && second < third : first > second && second > third, order.join());
    assert.ok(forwards ? place(3) < first : place(3) > first, 'what was recorded before stays before');
  });

  test('an acknowledgement leads to its entry, and to how the day it told is worked out', async () => {
    const body = await see(await acknowledgedCase());
    const letters = sectionOf(body, 'letters');
    assert.match(letters, /href="#entry-3"/);
    const clock = /It told them to expect an answer by <a class="govuk-link" href="#(clock-[\w-]+)"/.exec(letters)?.[1];
    assert.ok(clock !== undefined && body.includes(`id="${clock}"`), letters);
  });

  test('the date of every kind of duty leads to where it stands on the case', async () => {
    const id = await acknowledgedCase();
    await doOn(server, id, 'promise', { input: { kind: 'work', what: 'Mend it', owner: 'all', due: '2026-04-08' } });
    const asked = { 'asked-of': 'investigator', 'asked-question': 'When?', 'answer-by': '2026-04-07' };
    await doOn(server, id, 'request-information', { input: asked });
    await doOn(server, id, 'set-contact-plan', { input: { every: 1, 'every-unit': 'week' } });
    const required = { 'required-by': 'regulator', 'requirement-text': 'The file', 'required-on': '2026-04-20' };
    await doOn(server, id, 'record-requirement', { input: required });
    const limited = {
      limits: 'Calls',
      'stays-open': 'Letters',
      'restriction-reason': 'Abuse',
      'equality-note': 'None',
    };
    const days = { starts: '2026-03-30', 'review-on': '2026-06-30' };
    await doOn(server, id, 'restrict-contact', { input: { ...limited, ...days } });
    const duties = listDuties(standingNow(server, await loadCase(server, id)));
    const kinds = new Set(duties.map(({ kind }) => kind));
    const others = ['escalation', 'panel', 'award'];
    for (const kind of DUTY_KINDS.filter((one) => !others.includes(one))) assert.ok(kinds.has(kind), kind);
    const body = await see(id);
    for (const duty of duties) {
      const [page, anchor] = addressOfWorking(id, duty).split('#');
      assert.equal(page, caseworkPaths.casePage({ id }));
      assert.notEqual(anchor, 'due-next', duty.id);
      assert.equal(body.split(`id="${anchor}"`).length - 1, 1, `${duty.id}: #${anchor}`);
    }
  });

  test('a contact by another way than they asked for is warned of once, and then kept as it was', async () => {
    const id = await acknowledgedCase();
    const contact = caseworkPaths.action({ id, action: 'contact' });
    const by = (channel: string) => ({ channel, reached: 'yes', 'what-was-said': 'MY TYPING' });
    await doOn(server, id, 'set-contact-plan', { input: { 'plan-channel': 'e-mail', every: 1, 'every-unit': 'week' } });
    assert.equal((await server.send(contact, by('e-mail'))).status, 303);
    const warned = await server.send(contact, by('telephone'));
    assert.equal(warned.status, 422);
    assert.match(wordsOf(warned.body), /They asked to hear from you by e-mail, and you chose another way/);
    assert.match(warned.body, /MY TYPING/);
    const count = async () => (await loadCase(server, id)).events.filter(({ type }) => type === 'contacted').length;
    assert.equal(await count(), 1);
    assert.equal((await server.post(contact, readInputs(warned.body))).status, 303);
    assert.equal(await count(), 2);
  });

  test('what the list of parts leads to is there, once', async () => {
    const body = await see(await acknowledgedCase());
    const contents = /<nav aria-label="On this page"[\s\S]*?<\/nav>/.exec(body)?.[0] ?? '';
    const targets = [...contents.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id);
    assert.ok(targets.length > 8);
    for (const id of targets) assert.equal(body.split(`id="${id}"`).length - 1, 1, id);
    for (const [, id = ''] of body.matchAll(/href="#([\w-]+)"/g))
      assert.ok(body.includes(`id="${id}"`), `#${id} leads nowhere`);
  });
});

test('the last day for asking for the next stage has its working', async () => {
  server = await openCaseworkServer('stockport-homes', '2026-03-30');
  const id = await logCase(server);
  const told: string[] = [];
  await walkCase(server, id, async () => {
    const words = wordsOf(await see(id));
    if (/The last day for asking/.test(words)) told.push(words);
  });
  await server.close();
  assert.ok(told.length > 0, 'an answer went, after which the next stage can be asked for');
  for (const words of told)
    assert.match(
      words,
      /The last day for asking is .* How this date was worked out It can be asked for from .* 2026\./,
    );
});
