import {
  describeContactPlan,
  describeExtension,
  describeLettersTo,
  describeLimit,
  describeMeets,
  describePeriod,
  describeTimeLimit,
  describeTrigger,
  describeWho,
  describeWindow,
  findClockStoppedBy,
  findSource,
  type ValueSource,
} from './describe-values.ts';
import type { Clock, Pack, Procedure, Source, Stage, Step } from './schema.ts';

/** One column of a comparison: a procedure of one version of a pack. */
export type Column = { readonly pack: Pack; readonly procedure: Procedure; readonly title: string };

/** A value of one pack. `value: undefined`: the pack has none. `differs`: it is not what most of the packs have. */
export type ComparisonCell = ValueSource & { readonly value: string | undefined; readonly differs: boolean };
export type ComparisonRow = {
  readonly group: string;
  readonly name: string;
  readonly cells: readonly ComparisonCell[];
};
export type Comparison = { readonly columns: readonly string[]; readonly rows: readonly ComparisonRow[] };

type Cell = ValueSource & { readonly value: string | undefined };
type RowMaker = { readonly group: string; readonly name: string; readonly read: (column: Column) => Cell };

const cell = (value: string | undefined, ...sources: (Source | undefined)[]): Cell =>
  value === undefined ? { value } : { value, ...findSource(...sources) };

/**
 * Packs side by side: one column for each procedure, one row for each value that at least one of them sets, each cell
 * with where it comes from. A cell differs when its value is not the most common of its row (of equally common ones,
 * the first counts).
 */
export function comparePacks(packs: readonly Pack[]): Comparison {
  const columns = packs.flatMap(getColumns);
  const numbers = [
    ...new Set(columns.flatMap(({ procedure }) => procedure.stages.map((stage) => stage.number))),
  ].toSorted((a, b) => a - b);
  const makers = [...WHOLE, ...PEOPLE, ...numbers.flatMap(getStageRows), ...AFTER];
  const rows = makers.map(({ group, name, read }) => ({ group, name, cells: columns.map(read) }));
  return {
    columns: columns.map(({ title }) => title),
    rows: rows
      .filter(({ cells }) => cells.some(({ value }) => value !== undefined))
      .map((row) => ({ ...row, cells: mark(row.cells) })),
  };
}

function getColumns(pack: Pack): Column[] {
  const name = `${pack.pack}@${pack.version}`;
  return pack.procedures.map((procedure) => ({
    pack,
    procedure,
    title: pack.procedures.length === 1 ? name : `${name} ${procedure.id}`,
  }));
}

function mark(cells: readonly Cell[]): readonly ComparisonCell[] {
  const count = (cell: Cell) => cells.filter(({ value }) => value === cell.value).length;
  const usual = cells.toSorted((a, b) => count(b) - count(a))[0]?.value;
  return cells.map((cell) => ({ ...cell, differs: cell.value !== usual }));
}

const WHOLE: readonly RowMaker[] = [
  { group: 'The pack', name: 'in force from', read: ({ pack }) => cell(pack['in-force'].from, pack['in-force']) },
  { group: 'The pack', name: 'working days of', read: ({ pack }) => cell(pack.calendar.nation, pack.calendar) },
  { group: 'The pack', name: 'cut-off', read: ({ pack }) => cell(pack.calendar['cut-off'], pack.calendar) },
  { group: 'The pack', name: 'stages', read: ({ procedure }) => joined(procedure.stages, ({ name }) => name) },
  {
    group: 'The pack',
    name: 'put together from other sources',
    read: ({ procedure }) => cell(procedure.reconstructed, procedure),
  },
  {
    group: 'Taking a complaint',
    name: 'time limit',
    read: ({ pack }) => joined(pack.intake['time-limits'], describeTimeLimit),
  },
  {
    group: 'Taking a complaint',
    name: 'exclusions',
    read: ({ pack }) => joined(pack.intake['not-accepted']?.grounds, ({ name }) => name),
  },
  {
    group: 'Taking a complaint',
    name: 'who refuses',
    read: ({ pack }) => {
      const refused = pack.intake['not-accepted'];
      return cell(refused && describeWho(pack, refused.who), refused?.who, refused);
    },
  },
  {
    group: 'Taking a complaint',
    name: 'service request becomes',
    read: ({ pack }) => cell(pack.intake['service-request']?.['becomes-complaint'], pack.intake['service-request']),
  },
  {
    group: 'Taking a complaint',
    name: 'anonymous',
    read: ({ pack }) =>
      cell(describeYes(pack.intake.anonymous?.accepted, 'accepted', 'not accepted'), pack.intake.anonymous),
  },
  {
    group: 'Taking a complaint',
    name: 'a representative needs',
    read: ({ pack }) => {
      const rule = pack.intake.representative;
      const asks = rule?.needs.map((id) => pack.facts[id]?.ask ?? id);
      return cell(rule && (asks?.join(' ') || 'permission'), rule);
    },
  },
  {
    group: 'Taking a complaint',
    name: 'letters of a represented complainant go to',
    read: ({ pack }) => {
      const rule = pack.intake.representative;
      return cell(rule && describeLettersTo(rule['letters-to']), rule?.['letters-to']?.[0], rule);
    },
  },
];

