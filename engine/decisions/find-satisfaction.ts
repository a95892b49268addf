import type { IsoDate } from '../calendar/index.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Fact, Pack } from '../policy/schema.ts';
import { findContactRule } from './determine-next-contact.ts';

/** Whether a complainant was happy with the solution, as far as it is known. */
export type Satisfaction = {
  readonly fact: string;
  readonly question: Fact;
  /** When the last response went: from then on it can be asked. */
  readonly answeredOn: IsoDate;
  /** What they said, as an option of the question, and when; undefined: nobody has recorded it. */
  readonly answer: string | undefined;
  readonly saidOn: IsoDate | undefined;
};

/** Whether a landlord asks its complainants if they are happy with the solution, by what the pack says. */
export const asksWhetherHappy = (pack: Pack): boolean => pack['contact-plan']?.satisfied !== undefined;

/** Undefined where the pack does not ask, or no response has gone that they could be happy with. */
export function findSatisfaction(standing: Standing): Satisfaction | undefined {
  const fact = findContactRule(standing)?.satisfied;
  const question = fact === undefined ? undefined : standing.policy.pack.facts[fact];
  const response = standing.state.responses.at(-1);
  if (fact === undefined || !question || !response) return undefined;
  const said = standing.history.findLast((event) => 'facts' in event && event.facts[fact] !== undefined);
  const answer = standing.state.facts[fact];
  return {
    fact,
    question,
    answeredOn: response.on,
    answer: answer === undefined ? undefined : String(answer),
    saidOn: answer === undefined ? undefined : said?.on,
  };
}
