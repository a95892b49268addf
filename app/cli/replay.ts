import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type Actor,
  type ClockStanding,
  determineSignposting,
  type IsoDate,
  isIsoDate,
  type Judged,
  listAllowed,
  localDateOf,
  type Policy,
  type Refusal,
  type Replay,
  replayHappenings,
} from '../../engine/index.ts';
import { loadCalendars } from '../packs/load-calendars.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { describeRefusal } from '../texts/describe-refusal.ts';
import { loadTexts } from '../texts/load-texts.ts';
import { findUnexpected, type Unexpected } from './compare-expected.ts';
import type { Io } from './main.ts';
import { type ReplayFault, type ReplayFile, readReplayFile, resolvePeople } from './read-replay-file.ts';
import { renderReplay } from './render-replay.ts';

const USAGE = `redress replay FILE [--as-of DATE] [--json] [--packs FOLDER]

Runs a case history through a landlord's pack and shows how the case then stands: its clocks with
their working, what was refused and why, where it departs from the pack, what can be done next.

  FILE            YAML: pack, service, mode (live or history), people, happened; docs/reference/replay.md
                  tells all of it. A dash reads standard input. Where it says what it expects, the
                  end of the page tells whether that came.
  --as-of DATE    the day we look (default: today)
  --json          the same for programs
  --packs FOLDER  packs outside the installation

Example: redress replay case.yaml --as-of 2026-04-20
`;

/**
 * `redress replay`: exit code 0 when the file could be run, refusals in it or not; 1 when it could not, or when it says
 * what it expects and something else came of it. What it expects is held against the day that the file names.
 */
export async function runReplay(args: string[], io: Io): Promise<number> {
  const options = readOptions(args);
  if ('help' in options) {
    io.out(USAGE);
    return 0;
  }
  if ('wrong' in options) return fail(io, [options.wrong]);
  const text = await readText(options.path, io);
  if (text === undefined) return fail(io, [`${options.path}: there is no such file, or it cannot be read`]);
  const { file, faults } = readReplayFile(text);
  if (!file) return fail(io, describeFaults(options.path, faults));
  const policy = await findPolicy(file, options.packs, io);
  if (typeof policy === 'string') return fail(io, [`${options.path}: ${policy}`]);
  return play(file, policy, options, io);
}

type Options = {
  readonly path: string;
  readonly asOf: IsoDate;
  readonly isAsOfGiven: boolean;
  readonly json: boolean;
  readonly packs: string | undefined;
};

function readOptions(args: string[]): Options | { help: true } | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'as-of': { type: 'string' },
        json: { type: 'boolean' },
        packs: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return { help: true };
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0)
      return { wrong: 'name one replay file: redress replay FILE (redress replay --help tells more)' };
    const asOf = values['as-of'] ?? today();
    if (!isIsoDate(asOf)) return { wrong: `--as-of ${asOf} is not a date like 2026-03-27` };
    return { path, asOf, isAsOfGiven: values['as-of'] !== undefined, json: values.json ?? false, packs: values.packs };
  } catch (error) {
    return { wrong: `${(error as Error).message} (redress replay --help tells more)` };
  }
}

/** Today in London. */
const today = (): IsoDate => localDateOf(new Date().toISOString()) as IsoDate;

function fail(io: Io, messages: readonly string[]): number {
  for (const message of messages) io.err(`${message}\n`);
  return 1;
}

const describeFaults = (path: string, faults: readonly ReplayFault[]): readonly string[] =>
  faults.map(({ line, message }) => `${path}:${line}: ${message}`);

async function readText(path: string, io: Io): Promise<string | undefined> {
  try {
    if (path !== '-') return await readFile(path, 'utf8');
    let text = '';
    for await (const chunk of io.stdin) text += String(chunk);
    return text;
  } catch {
    return undefined;
  }
}

/** The version named, else the one in force when the case was first received. A replay may try a changed number out. */
async function findPolicy(file: ReplayFile, folder: string | undefined, io: Io): Promise<Policy | string> {
  const { policies, faults } = await loadPolicies({ folder, only: [file.pack], toTryOut: true });
  for (const fault of faults.filter(({ canBeTried }) => canBeTried))
    io.err(`${fault.file}:${fault.line}: ${fault.what} It is tried out all the same; it is not fit for real cases.\n`);
  const found = policies.versions(file.pack);
  const why = faults.map((fault) => `\n  ${fault.file}:${fault.line}: ${fault.what}`).join('');
  if (found.length === 0)
    return `there is no pack \`${file.pack}\` that can be run; \`redress packs list\` shows those there are${why}`;
  if (file.version !== undefined) {
    return (
      policies.get(file.pack, file.version) ??
      `${file.pack} has no version ${file.version}; it has ${found.map((policy) => policy.pack.version).join(', ')}`
    );
  }
  const first = file.happened.find((happening) => happening.what === 'received') ?? file.happened[0];
  const policy = first ? policies.inForce(file.pack, first.on) : found.at(-1);
  if (policy && 'pack' in policy) return policy;
  const spans = found.map(
    ({ pack }) =>
      `${pack.version} from ${pack['in-force'].from}${pack['in-force'].until ? ` until ${pack['in-force'].until}` : ''}`,
  );
  return `no version of ${file.pack} was in force on ${first?.on ?? 'that day'}: there is ${spans.join('; ')}. Name one to use it all the same: \`pack: ${file.pack}@${found.at(-1)?.pack.version}\``;
}

