import { startPostgres } from './support/start-postgres.ts';
import { openDatabase } from '../app/store/open-database.ts';
import pg from 'pg';
import { randomUUID } from 'node:crypto';
const server = await startPostgres();
const d = await openDatabase({ url: server.url() }); await d.close();
const c = new pg.Client(server.url()); await c.connect();
const clocks = ['a','b','c','d'];
const variants: Record<string, () => any> = {
  jsonAll: () => { const id = randomUUID();
    const cl = [{organisation:'o',case_id:id,reference:id,pack:'a',pack_version:'1',service:'r',stage:'s',status:'o',kind:'c',received_on:'2026-04-02',handler:null,next_due:'2026-04-13',next_due_clock:'x',late:false,restricted:false,standing:{step:'x'},version:1}];
    const rc = clocks.map(k=>({organisation:'o',case_id:id,clock_id:k,name:k,stage:'s',due:'2026-04-13',due_at:null,state:'running'}));
    return { name:'jsonAll', text: `with g1 as (select * from jsonb_populate_recordset(null::case_list, $1::jsonb)), x1 as (delete from case_list t where t.organisation=$2 and t.case_id=$3 and not exists (select from g1 g where g.organisation=t.organisation and g.case_id=t.case_id)), k1 as (insert into case_list select * from g1 on conflict (organisation, case_id) do update set reference=excluded.reference),
    g2 as (select * from jsonb_populate_recordset(null::running_clock, $4::jsonb)), x2 as (delete from running_clock t where t.organisation=$2 and t.case_id=$3 and not exists (select from g2 g where g.organisation=t.organisation and g.case_id=t.case_id and g.clock_id=t.clock_id)), k2 as (insert into running_clock select * from g2 on conflict (organisation, case_id, clock_id) do update set name=excluded.name) select 1`, values: [JSON.stringify(cl),'o',id,JSON.stringify(rc)] }; },
  jsonNoDelete: () => { const v = variants.jsonAll!(); return { name: 'jsonNoDelete', text: `with k1 as (insert into case_list select * from jsonb_populate_recordset(null::case_list, $1::jsonb) on conflict (organisation, case_id) do update set reference=excluded.reference), k2 as (insert into running_clock select * from jsonb_populate_recordset(null::running_clock, $2::jsonb) on conflict (organisation, case_id, clock_id) do update set name=excluded.name) select 1`, values: [v.values[0], v.values[3]] }; },
  values: () => { const id = randomUUID(); const vals: any[] = [id]; 
    const rows = clocks.map(k => { vals.push(k,k); const n = vals.length; return `('o',$1,$${n-1},$${n},'s','2026-04-13'::date,null,'running')`; });
    return { name: 'values', text: `with k1 as (insert into case_list values ('o',$1,$1,'a','1','r','s','o','c','2026-04-02',null,'2026-04-13','x',false,false,'{"step":"x"}',1) on conflict (organisation, case_id) do update set reference=excluded.reference), k2 as (insert into running_clock values ${rows.join(',')} on conflict (organisation, case_id, clock_id) do update set name=excluded.name) select 1`, values: vals }; },
  valuesDelete: () => { const v = variants.values!(); return { name: 'valuesDelete', text: v.text.replace('with ', `with x2 as (delete from running_clock where organisation='o' and case_id=$1 and clock_id <> all('{a,b,c,d}'::text[])), `), values: v.values }; },
  caseOnly: () => { const v = variants.values!(); return { name: 'caseOnly', text: `insert into case_list values ('o',$1,$1,'a','1','r','s','o','c','2026-04-02',null,'2026-04-13','x',false,false,'{"step":"x"}',1)`, values: [v.values[0]] }; },
  plain1: () => ({ name: 'plain1', text: 'insert into stream_head values ($1,$2,1,$1)', values: ['o', randomUUID()] }),
};
for (let r = 0; r < 2; r++) for (const [name, f] of Object.entries(variants)) {
  await c.query('begin'); for (let i=0;i<100;i++) await c.query(f()); await c.query('commit');
  const t = performance.now(); await c.query('begin'); for (let i=0;i<1500;i++) await c.query(f()); await c.query('commit'); console.log(name, ((performance.now()-t)/1500).toFixed(3));
}
await c.end(); await server.stop();
