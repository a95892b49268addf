import { benchRegister } from '../bench/register-tmp.ts';
const r = await benchRegister({seconds: 1, durable: false}); console.table(r.rows); console.log(r.ratio);
