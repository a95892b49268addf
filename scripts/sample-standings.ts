// Standings of invented cases under one pack, for pages and tests that are made from the commands' fields.
import {
  type Actor,
  type Calendar,
  type CaseEvent,
  decideCommand,
  determineStanding,
  findCommand,
  type IsoDate,
  makeContext,
  numberEvents,
  type Policy,
  type Standing,
} from '../engine/index.ts';

const entitled: Actor = { id: 'p1', kind: 'staff', roles: [], entitled: true };
const day = (n: number): IsoDate => `2026-03-${String(n).padStart(2, '0')}` as IsoDate;
const asOf = { on: '2026-04-20' as IsoDate };

type Happening = readonly [word: string, input?: Readonly<Record<string, unknown>>];

const points = [
  { text: 'The boiler broke in January', 'outcome-sought': 'A new boiler' },
  { text: 'Nobody rang back' },
];
const findings = { 1: { finding: 'upheld', reasons: 'It took five weeks.' }, 2: { finding: 'not-upheld' } };

const start: readonly Happening[] = [
  ['received', { 'what-happened': 'The boiler broke', channel: 'telephone', represented: true }],
];
const worked: readonly Happening[] = [
  ['defined', { points, 'outcome-sought': 'A new boiler' }],
  ['acknowledged'],
  ['allocated', { to: 'p2' }],
  ['promise-made', { kind: 'work', what: 'Replace the boiler', owner: 'p2', due: '2026-05-01' }],
  ['finding-recorded', { findings }],
];
const answered: readonly Happening[] = [...worked, ['response-issued']];
const escalated: readonly Happening[] = [['escalation-requested'], ['escalation-accepted']];

const histories: readonly (readonly Happening[])[] = [
  [],
  start,
  [
    [
      'received',
      { 'what-happened': 'A long time ago', 'matter-happened-on': '2020-01-01', 'matter-arose-on': '2020-01-01' },
    ],
  ],
  [['received', { 'what-happened': 'Please mend the tap', kind: 'service-request' }]],
  [...start, ...worked],
  [...start, ...answered],
  [...start, ...answered, ['escalation-requested']],
  [...start, ...answered, ...escalated],
  [...start, ...answered, ...escalated, ...answered],
  [...start, ...answered, ['closed', { learning: 'Ring back the same day' }]],
];

/**
 * How some invented cases stand under a pack, from one with nothing received to one that is closed. What was recorded
 * is recorded whether or not the pack allows it, as in a history.
 */
export function makeSampleStandings(policy: Policy, calendar: Calendar): readonly Standing[] {
  return histories.map((history) => {
    const events: CaseEvent[] = [];
    for (const [index, happening] of history.entries()) {
      events.push(...happen(policy, calendar, events, happening, day(index + 2)));
    }
    return determineStanding(policy, calendar, events, asOf);
  });
}

function happen(
  policy: Policy,
  calendar: Calendar,
  before: readonly CaseEvent[],
  [word, input = {}]: Happening,
  on: IsoDate,
): readonly CaseEvent[] {
  const command = findCommand(word);
  if (!command) throw new Error(`There is no command of the word ${word}.`);
  const standing = determineStanding(policy, calendar, before, { on });
  const context = makeContext(standing, { on });
  // Where the request itself opens the next stage, there is nothing left to accept.
  if (word === 'escalation-accepted' && command.guard(context, entitled).length > 0) return [];
  const { events } = decideCommand(standing, { command, actor: entitled, moment: { on }, input });
  return numberEvents(
    standing,
    events.map(({ body }) => body),
    { moment: { on } },
    entitled,
  );
}
