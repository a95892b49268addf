import type { Fault, Path } from './fault.ts';
import { findStagesAfter, getOutcomeParts, getStageParts, type InPack } from './pack-parts.ts';
import type { Pack, Procedure, Stage, Step, Who } from './schema.ts';
import { walkObjects } from './walk-pack.ts';

/**
 * Everything that stands in a pack and can never come about: a stage no case gets to, or cannot leave; a procedure
 * that another always comes before; a list of cases without `otherwise`; steps that wait for each other; a role that
 * nothing names.
 */
export function checkReachability(pack: Pack): Fault[] {
  return [
    ...unreachableStages(pack),
    ...getStageParts(pack).flatMap(deadEnd),
    ...badProcedures(pack),
    ...badChoices(pack),
    ...waitingInCircles(pack),
    ...unusedRoles(pack),
  ];
}

function unreachableStages(pack: Pack): Fault[] {
  return pack.procedures.flatMap((procedure, p) => {
    const reached = findReached(pack, procedure);
    return procedure.stages.flatMap((stage, s) =>
      reached.has(stage.id) ? [] : [unreachable(stage, ['procedures', p, 'stages', s])],
    );
  });
}

const unreachable = (stage: Stage, path: Path): Fault => ({
  path,
  what: `No case can reach the stage “${stage.id}”.`,
  why: 'It is not where cases open, and no escalation, outcome or lapse leads to it.',
  mend: 'Name it in `opens-at`, in an `escalation: { to: … }`, in an outcome’s `leads-to`, or in an `on-lapse: { opens: … }`; or take it out.',
});

/** The stages a case can come to: where it opens, and onwards. */
function findReached(pack: Pack, procedure: Procedure): ReadonlySet<string> {
  const first = procedure.stages[0]?.id ?? '';
  const opens = procedure['opens-at']?.map((entry) => ('otherwise' in entry ? entry.otherwise : entry.stage)) ?? [
    first,
  ];
  const fromAnywhere = procedure['any-time'].flatMap((step) =>
    (step.outcomes ?? []).flatMap((o) => o['leads-to'].stage ?? []),
  );
  const fromIntake = pack.intake.clocks.flatMap((clock) => clock['on-lapse'].opens ?? []);
  const reached = new Set<string>();
  const ahead = [...opens, ...fromAnywhere, ...fromIntake];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const stage = procedure.stages.find((candidate) => candidate.id === id);
    if (stage) ahead.push(...findStagesAfter(stage));
  }
  return reached;
}

function deadEnd({ part: stage, path }: InPack<Stage>): Fault[] {
  const outcomes = [...stage.steps.flatMap((step) => step.outcomes ?? []), ...(stage.escalation?.outcomes ?? [])];
  const leads = outcomes.some(({ 'leads-to': to }) => to.closes ?? to.stage ?? to.procedure);
  const lapses = stage.clocks.some(({ 'on-lapse': lapse }) => lapse.opens ?? lapse.closes);
  const responds = stage.steps.some((step) => step.does === 'respond');
  if (leads || lapses || responds || stage.escalation) return [];
  return [
    {
      path,
      what: `No case can leave the stage “${stage.id}”.`,
      why: 'It has no step that responds, no outcome that leads on or closes, no escalation and no clock that ends it.',
      mend: 'Add a step with `does: respond`, an outcome with `leads-to`, or a clock with `on-lapse: { opens: … }` or `{ closes: … }`.',
    },
  ];
}

function badProcedures(pack: Pack): Fault[] {
  const last = pack.procedures.length - 1;
  const changedTo = new Set(getOutcomeParts(pack).flatMap(({ part }) => part['leads-to'].procedure ?? []));
  const always = pack.procedures.findIndex((procedure) => procedure.when === undefined);
  return pack.procedures.flatMap((procedure, i) => {
    if (i === last && procedure.when !== undefined) return [lastWithCondition(i, procedure.id)];
    if (always === -1 || i <= always || changedTo.has(procedure.id)) return [];
    return [
      {
        path: ['procedures', i],
        what: `No case can come under the procedure “${procedure.id}”.`,
        why: `The first that fits is taken, and “${pack.procedures[always]!.id}” before it has no condition.`,
        mend: 'Put the procedure without `when` last, or lead to this one by an outcome (`leads-to: { procedure: … }`).',
      },
    ];
  });
}

const lastWithCondition = (i: number, id: string): Fault => ({
  path: ['procedures', i, 'when'],
  what: `The last procedure, “${id}”, holds only on a condition.`,
  why: 'A case for which no condition holds would have no procedure at all: a list of cases needs an otherwise.',
  mend: 'Let the last procedure stand without `when`.',
});

