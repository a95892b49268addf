import { type IsoDate, isIsoDate } from '../../calendar/index.ts';
import { type FileOnEvent, isEvidence } from '../../case/evidence.ts';
import type { CaseContext, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { pointOptions } from './define.ts';

/** A file as whoever kept it tells of it. */
export type FileGiven = FileOnEvent & { readonly takenOn?: IsoDate | undefined };

/** Which points something bears on; not asked while there are none. None chosen stands for the whole complaint. */
export function pointsField(context: CaseContext): readonly Field[] {
  const points = pointOptions(context);
  if (points.length === 0) return [];
  const choices = points.map(({ n }) => ({ value: String(n), label: '' }));
  return [{ name: 'points', label: '', required: false, kind: 'choices', options: choices }];
}

/** The points chosen, in order. */
export function pointsOf(input: Input): readonly number[] {
  const chosen = [input['points'] ?? []].flat().map(Number);
  return chosen.filter((n) => Number.isInteger(n) && n > 0).sort((a, b) => a - b);
}

/** The number of the next piece of evidence: one that no piece has had, voided or not. */
export function nextEvidence({ standing }: CaseContext): number {
  return Math.max(0, ...standing.recorded.map((event) => (isEvidence(event) ? event.evidence : 0))) + 1;
}

/** The files given, each whole: its number, sha256 digest, size in bytes and media type. */
export function readFiles(input: Input): { files: readonly FileGiven[]; misshapen: readonly Refusal[] } {
  const given = [input['files'] ?? []].flat() as readonly unknown[];
  const files = given.filter(isFile);
  return { files, misshapen: files.length < given.length ? [refuse('not-a-file', undefined, {})] : [] };
}

function isFile(given: unknown): given is FileGiven {
  const { id, digest, size, mediaType, takenOn } = (given ?? {}) as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    /^[0-9a-f]{64}$/.test(String(digest)) &&
    Number.isSafeInteger(size) &&
    Number(size) > 0 &&
    typeof mediaType === 'string' &&
    (takenOn === undefined || isIsoDate(String(takenOn)))
  );
}
