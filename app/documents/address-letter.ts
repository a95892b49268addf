import type { AddresseeKey } from '../../engine/index.ts';
import { fill, type Texts } from '../texts/index.ts';
import type { LetterRequest } from './compose-letter.ts';
import type { GatheredTexts } from './gather-letter-texts.ts';

/**
 * Who stands at the head of a letter: the one it goes to, by their own name and address; for somebody who acts for the
 * complainant also whose complaint it is about.
 */
export function addressLetter(
  texts: Texts,
  key: AddresseeKey,
  people: GatheredTexts['people'],
): Pick<LetterRequest, 'resident' | 'about'> {
  const person = people.get(key);
  const resident = { name: person?.name, address: person?.address };
  if (key !== 'representative') return { resident };
  const words = texts.letters.addressees;
  const complainant = people.get('resident-1')?.name;
  return { resident, about: complainant ? fill(words.about, { name: complainant }) : words['about-unnamed'] };
}
