import type { IsoDate } from '../calendar/index.ts';
import type { CaseEvent } from './events.ts';
import type { CaseState } from './state.ts';

/** What a piece of evidence is, beside the notes of an interview or a visit, which are events of their own. */
export const EVIDENCE_KINDS = ['document', 'photograph', 'record', 'other'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A file as it stays on an event: by its number and what it holds (sha256, size in bytes, media type); never its name. */
export type FileOnEvent = {
  readonly id: string;
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
};

/** Everybody outside whom an investigation asks, who is not the complainant. */
export const OUTSIDERS = ['contractor', 'council', 'health-or-care', 'police', 'expert', 'neighbour', 'other'] as const;
export type Outsider = (typeof OUTSIDERS)[number];

/** A piece of evidence as it stands on a case. It keeps its number and its file for good, also when withdrawn. */
export type Evidence = {
  readonly evidence: number;
  readonly kind: EvidenceKind | 'interview' | 'visit';
  /** The points it bears on; none: the whole complaint. */
  readonly points: readonly number[];
  readonly file?: FileOnEvent | undefined;
  /** The day a photograph was taken, as a person confirmed it. */
  readonly takenOn?: IsoDate | undefined;
  /** The number of the interview or visit it came with. */
  readonly partOf?: number | undefined;
  /** The recording that added it, the day that was, and who did. */
  readonly n: number;
  readonly on: IsoDate;
  readonly by: string;
  /** It counts no longer; the recording that says why. */
  readonly withdrawn?: number | undefined;
  /** The complainant may see it; the recording that holds the words they read. */
  readonly shared?: number | undefined;
};

type Added = Extract<CaseEvent, { type: 'evidence-added' | 'interviewed' | 'visited' }>;

/** Whether an event gives a piece of evidence its number. */
export const isEvidence = (event: CaseEvent): event is Added =>
  event.type === 'evidence-added' || event.type === 'interviewed' || event.type === 'visited';

/** A new piece of evidence on a case. */
export function addEvidence(state: CaseState, event: Added): CaseState {
  const { evidence, points, n, on } = event;
  const own = event.type === 'evidence-added' ? pickOwn(event) : { kind: NOTES[event.type] };
  return { ...state, evidence: [...state.evidence, { evidence, points, n, on, by: event.by.id, ...own }] };
}

const NOTES = { interviewed: 'interview', visited: 'visit' } as const;

const pickOwn = ({ kind, file, takenOn, partOf }: Extract<Added, { type: 'evidence-added' }>) => ({
  kind,
  ...(file && { file }),
  ...(takenOn !== undefined && { takenOn }),
  ...(partOf !== undefined && { partOf }),
});

/** What became of a piece of evidence: it is withdrawn, or the complainant may see it. */
export function changeEvidence(
  state: CaseState,
  n: number,
  change: Pick<Evidence, 'withdrawn'> | Pick<Evidence, 'shared'>,
): CaseState {
  const evidence = state.evidence.map((one) => (one.evidence === n ? { ...one, ...change } : one));
  return { ...state, evidence };
}

/** The evidence that counts: not withdrawn. `point`: of those, what bears on it, or on the whole complaint. */
export function getEvidence(state: CaseState, point?: number): readonly Evidence[] {
  return state.evidence.filter(
    (one) =>
      one.withdrawn === undefined && (point === undefined || one.points.length === 0 || one.points.includes(point)),
  );
}
