import { startPostgres } from './support/start-postgres.ts';
import { openDatabase } from '../app/store/open-database.ts';
import pg from 'pg';
import { readFileSync } from 'node:fs';
const server = await startPostgres();
const admin = new pg.Client(server.url()); await admin.connect();
process.env['DATABASE_URL'] = server.url();
const { benchRegister } = await import('../bench/register.ts');
await admin.query("alter system set log_min_duration_statement = 0"); await admin.query('select pg_reload_conf()');
await benchRegister({ seconds: 0.6 });
const log = readFileSync(new URL(server.url()).searchParams.get('host') + '/log', 'utf8');
const stat = new Map<string, number[]>();
for (const m of log.matchAll(/duration: ([\d.]+) ms  (\w+) ?[^:]*: \s*([^\n]{0,50})/g)) { const k = m[2] + ' ' + m[3]; (stat.get(k) ?? stat.set(k, []).get(k)!).push(Number(m[1])); }
console.table([...stat].filter(([,v]) => v.length > 100).map(([k, v]) => ({ k, n: v.length, mean: v.reduce((a, b) => a + b) / v.length, median: v.sort((a,b)=>a-b)[v.length>>1] })));
await admin.end(); await server.stop();
