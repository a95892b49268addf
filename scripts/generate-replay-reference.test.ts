import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { parse } from 'yaml';
import { loadCalendars } from '../app/packs/load-calendars.ts';
import { loadPolicies } from '../app/packs/load-packs.ts';
import { loadTexts } from '../app/texts/index.ts';
import {
  COMMANDS,
  findCommand,
  type Happening,
  type IsoDate,
  type RoleHeld,
  replayHappenings,
} from '../engine/index.ts';
import { generateReplayReference, REPLAY_REFERENCE } from './generate-replay-reference.ts';

let page = '';
before(async () => {
  page = await generateReplayReference();
});

/** What the page says of one word. */
const sectionOf = (word: string): string =>
  page.split(/^### /m).find((section) => section.startsWith(`\`${word}\``)) ?? '';

test('the page that is checked in is current', () => {
  const checkedIn = readFileSync(join(import.meta.dirname, '..', REPLAY_REFERENCE), 'utf8');
  assert.equal(checkedIn, page, `run node_modules/.bin/node scripts/generate-replay-reference.ts`);
});

test('every word has its place, and every field its words', () => {
  for (const { word } of COMMANDS) assert.match(sectionOf(word), /\w/, word);
  assert.doesNotMatch(page, /undefined|\|\s+\|[^|]*\|[^|]*\|[^|]*\|\s*$/m);
});

test('what may be left out is told of fields that there are', () => {
  const { absent } = loadTexts().fields;
  const lost = Object.keys(absent).filter((key) => {
    const [name = '', ...path] = key.split('.');
    const word = COMMANDS.find((command) => command.name === name)?.word ?? '';
    return !sectionOf(word).includes(`| \`${path.join('.')}\` |`);
  });
  assert.deepEqual(lost, []);
});

type File = {
  pack: string;
  people: Record<string, string[]>;
  happened: { on: IsoDate; what: string; stage?: string; by?: string; with?: Record<string, unknown> }[];
};

test('the example on the page runs, and nothing of it is refused', async () => {
  const file = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '') as File;
  const { policies } = await loadPolicies({ only: [file.pack] });
  const happenings = file.happened.map(({ by, ...told }): Happening => {
    const roles: RoleHeld[] = (file.people[by ?? ''] ?? []).map((role) => ({ role }));
    return { ...told, by: by === undefined ? undefined : { id: by, kind: 'staff', roles } };
  });
  const policy = policies.versions(file.pack)[0]!;
  const options = { mode: 'live', asOf: '2026-12-31' as IsoDate } as const;
  const { refused, standing } = replayHappenings(
    policy,
    loadCalendars().calendarFor('england-and-wales'),
    happenings,
    options,
  );
  assert.deepEqual(refused, []);
  assert.equal(standing.state.visits.length, 2);
  assert.ok(file.happened.every(({ what }) => findCommand(what)));
});
