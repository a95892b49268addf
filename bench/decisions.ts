// Decisions per second: what one person asks of one case, from its events to the answer, on the examples of the packs.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readReplayFile, resolvePeople } from '../app/cli/read-replay-file.ts';
import { loadCalendars } from '../app/packs/load-calendars.ts';
import { loadPolicies } from '../app/packs/load-packs.ts';
import {
  type Calendar,
  type CaseEvent,
  decideCommand,
  determineStanding,
  fillWording,
  findCommand,
  type Happening,
  type IsoDate,
  makeContext,
  type Policy,
  replayHappenings,
  type Wish,
} from '../engine/index.ts';

export type DecisionRow = { readonly command: string; readonly decisions: number; readonly perSecond: number };
export type DecisionsBench = { readonly rows: readonly DecisionRow[]; readonly ratio: number };

/** One thing asked of a case that has come so far. */
type Question = {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly events: readonly CaseEvent[];
  readonly wish: Wish;
};

type Effort = { readonly leastMilliseconds: number };

/**
 * How many decisions a second: each determines the standing of the case anew and decides one command on it, letters and
 * refusals included. Rows per command, the slowest first; `ratio` is decisions per second over all of them.
 */
export async function benchDecisions(
  { leastMilliseconds }: Effort = { leastMilliseconds: 1500 },
): Promise<DecisionsBench> {
  const questions = await loadQuestions();
  for (const question of questions) answer(question);
  const spent = new Map<string, { decisions: number; milliseconds: number }>();
  const begun = performance.now();
  while (performance.now() - begun < leastMilliseconds) {
    for (const question of questions) {
      const from = performance.now();
      answer(question);
      const row = spent.get(question.wish.command.name) ?? { decisions: 0, milliseconds: 0 };
      row.decisions += 1;
      row.milliseconds += performance.now() - from;
      spent.set(question.wish.command.name, row);
    }
  }
  const perSecond = (decisions: number, milliseconds: number): number => Math.round((decisions / milliseconds) * 1000);
  const rows = [...spent].map(([command, { decisions, milliseconds }]) => ({
    command,
    decisions,
    perSecond: perSecond(decisions, milliseconds),
  }));
  const all = [...spent.values()].reduce((sum, row) => sum + row.decisions, 0);
  const time = [...spent.values()].reduce((sum, row) => sum + row.milliseconds, 0);
  return { rows: rows.toSorted((a, b) => a.perSecond - b.perSecond), ratio: perSecond(all, time) };
}

function answer({ policy, calendar, events, wish }: Question): number {
  const standing = determineStanding(policy, calendar, events, wish.moment);
  const { events: next, refusals } = decideCommand(standing, wish);
  return next.length + refusals.length;
}

/** Every happening of every example, asked of the case as it stood before it. */
async function loadQuestions(): Promise<readonly Question[]> {
  const { policies } = await loadPolicies();
  const files = globSync(join(import.meta.dirname, '..', 'policies', '*', 'examples', '*.yaml')).toSorted();
  return files.flatMap((path) => {
    const policy = policies.versions(basename(dirname(dirname(path)))).at(-1);
    const { file } = readReplayFile(readFileSync(path, 'utf8'));
    if (!policy || !file) return [];
    const { happenings } = resolvePeople(file, policy);
    return happenings.flatMap((_, i) => ask(policy, happenings.slice(0, i + 1), file.service));
  });
}

function ask(policy: Policy, happenings: readonly Happening[], service: string | undefined): readonly Question[] {
  const happening = happenings.at(-1);
  const command = happening && findCommand(happening.what);
  if (!happening || !command) return [];
  const { pack } = policy;
  const calendar = loadedCalendars.calendarFor(pack.calendar.nation, { closures: pack.calendar.closures as never });
  const asOf = (happening.recorded ?? happening.on) as IsoDate;
  const { events, standing } = replayHappenings(policy, calendar, happenings.slice(0, -1), {
    mode: 'live',
    asOf,
    service,
  });
  const moment = { on: asOf };
  const { step, ...given } = (happening.with ?? {}) as { step?: string };
  const context = makeContext(standing, moment, happening.stage);
  const actor = happening.by ?? { id: 'somebody', kind: 'staff' as const, roles: [], entitled: true };
  const found = pack.procedures
    .flatMap(({ stages }) => stages.flatMap(({ steps }) => steps))
    .find(({ id }) => id === step);
  const input = fillWording(context, command, command.fields(context, found), given);
  return [{ policy, calendar, events, wish: { command, actor, moment, input, stage: happening.stage, step } }];
}

const loadedCalendars = loadCalendars();
