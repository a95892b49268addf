import type { AddresseeKey } from '../../engine/index.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** Somebody who gets letters, where no name is known or none is wanted: “Resident 2”, “The representative”. */
export function describeAddressee(texts: Texts, key: AddresseeKey): string {
  const words = texts.letters.addressees;
  return key === 'representative' ? words.representative : fill(words.resident, { n: key.slice('resident-'.length) });
}