const PEOPLE: readonly RowMaker[] = [
  {
    group: 'People',
    name: 'training that counts',
    read: ({ pack }) =>
      joined(
        pack.roles.filter(({ training }) => training !== undefined),
        ({ title, training }) => `${title}: ${training}`,
      ),
  },
  {
    group: 'People',
    name: 'log complaints and see none',
    read: ({ pack }) =>
      joined(
        pack.roles.filter(({ reach }) => reach === 'logs-only'),
        ({ title }) => title,
      ),
  },
  {
    group: 'People',
    name: 'a case is restricted',
    read: ({ pack }) =>
      joined(
        pack.intake.routes.filter(({ restricts }) => restricts),
        ({ name }) => name,
      ),
  },
  {
    group: 'People',
    name: 'see restricted cases',
    read: ({ pack }) => {
      const rule = pack.intake['restricted-to'];
      const title = (id: string) => pack.roles.find((role) => role.id === id)?.title ?? id;
      return cell(rule?.roles.map(title).join('; '), rule);
    },
  },
  {
    group: 'People',
    name: 'who restricts contact',
    read: ({ pack: { behaviour, ...pack } }) =>
      cell(behaviour && describeWho(pack, behaviour.who), behaviour?.who, behaviour),
  },
];

const AFTER: readonly RowMaker[] = [
  {
    group: 'Afterwards',
    name: 'keeping the complainant informed',
    read: ({ pack }) => cell(pack['contact-plan'] && describeContactPlan(pack['contact-plan']), pack['contact-plan']),
  },
  {
    group: 'Afterwards',
    name: 'signposting',
    read: ({ pack }) => joined(pack.signposting, (entry) => ('otherwise' in entry ? entry.otherwise : entry.ombudsman)),
  },
  {
    group: 'Afterwards',
    name: 'each promise needs',
    read: ({ pack }) => cell(pack.remedies?.['each-needs'].join(' and ')),
  },
  { group: 'Afterwards', name: 'remedies', read: ({ pack }) => joined(pack.remedies?.heads, ({ name }) => name) },
  {
    group: 'Afterwards',
    name: 'learning before closing',
    read: ({ pack }) => cell(describeYes(pack.closing?.['needs-learning'], 'required', 'not required'), pack.closing),
  },
  {
    group: 'Afterwards',
    name: 'kept for',
    read: ({ pack }) => cell(pack.retention && describePeriod(pack.retention['keep-for']), pack.retention),
  },
];

const describeYes = (value: boolean | undefined, yes: string, no: string): string | undefined =>
  value === undefined ? undefined : value ? yes : no;

/** A list as one value, with the sources of all its entries; assumed when one of them is. */
function joined<T extends Source>(
  entries: readonly T[] | undefined,
  words: (entry: T) => string,
  above?: Source,
): Cell {
  if (!entries || entries.length === 0) return { value: undefined };
  const sources = entries.map((entry) => findSource(entry, above));
  const all = (key: keyof ValueSource) => [...new Set(sources.flatMap((source) => source[key] ?? []))];
  const said = (['clause', 'regime', 'assumption'] as const)
    .map((key) => [key, all(key).join(', ')])
    .filter(([, text]) => text !== '');
  return { value: entries.map(words).join('; '), ...(Object.fromEntries(said) as ValueSource) };
}

const stageNumbered = (column: Column, number: number): Stage | undefined =>
  column.procedure.stages.find((stage) => stage.number === number);

