import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { COMMANDS, type Field, getSteps, makeContext, type Standing } from '../../engine/index.ts';
import { makeSampleStandings } from '../../scripts/sample-standings.ts';
import { loadCalendars } from '../packs/load-calendars.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { describeCommand } from './describe-command.ts';
import { describeFields } from './describe-field.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();
let standings: readonly Standing[] = [];

before(async () => {
  const { policies } = await loadPolicies();
  const all = policies.names().flatMap((name) => policies.versions(name));
  const calendars = loadCalendars();
  standings = all.flatMap((policy) => makeSampleStandings(policy, calendars.calendarFor(policy.pack.calendar.nation)));
});

/** Every word a form would show for these fields. */
function listWords(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => [
    field.label,
    ...('options' in field ? field.options.map(({ label }) => label) : []),
    ...('parts' in field ? field.parts.map(({ label }) => label) : []),
    ...('points' in field ? field.points.map(({ label }) => label) : []),
    ...('fields' in field ? listWords(field.fields) : []),
  ]);
}

/** A label that is only the name of the field was found nowhere. */
function listBare(raw: readonly Field[], told: readonly Field[]): string[] {
  return raw.flatMap((field, index) => {
    const mine = told[index] as Field;
    const inner = 'fields' in field && 'fields' in mine ? listBare(field.fields, mine.fields) : [];
    const bareOptions =
      'options' in field && 'options' in mine
        ? mine.options
            .filter(({ value, label }, at) => field.options[at]?.label === '' && label === value)
            .map(({ value }) => `${field.name}=${value}`)
        : [];
    return [...(field.label === '' && mine.label === field.name ? [field.name] : []), ...bareOptions, ...inner];
  });
}

test('every field of every command on every pack has its words', () => {
  const bare = new Set<string>();
  for (const standing of standings) {
    const context = makeContext(standing, standing.asOf);
    const steps = getSteps(standing.policy, context.visit?.procedure, context.visit?.stage).filter(
      ({ does }) => does === 'record',
    );
    for (const command of COMMANDS) {
      for (const step of command.does === 'record' ? steps : [undefined]) {
        const raw = command.fields(context, step);
        const told = describeFields(texts, command, raw);
        for (const name of listBare(raw, told)) bare.add(`${command.name}: ${name}`);
        assert.ok(
          listWords(told).every((word) => word !== ''),
          `${command.name} has an empty word`,
        );
      }
    }
  }
  assert.deepEqual([...bare], []);
});

/** Names of fields whose words are ours, as the engine's sources give them. */
function findOwnNames(): Set<string> {
  const sources = globSync('engine/decisions/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/name: '([a-z-]+)',\s*label: ''/g)].map(([, name]) => name ?? ''),
  );
  return new Set(names);
}

test('no label is left over', () => {
  const [names, commands] = [findOwnNames(), new Set(COMMANDS.map(({ name }) => name))];
  const unused = Object.keys(texts.fields.fields).filter((key) => {
    const [command = '', ...rest] = key.split('.');
    const isPlaced = rest.length === 0 || commands.has(command) || names.has(command);
    return !isPlaced || !names.has(rest.at(-1) ?? key);
  });
  assert.deepEqual(unused, []);
  assert.deepEqual(
    Object.keys(texts.fields.options).filter((name) => !names.has(name.split('.').at(-1) ?? '')),
    [],
  );
});

const field = (name: string, rest: object = { kind: 'text' }): Field =>
  ({ name, label: '', required: false, ...rest }) as Field;

test('a command says a field its own way, and a field inside a list too', () => {
  const [list] = describeFields(texts, 'define', [
    field('points', { kind: 'list', atLeast: 1, fields: [field('text')] }),
  ]);
  assert.equal(list?.label, 'The points of the complaint');
  assert.equal(list?.kind === 'list' && list.fields[0]?.label, 'What went wrong?');
  assert.deepEqual(
    ['note', 'send-update'].map((command) => describeFields(texts, command, [field('text')])[0]?.label),
    ['Your note', 'What the complainant will read'],
  );
  assert.match(describeFields(texts, 'extend', [field('by')])[0]?.hint ?? '', /as the time limit counts/);
});

test('what the procedure says stays as it is', () => {
  const asked: Field = { name: 'text', label: 'Which colour?', hint: 'As painted', required: true, kind: 'text' };
  assert.deepEqual(describeFields(texts, 'note', [asked]), [asked]);
});

test('points and promises are numbered, and carry their own words where they are known', () => {
  const point = field('point', { kind: 'choice', options: [{ value: '2', label: '' }] });
  const findings = field('findings', { kind: 'per-point', points: [{ n: 1, label: '' }], fields: [field('reasons')] });
  const words = { point: (n: number) => (n === 2 ? 'The boiler' : undefined) };
  const [choice, per] = describeFields(texts, { name: 'withdraw-point' }, [point, findings], words);
  assert.deepEqual(choice?.kind === 'choice' && choice.options, [{ value: '2', label: 'Point 2: The boiler' }]);
  assert.deepEqual(per?.kind === 'per-point' && per.points, [{ n: 1, label: 'Point 1' }]);
});

test('a date that stands for an answer is told in words', () => {
  const limit = field('limit', { kind: 'choice', options: [{ value: 'twelve-months', label: '2026-04-02' }] });
  const [told] = describeFields(texts, 'decide-time-limit', [limit]);
  assert.equal(told?.kind === 'choice' && told.options[0]?.label, 'Thursday 2 April 2026');
});

test('a command in words, and a step by the name that the procedure gives it', () => {
  assert.deepEqual(describeCommand(texts, 'acknowledge').done, 'Acknowledged');
  const step = standings[1]?.policy.pack.procedures[0]?.stages[0]?.steps[0];
  assert.equal(describeCommand(texts, 'do-step', step).does, step?.name);
});
