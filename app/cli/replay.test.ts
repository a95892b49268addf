import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { runReplay } from './replay.ts';

type Reason = { code: string; clause: string | null; message: string };
type Judged = { on: string; what: string; reasons: Reason[] };
type Clock = Record<string, unknown> & { id: string; state: string };
type Answer = {
  pack: string;
  version: string;
  case: { stage: string | null; status: string };
  clocks: Clock[];
  refused: Judged[];
  departures: Judged[];
  signposting: { id: string }[];
  allowed: Record<string, string[]>;
};

async function runFile(text: string, ...options: string[]): Promise<{ code: number; out: string; err: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'redress-replay-'));
  const path = join(folder, 'case.yaml');
  let out = '';
  let err = '';
  try {
    await writeFile(path, text);
    const io = {
      stdin: (async function* () {})(),
      out: (s: string) => {
        out += s;
      },
      err: (s: string) => {
        err += s;
      },
    };
    const code = await runReplay([path, ...options], io);
    return { code, out, err: err.replaceAll(path, 'case.yaml') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function replay(text: string, asOf: string): Promise<Answer> {
  const { code, out, err } = await runFile(text, '--as-of', asOf, '--json');
  assert.equal(err, '');
  assert.equal(code, 0);
  assert.equal(out.trim().split('\n').length, 1, 'one line of JSON');
  return JSON.parse(out) as Answer;
}

const clockOf = (answer: Answer, id: string): Clock => {
  const found = answer.clocks.filter((clock) => clock.id === id);
  assert.equal(found.length, 1, `one clock ${id}`);
  return found[0] as Clock;
};

const told = (mode: string, ...happened: string[]): string =>
  `pack: anytown-homes\nmode: ${mode}\nhappened:\n${happened.map((line) => `  - {${line}}\n`).join('')}`;

describe('replay, live', () => {
  test('a complaint from receipt to final response, with the four clocks and the outer limits', async () => {
    const answer = await replay(
      told(
        'live',
        'on: 2026-03-30, what: received',
        'on: 2026-03-31, what: defined',
        'on: 2026-04-02, what: acknowledged',
        'on: 2026-04-17, what: response-issued',
        'on: 2026-04-20, what: escalation-requested',
        'on: 2026-04-22, what: acknowledged',
        'on: 2026-05-21, what: response-issued',
      ),
      '2026-05-22',
    );
    assert.deepEqual(answer.refused, []);
    assert.deepEqual(
      [answer.pack, answer.version, answer.case.stage, answer.case.status],
      ['anytown-homes', '2000-01', 'stage-2', 'answered'],
    );
    const dues = answer.clocks.map((clock) => [clock.id, clock.due, clock.state]);
    assert.deepEqual(dues, [
      ['stage-1-acknowledgement', '2026-04-08', 'met'],
      ['stage-1-response', '2026-04-20', 'met'],
      ['stage-2-acknowledgement', '2026-04-27', 'met'],
      ['stage-2-response', '2026-05-21', 'met'],
      ['regime-stage-1-response', '2026-04-22', 'met'],
      ['regime-stage-2-response', '2026-05-27', 'met'],
    ]);
    const response = clockOf(answer, 'stage-1-response');
    assert.deepEqual(
      [
        response.starts,
        response.startedBy,
        response.stopped,
        response.workingDaysTaken,
        response.workingDaysLate,
        response.clause,
      ],
      ['2026-04-02', 'acknowledge.done', '2026-04-17', 9, 0, '3.2'],
    );
    assert.deepEqual((response.skipped as { date: string; because: string }[])[0], {
      date: '2026-04-03',
      because: 'Good Friday',
    });
    assert.deepEqual(
      answer.signposting.map(({ id }) => id),
      ['housing-ombudsman'],
    );
    assert.ok(answer.allowed['complaints-manager']?.includes('closed'));
  });

  test('what the pack does not allow is refused with code, clause and words, and the rest goes on', async () => {
    const answer = await replay(
      told(
        'live',
        'on: 2026-03-02, what: acknowledged',
        'on: 2026-03-02, what: received',
        'on: 2026-03-03, what: defined',
        'on: 2026-03-04, what: acknowledged',
        'on: 2026-03-05, what: acknowledged',
        'on: 2026-03-06, what: escalation-requested',
        'on: 2026-03-06, what: escalation-accepted',
        'on: 2026-02-27, what: response-issued, recorded: 2026-03-06',
        'on: 2026-03-09, what: closed',
        'on: 2026-03-09, what: promise-made, with: {kind: payment, amount: -500}',
        'on: 2026-03-09, what: promise-made, with: {kind: payment, amount: ten pounds}',
        'on: 2026-03-10, what: response-issued, with: {parts: {reasons: "[insert reasons]"}}',
        'on: 2026-03-10, what: response-issued, with: {parts: {reasons: "  "}}',
        'on: 2026-04-01, what: noted',
      ),
      '2026-03-12',
    );
    const codes = answer.refused.map((judged) => [judged.what, judged.reasons.map((reason) => reason.code).join(' ')]);
    assert.deepEqual(codes, [
      ['acknowledged', 'nothing-received'],
      ['acknowledged', 'already-acknowledged'],
      ['escalation-requested', 'no-response-yet'],
      ['escalation-accepted', 'no-response-yet'],
      ['response-issued', 'before-receipt'],
      ['closed', 'no-response-to-close-on point-unanswered'],
      ['promise-made', 'money-below-zero'],
      ['promise-made', 'money-not-a-number money-missing'],
      ['response-issued', 'part-placeholder'],
      ['response-issued', 'part-blank'],
      ['noted', 'in-the-future'],
    ]);
    assert.deepEqual(
      answer.refused.flatMap((judged) => judged.reasons).filter((reason) => reason.message.length < 20),
      [],
    );
    assert.equal(answer.refused.find((judged) => judged.what === 'escalation-accepted')?.reasons[0]?.clause, '4.1');
    assert.equal(answer.case.status, 'open');
  });

  test('who took part in stage 1 is refused at stage 2, by person and not by title', async () => {
    const answer = await replay(
      `${told(
        'live',
        'on: 2026-03-02, what: received',
        'on: 2026-03-03, what: defined, by: boss',
        'on: 2026-03-04, what: acknowledged, by: boss',
        'on: 2026-03-10, what: response-issued, by: boss',
        'on: 2026-03-16, what: escalation-requested',
        'on: 2026-03-17, what: acknowledged, by: boss',
        'on: 2026-03-20, what: response-issued, by: boss',
        'on: 2026-03-20, what: response-issued, by: officer',
        'on: 2026-03-20, what: response-issued, by: other',
      )}people: {boss: [complaints-manager], officer: [complaints-officer], other: [complaints-manager]}\n`,
      '2026-03-31',
    );
    assert.deepEqual(
      answer.refused.map((judged) => judged.reasons.map((reason) => reason.code)),
      [['took-part', 'took-part'], ['wants-rank']],
    );
    assert.equal(answer.case.status, 'answered');
  });
});

describe('replay, history', () => {
  test('refuses nothing; takes what was left out as implied, without the time it would buy; lists the departures', async () => {
    const answer = await replay(
      told(
        'history',
        'on: 2024-05-21, what: received',
        'on: 2024-07-18, what: response-issued',
        'on: 2024-08-21, what: response-issued, stage: 2',
      ),
      '2024-09-01',
    );
    assert.deepEqual(answer.refused, []);
    assert.equal(answer.case.stage, 'stage-2');
    const acknowledgement = clockOf(answer, 'stage-1-acknowledgement');
    assert.deepEqual(
      [acknowledgement.due, acknowledgement.stopped, acknowledgement.state],
      ['2024-05-29', '2024-07-18', 'late'],
    );
    const response = clockOf(answer, 'stage-1-response');
    assert.deepEqual(
      [response.starts, response.startImplied, response.due, response.workingDaysLate],
      ['2024-05-29', true, '2024-06-12', 26],
    );
    assert.ok(answer.departures.some((judged) => judged.reasons.some((reason) => reason.code === 'left-out')));
    assert.ok(answer.departures.some((judged) => judged.what === 'regime-stage-1-response'));
  });

  test('a step told later in the file, for a day in time, is no departure', async () => {
    const answer = await replay(
      told(
        'history',
        'on: 2026-03-02, what: received',
        'on: 2026-03-13, what: response-issued',
        'on: 2026-03-03, what: acknowledged, recorded: 2026-03-16',
        'on: 2026-03-03, what: defined, recorded: 2026-03-16',
      ),
      '2026-03-20',
    );
    assert.deepEqual(answer.departures, []);
    assert.equal(clockOf(answer, 'stage-1-response').due, '2026-03-17');
  });

  test('an extension told after the time was up moves nothing and is a departure', async () => {
    const answer = await replay(
      told(
        'history',
        'on: 2026-03-02, what: received',
        'on: 2026-03-03, what: acknowledged',
        'on: 2026-03-18, what: extended',
        'on: 2026-03-20, what: response-issued',
      ),
      '2026-03-31',
    );
    const response = clockOf(answer, 'stage-1-response');
    assert.deepEqual([response.due, response.state, response.workingDaysLate], ['2026-03-17', 'late', 3]);
    assert.ok(
      answer.departures.some(
        (judged) => judged.what === 'extended' && judged.reasons[0]?.code === 'extension-after-due',
      ),
    );
  });
});

describe('replay, the order of the file', () => {
  test('a receipt told after what followed it is known from the start, and opens one stage once', async () => {
    const answer = await replay(
      told(
        'history',
        'on: 2026-03-10, what: response-issued',
        'on: 2026-03-03, what: acknowledged, recorded: 2026-03-11',
        'on: 2026-03-02, what: received, recorded: 2026-03-12',
      ),
      '2026-05-01',
    );
    assert.equal(new Set(answer.clocks.map(({ id }) => id.replace(/#.*/, ''))).size, answer.clocks.length);
    assert.equal(clockOf(answer, 'stage-1-acknowledgement').stopped, '2026-03-03');
    assert.equal(clockOf(answer, 'stage-1-response').stopped, '2026-03-10');
    assert.deepEqual(
      answer.departures.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
      [],
    );
  });

  test('a history told in another order than it happened comes to the same clocks', async () => {
    const lines = [
      'on: 2026-03-02, what: received',
      'on: 2026-03-04, what: acknowledged, stage: 1',
      'on: 2026-03-16, what: response-issued, stage: 1',
      'on: 2026-03-20, what: escalation-requested, stage: 1',
      'on: 2026-03-24, what: acknowledged, stage: 2',
      'on: 2026-04-14, what: response-issued, stage: 2',
    ];
    const inOrder = await replay(told('history', ...lines), '2026-05-01');
    const backwards = await replay(told('history', ...lines.toReversed()), '2026-05-01');
    assert.deepEqual(backwards.clocks, inOrder.clocks);
    assert.deepEqual(backwards.departures, inOrder.departures);
  });

  test('a second receipt starts nothing again, and what came before the receipt departs', async () => {
    const answer = await replay(
      told(
        'history',
        'on: 2026-03-02, what: received',
        'on: 2026-03-04, what: received',
        'on: 2026-02-20, what: escalation-requested',
        'on: 2026-03-05, what: acknowledged',
      ),
      '2026-03-06',
    );
    assert.equal(answer.case.stage, 'stage-1');
    assert.equal(clockOf(answer, 'stage-1-acknowledgement').due, '2026-03-09');
    assert.deepEqual(
      answer.departures.map(({ what, reasons }) => [what, reasons[0]?.code]),
      [
        ['escalation-requested', 'before-receipt'],
        ['received', 'already-received'],
      ],
    );
    assert.deepEqual(answer.refused, []);
  });

  for (const mode of ['live', 'history']) {
    test(`${mode}: a correction names an entry of the file by its number, whatever else was recorded or refused`, async () => {
      const answer = await replay(
        told(
          mode,
          'on: 2026-03-02, what: received',
          'on: 2026-03-03, what: acknowledged, with: {points: [{text: A leak}]}',
          'on: 2026-03-16, what: response-issued',
          'on: 2026-03-20, what: corrected, with: {recording: 3, right-day: 2026-03-17}',
          'on: 2026-03-20, what: corrected, with: {recording: 3, right-day: 2026-03-21}',
          'on: 2026-03-20, what: corrected, with: {recording: 9, right-day: 2026-03-17}',
        ),
        '2026-03-20',
      );
      assert.equal(clockOf(answer, 'stage-1-response').stopped, '2026-03-17');
      const judged = [...answer.refused, ...answer.departures].flatMap(({ reasons }) =>
        reasons.map(({ code }) => code),
      );
      assert.deepEqual(judged, ['in-the-future', 'no-such-recording']);
    });
  }

  test('every refusal names a clause, where it has none of its own that of what was wished', async () => {
    const answer = await replay(
      told(
        'live',
        'on: 2026-03-01, what: acknowledged',
        'on: 2026-03-02, what: received',
        'on: 2026-03-02, what: received',
        'on: 2026-02-20, what: response-issued',
        'on: 2026-03-20, what: response-issued',
        'on: 2026-03-03, what: promise-made, with: {kind: payment, amount: -1}',
      ),
      '2026-03-10',
    );
    assert.deepEqual(
      answer.refused.map(({ reasons }) => [reasons[0]?.code, reasons[0]?.clause]),
      [
        ['nothing-received', '1.1'],
        ['already-received', 'section-3'],
        ['before-receipt', '3.4'],
        ['in-the-future', '3.4'],
        ['money-below-zero', '5.1'],
      ],
    );
  });

  test('accepting a request that has itself opened the stage is told as that, and departs from nothing', async () => {
    const lines = [
      'on: 2026-03-02, what: received',
      'on: 2026-03-03, what: acknowledged',
      'on: 2026-03-10, what: response-issued',
      'on: 2026-03-12, what: escalation-requested',
      'on: 2026-03-13, what: escalation-accepted',
    ];
    const live = await replay(told('live', ...lines), '2026-03-16');
    assert.deepEqual(
      live.refused.flatMap(({ reasons }) => reasons.map(({ code }) => code)),
      ['stage-opened-by-request'],
    );
    const history = await replay(told('history', ...lines), '2026-03-16');
    assert.deepEqual(history.departures, []);
    assert.deepEqual(history.clocks, live.clocks);
  });
});

describe('replay, what is told in `with`', () => {
  for (const mode of ['live', 'history']) {
    test(`${mode}: what has not the form asked for is told in plain words, and never trips the engine`, async () => {
      const odd = [
        '5',
        'null',
        '[null]',
        '{1: null}',
        '{1: {finding: 5}}',
        '[[1]]',
        '1e99',
        '-1',
        '{reasons: {1: null}}',
      ];
      const lines = odd.flatMap((value) => [
        `on: 2026-03-03, what: acknowledged, with: {points: ${value}}`,
        `on: 2026-03-03, what: acknowledged, with: {parts: ${value}}`,
        `on: 2026-03-04, what: extended, with: {by: ${value}}`,
        `on: 2026-03-05, what: response-issued, with: {findings: ${value}}`,
        `on: 2026-03-05, what: response-issued, with: {parts: ${value}}`,
        `on: 2026-03-06, what: payment-made, with: {amount: ${value}}`,
      ]);
      const answer = await replay(told(mode, 'on: 2026-03-02, what: received', ...lines), '2026-04-01');
      const reasons = [...answer.refused, ...answer.departures].flatMap((one) => one.reasons);
      assert.ok(reasons.length > 20);
      for (const { code, clause, message } of reasons) assert.ok(code && clause && message, `${code}: ${message}`);
    });
  }

  test('a promise is named by its number', async () => {
    const answer = await replay(
      told(
        'live',
        'on: 2026-03-02, what: received',
        'on: 2026-03-03, what: promise-made, with: {kind: apology}',
        'on: 2026-03-04, what: promise-kept, with: {promise: 1}',
      ),
      '2026-03-05',
    );
    assert.deepEqual(answer.refused, []);
  });
});

describe('replay, a copy of a pack', () => {
  test('with a number changed and its quote not, is tried out with a warning', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-packs-'));
    try {
      const own = join(folder, 'anytown-homes');
      await cp(join(INSTALLED_POLICIES, 'anytown-homes'), own, { recursive: true });
      const path = join(own, '2000-01.yaml');
      const words = await readFile(path, 'utf8');
      await writeFile(path, words.replace('limit: { is: 10 working-days,', 'limit: { is: 12 working-days,'));
      const happened = told('live', 'on: 2026-03-02, what: received', 'on: 2026-03-03, what: acknowledged');
      const { code, out, err } = await runFile(happened, '--json', '--packs', folder, '--as-of', '2026-03-04');
      assert.equal(code, 0);
      assert.equal(clockOf(JSON.parse(out) as Answer, 'stage-1-response').due, '2026-03-19');
      assert.match(err, /2000-01\.yaml:\d+: .*does not say 12 working-days.*not fit for real cases/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('replay, the file', () => {
  test('every fault is told with its line, and nothing is run', async () => {
    const { code, out, err } = await runFile(
      'pack: anytown-homes\nmode: liv\nhappened:\n  - {on: 2026-02-30, what: received}\n  - {on: 2026-03-02, what: recieved, foo: 1}\n',
    );
    assert.equal(code, 1);
    assert.equal(out, '');
    assert.match(err, /case\.yaml:2: .*liv.*neither live nor history/);
    assert.match(err, /case\.yaml:4: .*2026-02-30 is not a date/);
    assert.match(err, /case\.yaml:5: `foo` is not known here/);
    assert.match(err, /case\.yaml:5: .*recieved.* is no word/);
  });

  for (const [why, text, words] of [
    ['a pack that is not there', 'pack: nowhere\nhappened: []\n', /no pack `nowhere`/],
    ['a version that is not there', 'pack: anytown-homes@1999\nhappened: []\n', /no version 1999; it has 2000-01/],
    [
      'no version in force then',
      'pack: stockport-homes\nhappened: [{on: 2010-01-04, what: received}]\n',
      /no version of stockport-homes was in force on 2010-01-04/,
    ],
    [
      'an unknown service',
      'pack: anytown-homes\nservice: gas\nhappened: [{on: 2010-01-04, what: received}]\n',
      /no service `gas`; it has housing/,
    ],
    [
      'somebody unknown',
      'pack: anytown-homes\nhappened: [{on: 2010-01-04, what: received, by: p9}]\n',
      /by: p9 is neither under `people` nor a role/,
    ],
    [
      'an unknown role',
      'pack: anytown-homes\npeople: {p1: [wizard]}\nhappened: [{on: 2010-01-04, what: received, by: p1}]\n',
      /`wizard`, which is no role/,
    ],
    [
      'an unknown role lower down',
      'pack: anytown-homes\nhappened: []\npeople:\n  p1: [wizard]\n',
      /case\.yaml:4: .*wizard/,
    ],
    ['no YAML', 'pack: [\n', /not YAML/],
    ['a key told twice', 'pack: a\npack: b\nhappened: []\n', /case\.yaml:2: the same key stands here a second time/],
    ['two documents', 'pack: a\nhappened: []\n---\npack: b\n', /case\.yaml:3: a second document begins here/],
    [
      'an alias',
      'pack: anytown-homes\nhappened: [&a {on: 2010-01-04, what: received},\n  *a]\n',
      /case\.yaml:3: `\*a`/,
    ],
    ['a NUL character', 'pack: a\n\0\n', /case\.yaml:2: this is no text/],
    ['nothing at all', '', /begins with `pack:`/],
  ] as const) {
    test(`${why} is refused in plain words`, async () => {
      const { code, err } = await runFile(text);
      assert.equal(code, 1);
      assert.match(err, words);
    });
  }

  test('without --json it is a page for people', async () => {
    const { out } = await runFile(
      told('live', 'on: 2026-03-30, what: received', 'on: 2026-04-02, what: acknowledged'),
      '--as-of',
      '2026-04-03',
    );
    assert.match(out, /Stage 1 acknowledgement: met, due 8 Apr 2026, done 2 Apr 2026 {2}\[3\.1\]/);
    assert.match(out, /not counted: weekends, Good Friday 3 Apr 2026, Easter Monday 6 Apr 2026/);
  });
});

describe('replay, what is expected', () => {
  const withExpected = (...expect: string[]): string =>
    `${told('live', 'on: 2026-03-30, what: received', 'on: 2026-04-02, what: acknowledged')}
as-of: 2026-04-03
expect:
${expect.map((line) => `  ${line}\n`).join('')}`;

  test('what came as the file says is told, and the exit code is 0', async () => {
    const { code, out } = await runFile(withExpected('clocks: { stage-1-acknowledgement: { due: 2026-04-08 } }'));
    assert.match(out, /As expected\.\n$/);
    assert.equal(code, 0);
  });

  test('what came otherwise is told with both values, and the exit code is 1', async () => {
    const { code, out } = await runFile(withExpected('clocks: { stage-1-acknowledgement: { due: 2026-04-07 } }'));
    assert.match(out, /clocks\.stage-1-acknowledgement\.due\n +expected "2026-04-07"\n +came +"2026-04-08"/);
    assert.equal(code, 1);
  });

  test('a refusal that nobody expected is one', async () => {
    const text = withExpected('case: { status: open }').replace('acknowledged', 'response-issued');
    const { code, out } = await runFile(text);
    assert.match(out, /Not as expected\n {2}refused\n +expected \[\]\n +came .*step-first/);
    assert.equal(code, 1);
  });

  test('looked at on another day, or by a program, nothing is compared', async () => {
    const text = withExpected('case: { status: closed }');
    assert.equal((await runFile(text, '--as-of', '2026-04-10')).code, 0);
    assert.equal((await runFile(text, '--json')).code, 0);
  });

  test('a word that nobody knows is refused with its line', async () => {
    const { code, err } = await runFile(withExpected('clock: {}'));
    assert.match(err, /`clock` is not known here; known are: case, clocks/);
    assert.equal(code, 1);
  });
});
