const WORDS: Readonly<Record<string, string>> = {
  A: 'Alfa',
  B: 'Bravo',
  C: 'Charlie',
  D: 'Delta',
  E: 'Echo',
  F: 'Foxtrot',
  G: 'Golf',
  H: 'Hotel',
  I: 'India',
  J: 'Juliet',
  K: 'Kilo',
  L: 'Lima',
  M: 'Mike',
  N: 'November',
  O: 'Oscar',
  P: 'Papa',
  Q: 'Quebec',
  R: 'Romeo',
  S: 'Sierra',
  T: 'Tango',
  U: 'Uniform',
  V: 'Victor',
  W: 'Whisky',
  X: 'X-ray',
  Y: 'Yankee',
  Z: 'Zulu',
};

/** A code as it is said on the telephone, in words: `AB2-C` is “Alfa, Bravo, 2, dash, Charlie”. */
export function spellCode(code: string): string {
  return [...code].map((letter) => WORDS[letter.toUpperCase()] ?? (letter === '-' ? 'dash' : letter)).join(', ');
}
