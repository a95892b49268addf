// Writes docs/reference/replay.md from the commands and their fields. `--check` only says whether it is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCalendars } from '../app/packs/load-calendars.ts';
import { loadPolicies } from '../app/packs/load-packs.ts';
import { describeCommand, describeFields, loadTexts, type Texts } from '../app/texts/index.ts';
import {
  COMMANDS,
  type Command,
  type Field,
  makeContext,
  type Policy,
  type Standing,
  type Step,
} from '../engine/index.ts';
import { makeSampleStandings } from './sample-standings.ts';

const root = join(import.meta.dirname, '..');
/** Where the page lies, from the root of the project. */
export const REPLAY_REFERENCE = 'docs/reference/replay.md';
const PACK = 'anytown-homes';

/** A step of no pack, with everything a step of a pack's own can ask. */
function makeAnyStep({ pack }: Policy): Step {
  const [fact] = Object.entries(pack.facts).find(([, { kind }]) => kind === 'text') ?? [];
  const [letter] = pack.letters;
  const [step] = pack.procedures.flatMap(({ stages }) => stages.flatMap(({ steps }) => steps));
  return {
    ...(step as Step),
    id: 'a-step',
    name: 'A step',
    does: 'record',
    'tried-counts': true,
    'records-per-point': fact === undefined ? [] : [fact],
    outcomes: [{ id: 'an-outcome', name: 'An outcome', 'leads-to': {} }],
    letter: letter?.id,
  };
}

/** What a command asks for on any of these cases; of a field asked in several ways, the one with the most to choose from. */
function gatherFields(command: Command, standings: readonly Standing[], step: Step): readonly Field[] {
  const fields = new Map<string, Field>();
  for (const standing of standings) {
    for (const field of command.fields(makeContext(standing, standing.asOf), chooseStep(command, step))) {
      const known = fields.get(field.name);
      if (!known || richness(field) > richness(known)) fields.set(field.name, field);
    }
  }
  return [...fields.values()];
}

/** A draft is told as one for comment, which asks for more than one that is only kept. */
function chooseStep({ does }: Command, step: Step): Step | undefined {
  if (does === 'draft') return { ...step, does, 'for-comment': true };
  return does === 'record' ? step : undefined;
}

function richness(field: Field): number {
  if (field.kind === 'texts') return 1 + field.parts.length;
  return field.kind === 'choice' || field.kind === 'choices' ? 1 + field.options.length : 0;
}

const KINDS: Readonly<Record<Field['kind'], string>> = {
  text: 'text',
  'long-text': 'text',
  date: 'date, `2026-04-02`',
  moment: 'date, or instant with its offset, `2026-04-02T14:30:00+01:00`',
  number: 'number',
  money: 'whole pence, `12550` for £125.50',
  person: 'a person, `p1`',
  people: 'a list of people, `[p1, p2]`',
  'yes-no': '`yes` or `no`',
  file: 'text',
  choice: 'one of',
  choices: 'a list of',
  texts: 'per part of the letter, `{PART: text}`',
  'per-point': 'per point, `{1: {…}, 2: {…}}`',
  list: 'a list of `{…}`',
};

type Row = { readonly raw: Field; readonly field: Field; readonly path: string; readonly command: Command };

/** The options of a field: ours by name; those of a pack as an example. */
function describeKind({ raw, field }: Row): string {
  if (raw.kind !== 'choice' && raw.kind !== 'choices') return KINDS[field.kind];
  if (raw.name === 'promise' || raw.name === 'point') return 'its number';
  if (raw.name === 'resident') return 'their number: 1 is who complained first';
  if (raw.name === 'recording' || raw.name === 'letter') return 'its number: 1 is the first entry of `happened`';
  if (raw.name === 'outcome') return 'the id of an outcome of the step';
  const values = raw.options.map(({ value }) => `\`${value}\``).join(', ');
  const isOurs = raw.options.some(({ label }) => label === '');
  return isOurs ? `${KINDS[raw.kind]} ${values}` : `an id of the pack${values === '' ? '' : `: here ${values}`}`;
}

const isWording = ({ kind }: Field): boolean => kind === 'text' || kind === 'long-text' || kind === 'texts';

/** What holds where the file says nothing: told by us, or what `live` fills in for wording. */
function describeAbsent(texts: Texts, { raw, field, path, command }: Row): string {
  const own = texts.fields.absent[`${command.name}.${path}`];
  if (own !== undefined) return own;
  if (isWording(raw)) return field.required || raw.kind === 'texts' ? 'counts as written' : 'nothing';
  if (raw.kind === 'person' && field.required) return 'a person entitled to it';
  return field.required ? 'must be told' : 'nothing';
}

function describeRow(texts: Texts, row: Row): string {
  const { raw, field, path } = row;
  const needed = field.required ? 'yes' : '';
  const asked = raw.label === '' ? field.label : `${field.label} *(a question of the pack)*`;
  return `| \`${path}\` | ${asked} | ${describeKind(row)} | ${needed} | ${describeAbsent(texts, row)} |`;
}

/** A field and the fields inside it. */
function listRows(command: Command, raw: Field, field: Field, above = ''): readonly Row[] {
  const row = { raw, field, path: `${above}${field.name}`, command };
  const inner =
    'fields' in raw && 'fields' in field ? raw.fields.map((one, index) => [one, field.fields[index]] as const) : [];
  return [row, ...inner.flatMap(([one, told]) => (told ? listRows(command, one, told, `${row.path}.`) : []))];
}

