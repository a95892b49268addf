const HEX = /^#?([0-9a-f]{6})$/i;

/** Six hexadecimal digits, lower case, without the hash; `undefined` when it is not such a colour. */
export function findHex(colour: string): string | undefined {
  return HEX.exec(colour.trim())?.[1]?.toLowerCase();
}

/**
 * Contrast of two colours by WCAG 2.2: from 1 (the same) to 21 (black on white).
 * @throws when one is not `#rrggbb`.
 */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const hex = findHex(colour);
  if (!hex) throw new TypeError(`"${colour}" is not a colour like #1d70b8.`);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The colour of text on a landlord's colour: its own choice where that can be read (4.5 to 1, WCAG 1.4.3),
 * else black or white, whichever reads better; one of them always reaches 4.5.
 */
export function determineTextColour(brand: string, wished?: string): string {
  if (wished !== undefined && findHex(wished) && contrast(brand, wished) >= 4.5) return `#${findHex(wished)}`;
  return contrast(brand, '#ffffff') >= contrast(brand, '#000000') ? '#ffffff' : '#000000';
}
