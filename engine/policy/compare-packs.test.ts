// What is told about packs once they are read: coverage, departures from a regime, the version in force, comparison.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  comparePacks,
  coverage,
  isPolicyRefusal,
  type Pack,
  type PackInput,
  type Policy,
  policyFor,
  type Regime,
  reportRegimeDepartures,
} from './load-pack.ts';
import { packSchema, regimeSchema } from './schema.ts';

type Stages = PackInput['procedures'][number]['stages'];

const clause = '1';
const stage = (number: number, days: number, more: Partial<Stages[number]> = {}): Stages[number] => ({
  id: `level-${number}`,
  name: `Level ${number}`,
  number,
  clause,
  steps: [
    { id: 'acknowledge', name: 'Acknowledge', does: 'acknowledge', letter: 'answer', clause },
    {
      id: 'answer',
      name: 'Answer',
      does: 'respond',
      letter: 'answer',
      who: { role: 'officer', 'not-who': ['level-1.answer'] },
      clause: '2',
    },
  ],
  clocks: [
    {
      id: `acknowledge-${number}`,
      name: 'Acknowledge',
      limit: '5 working-days',
      starts: 'received',
      stops: 'acknowledge.done',
      clause,
    },
    {
      id: `answer-${number}`,
      name: 'Answer',
      limit: `${days} working-days`,
      starts: 'received',
      stops: 'answer.done',
      assumption: 'The text sets no time.',
    },
  ],
  ...more,
});

const input = (name: string, stages: Stages, more: Partial<PackInput> = {}): PackInput => ({
  pack: name,
  version: '1',
  title: 'Complaints',
  'in-force': { from: '2020-01-01', clause },
  organisation: { name: 'Anyhomes', fictitious: true },
  calendar: { nation: 'scotland', clause },
  services: [{ id: 'homes', name: 'Homes', regime: 'a-code' }],
  roles: [{ id: 'officer', title: 'Officer', rank: 1 }],
  intake: {
    definition: { is: 'Dissatisfaction.', clause },
    channels: { are: ['letter'], clauses: ['3'], assumption: 'Others are not named by the text.' },
  },
  procedures: [{ id: 'complaints', name: 'Complaints', stages }],
  letters: [
    { id: 'answer', title: 'Answer', parts: [{ part: 'stage', name: 'Stage', 'filled-by': 'engine', clause }] },
  ],
  signposting: [{ otherwise: 'somebody', clause }],
  ...more,
});
const pack = (...args: Parameters<typeof input>): Pack => packSchema.parse(input(...args));

const regime: Regime = regimeSchema.parse({
  regime: 'a-code',
  title: 'A code',
  'in-force': { from: '2020-01-01' },
  status: 'seen',
  provisions: [{ number: '1', says: 'Be quick.' }],
  values: [
    { 'stage-number': 0, what: 'time-limit', is: '12 calendar-months', provision: '1' },
    { 'stage-number': 1, what: 'acknowledgement', is: '5 working-days', provision: '1' },
    { 'stage-number': 1, what: 'response', is: '10 working-days', provision: '1' },
    { 'stage-number': 1, what: 'extension', is: '10 working-days', provision: '1' },
  ],
  expects: [
    'no-stage-before-the-first',
    'no-window-for-escalation',
    'no-reasons-for-escalation',
    'another-person-reviews',
  ]
    .map((what): object => ({ what, provision: '1' }))
    .concat({ what: 'stages-at-most', 'at-most': 2, provision: '1' }),
});

const policyOf = (of: Pack): Policy => ({
  pack: of,
  hash: 'x',
  regimes: new Map([['a-code', regime]]),
  ombudsmen: new Map(),
  anchors: new Map(),
});
const departuresOf = (of: Pack) =>
  reportRegimeDepartures(policyOf(of)).map(({ what, packValue, regimeValue, clause: at }) => [
    what,
    packValue,
    regimeValue,
    at,
  ]);