const TAKEN_BY: Readonly<Record<Command['takenBy'], string>> = {
  landlord: 'Done by the landlord.',
  resident: 'Done by the resident, or somebody for them.',
  ombudsman: 'Done by the ombudsman, or on its instruction.',
  'other-body': 'Done by another organisation.',
  anybody: 'Either side does it.',
};

function describeWord(texts: Texts, command: Command, fields: readonly Field[]): string {
  const { does, help } = describeCommand(texts, command);
  const word = command.word;
  const told = describeFields(texts, command, fields);
  const isAnyStep = command.does === 'record';
  const rows = fields.flatMap((raw, index) =>
    listRows(command, raw, told[index] as Field).slice(0, isAnyStep ? 1 : undefined),
  );
  const table = [
    '| in `with` | what it is | how it is written | needed | left out |',
    '|---|---|---|---|---|',
    ...rows.map((row) => describeRow(texts, row)),
  ];
  const steps = isAnyStep
    ? ['`with` names the step by its id: `step: STEP`. A step also asks the questions that the pack gives it.', '']
    : [];
  const body = rows.length === 0 ? ['It takes nothing in `with`.'] : table;
  return [`### \`${word}\``, '', `${does}. ${help} ${TAKEN_BY[command.takenBy]}`, '', ...steps, ...body, ''].join('\n');
}

const INTRODUCTION = `<!-- Generated by scripts/generate-replay-reference.ts from the commands of the engine. Do not edit: run it again. -->
# The replay file

\`bin/redress replay FILE [--as-of DATE] [--json] [--packs FOLDER]\` tells a case to the engine, one happening after the
other, and shows how it then stands. FILE is YAML:

\`\`\`yaml
pack: ${PACK}  # or ${PACK}@2000-01; without a version, the one in force at first receipt
service: housing     # may be left out: the first service of the pack
mode: live           # or history
people:              # may be left out: who is who, with the roles they hold; ROLE@SERVICE for one service only,
  p1: [complaints-officer]  # and +2025-01-31 behind either for the day of the training that the role asks for
happened:
  - { on: 2026-03-30, what: received, with: { channel: telephone } }
  - { on: 2026-03-31, what: defined, by: p1, with: { points: [{ text: The boiler broke }, { text: Nobody rang back }] } }
  - { on: 2026-04-01, what: acknowledged, by: p1 }
  - { on: 2026-04-20, what: response-issued, stage: stage-1, by: p1 }
  - { on: 2026-05-05, what: escalation-requested, recorded: 2026-05-06 }
\`\`\`

Each entry of \`happened\`:

| key | what it is |
|---|---|
| \`on\` or \`at\` | The day it happened, \`2026-04-02\`; or the instant, with its offset, \`2026-04-02T14:30:00+01:00\`. |
| \`what\` | One of the words below. |
| \`stage\` | The stage that the case is in when it happens. Left out: the stage it is in then. |
| \`by\` | Somebody of \`people\`. Left out: a person who is entitled to it and had no part in the case before. |
| \`with\` | What is told about it: the fields below. |
| \`recorded\` | The day it was recorded. Left out: the day it happened. |

- The entries stand in the order in which they were recorded, and are never sorted.
- \`title\`, \`why\`, \`as-of\` and \`expect\` make an example of it: [How to write a pack](../how-to/write-a-pack.md#letters-and-examples)
  tells what \`expect\` holds. Where something else came of it, that is shown, and the exit code is 1.
- \`--as-of\` is the day we look; left out, the file's \`as-of\`, or today. A happening is decided on the day it was recorded. One whose \`on\` lies
  after the day we look is refused \`in-the-future\`, in both modes.
- \`mode: live\` refuses what the pack does not allow, says why, and goes on with the next entry.
- \`mode: history\` refuses nothing. It records what happened, takes skipped steps as implied by later ones, and lists as
  departures where what happened differs from the pack. What happened is judged by its own day, wherever in the
  file it stands; a second receipt starts nothing again.

What \`with\` leaves out is filled for wording only: the texts of letters and notes count as written, a finding
not named counts as \`not-upheld\`, and points not named count as one point. Answers that decide something are never
filled: questions of the pack that are not answered in words, agreement, grounds, reasons from a list, dates, money.

\`needed\` below is what the form asks for. A pack may ask for more or less: its own questions are shown as
\`${PACK}\` has them, and another pack has others. The parts of a letter in \`parts\` are those of the pack as well.

## Words of \`what\`
`;

/** The page as it should be now. */
export async function generateReplayReference(): Promise<string> {
  const texts = loadTexts();
  const { policies } = await loadPolicies({ folder: join(root, 'policies'), only: [PACK] });
  const policy = policies.versions(PACK).at(-1);
  if (!policy) throw new Error(`The pack ${PACK} cannot be run: look at it with bin/redress packs check.`);
  const standings = makeSampleStandings(policy, loadCalendars().calendarFor('england-and-wales'));
  const step = makeAnyStep(policy);
  const words = COMMANDS.map((command) => describeWord(texts, command, gatherFields(command, standings, step)));
  return [INTRODUCTION, ...words].join('\n').trimEnd().concat('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const path = join(root, REPLAY_REFERENCE);
  const text = await generateReplayReference();
  const isCurrent = (await readFile(path, 'utf8').catch(() => undefined)) === text;
  if (args.includes('--check')) {
    if (!isCurrent) console.error(`${REPLAY_REFERENCE} is out of date: run scripts/generate-replay-reference.ts.`);
    return isCurrent ? 0 : 1;
  }
  if (!isCurrent) await writeFile(path, text);
  console.log(isCurrent ? `${REPLAY_REFERENCE} is current.` : `Written: ${REPLAY_REFERENCE}`);
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
