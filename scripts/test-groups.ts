import { matchesGlob } from 'node:path';

/** Tests that share one process. Groups are kept apart where one could disturb the other (databases, servers, working folder). */
export type Group = {
  readonly name: string;
  readonly patterns: readonly string[];
};

/** In the order in which they start, two at a time: the engine, whose word is wanted first, then the longest, so that no long one is left over. */
export const groups: readonly Group[] = [
  { name: 'engine', patterns: ['engine/**/*.test.ts'] },
  {
    name: 'journeys',
    patterns: ['test/journeys/{stockport,carecall,council-housing,housing-plus}-*.test.ts'],
  },
  { name: 'pages', patterns: ['test/{journeys,accessibility}/**/*.test.ts'] },
  { name: 'web', patterns: ['app/{web,casework,portal}/**/*.test.ts'] },
  {
    name: 'cli',
    patterns: ['app/*.test.ts', 'app/{cli,demo}/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
  },
  { name: 'clauses', patterns: ['test/clauses/**/*.test.ts'] },
  {
    name: 'store',
    patterns: ['app/{store,jobs,identity,mail,documents}/**/*.test.ts'],
  },
  { name: 'walks', patterns: ['test/{reachability,any-number,examples}.test.ts'] },
  { name: 'rest', patterns: ['**/*.test.ts'] },
];

/** Which files each group runs: a file belongs to the first group whose pattern it meets, so none is run twice or forgotten. */
export function determineGroupFiles(files: readonly string[]): Map<string, string[]> {
  const result = new Map<string, string[]>(groups.map((group) => [group.name, []]));
  for (const file of [...files].sort()) {
    const group = groups.find((candidate) => candidate.patterns.some((pattern) => matchesGlob(file, pattern)));
    if (group !== undefined) result.get(group.name)?.push(file);
  }
  return result;
}
