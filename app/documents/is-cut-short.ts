const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What stands at the end of a whole file of these kinds; some cameras and mail servers add a little behind it. */
const ENDS: readonly { readonly kinds: RegExp; readonly end: Uint8Array }[] = [
  { kinds: /^image\/jpeg$/, end: Uint8Array.of(0xff, 0xd9) },
  { kinds: /^image\/png$/, end: ascii('IEND') },
  { kinds: /^image\/gif$/, end: Uint8Array.of(0x3b) },
  { kinds: /^application\/pdf$/, end: ascii('%%EOF') },
  { kinds: /zip$|officedocument|opendocument/, end: Uint8Array.of(0x50, 0x4b, 5, 6) },
];

/**
 * Whether a file lacks its end, as one does whose copying was broken off. Told for pictures (JPEG, PNG, GIF, WebP), PDF
 * and the documents that are archives inside; a file of any other kind counts as whole.
 */
export function isCutShort(mediaType: string, bytes: Uint8Array): boolean {
  if (mediaType === 'image/webp')
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 > bytes.length;
  const end = ENDS.find(({ kinds }) => kinds.test(mediaType))?.end;
  return end !== undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(end) <= 0;
}