describe('departures from a regime', () => {
  test('a pack that keeps to it, or is quicker, has none', () => {
    assert.deepEqual(departuresOf(pack('a', [stage(1, 10)])), []);
    assert.deepEqual(departuresOf(pack('a', [stage(1, 9)])), []);
  });

  test('a longer limit, with the clause where the landlord says it', () => {
    assert.deepEqual(departuresOf(pack('a', [stage(1, 11)])), [
      ['Level 1: response', '11 working-days', '10 working-days', undefined],
    ]);
    const weeks = stage(1, 10, {
      clocks: [
        {
          id: 'answer-1',
          name: 'Answer',
          limit: { is: '3 weeks', clause: '9' },
          starts: 'received',
          stops: 'response-issued',
          clause,
        },
      ],
    });
    assert.deepEqual(departuresOf(pack('a', [weeks])), [
      ['Level 1: acknowledgement', 'no limit', '5 working-days', '1'],
      ['Level 1: response', '3 weeks', '10 working-days', '9'],
    ]);
  });

  test('only of what complaints about its services can come under', () => {
    const slow = (when: PackInput['procedures'][number]['when']): Pack =>
      pack('a', [], {
        services: [
          { id: 'homes', name: 'Homes', regime: 'a-code' },
          { id: 'sales', name: 'Sales', regime: 'another-code' },
        ],
        procedures: [
          { id: 'slow', name: 'Slow', when, stages: [stage(1, 30)] },
          { id: 'complaints', name: 'Complaints', stages: [stage(1, 10)] },
        ],
      });
    const held = [['Slow, Level 1: response', '30 working-days', '10 working-days', undefined]];
    assert.deepEqual(departuresOf(slow({ service: 'homes' })), [
      [held[0]![0]!.replace('Slow, ', ''), ...held[0]!.slice(1)],
    ]);
    assert.deepEqual(departuresOf(slow({ fact: 'why', is: 'yes' })), held);
    for (const when of [
      { service: 'sales' },
      { kind: 'comment' as const },
      { 'all-of': [{ service: 'sales' }, { fact: 'why', is: 'yes' }] },
      { 'none-of': [{ service: ['homes', 'garages'] }] },
      { 'any-of': [{ service: 'sales' }, { kind: 'compliment' as const }] },
    ])
      assert.deepEqual(departuresOf(slow(when)), [], JSON.stringify(when));
  });

  test('two weeks are ten working days', () => {
    const weeks = stage(1, 10);
    weeks.clocks![1]!.limit = '2 weeks';
    assert.deepEqual(departuresOf(pack('a', [weeks])), []);
  });

  test('a longer extension, but not one beyond the ordinary', () => {
    const longer = stage(1, 10);
    longer.clocks![1]!.extensions = [
      { extra: '11 working-days', clause: '4' },
      { id: 'beyond', beyond: true, extra: '30 working-days', clause: '4' },
    ];
    assert.deepEqual(departuresOf(pack('a', [longer])), [
      ['Level 1: extension “extension”', '11 working-days', '10 working-days', '4'],
    ]);
  });

  test('an extension without a most, but not one beyond the ordinary', () => {
    const longer = stage(1, 10);
    longer.clocks![1]!.extensions = [{ uncapped: true, clause: '4' }];
    assert.deepEqual(departuresOf(pack('a', [longer])), [
      ['Level 1: extension “extension”', 'as much longer as is needed', '10 working-days', '4'],
    ]);
    longer.clocks![1]!.extensions = [
      { extra: '10 working-days', clause: '4' },
      { id: 'beyond', beyond: true, uncapped: true, clause: '4' },
    ];
    assert.deepEqual(departuresOf(pack('a', [longer])), []);
  });

  test('stages, windows, reasons, reviewers and time limits', () => {
    const first = stage(1, 10, {
      escalation: { to: 'level-2', asks: ['why'], window: { within: '20 working-days', clause: '5' }, clause },
    });
    const same = stage(3, 10);
    delete same.steps[1]!.who;
    const departs = pack('a', [stage(0, 5), first, stage(2, 20), same], {
      facts: { why: { ask: 'Why?', kind: 'text', at: 'escalation', required: true, clause: '6' } },
      intake: {
        definition: { is: 'Dissatisfaction.', clause },
        channels: { are: ['letter'], clause },
        'time-limits': [{ id: 'six-months', within: '6 calendar-months', from: 'why', force: 'refuse', clause: '7' }],
      },
    });
    assert.deepEqual(
      departuresOf(departs).map(([what, , , at]) => [what, at]),
      [
        ['Time limit for complaining “six-months”', '7'],
        ['Level 0: a stage before Stage 1', '1'],
        ['Level 1: window for escalation', '5'],
        ['Level 1: an answer is required to escalate (“why”)', '6'],
        ['Level 3: who reviews', '2'],
        ['Complaints: number of stages', undefined],
      ],
    );
  });
});

describe('coverage of the landlord’s text', () => {
  test('each paragraph is cited, said not to be run, or bare', () => {
    const covered = coverage(
      { pack: pack('a', [stage(1, 10)], { 'not-run': [{ clause: '8', because: 'A heading.' }] }) },
      [
        { anchor: '2', text: 'An officer answers.' },
        { anchor: '3', text: 'Write to us.' },
        { anchor: '8', text: '# Heading' },
        { anchor: '9', text: 'Nobody read this.' },
      ],
    );
    assert.deepEqual(
      covered.map(({ anchor, citedBy, notRun, bare }) => [anchor, citedBy, notRun, bare]),
      [
        ['2', ['procedures[complaints].stages[level-1].steps[answer]'], undefined, false],
        ['3', ['intake.channels'], undefined, false],
        ['8', [], 'A heading.', false],
        ['9', [], undefined, true],
      ],
    );
  });
});