function play(file: ReplayFile, policy: Policy, options: Options, io: Io): number {
  const services = policy.pack.services.map((service) => service.id);
  if (file.service !== undefined && !services.includes(file.service)) {
    return fail(io, [
      `${options.path}: ${policy.pack.pack} has no service \`${file.service}\`; it has ${services.join(', ')}`,
    ]);
  }
  const { happenings, faults } = resolvePeople(file, policy);
  if (faults.length > 0) return fail(io, describeFaults(options.path, faults));
  const { nation, closures } = policy.pack.calendar;
  const calendar = loadCalendars().calendarFor(nation, { closures: closures as never });
  const asOf = options.isAsOfGiven ? options.asOf : (file.asOf ?? options.asOf);
  const { mode, service } = file;
  const how = { mode, asOf, service, recordingCounts: 'happenings' } as const;
  const replay = replayHappenings(policy, calendar, happenings, how);
  io.out(options.json ? `${JSON.stringify(describeReplay(replay))}\n` : renderReplay(replay, asOf));
  if (options.json || options.isAsOfGiven || file.expect === undefined) return 0;
  const unexpected = findUnexpected(file.expect, replay);
  io.out(renderUnexpected(unexpected));
  return unexpected.length === 0 ? 0 : 1;
}

/** What a file expects beside what came, or that all is as expected. */
function renderUnexpected(unexpected: readonly Unexpected[]): string {
  if (unexpected.length === 0) return '\nAs expected.\n';
  const lines = unexpected.flatMap(({ place, expected, came }) => [
    `  ${place}`,
    `      expected ${expected}`,
    `      came     ${came}`,
  ]);
  return `${['', 'Not as expected', ...lines].join('\n')}\n`;
}

/** What a program reads. Its form is fixed: other programs rely on it. */
export function describeReplay({ standing, refused, departures }: Replay): object {
  const { policy, state } = standing;
  return {
    pack: policy.pack.pack,
    version: policy.pack.version,
    case: { stage: state.visits.at(-1)?.stage ?? null, status: state.status, outcome: state.outcome ?? null },
    clocks: standing.clocks.map(describeClockForPrograms),
    refused: refused.map(describeJudged),
    departures: departures.map(describeJudged),
    signposting: determineSignposting(standing).map(({ ombudsman, name, kind, contact, howTo, clause }) => ({
      id: ombudsman,
      name,
      kind,
      contact,
      howTo,
      clause: clause ?? null,
    })),
    allowed: Object.fromEntries(policy.pack.roles.map((role) => [role.id, listAllowed(standing, uninvolved(role.id))])),
  };
}

/** Somebody who holds a role for every service and had no part in the case. */
const uninvolved = (role: string): Actor => ({ id: `uninvolved:${role}`, kind: 'staff', roles: [{ role }] });

function describeClockForPrograms(clock: ClockStanding): object {
  return {
    id: clock.id,
    stage: clock.stage,
    name: clock.name,
    starts: clock.starts ?? null,
    startedBy: clock.startedBy,
    startImplied: clock.startImplied,
    due: clock.due ?? null,
    ...(clock.dueAt !== undefined && { dueAt: clock.dueAt, approximate: clock.approximate }),
    internalTarget: clock.internalTarget ?? null,
    state: clock.state,
    lapsed: clock.lapsed,
    stopped: clock.stopped ?? null,
    workingDaysTaken: clock.workingDaysTaken ?? null,
    workingDaysLate: clock.workingDaysLate ?? null,
    clause: clock.clause ?? null,
    owner: clock.owner,
    skipped: clock.skipped,
    ...(clock.assumes.length > 0 && { assumes: clock.assumes }),
  };
}

const describeJudged = ({ on, what, reasons }: Judged): object => ({ on, what, reasons: reasons.map(describeReason) });

const describeReason = (refusal: Refusal): object => ({
  code: refusal.code,
  clause: refusal.clause ?? null,
  message: describeRefusal(loadTexts(), refusal),
  ...(refusal.until !== undefined && { until: refusal.until }),
});
