import { EVIDENCE_KINDS, type EvidenceKind, type FileOnEvent } from '../../case/evidence.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { options } from '../field.ts';
import { dateOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { type FileGiven, nextEvidence, pointsField, pointsOf, readFiles } from './evidence-fields.ts';

/**
 * Evidence for some of the points or for the whole complaint: a document, a photograph, a record. Each file becomes a
 * piece of its own with a number that is never given again; what lies elsewhere, such as a paper, is one without a
 * file. It stays inside. With words for the complainant (`caption`) they may see it as well: that is an event of its own.
 *
 * The day a photograph was taken cannot be to come; that of a single file (`taken-on` in `files`) counts before the
 * one for all. Also on a closed case.
 */
export const addEvidence: Command = {
  name: 'add-evidence',
  word: 'evidence-added',
  supplied: ['files'],
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: (context) => [
    { name: 'kind', label: '', required: true, kind: 'choice', options: options(EVIDENCE_KINDS) },
    { name: 'description', label: '', required: true, kind: 'text' },
    ...pointsField(context),
    { name: 'obtained-from', label: '', required: false, kind: 'text' },
    { name: 'taken-on', label: '', required: false, kind: 'date' },
    { name: 'caption', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const { files, misshapen } = readFiles(input);
    const kind = (textOf(input, 'kind') ?? 'other') as EvidenceKind;
    const pieces: readonly (FileGiven | undefined)[] = files.length > 0 ? files : [undefined];
    const events = pieces.flatMap((file, index) => addPiece(context, input, { kind, file, index }));
    return { events, refusals: [...misshapen, ...checkTaken(context, events)] };
  },
};

type Piece = { readonly kind: EvidenceKind; readonly file: FileGiven | undefined; readonly index: number };

function addPiece(context: CaseContext, input: Input, { kind, file, index }: Piece): readonly NewEvent[] {
  const evidence = nextEvidence(context) + index;
  const takenOn = file?.takenOn ?? dateOf(input, 'taken-on');
  const body = {
    type: 'evidence-added' as const,
    evidence,
    kind,
    points: pointsOf(input),
    ...(file && { file: onEvent(file) }),
    ...(takenOn !== undefined && { takenOn }),
  };
  const added = { body, texts: textsOf(input, ['description', 'obtained-from']) };
  return textOf(input, 'caption') === undefined
    ? [added]
    : [added, { body: { type: 'evidence-shared', evidence }, texts: textsOf(input, ['caption']) }];
}

/** Files that came with something else, such as an answer: each a piece of evidence of its own. */
export function addFiles(
  context: CaseContext,
  files: readonly FileGiven[],
  points: readonly number[],
): readonly NewEvent[] {
  const first = nextEvidence(context);
  return files.map((file, index): NewEvent => {
    const kind = file.mediaType.startsWith('image/') ? ('photograph' as const) : ('document' as const);
    const taken = file.takenOn === undefined ? {} : { takenOn: file.takenOn };
    return { body: { type: 'evidence-added', evidence: first + index, kind, points, file: onEvent(file), ...taken } };
  });
}

/** The files that came with an interview or a visit, as pieces of evidence of their own. */
export function filesOfNote(context: CaseContext, input: Input): readonly NewEvent[] {
  const partOf = nextEvidence(context);
  return readFiles(input).files.map((file, index): NewEvent => {
    const isImage = file.mediaType.startsWith('image/');
    const body = {
      type: 'evidence-added' as const,
      evidence: partOf + 1 + index,
      kind: isImage ? ('photograph' as const) : ('document' as const),
      points: pointsOf(input),
      file: onEvent(file),
      ...(file.takenOn !== undefined && { takenOn: file.takenOn }),
      partOf,
    };
    return { body };
  });
}

const onEvent = ({ id, digest, size, mediaType }: FileGiven): FileOnEvent => ({ id, digest, size, mediaType });

/** No photograph was taken after today. */
export function checkTaken({ standing }: CaseContext, events: readonly NewEvent[]): readonly Refusal[] {
  return events.flatMap(({ body }) =>
    body.type === 'evidence-added' && body.takenOn !== undefined && body.takenOn > standing.asOf.on
      ? [refuse('taken-in-the-future', undefined, { on: body.takenOn, field: 'taken-on' })]
      : [],
  );
}
