import { benchRegister } from '../bench/register.ts';
const r = await benchRegister({seconds: 1}); console.table(r.rows); console.log(r.ratio);
