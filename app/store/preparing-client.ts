import pg from 'pg';
import { sha256 } from './canonical-json.ts';

const mostPrepared = 200;

/**
 * A connection that prepares the statements that write, so that the server plans each once and not every time: planning
 * was most of the cost of an append. Statements that read are left alone, as a column that is added meanwhile would
 * break a prepared `select *`. At most 200 are prepared on a connection; the rest run as they are.
 */
export class PreparingClient extends pg.Client {
  #names = new Map<string, string>();

  // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature, which has eight forms
  override query(...given: any[]): any {
    const [text, values] = given;
    const name = given.length === 2 && Array.isArray(values) && values.length > 0 ? this.#nameOf(text) : undefined;
    const ask = super.query as (...query: unknown[]) => unknown;
    return name === undefined ? ask.apply(this, given) : ask.call(this, { name, text, values });
  }

  #nameOf(text: unknown): string | undefined {
    if (typeof text !== 'string' || !/^\s*(?:with|insert|update|select set_config)\b/i.test(text)) return undefined;
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= mostPrepared) return known;
    const name = `redress_${sha256(text).slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }
}
