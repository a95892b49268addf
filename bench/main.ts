// npm run bench -- calendar | decisions | register | lists [--json]: measures, and prints a table, or JSON whose last key is `ratio`.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** What every bench answers: rows for the table, whatever else is worth keeping, and the one number to watch. */
export type BenchResult = { readonly rows: readonly Record<string, unknown>[]; readonly ratio: number } & Record<
  string,
  unknown
>;

type Bench = { readonly file: string; readonly run: string; readonly ratio: string };

const benches: Readonly<Record<string, Bench>> = {
  calendar: { file: './calendar.ts', run: 'benchCalendar', ratio: 'times faster than a loop over days' },
  decisions: { file: './decisions.ts', run: 'benchDecisions', ratio: 'decisions per second' },
  register: {
    file: './register.ts',
    run: 'benchRegister',
    ratio: 'of the speed of three plain inserts, on PostgreSQL with 4 clients',
  },
  lists: { file: './lists.ts', run: 'benchLists', ratio: 'times slower with 100,000 cases than with 1,000, at worst' },
};

const usage = `Usage: npm run bench -- ${Object.keys(benches).join(' | ')} [--json]\n`;

async function runBench(name: string, { file, run }: Bench): Promise<BenchResult> {
  if (!existsSync(new URL(file, import.meta.url))) throw new Error(`the bench “${name}” is not written yet`);
  const module = (await import(file)) as Record<string, () => Promise<BenchResult>>;
  const measure = module[run];
  if (measure === undefined) throw new Error(`bench/${file.slice(2)} does not export ${run}`);
  return measure();
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  const [name] = positionals;
  const bench = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined;
  if (values.help || name === undefined || bench === undefined) {
    (values.help ? process.stdout : process.stderr).write(usage);
    return values.help ? 0 : 1;
  }
  const { ratio, ...measured } = await runBench(name, bench);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ bench: name, ...measured, ratio })}\n`);
  } else {
    console.table(measured.rows);
    process.stdout.write(`ratio: ${ratio} ${bench.ratio}\n`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
