// What the overlays of rejects/ do not reach: the pieces of the checks, on their own.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findNumbers, foldText, saysPeriod } from './find-numbers.ts';
import {
  checkOmbudsmen,
  checkPack,
  checkRegime,
  checkVersions,
  describePath,
  findNearest,
  type Pack,
  readAnchors,
  stripAnchors,
} from './load-pack.ts';
import { findKnownKeys, walkPack } from './walk-pack.ts';

describe('a landlord’s text with anchors', () => {
  const text = 'Front\n{#1}# One\n\n{#1.1}First, **bold**.\n\nStill first.\n{#1.1}Again.';

  test('each anchor marks the text up to the next', () => {
    const { anchors, paragraphs, twice } = readAnchors(text);
    assert.deepEqual(
      [...anchors],
      [
        ['1', '# One'],
        ['1.1', 'First, **bold**.\n\nStill first.'],
      ],
    );
    assert.deepEqual(
      paragraphs.map(({ anchor }) => anchor),
      ['', '1', '1.1', '1.1'],
    );
    assert.deepEqual(twice, ['1.1']);
  });

  test('without its anchors it is letter for letter what it was', () => {
    assert.equal(stripAnchors(text), 'Front\n# One\n\nFirst, **bold**.\n\nStill first.\nAgain.');
    assert.equal(stripAnchors('a {#} {# x} {b}'), 'a {#} {# x} {b}');
  });
});

describe('quotes', () => {
  test('case, white space, typographic quotes and dashes do not matter', () => {
    assert.equal(foldText('The  “Head\nof Service’s”'), 'the "head of service\'s"');
  });

  test('numbers are found in digits and in words, and never inside others', () => {
    assert.deepEqual(
      [...findNumbers('within ten days, or 20')].toSorted((a, b) => a - b),
      [10, 20],
    );
    assert.deepEqual(
      [...findNumbers('twenty-five, twenty six and ninety')].toSorted((a, b) => a - b),
      [25, 26, 90],
    );
    assert.equal(findNumbers('110 days').has(10), false);
    assert.equal(findNumbers('often').has(10), false);
    assert.ok(findNumbers('£1,000').has(1000));
  });

  test('a length is also said in years, or by one word', () => {
    assert.ok(saysPeriod('kept for six years', { n: 72, unit: 'calendar-month' }));
    assert.ok(saysPeriod('an annual report', { n: 12, unit: 'calendar-month' }));
    assert.ok(saysPeriod('each quarter', { n: 3, unit: 'calendar-month' }));
    assert.ok(!saysPeriod('within six working days', { n: 5, unit: 'working-day' }));
    assert.ok(!saysPeriod('within five years', { n: 5 * 7, unit: 'calendar-day' }));
  });
});

describe('words for people', () => {
  test('the nearest known word, when one is near', () => {
    assert.equal(findNearest('intrenal-target', ['internal-target', 'repeats']), 'internal-target');
    assert.equal(findNearest('limt', ['limit', 'unit']), 'limit');
    assert.equal(findNearest('colour', ['limit', 'unit']), undefined);
  });

  test('list entries are called by their ids', () => {
    const raw = { stages: [{ id: 'one', clocks: [{ limit: 1 }] }] };
    assert.equal(describePath(['stages', 0, 'clocks', 0, 'limit'], raw), 'stages[one].clocks[0].limit');
    assert.equal(describePath([], raw), 'the pack');
  });
});

describe('walking a pack beside its schema', () => {
  test('what can carry a source is known also behind shorthands, lists and records', () => {
    const raw = {
      facts: { a: { ask: 'A?' } },
      procedures: [
        {
          stages: [{ clocks: [{ limit: { is: '1 week' }, starts: 'received', extensions: [{ who: { role: 'x' } }] }] }],
        },
      ],
      intake: { 'time-limits': [{ unless: { fact: 'a' } }] },
    };
    const sourced = [...walkPack(raw)].filter((entry) => entry.sourced).map(({ path }) => path.join('.'));
    assert.deepEqual(sourced, [
      'facts.a',
      'procedures.0',
      'procedures.0.stages.0',
      'procedures.0.stages.0.clocks.0',
      'procedures.0.stages.0.clocks.0.limit',
      'procedures.0.stages.0.clocks.0.extensions.0',
      'procedures.0.stages.0.clocks.0.extensions.0.who',
      'intake.time-limits.0',
    ]);
  });

  test('the keys known at a place are those of every form it can have', () => {
    assert.ok(findKnownKeys(['procedures', 0, 'stages', 0, 'clocks', 0]).includes('internal-target'));
    assert.deepEqual(findKnownKeys(['organisation', 'colours']), ['brand']);
    assert.deepEqual(findKnownKeys(['no-such-key']), []);
  });
});

