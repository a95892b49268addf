import type { Pack, Step } from '../../engine/index.ts';
import { describePeriod } from './describe-period.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/**
 * What a step has to do with a panel, with somebody who is consulted, and with the way an answer is sent: at which step
 * who sits there meets and when they have the papers, whose view is asked for, by which question the way is chosen.
 */
export function describeMeeting(
  texts: Texts,
  pack: Pack,
  { meets, consults, 'goes-by': way }: Step,
  nameOf: (step: string) => string,
): readonly string[] {
  const words = texts.procedures.drawing;
  const said = [
    meets &&
      fill(words[meets.papers ? 'meets-with-papers' : 'meets'], {
        step: nameOf(meets.in),
        period: meets.papers && describePeriod(meets.papers, texts),
      }),
    consults && fill(words.consults, { name: consults }),
    way && fill(words['goes-by'], { question: pack.facts[way]?.ask ?? way }),
  ];
  return said.filter((one) => one !== undefined);
}
