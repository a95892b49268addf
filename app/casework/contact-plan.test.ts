// How a person wants to be kept informed is agreed with them under every procedure, whether or not it speaks of that.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listDuties, listWarnings } from '../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../test/support/drive-case.ts';
import { caseworkPaths } from './paths.ts';

const wordsOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const sectionOf = (body: string): string => /<section id="contact-plan">[\s\S]*?<\/section>/.exec(body)?.[0] ?? '';

/** Each landlord with one of its services, the day that an update tells, what counts without a plan, and what is asked
 * for once the response is overdue. */
const LANDLORDS = [
  { pack: 'carecall', service: 'with-home', told: 'next-update-on', without: 'nothing is agreed', overdue: 'to-agree' },
  {
    pack: 'council-housing',
    service: 'housing',
    told: 'next-update-on',
    without: 'nothing is agreed',
    overdue: 'to-agree',
  },
  {
    pack: 'resolution-team',
    service: undefined,
    told: 'expected-on',
    without: 'nothing is agreed',
    overdue: '2026-03-16',
  },
  {
    pack: 'stockport-homes',
    service: 'housing',
    told: 'next-update-on',
    without: 'nothing is agreed',
    overdue: 'to-agree',
  },
  {
    pack: 'housing-plus',
    service: 'homes-plus',
    told: 'next-update-on',
    without: 'Monday 16 March 2026',
    overdue: '2026-03-16',
  },
] as const;

for (const { pack, service, told, without, overdue } of LANDLORDS)
  describe(`under ${pack}`, () => {
    let server: CaseworkServer;
    before(async () => {
      server = await openCaseworkServer(pack, '2026-03-02');
      server.signIn('all');
    });
    after(() => server.close());

    const log = async (): Promise<string> => {
      server.setDay('2026-03-02');
      const id = await logCase(server, service ? { service } : {});
      const straightAway = { 'why-not-straight-away': 'The roof.', outcome: 'not-straight-away' };
      if (pack === 'resolution-team')
        await doOn(server, id, 'do-step', { step: 'move-to-stage-1', input: straightAway });
      await doOn(server, id, 'allocate', { input: { to: 'all', 'to-roles': server.people[0]?.roles } });
      return id;
    };
    const section = async (id: string): Promise<string> =>
      wordsOf(sectionOf((await server.get(caseworkPaths.casePage({ id }))).body));
    /** The lines of My work about the case, late ones first. */
    const myWork = async (id: string): Promise<string> => {
      const { body } = await server.get(caseworkPaths.myWork());
      const { reference } = (await loadCase(server, id)).origin;
      return [...body.matchAll(/<tr[\s\S]*?<\/tr>/g)]
        .map(([row]) => wordsOf(row))
        .filter((row) => row.includes(reference))
        .join('\n');
    };
    const form = (id: string, action: string) => caseworkPaths.action({ id, action });
    const dueOf = async (id: string) =>
      listDuties(standingNow(server, await loadCase(server, id))).find(({ kind }) => kind === 'contact')?.due;

    test('a plan is agreed, due, overdue, met by a word, changed and ended', async () => {
      const id = await log();
      const agreed = await server.send(form(id, 'set-contact-plan'), {
        every: '2',
        'every-unit': 'working-day',
        'plan-channel': 'telephone',
      });
      assert.equal(agreed.status, 303, wordsOf(agreed.body));
      assert.match(await section(id), /Wednesday 4 March 2026 .*They want to hear from you by telephone/);
      assert.match(await myWork(id), /Wednesday 4 March 2026 [^\n]*Next word to the complainant/);
      assert.doesNotMatch(await section(id), /Overdue/);
      server.setDay('2026-03-05');
      assert.match(await section(id), /Overdue/);
      assert.match(await myWork(id), /Wednesday 4 March 2026 Late [^\n]*Next word to the complainant/);
      const word = await server.send(form(id, 'send-update'), {
        text: 'We wait for the roofer.',
        channel: 'telephone',
      });
      assert.equal(word.status, 303, wordsOf(word.body));
      assert.match(await section(id), /Monday 9 March 2026/);
      assert.doesNotMatch(await section(id), /Overdue/);
      const changed = await server.send(form(id, 'set-contact-plan'), { every: '1', 'every-unit': 'week' });
      assert.equal(changed.status, 303);
      assert.match(await section(id), /Thursday 12 March 2026/);
      const ended = await server.send(form(id, 'end-contact-plan'), { 'plan-ended-why': 'Only the answer.' });
      assert.equal(ended.status, 303);
      assert.ok(!(await section(id)).includes('12 March'));
      const again = await server.send(form(id, 'end-contact-plan'), {});
      assert.equal(again.status, 400);
      assert.match(wordsOf(again.body), /so there is no plan to end/);
    });

    test('without a plan the page says what counts', async () => {
      const id = await log();
      assert.ok((await section(id)).includes(without), await section(id));
    });

    test('the day that an update tells them is a duty', async () => {
      const id = await log();
      const next = pack === 'resolution-team' ? {} : { 'what-comes-next': 'We read his note.' };
      const parts = { 'what-has-happened': 'The roofer came.', ...next };
      await doOn(server, id, 'do-step', { step: 'holding-update', input: { [told]: '2026-03-11', parts } });
      assert.equal(await dueOf(id), '2026-03-11');
      assert.match(await myWork(id), /Wednesday 11 March 2026 [^\n]*Next word to the complainant/);
      server.setDay('2026-03-12');
      assert.match(await myWork(id), /Wednesday 11 March 2026 Late [^\n]*Next word to the complainant/);
    });

    test('once the response is overdue somebody is told: by when, or that it has to be agreed', async () => {
      const id = await log();
      const codes = async () => {
        server.setDay('2026-05-05');
        return listWarnings(standingNow(server, await loadCase(server, id))).map(({ code }) => code);
      };
      const isAsked = overdue === 'to-agree';
      assert.equal((await codes()).includes('plan-to-agree-overdue'), isAsked);
      assert.equal(await dueOf(id), isAsked ? undefined : overdue);
      await doOn(server, id, 'set-contact-plan', { input: { every: 1, 'every-unit': 'week' } });
      assert.ok(!(await codes()).includes('plan-to-agree-overdue'));
      assert.equal(await dueOf(id), '2026-05-12');
    });
  });
