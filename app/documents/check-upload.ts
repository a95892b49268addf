import { fileTypeFromBuffer } from 'file-type';
import { isCutShort } from './is-cut-short.ts';

/** 25 MB: a long video is too large, a photograph or a scanned file is not. */
export const MOST_BYTES = 25 * 1024 * 1024;

/** A file as it may be kept, or why it may not, in words for whoever chose it. */
export type CheckedUpload = { readonly name: string; readonly mediaType: string } | { readonly fault: string };

/** What a file is when its first bytes say that it would run on a computer: no evidence, and a danger to whoever opens it. */
const PROGRAMS = [
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/x-apple-diskimage',
  'application/vnd.android.package-archive',
  'application/x-chrome-extension',
  'application/x-ms-shortcut',
  'application/wasm',
];

/**
 * Checks a file that somebody chose: not empty, at most 25 MB, whole, and no program. What it is, is told by its bytes
 * and never by its name or by what the browser says: text that nothing marks as something else is `text/plain`, with
 * `text/html` and `image/svg+xml` told apart; anything unknown is `application/octet-stream`. The name is made safe.
 */
export async function checkUpload(filename: string, bytes: Uint8Array): Promise<CheckedUpload> {
  const name = makeSafeName(filename);
  if (bytes.length === 0) return { fault: `The file “${name}” is empty. Choose one with something in it.` };
  if (bytes.length > MOST_BYTES)
    return {
      fault: `The file “${name}” is larger than 25 MB, which is the most that can be kept. Choose a smaller copy, or part of it.`,
    };
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? describeText(bytes);
  if (PROGRAMS.includes(mediaType))
    return { fault: `The file “${name}” is a program. Choose a document, a picture or a recording.` };
  if (isCutShort(mediaType, bytes))
    return { fault: `The file “${name}” is cut short: its end is missing. Copy it again from where it came from.` };
  return { name, mediaType };
}

/** Nothing of the media types that can hold active content is among these: they may be looked at in the browser. */
const VIEWED = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'application/pdf'];

/** Whether a browser may show a file of this type; all others are handed over to be saved. */
export const isViewed = (mediaType: string): boolean => VIEWED.includes(mediaType);

/** Whether a file can be a photograph: a picture, and no drawing in lines. */
export const isPhotograph = (mediaType: string): boolean =>
  mediaType.startsWith('image/') && mediaType !== 'image/svg+xml';

/**
 * A name that is safe in a header, a list and a folder: the last part of a path, without control characters, marks that
 * turn text around, or signs that folders do not take; at most 120 characters, the ending kept.
 */
export function makeSafeName(filename: string): string {
  const last = filename.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '-')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (clean === '') return 'file';
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? '';
  return clean.length <= 120 ? clean : `${clean.slice(0, 120 - ending.length).trimEnd()}${ending}`;
}

/** “2.4 MB”, “310 KB”: never nought. */
export function describeSize(bytes: number): string {
  const MB = 1024 * 1024;
  if (bytes >= MB) return `${(bytes / MB).toFixed(1).replace(/\.0$/, '')} MB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KB` : `${bytes} bytes`;
}

/** What bytes without a signature are: text of one of the kinds that matter to us, or unknown. */
function describeText(bytes: Uint8Array): string {
  const text = readText(bytes);
  if (text === undefined) return 'application/octet-stream';
  const start = text.trimStart().slice(0, 2000).toLowerCase();
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml';
  return /<(!doctype html|html|script|head|body)[\s>]/.test(start) ? 'text/html' : 'text/plain';
}

function readText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // A text of an older computer: plain all the same, as long as nothing in it is a control character.
    return bytes.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
      ? new TextDecoder('windows-1252').decode(bytes)
      : undefined;
  }
}