describe('the version in force', () => {
  const old = pack('a', [stage(1, 10)], {
    version: '1',
    'in-force': { from: '2021-01-01', until: '2023-07-31', clause },
  });
  const now = pack('a', [stage(1, 10)], { version: '2', 'in-force': { from: '2023-08-01', clause } });
  const find = (name: string, date: string) => {
    const found = policyFor([policyOf(now), policyOf(old)], name, date);
    return isPolicyRefusal(found) ? found.code : found.pack.version;
  };

  test('both ends of a version are in force', () => {
    assert.deepEqual(
      ['2021-01-01', '2023-07-31', '2023-08-01', '2040-01-01'].map((date) => find('a', date)),
      ['1', '1', '2', '2'],
    );
  });

  test('nothing falls back to the nearest', () => {
    assert.equal(find('a', '2020-12-31'), 'no-version-in-force');
    assert.equal(find('b', '2023-08-01'), 'no-such-pack');
  });
});

describe('packs side by side', () => {
  const { columns, rows } = comparePacks([
    pack('a', [stage(1, 10)]),
    pack('b', [stage(1, 12)]),
    pack('c', [stage(1, 10), stage(2, 20)]),
  ]);
  const row = (group: string, name: string) => rows.find((one) => one.group === group && one.name === name)?.cells;

  test('a column for each pack, and rows for every stage that one of them has', () => {
    assert.deepEqual(columns, ['a@1', 'b@1', 'c@1']);
    assert.deepEqual(row('Level', 'x'), undefined);
    assert.deepEqual(
      row('Stage 2', 'response limit')?.map(({ value }) => value),
      [undefined, undefined, '20 working-days'],
    );
  });

  test('a cell that differs from most is marked, with its source and whether it is assumed', () => {
    assert.deepEqual(row('Stage 1', 'response limit'), [
      { value: '10 working-days', assumption: 'The text sets no time.', differs: false },
      { value: '12 working-days', assumption: 'The text sets no time.', differs: true },
      { value: '10 working-days', assumption: 'The text sets no time.', differs: false },
    ]);
    assert.deepEqual(row('Stage 1', 'who responds')?.[0], {
      value: 'Officer, not who took level-1.answer',
      clause: '2',
      differs: false,
    });
  });

  test('a row that no pack fills is left out', () => {
    assert.equal(row('Afterwards', 'kept for'), undefined);
  });

  test('who may be somebody’s place is a value like any other', () => {
    const seats = [
      { id: 'chair', name: 'Chair', who: { role: 'officer', 'not-who': ['level-1.any-part'], trained: true } },
      { id: 'guest', name: 'Guest', who: { role: 'officer' }, optional: true, clause: '4' },
    ];
    const meet = { id: 'meet', name: 'Meet', seats, clause: '3' };
    const to = { role: 'officer', usually: ['officer'], 'else-needs': 'why' };
    const give = { id: 'give', name: 'Give', does: 'allocate' as const, to, clause: '3' };
    const own = stage(1, 10);
    const { rows: told } = comparePacks([pack('d', [{ ...own, steps: [...own.steps, meet, give] }])]);
    const value = (name: string) => told.find((one) => one.group === 'Stage 1' && one.name === name)?.cells[0];
    assert.equal(
      value('who sits')?.value,
      'Chair: Officer, not who took any part in level-1, trained; Guest: Officer, or nobody',
    );
    assert.equal(value('who sits')?.clause, '3, 4');
    const meets = { day: 'panel-on', in: 'meet', papers: '5 working-days' };
    const call = { id: 'call', name: 'Call it together', seats, meets, clause: '5' };
    const ask = { id: 'ask', name: 'Ask the council', consults: 'The council', clause: '6' };
    const send = { id: 'send', name: 'Send it', 'goes-by': 'way', clause: '7' };
    const plan = { 'once-overdue': 'as-agreed' as const, clause: '8' };
    const wider = pack('e', [{ ...own, steps: [...own.steps, meet, call, ask, send] }], { 'contact-plan': plan });
    const { rows: all } = comparePacks([wider]);
    const cellOf = (name: string) => all.find((one) => one.name === name)?.cells[0];
    assert.deepEqual(
      ['panel', 'who is consulted', 'goes the way they prefer', 'keeping the complainant informed'].map((name) => [
        cellOf(name)?.value,
        cellOf(name)?.clause,
      ]),
      [
        ['Call it together: meets on panel-on in meet, papers 5 working-days before', '5'],
        ['Ask the council: The council', '6'],
        ['Send it: way', '7'],
        ['as agreed once the response is overdue', '8'],
      ],
    );
    assert.equal(value('who is given the case')?.value, 'Give: Officer, usually Officer, anybody else with a reason');
  });
});
