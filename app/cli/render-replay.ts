import {
  type Actor,
  type ClockStanding,
  determineSignposting,
  findStage,
  type IsoDate,
  type Judged,
  listAllowed,
  type NotCounted,
  type Replay,
} from '../../engine/index.ts';
import { describeDate, describeShortDate } from '../texts/describe-date.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { loadTexts } from '../texts/load-texts.ts';

const WIDTH = 100;

/** A replay as a page of text that a person likes to read: where the case stands, its clocks with their working, what was refused. */
export function renderReplay(replay: Replay, asOf: IsoDate): string {
  const { standing } = replay;
  const { pack } = standing.policy;
  const visit = standing.state.visits.at(-1);
  const stage = visit && findStage(standing.policy, visit.procedure, visit.stage);
  const where = [
    stage?.name,
    standing.state.status === 'closed' ? (standing.state.outcome ?? 'closed') : standing.state.status,
  ]
    .filter(Boolean)
    .join(', ');
  return [
    `${pack.organisation.name}: ${pack.title} (${pack.pack}@${pack.version})`,
    `On ${describeDate(asOf)} the case is: ${where || 'not there yet'}`,
    '',
    ...section('Clocks', standing.clocks.filter((clock) => clock.owner === 'pack').flatMap(renderClock)),
    ...section(
      'The regime’s outer limits',
      standing.clocks.filter((clock) => clock.owner === 'regime').flatMap(renderClock),
    ),
    ...section('Refused', replay.refused.flatMap(renderJudged)),
    ...section('Where this departs from the procedure', replay.departures.flatMap(renderJudged)),
    ...section('What can be done now, by whom', renderAllowed(replay)),
    ...section(
      'Where the complainant can turn',
      determineSignposting(standing).map(
        ({ name, contact }) =>
          `  ${name}: ${[contact.web, contact.telephone, contact.post].filter(Boolean).join(' · ')}`,
      ),
    ),
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines, ''];

function renderClock(clock: ClockStanding): readonly string[] {
  const clause = clock.clause ? `  [${clock.clause}]` : '';
  if (clock.starts === undefined) return [`  ${clock.name}: ${STATES[clock.state]}${clause}`];
  const started = `${describeShortDate(clock.starts)} (${clock.startedBy}${clock.startImplied ? ', not told, taken as its last day' : ''})`;
  const due = clock.due ? `due ${describeShortDate(clock.due)}` : 'no limit';
  const stopped = clock.stopped && !clock.lapsed ? `, done ${describeShortDate(clock.stopped)}` : '';
  const late =
    clock.state === 'late'
      ? `, ${clock.workingDaysLate} working ${clock.workingDaysLate === 1 ? 'day' : 'days'} late`
      : '';
  const state = clock.lapsed ? 'lapsed' : STATES[clock.state];
  const working = renderSkipped(clock.skipped);
  return [`  ${clock.name}: ${state}, ${due}${stopped}${late}${clause}`, `      from ${started}${working}`];
}

const STATES: Readonly<Record<ClockStanding['state'], string>> = {
  'not-started': 'not started',
  running: 'running',
  met: 'met',
  late: 'LATE',
  'not-needed': 'not needed',
  'not-possible': 'not possible: nobody to write to',
};

/** Weekends are counted in one word; every other day that does not count is named. */
function renderSkipped(skipped: readonly NotCounted[]): string {
  const named = skipped.filter((day) => day.because !== 'Saturday' && day.because !== 'Sunday');
  const weekend = skipped.length > named.length ? ['weekends'] : [];
  const words = [...weekend, ...named.map((day) => `${day.because} ${describeShortDate(day.date)}`)];
  return words.length > 0 ? `; not counted: ${words.join(', ')}` : '';
}

function renderJudged({ on, what, reasons }: Judged): readonly string[] {
  const texts = loadTexts();
  return [
    `  ${describeShortDate(on)} ${what}`,
    ...reasons.flatMap((reason) =>
      wrap(`${describeRefusal(texts, reason)}${reason.clause ? ` [${reason.clause}]` : ''}`, '      '),
    ),
  ];
}

/** What everybody may do is said once; then, per role, what it may do besides. */
function renderAllowed({ standing }: Replay): readonly string[] {
  const perRole = standing.policy.pack.roles.map((role) => {
    const actor: Actor = { id: `uninvolved:${role.id}`, kind: 'staff', roles: [{ role: role.id }] };
    return { title: role.title, allowed: listAllowed(standing, actor) };
  });
  const common = perRole[0]?.allowed.filter((id) => perRole.every(({ allowed }) => allowed.includes(id))) ?? [];
  const besides = perRole.map(({ title, allowed }) => [title, allowed.filter((id) => !common.includes(id))] as const);
  return [
    ...besides.filter(([, ids]) => ids.length > 0).flatMap(([title, ids]) => wrap(`${title}: ${ids.join(', ')}`, '  ')),
    ...wrap(`Everybody: ${common.join(', ') || 'nothing'}`, '  '),
  ];
}

/** Breaks a long line between words; the lines after the first are set in two further. */
function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    if (line.trim() !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = `${indent}  `;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}