function getStageRows(number: number): readonly RowMaker[] {
  const group = number === 0 ? 'Before Stage 1' : `Stage ${number}`;
  const row = (name: string, read: (stage: Stage, pack: Pack) => Cell): RowMaker => ({
    group,
    name,
    read: (column) => {
      const stage = stageNumbered(column, number);
      return stage ? read(stage, column.pack) : { value: undefined };
    },
  });
  return [
    row('name', (stage) => cell(stage.name, stage)),
    ...getClockRows(row, 'acknowledgement', (stage) => findClockStoppedBy(stage, 'acknowledge')),
    ...getClockRows(row, 'response', (stage) => findClockStoppedBy(stage, 'respond')),
    row('other clocks', (stage) =>
      joined(getOtherClocks(stage), ({ name, limit }) => `${name} ${describeLimit(limit)}`),
    ),
    row('who responds', (stage, pack) =>
      stepWho(
        pack,
        stage.steps.find(({ does }) => does === 'respond'),
      ),
    ),
    ...getPeopleRows(row),
    row('draft for comment', (stage) =>
      joined(
        stage.steps.filter((step) => step['for-comment']),
        ({ name }) => name,
      ),
    ),
    row('panel', (stage) =>
      joined(
        stage.steps.flatMap(({ name, meets, ...step }) =>
          meets ? [{ ...findSource(meets, step), says: `${name}: ${describeMeets(meets)}` }] : [],
        ),
        ({ says }) => says,
      ),
    ),
    row('who is consulted', (stage) =>
      joined(
        stage.steps.filter(({ consults }) => consults !== undefined),
        ({ name, consults }) => `${name}: ${consults}`,
      ),
    ),
    row('goes the way they prefer', (stage) =>
      joined(
        stage.steps.filter((step) => step['goes-by'] !== undefined),
        ({ name, ...step }) => `${name}: ${step['goes-by']}`,
      ),
    ),
    row('steps', (stage) => joined(stage.steps, ({ name }) => name)),
    ...getEscalationRows(row),
  ];
}

type MakeRow = (name: string, read: (stage: Stage, pack: Pack) => Cell) => RowMaker;

function getClockRows(row: MakeRow, name: string, find: (stage: Stage) => Clock | undefined): RowMaker[] {
  return [
    row(`${name} limit`, (stage) => {
      const clock = find(stage);
      return cell(clock && describeLimit(clock.limit), clock?.limit, clock);
    }),
    row(`${name} counts from`, (stage) => {
      const clock = find(stage);
      return cell(clock && describeTrigger(clock.starts), clock?.starts, clock);
    }),
    row(`${name} extension`, (stage) => joined(find(stage)?.extensions, describeExtension, find(stage))),
  ];
}

/** Whom the case is given to, and who sits where. */
function getPeopleRows(row: MakeRow): RowMaker[] {
  return [
    row('who is given the case', (stage, pack) =>
      joined(
        stage.steps.filter(({ to }) => to !== undefined),
        ({ name, to }) => `${name}: ${describeWho(pack, to)}`,
      ),
    ),
    row('who sits', (stage, pack) =>
      joined(
        stage.steps.flatMap((step) =>
          (step.seats ?? []).map((seat) => ({ ...findSource(seat, seat.who, step), seat })),
        ),
        ({ seat }) => `${seat.name}: ${describeWho(pack, seat.who)}${seat.optional ? ', or nobody' : ''}`,
      ),
    ),
  ];
}

function getEscalationRows(row: MakeRow): RowMaker[] {
  return [
    row('asked for before a response', ({ escalation }) =>
      cell(escalation && !escalation['needs-response'] ? 'at any time' : undefined, escalation),
    ),
    row('a new issue in the request', ({ escalation }) =>
      cell(escalation?.['new-issue'] && 'a linked case', escalation),
    ),
    row('time to ask for the next stage', ({ escalation }) => {
      const window = escalation?.window;
      if (!window) return { value: undefined };
      return cell(describeWindow(window), window, escalation);
    }),
    row('next stage opens', ({ escalation }) => cell(escalation?.opens, escalation)),
    row('who decides on it', ({ escalation }, pack) =>
      cell(escalation?.who && describeWho(pack, escalation.who), escalation?.who, escalation),
    ),
  ];
}

function getOtherClocks(stage: Stage): readonly Clock[] {
  const main = [findClockStoppedBy(stage, 'acknowledge'), findClockStoppedBy(stage, 'respond')];
  return stage.clocks.filter((clock) => !main.includes(clock));
}

const stepWho = (pack: Pack, step: Step | undefined): Cell =>
  cell(step && describeWho(pack, step.who), step?.who, step);