function badChoices(pack: Pack): Fault[] {
  const lists = pack.procedures.map((procedure, p) => ({
    list: procedure['opens-at'],
    path: ['procedures', p, 'opens-at'],
  }));
  const letters = {
    list: pack.intake.representative?.['letters-to'],
    path: ['intake', 'representative', 'letters-to'],
  };
  return [...lists, letters, { list: pack.signposting, path: ['signposting'] }].flatMap(({ list, path }) => {
    if (!list) return [];
    const at = list.findIndex((entry) => 'otherwise' in entry);
    if (at === list.length - 1 && at !== -1) return [];
    const missing = at === -1;
    return [
      {
        path: missing ? path : [...path, at],
        what: missing ? `\`${path.at(-1)}\` does not end with \`otherwise\`.` : '`otherwise` is not the last entry.',
        why: missing
          ? 'A case that none of the conditions fits would have no answer.'
          : 'The first that fits is taken, so what stands after it is never looked at.',
        mend: missing ? 'Add a last entry `{ otherwise: … }`.' : 'Put it last.',
      },
    ];
  });
}

function waitingInCircles(pack: Pack): Fault[] {
  return getStageParts(pack).flatMap(({ part: stage, path }) => {
    const waits = (step: Step): readonly string[] => [
      ...(step.needs ?? []),
      ...stage.steps
        .filter((other) => other.before?.some((name) => [step.id, `${stage.id}.${step.id}`].includes(name)))
        .map(({ id }) => id),
    ];
    const i = stage.steps.findIndex((step) => waitsForItself(stage, step, waits));
    if (i === -1) return [];
    return [
      {
        path: [...path, 'steps', i],
        what: `The step “${stage.steps[i]!.id}” waits, through other steps, for itself.`,
        why: 'None of the steps in the circle could ever be taken.',
        mend: 'Take one of the `needs` or `before` of the circle out.',
      },
    ];
  });
}

function waitsForItself(stage: Stage, start: Step, waits: (step: Step) => readonly string[]): boolean {
  const seen = new Set<string>();
  const ahead = [...waits(start)];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === start.id) return true;
    const step = stage.steps.find((candidate) => candidate.id === id);
    if (step && !seen.has(id)) ahead.push(...waits(step));
    seen.add(id);
  }
  return false;
}

/**
 * Roles that no `who` allows anything. A role below all that are named is the rest of the staff, who log and forward,
 * and needs no mention.
 */
function unusedRoles(pack: Pack): Fault[] {
  const named = findNamedRoles(pack);
  const rank = (id: string) => pack.roles.find((role) => role.id === id)?.rank ?? Number.POSITIVE_INFINITY;
  const lowestNamed = Math.min(...[...named.exactly, ...named.andAbove].map(rank));
  const from = Math.min(...named.andAbove.map(rank));
  return pack.roles.flatMap((role, i) => {
    if (named.exactly.has(role.id) || role.rank >= from || role.rank < lowestNamed || named.seniorTo) return [];
    return [
      {
        path: ['roles', i],
        what: `The role “${role.id}” is a role nobody uses.`,
        why: 'No `who` names it, alone or by rank, so whoever holds it could do nothing.',
        mend: 'Name it where it acts, or take it out.',
      },
    ];
  });
}

function findNamedRoles(pack: Pack): { exactly: ReadonlySet<string>; andAbove: readonly string[]; seniorTo: boolean } {
  const objects = [...walkObjects(pack.intake), ...walkObjects(pack.procedures)].map(
    ({ object }) => object as Who & { 'adds-role'?: string; roles?: string[] },
  );
  const limits = pack.remedies?.['authority-limits'].map(({ role }) => role) ?? [];
  const exactly = objects.flatMap((who) => [
    who.role,
    who['adds-role'],
    who['chosen-by'],
    ...(Array.isArray(who['any-of']) ? who['any-of'] : []),
    ...(who.usually ?? []),
    ...(who.roles ?? []),
  ]);
  const loggers = pack.roles.filter(({ reach }) => reach === 'logs-only').map(({ id }) => id);
  return {
    exactly: new Set([...exactly, ...limits, ...loggers].filter((role): role is string => typeof role === 'string')),
    andAbove: objects.flatMap((who) => who['at-or-above'] ?? []),
    seniorTo: objects.some(
      (who) => who['senior-to'] !== undefined && who['at-or-above'] === undefined && who.role === undefined,
    ),
  };
}
