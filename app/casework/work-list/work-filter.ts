import type { Query } from '../../web/paths.ts';

/** Which cases of the list. `everything`: open and closed. */
export const SHOWS = ['all', 'mine', 'unassigned', 'late', 'closed', 'everything'] as const;
export type Show = (typeof SHOWS)[number];

/** `due`: what is due first; `newest`, `oldest`: by the day of first contact; `best`: what fits a search best. */
export const SORTS = ['due', 'newest', 'oldest', 'best'] as const;
export type Sort = (typeof SORTS)[number];

/** Which cases are wanted, and in what order: codes, ids and days only, so that it may stand in an address. */
export type WorkFilter = {
  readonly show: Show;
  readonly sort?: Sort | undefined;
  /** The work of a team, by its id. */
  readonly team?: string | undefined;
  readonly service?: string | undefined;
  readonly stage?: string | undefined;
  /** Who has the case, by id. */
  readonly handler?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  /** First contact on this day or later. */
  readonly from?: string | undefined;
  /** First contact on this day or earlier. */
  readonly to?: string | undefined;
  /** Only cases that follow this version of the procedure. */
  readonly version?: string | undefined;
};

/** What narrows a list beside which cases are shown and their order. */
export const NARROWING = ['team', 'service', 'stage', 'handler', 'kind', 'channel', 'from', 'to', 'version'] as const;
type Narrowing = (typeof NARROWING)[number];

const LONGEST = 200;

type Given = Readonly<Record<string, unknown>>;

/** Reads a filter from an address, a form or what was kept: what is not understood counts as not there. */
export function readFilter(given: Given, otherwise: Show = 'all'): WorkFilter {
  const text = (name: string): string | undefined => {
    const [value] = [given[name]].flat();
    return typeof value === 'string' && value !== '' && value.length <= LONGEST ? value : undefined;
  };
  const day = (name: string): string | undefined => {
    const value = text(name);
    return value !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value) ? value : undefined;
  };
  const narrowing = Object.fromEntries(
    NARROWING.map((name) => [name, name === 'from' || name === 'to' ? day(name) : text(name)]),
  ) as Record<Narrowing, string | undefined>;
  return {
    show: SHOWS.find((show) => show === text('show')) ?? otherwise,
    sort: SORTS.find((sort) => sort === text('sort')),
    ...narrowing,
  };
}

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** A filter as it stands in an address. */
export const queryOf = ({ show, sort, ...narrowing }: WorkFilter): Query => ({ show, ...narrowing, sort });

/** Whether anything narrows the list. */
export const isNarrowed = (filter: WorkFilter): boolean => NARROWING.some((name) => filter[name] !== undefined);

/** A filter without what is not set, as it is kept. */
export const compactFilter = (filter: WorkFilter): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
