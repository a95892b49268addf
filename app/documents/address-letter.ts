import type { AddresseeKey } from '../../engine/index.ts';
import { fill, type Texts } from '../texts/index.ts';
import type { LetterRequest } from './compose-letter.ts';
import type { GatheredTexts } from './gather-letter-texts.ts';

/**
 * Who stands at the head of a letter: the one it goes to, by their own name and address; for somebody who acts for the
 * complainant also whose complaint it is about. `now`: what is known today, for a copy to somebody who came later.
 */
export function addressLetter(
  texts: Texts,
  key: AddresseeKey,
  then: Pick<GatheredTexts, 'people'>,
  now: Pick<GatheredTexts, 'people'> = then,
): Pick<LetterRequest, 'resident' | 'about'> {
  const person = then.people.get(key) ?? now.people.get(key);
  const resident = { name: person?.name, address: person?.address };
  if (key !== 'representative') return { resident };
  const words = texts.letters.addressees;
  const complainant = then.people.get('resident-1')?.name;
  return { resident, about: complainant ? fill(words.about, { name: complainant }) : words['about-unnamed'] };
}
