import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import {
  type Deed,
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import { textOf, Visitor } from '../../test/support/visitor.ts';
import { issueFollowCode } from '../identity/follow-codes.ts';
import type { Database } from '../store/open-database.ts';
import { createServer } from '../web/server.ts';
import { registerPortal } from './register.ts';

const STORY = 'Water <b>runs</b> down the kitchen wall.\n\nNobody came.';
const NAME = 'Zebedee Quillfeather';

describe('residents’ pages', () => {
  let database: Database;
  let parts: ResidentParts;
  let app: FastifyInstance;
  let log: string[];

  before(async () => {
    database = await sharedDatabase('pglite');
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    parts = await makeResidentParts(database);
    log = [];
    app = makePortalServer(parts, (line) => log.push(line));
  });

  const countCases = (organisation: string): Promise<number> =>
    database.inOrganisation(
      organisation,
      async (tx) => (await tx.selectFrom('case_list').select('case_id').execute()).length,
    );
  const complain = async (
    visitor: Visitor,
    organisation = 'anytown-homes',
    more: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> => {
    const form = await visitor.open(`/${organisation}/complain`);
    return visitor.send(form, {
      'what-happened': STORY,
      'resident-name': NAME,
      'resident-email': 'z@example.org',
      ...more,
    });
  };
  const readSent = (page: LightMyRequestResponse): { reference: string; code: string } => ({
    reference: /\d\d-[0-9A-Z]{5}(?=<\/strong>)/.exec(page.body)?.[0] ?? '',
    code: /redress-code__letters">([^<]+)</.exec(page.body)?.[1] ?? '',
  });
  const follow = async (visitor: Visitor, given: { reference: string; code: string }, organisation = 'anytown-homes') =>
    visitor.send(await visitor.open(`/${organisation}/follow`), given);
  /** A case of staff, with its code. */
  const loggedCase = async (deeds: readonly Deed[], organisation = 'anytown-homes') => {
    const { caseId, reference } = await registerCase(parts, organisation, '2026-03-05');
    await driveCase(parts, organisation, caseId, deeds);
    return { caseId, reference, code: await issueFollowCode(parts.casebook, organisation, caseId, 'p1') };
  };
  const define = { points: [{ text: 'The lift was out of order' }], 'outcome-sought': 'Mend it' };
  const ACKNOWLEDGED: readonly Deed[] = [
    { what: 'defined', on: '2026-03-05', input: define },
    { what: 'acknowledged', on: '2026-03-05', input: { parts: { 'responsible-for': 'The lift is ours.' } } },
  ];
  const ANSWERED: readonly Deed[] = [
    ...ACKNOWLEDGED,
    { what: 'allocated', on: '2026-03-06', input: { to: 'p2' } },
    {
      what: 'promise-made',
      on: '2026-03-12',
      by: 'p2',
      input: { kind: 'work', what: 'Mend the lift for good', owner: 'p2', due: '2026-04-10' },
    },
    {
      what: 'response-issued',
      on: '2026-03-13',
      by: 'p2',
      input: { findings: { '1': { finding: 'upheld' } }, parts: { reasons: { '1': 'The part came late.' } } },
    },
  ];

  test('the first page lists every landlord to anyone, and marks the invented one', async () => {
    const page = await new Visitor(app).open('/');
    assert.equal(page.statusCode, 200);
    for (const { id, policy } of parts.organisations) {
      assert.ok(page.body.includes(`href="/${id}"`));
      assert.ok(page.body.includes(policy.pack.organisation.name));
    }
    assert.equal(
      page.body.split('(invented').length - 1,
      parts.organisations.filter(({ policy }) => policy.pack.organisation.fictitious).length,
    );
  });

  test('a landlord’s page says what the pack says: definition word for word, limits, whom to turn to today', async () => {
    for (const { id, policy } of parts.organisations) {
      const text = textOf(await new Visitor(app).open(`/${id}`));
      assert.ok(text.includes(policy.pack.intake.definition.is.trim()), id);
      for (const { name } of policy.pack.procedures.flatMap(({ stages }) => stages))
        assert.ok(text.includes(name), name);
      assert.match(text, /0300 111 3000/);
      assert.match(text, /For enquiries only: a new case can no longer be opened by e-mail/);
    }
    const anytown = textOf(await new Visitor(app).open('/anytown-homes'));
    assert.match(anytown, /We send you our answer within 10 working days of that letter\./);
    assert.match(anytown, /There is no last day for asking\./);
    const stockport = textOf(await new Visitor(app).open('/stockport-homes'));
    assert.match(stockport, /Please ask within 20 working days of our answer\./);
    assert.match(stockport, /Early resolution: within 5 working days of getting your complaint\./);
    assert.match(stockport, /If that time runs out, Stage One opens by itself\./);
    assert.match(stockport, /Building Safety Regulator/);
    parts.clock.now = '2026-01-12T09:00:00Z';
    assert.doesNotMatch(textOf(await new Visitor(app).open('/anytown-homes')), /For enquiries only/);
  });

  test('an address of nobody is not found', async () => {
    for (const url of ['/nobody', '/nobody/complain', '/nobody/follow', '/anytown-homes/nothing']) {
      assert.equal((await new Visitor(app).open(url)).statusCode, 404, url);
    }
  });

  test('a complaint without an account: reference and code once, then both open it', async () => {
    const visitor = new Visitor(app);
    const sent = await complain(visitor, 'anytown-homes', {
      represented: 'yes',
      'representative-name': 'My sister',
      adjustments: 'Large print',
    });
    const { reference, code } = readSent(sent);
    assert.match(reference, /^26-[2-9A-Z]{5}$/);
    assert.match(code, /^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    assert.match(textOf(sent), /In words: \w/);
    const again = await visitor.open('/anytown-homes/complain/sent');
    assert.ok(!again.body.includes(code));
    assert.match(textOf(again), /We show it only once/);
    const page = await follow(new Visitor(app, '192.0.2.9'), {
      reference: reference.toLowerCase(),
      code: code.toLowerCase().replace('-', ' '),
    });
    assert.match(textOf(page), /Your complaint is at Stage 1\./);
    assert.match(textOf(page), /We will write to tell you that we have it by Thursday 12 March 2026\./);
    assert.ok(page.body.includes('Water &lt;b&gt;runs&lt;/b&gt; down'));
  });

  test('the case holds what was typed, as a complaint from the website', async () => {
    await complain(new Visitor(app), 'stockport-homes', {
      adjustments: 'Large print',
      'representative-name': 'My sister',
    });
    const [row] = await database.inOrganisation('stockport-homes', (tx) =>
      tx.selectFrom('case_list').selectAll().execute(),
    );
    const record = (await parts.casebook.load('stockport-homes', row!.case_id))!;
    const [received] = record.events;
    assert.ok(received?.type === 'received');
    assert.deepEqual(
      [received.channel, received.kind, received.represented, received.anonymous, received.by.kind],
      ['web', 'complaint', true, undefined, 'resident'],
    );
    assert.deepEqual(received.facts, { adjustments: true });
    const texts = record.texts.get(1)!;
    assert.equal(texts['what-happened'], STORY);
    assert.deepEqual(
      [texts['resident-name'], texts['representative-name'], texts['adjustments']],
      [NAME, 'My sister', 'Large print'],
    );
  });

  test('nothing is demanded but what happened; errors keep what was typed', async () => {
    const visitor = new Visitor(app);
    const form = await visitor.open('/anytown-homes/complain');
    const wrong = await visitor.send(form, { 'resident-name': NAME, 'resident-email': 'nowhere' });
    assert.equal(wrong.statusCode, 400);
    assert.match(wrong.body, /There is a problem/);
    assert.match(wrong.body, /href="#what-happened"/);
    assert.match(wrong.body, /href="#resident-email"/);
    assert.ok(wrong.body.includes(`value="${NAME}"`));
    assert.equal(await countCases('anytown-homes'), 0);
    const sent = await visitor.send(wrong, { 'what-happened': 'The heating is cold.' });
    assert.notEqual(readSent(sent).code, '');
    assert.equal(await countCases('anytown-homes'), 1);
  });

  test('a form sent twice is one case, at once or later, and its code is not shown again', async () => {
    const visitor = new Visitor(app);
    const form = await visitor.open('/anytown-homes/complain');
    const values = { 'what-happened': STORY };
    const answers = await Promise.all([
      visitor.post(form, values),
      visitor.post(form, values),
      visitor.post(form, values),
    ]);
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [303, 303, 303],
    );
    assert.equal(await countCases('anytown-homes'), 1);
    const { code } = readSent(await visitor.follow(answers[2]!));
    assert.notEqual(code, '');
    const later = await visitor.send(form, values);
    assert.match(textOf(later), /Your code was shown before/);
    assert.equal(await countCases('anytown-homes'), 1);
  });

  test('another form with the reference of somebody else’s case never opens that case', async () => {
    const visitor = new Visitor(app);
    const form = await visitor.open('/anytown-homes/complain');
    const first = readSent(await visitor.send(form, { 'what-happened': 'One' }));
    const second = readSent(await complain(new Visitor(app)));
    assert.notEqual(first.reference, second.reference);
    assert.equal(await countCases('anytown-homes'), 2);
  });

  test('a wrong code, a wrong reference and another landlord’s reference are answered alike', async () => {
    const { reference, code } = readSent(await complain(new Visitor(app)));
    const told = async (given: { reference: string; code: string }, organisation?: string) => {
      const page = await follow(new Visitor(app, '192.0.2.7'), given, organisation);
      return {
        status: page.statusCode,
        text: textOf(page.body.replaceAll(given.reference, 'REF')).replace(/[A-Z][a-z]+ Homes/g, ''),
      };
    };
    const wrongCode = await told({ reference, code: 'AAAAA-AAAAA' });
    const wrongReference = await told({ reference: '26-AAAAA', code });
    assert.equal(wrongCode.status, 400);
    assert.match(wrongCode.text, /This reference and this code do not fit together/);
    assert.deepEqual(wrongReference, wrongCode);
    const elsewhere = await told({ reference, code }, 'stockport-homes');
    assert.equal(elsewhere.status, 400);
    assert.match(elsewhere.text, /do not fit together/);
  });

  test('wrong tries are limited for a reference that exists as for one that does not, and open again after a while', async () => {
    const { reference, code } = readSent(await complain(new Visitor(app)));
    for (const tried of [reference, '26-AAAAA']) {
      for (let index = 0; index < 5; index++) {
        const page = await follow(new Visitor(app, `198.51.100.${index}`), { reference: tried, code: 'WRONG-WRONG' });
        assert.equal(page.statusCode, 400);
      }
      const page = await follow(new Visitor(app, '203.0.113.5'), { reference: tried, code });
      assert.equal(page.statusCode, 429);
      assert.match(textOf(page), /Wait 15 minutes/);
    }
    parts.clock.now = '2026-03-05T09:45:01Z';
    assert.equal((await follow(new Visitor(app), { reference, code })).statusCode, 200);
  });

  test('from one place, tries over many references are limited too', async () => {
    const place = new Visitor(app, '203.0.113.8');
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
    for (let index = 0; index < 30; index++) {
      const page = await follow(place, { reference: `26-AAAA${letters[index]}`, code: 'WRONG-WRONG' });
      assert.equal(page.statusCode, 400);
    }
    assert.equal((await follow(place, { reference: '26-BBBBB', code: 'WRONG-WRONG' })).statusCode, 429);
    assert.equal(
      (await follow(new Visitor(app, '203.0.113.9'), { reference: '26-BBBBB', code: 'WRONG-WRONG' })).statusCode,
      400,
    );
  });

  test('the code is never shown back, and the reference is', async () => {
    const page = await follow(new Visitor(app), { reference: '26-AAAAA', code: 'SECRE-TTEXT' });
    assert.ok(page.body.includes('value="26-AAAAA"'));
    assert.ok(!page.body.includes('SECRE-TTEXT'));
  });

  test('the next date comes with its working', async () => {
    const { reference, code } = await loggedCase(ACKNOWLEDGED);
    const text = textOf(await follow(new Visitor(app), { reference, code }));
    assert.match(text, /Your complaint is at Stage 1\. We will answer by Thursday 19 March 2026\. Why that day\?/);
    assert.match(text, /10 working days from Thursday 5 March 2026/);
    assert.match(text, /not counted: [^.]*14 and 15 March\./i);
    assert.doesNotMatch(text, /own target/);
  });

  test('a late answer is owned up to, and the next stage can be asked for', async () => {
    const { reference, code } = await loggedCase(ACKNOWLEDGED);
    parts.clock.now = '2026-03-23T09:00:00Z';
    const text = textOf(await follow(new Visitor(app), { reference, code }));
    assert.match(
      text,
      /We should have answered by Thursday 19 March 2026\. We are 2 working days late, and we are sorry\./,
    );
    assert.match(text, /Ask for Stage 2/);
  });

  test('letters stand as they went; who deals with it, what was promised, where to turn', async () => {
    const { reference, code } = await loggedCase(ANSWERED);
    const visitor = new Visitor(app);
    const page = await follow(visitor, { reference, code });
    const text = textOf(page);
    assert.match(text, /We sent you our answer on Friday 13 March 2026\./);
    assert.match(text, /Our Stage 1 response, Friday 13 March 2026/);
    assert.match(text, /We have your complaint, Thursday 5 March 2026/);
    assert.match(text, /Tom Ellis, Investigator, at Anytown Homes\./);
    assert.match(text, /Mend the lift for good By Friday 10 April 2026/);
    assert.match(text, /Housing Ombudsman Service/);
    const link = /href="([^"]*letters\/\d+)"/.exec(page.body)?.[1] ?? '';
    const letter = await visitor.open(link);
    assert.match(
      textOf(letter),
      /Dear Ada Brown[\s\S]*The part came late\.[\s\S]*Yours sincerely Tom Ellis Investigator Anytown Homes/,
    );
    assert.equal((await new Visitor(app).open(link)).statusCode, 303);
    assert.equal((await visitor.open('/anytown-homes/follow/complaint/letters/1')).statusCode, 404);
  });

  test('the next stage can be asked for without a reason, and something can be added', async () => {
    const { caseId, reference, code } = await loggedCase(ANSWERED);
    const visitor = new Visitor(app);
    const page = await follow(visitor, { reference, code });
    const empty = await visitor.send(page, { more: ' ' }, '/anytown-homes/follow/complaint/more');
    assert.equal(empty.statusCode, 400);
    const told = await visitor.send(page, { more: 'It broke again.' }, '/anytown-homes/follow/complaint/more');
    assert.match(textOf(told), /We have what you told us\./);
    assert.match(textOf(told), /It broke again\./);
    const asked = await visitor.send(page, {}, '/anytown-homes/follow/complaint/next-stage');
    assert.match(textOf(asked), /You have asked for the next stage\./);
    assert.match(textOf(asked), /Your complaint is at Stage 2\./);
    assert.doesNotMatch(asked.body, /Ask for Stage 2/);
    const record = (await parts.casebook.load('anytown-homes', caseId))!;
    assert.deepEqual(
      record.events.slice(-2).map(({ type, by }) => [type, by.kind]),
      [
        ['contacted', 'resident'],
        ['escalation-requested', 'resident'],
      ],
    );
  });

  test('a stage that must be accepted says so until it is', async () => {
    const { reference, code } = await loggedCase(
      [
        {
          what: 'classified',
          on: '2026-03-05',
          input: { kind: 'complaint', 'high-rise-safety': false, 'health-and-safety': false },
        },
        { what: 'defined', on: '2026-03-05', input: define },
        { what: 'acknowledged', on: '2026-03-05', input: { parts: { responsibilities: 'All of it.' } } },
        {
          what: 'response-issued',
          on: '2026-03-13',
          by: 'p2',
          input: {
            findings: { '1': { finding: 'not-upheld' } },
            parts: { 'how-investigated': 'We looked.', 'failures-found': 'none', reasons: { '1': 'It worked.' } },
          },
        },
      ],
      'stockport-homes',
    );
    const visitor = new Visitor(app);
    const page = await follow(visitor, { reference, code }, 'stockport-homes');
    assert.match(textOf(page), /you can ask for Stage Two by Tuesday 14 April 2026\./);
    const asked = await visitor.send(
      page,
      { 'what-is-unresolved': 'It still sticks.' },
      '/stockport-homes/follow/complaint/next-stage',
    );
    assert.match(
      textOf(asked),
      /You asked for Stage Two on Friday 13 March 2026\. We will tell you soon whether it opens\./,
    );
  });

  test('a new code ends the old one; leaving and half an hour end the visit', async () => {
    const { reference, code } = readSent(await complain(new Visitor(app)));
    const visitor = new Visitor(app);
    const page = await follow(visitor, { reference, code });
    const fresh = readSent(await visitor.send(page, {}, '/anytown-homes/follow/complaint/code'));
    assert.notEqual(fresh.code, code);
    assert.equal((await follow(new Visitor(app), { reference, code })).statusCode, 400);
    assert.equal((await follow(new Visitor(app), { reference, code: fresh.code })).statusCode, 200);
    const cookie = visitor.cookie('redress-follow') ?? '';
    await visitor.send(page, {}, '/anytown-homes/follow/leave');
    const stolen = await app.inject({
      url: '/anytown-homes/follow/complaint',
      headers: { cookie: `redress-follow=${cookie}` },
    });
    assert.equal(stolen.statusCode, 303);
    const other = new Visitor(app);
    await follow(other, { reference, code: fresh.code });
    parts.clock.now = '2026-03-05T10:00:01Z';
    assert.match(
      textOf(await other.follow(await other.open('/anytown-homes/follow/complaint'))),
      /Your half hour is over/,
    );
  });

  test('nothing personal, no reference and no code stands in any address or in the log', async () => {
    const visitor = new Visitor(app);
    const { reference, code } = readSent(await complain(visitor));
    const page = await follow(visitor, { reference, code });
    await visitor.send(page, { more: 'A private matter' }, '/anytown-homes/follow/complaint/more');
    const [row] = await database.inOrganisation('anytown-homes', (tx) =>
      tx.selectFrom('case_list').select('case_id').execute(),
    );
    const seen = `${visitor.addresses.join('\n')}\n${log.join('\n')}`;
    for (const secret of [
      reference,
      code,
      'Zebedee',
      'Quillfeather',
      'z@example',
      'Water',
      'private',
      row!.case_id,
      visitor.cookie('redress-follow')!,
      '192.0.2.1',
    ]) {
      assert.ok(!seen.includes(secret), `${secret} in ${seen}`);
    }
  });

  test('internal words never reach the resident', async () => {
    const marker = 'INTERNAL-7Q';
    const { caseId, reference } = await registerCase(parts, 'stockport-homes', '2026-03-05', {
      'what-happened': `${marker} as staff wrote it`,
      subject: marker,
      adjustments: marker,
    });
    const secret = (name: string): string => `${marker} ${name}`;
    await driveCase(parts, 'stockport-homes', caseId, [
      {
        what: 'classified',
        on: '2026-03-05',
        input: {
          kind: 'complaint',
          'high-rise-safety': false,
          'health-and-safety': false,
          'matter-arose-on': '2025-01-02',
          'service-request-outcome': secret('offer'),
        },
      },
      { what: 'noted', on: '2026-03-05', input: { text: secret('note') } },
      { what: 'forwarded', on: '2026-03-05', input: { to: 'head-of-service', text: secret('forward') } },
      { what: 'time-limit-decided', on: '2026-03-05', by: 'p3', input: { accepted: true, why: secret('why') } },
      {
        what: 'defined',
        on: '2026-03-05',
        input: {
          points: [{ text: secret('draft point') }],
          'outcome-sought': secret('draft outcome'),
          'not-responsible-for': secret('not ours'),
        },
      },
      { what: 'defined', on: '2026-03-06', input: define },
      { what: 'acknowledged', on: '2026-03-06', input: { parts: { responsibilities: 'All of it.' } } },
      { what: 'contacted', on: '2026-03-09', input: { with: secret('with'), 'what-was-said': secret('call') } },
      {
        what: 'step-done',
        step: 'offer-support',
        on: '2026-03-09',
        input: { 'support-offered': 'advocate', note: secret('step note') },
      },
      {
        what: 'finding-recorded',
        on: '2026-03-10',
        by: 'p2',
        input: { findings: { '1': { finding: 'upheld', reasons: secret('finding') } } },
      },
      {
        what: 'promise-made',
        on: '2026-03-10',
        by: 'p2',
        input: { kind: 'apology', what: secret('promise not told'), owner: 'p2', due: '2026-04-01' },
      },
      { what: 'learning-noted', on: '2026-03-10', input: { learning: secret('learning') } },
      { what: 'ombudsman-contacted', on: '2026-03-10', input: { what: 'enquiry', text: secret('ombudsman') } },
      {
        what: 'representative-named',
        on: '2026-03-10',
        input: { name: secret('name'), relation: secret('relation'), contact: secret('contact') },
      },
      { what: 'promise-updated', on: '2026-03-11', input: { promise: '1', news: secret('news') } },
      {
        what: 'point-added',
        on: '2026-03-11',
        input: { text: secret('new point'), related: true, why: secret('why related') },
      },
      { what: 'linked', on: '2026-03-11', input: { to: secret('case'), how: 'same-person' } },
    ]);
    const { texts } = (await parts.casebook.load('stockport-homes', caseId))!;
    const marked = [...texts.values()].flatMap((of) => Object.values(of)).filter((text) => text.includes(marker));
    assert.ok(marked.length >= 20, `only ${marked.length} internal texts`);
    const code = await issueFollowCode(parts.casebook, 'stockport-homes', caseId, 'p1');
    const visitor = new Visitor(app);
    const page = await follow(visitor, { reference, code }, 'stockport-homes');
    assert.equal(page.statusCode, 200);
    const letters = [...page.body.matchAll(/href="([^"]*letters\/\d+)"/g)].map((link) => link[1] ?? '');
    assert.equal(letters.length, 1);
    const pages = [page, await visitor.send(page, { more: ' ' }, '/stockport-homes/follow/complaint/more')];
    for (const letter of letters) pages.push(await visitor.open(letter));
    for (const { body } of pages)
      assert.ok(!body.includes('INTERNAL'), body.slice(body.indexOf('INTERNAL') - 300, body.indexOf('INTERNAL') + 50));
    assert.doesNotMatch(textOf(page), /upheld|Tried|Note|Draft/);
  });

  test('every reading of a case by its resident is recorded', async () => {
    const { reference, code } = readSent(await complain(new Visitor(app)));
    await follow(new Visitor(app), { reference, code });
    const reads = await database.inOrganisation('anytown-homes', (tx) =>
      tx.selectFrom('case_read').select(['person', 'page']).execute(),
    );
    assert.deepEqual(reads, [{ person: 'resident', page: '/:organisation/follow/complaint' }]);
  });

  test('every route of the portal says that it is public', async () => {
    const routes: [string, unknown][] = [];
    const watched = createServer({
      logger: false,
      secureCookies: false,
      csrfSecret: 'a secret only for tests, 32 chars or more',
      sessionOf: () => undefined,
      shellOf: () => ({ organisation: { name: 'Complaints', colours: { brand: '#0b3d59' } } }),
    });
    watched.addHook('onRoute', ({ url, config }) => {
      if (!url.startsWith('/assets')) routes.push([url, config?.access]);
    });
    registerPortal(watched, parts);
    await watched.ready();
    assert.ok(routes.length >= 15);
    assert.deepEqual(
      routes.filter(([, access]) => access !== 'public'),
      [],
    );
  });
});
