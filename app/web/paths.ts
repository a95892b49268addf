/** The names after a colon in a pattern: `'/cases/:id/actions/:action'` has `id` and `action`. */
export type ParamsOf<Pattern extends string> = Pattern extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer Tail}`
    ? Name | ParamsOf<`/${Tail}`>
    : Rest
  : never;

export type PathParams<Pattern extends string> = { readonly [Name in ParamsOf<Pattern>]: string | number };

/** What goes after the question mark; what is undefined or empty is left out, a list is repeated. */
export type Query = Readonly<Record<string, string | number | undefined | readonly (string | number)[]>>;

export type Path<Pattern extends string> = {
  /** For the route: `app.get(casePage.pattern, …)`. */
  readonly pattern: Pattern;
} & ([ParamsOf<Pattern>] extends [never]
  ? (params?: undefined, query?: Query) => string
  : (params: PathParams<Pattern>, query?: Query) => string);

/**
 * A web address of the application, defined once: called, it builds the address; `pattern` is for the route.
 * `const casePage = path('/cases/:id'); casePage({ id: 'RED-12' }, { tab: 'letters' })` gives `/cases/RED-12?tab=letters`.
 * @throws when a part is empty, `.` or `..`: such an address would lead elsewhere. A programming error.
 */
export function path<const Pattern extends `/${string}`>(pattern: Pattern): Path<Pattern> {
  const build = (params?: Record<string, string | number>, query?: Query): string =>
    pattern
      .split('/')
      .map((part) => (part.startsWith(':') ? filled(pattern, part.slice(1), params) : part))
      .join('/') + queryText(query);
  return Object.assign(build, { pattern }) as unknown as Path<Pattern>;
}

function filled(pattern: string, name: string, params: Record<string, string | number> | undefined): string {
  const value = String(params?.[name] ?? '');
  if (value === '' || value === '.' || value === '..') {
    throw new TypeError(
      `The address ${pattern} needs "${name}", and it was "${value}". Give the id of something that exists.`,
    );
  }
  return encodeURIComponent(value);
}

function queryText(query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value !== undefined && value !== '') search.append(name, String(value));
    }
  }
  return search.size === 0 ? '' : `?${search}`;
}
