/** Letters that do not come apart into a plain letter and a mark. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * A text as it is compared: small letters without accents, no apostrophes and no `’s` at the end of a word, every other sign a blank but for hyphens
 * and what e-mail addresses need. `O’Brien, Zoë` gives `obrien zoe`.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/(?<=\p{L}\p{L})['’]s(?![\p{L}\p{N}])/gu, '')
    .replace(/(?<=[\p{L}\p{N}])['’‘`´](?=[\p{L}\p{N}])/gu, '')
    .replace(/[^\p{L}\p{N}@.+_-]+/gu, ' ')
    .trim();
}

/**
 * A code with letters and digits in it, such as a reference or a postcode, so that what is read out or typed alike is
 * equal: 0 and O, 1, I and L, without hyphens and blanks. `26-ab0lx` gives `26ab01x`.
 */
export function foldCode(code: string): string {
  return code
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

/** A telephone number's digits as dialled within the country: `+44 7700 900123` gives `07700900123`. */
export function foldTelephone(number: string): string {
  return number
    .replace(/\(0\)/g, '')
    .replace(/\D+/g, '')
    .replace(/^(?:00)?44(?=\d{9,10}$)/, '0');
}