test('an empty file tells what is missing, each thing once, and does not throw', () => {
  for (const raw of [undefined, null, '', [], 7, {}]) {
    const { pack, faults } = checkPack(raw, { regimes: new Map(), ombudsmen: new Map() });
    assert.equal(pack, undefined);
    assert.ok(faults.length > 0);
  }
  const { faults } = checkPack({}, { regimes: new Map(), ombudsmen: new Map() });
  assert.deepEqual(
    faults.map(({ what }) => what),
    [
      'pack',
      'version',
      'title',
      'in-force',
      'organisation',
      'calendar',
      'services',
      'roles',
      'intake',
      'procedures',
      'signposting',
    ].map((key) => `\`${key}\` is missing.`),
  );
});

describe('versions of one pack', () => {
  const version = (name: string, from: string, until?: string): Pack =>
    ({ version: name, 'in-force': { from, ...(until && { until }) } }) as Pack;
  const faultsOf = (...packs: Pack[]) =>
    checkVersions(packs).map(({ pack, fault }) => `${pack.version}: ${fault.what}`);

  test('one that begins the day after the other ends', () => {
    assert.deepEqual(faultsOf(version('b', '2023-08-01'), version('a', '2021-01-01', '2023-07-31')), []);
    assert.deepEqual(faultsOf(version('b', '2024-03-01'), version('a', '2021-01-01', '2024-02-29')), []);
  });

  test('a gap', () => {
    assert.deepEqual(faultsOf(version('a', '2021-01-01', '2023-07-30'), version('b', '2023-08-01')), [
      'b: Version b begins on 2023-08-01, and version a ends on 2023-07-30: no version is in force from 2023-07-31.',
    ]);
  });

  test('an overlap, also with one that has no end', () => {
    assert.match(
      faultsOf(version('a', '2021-01-01', '2023-08-01'), version('b', '2023-08-01'))[0]!,
      /in force until 2023-08-01/,
    );
    assert.match(faultsOf(version('a', '2021-01-01'), version('b', '2023-08-01'))[0]!, /without an end/);
    assert.match(faultsOf(version('a', '2021-01-01'), version('b', '2021-01-01'))[0]!, /begins on 2021-01-01/);
  });
});

describe('regimes and ombudsmen', () => {
  const regime = { regime: 'a-code', title: 'A code', 'in-force': { from: '2024-04-01' }, status: 'seen' };

  test('a value that cites a provision the regime lacks', () => {
    const raw = {
      ...regime,
      provisions: [{ number: '6.2', says: 'Do it.' }],
      values: [{ 'stage-number': 1, what: 'response', is: '10 working-days', provision: '6.3' }],
    };
    assert.match(checkRegime(raw).faults[0]!.what, /no provision `6.3`/);
  });

  test('a key that no regime has is told with the keys of regimes', () => {
    const raw = { ...regime, provisons: [] };
    assert.ok(checkRegime(raw).faults.some(({ mend }) => mend.includes('`provisions`')));
  });

  test('contact details that overlap', () => {
    const contact = { 'checked-on': '2026-01-01', source: 'its site' };
    const contacts = [
      { from: '2020-01-01', until: '2026-01-13', ...contact },
      { from: '2026-01-13', ...contact },
    ];
    const { faults } = checkOmbudsmen({ ombudsmen: [{ id: 'a', name: 'A', 'how-to': 'Ask.', contacts }] });
    assert.match(faults[0]!.what, /overlap the next/);
  });
});
