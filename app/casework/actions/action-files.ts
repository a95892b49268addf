import type { FastifyRequest } from 'fastify';
import { getEvidence, type IsoDate } from '../../../engine/index.ts';
import { describeSize, isPhotograph } from '../../documents/check-upload.ts';
import {
  dropHeld,
  findHeldFiles,
  type HeldFile,
  type Holder,
  holdFiles,
  releaseHeld,
} from '../../documents/held-files.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, readForm, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import type { WishedAction } from './find-action.ts';
import type { Piece } from './form-pieces.ts';
import { DOES } from './read-action.ts';

const FILES = 'files';
const DROP = 'drop-file:';

/** Whether an action takes files: its command is then told of them beside what its form asks. */
export const takesFiles = ({ command }: Pick<WishedAction, 'command'>): boolean =>
  command.supplied?.includes(FILES) === true;

type Asked = { readonly parts: AppParts; readonly open: OpenCase; readonly action: WishedAction };

/** The files of an action's form: those chosen before and not recorded yet, and what is wrong with others. */
export type ActionFiles = {
  readonly held: readonly HeldFile[];
  readonly errors: readonly FieldError[];
  /** The form is to be shown again first: photographs have come whose day a person should confirm, or one was taken out. */
  readonly pause: boolean;
};

const NONE: ActionFiles = { held: [], errors: [], pause: false };

const holderOf = ({ open, action }: Asked): Holder => ({
  organisation: open.record.organisation,
  caseId: open.record.caseId,
  person: open.person.id,
  form: action.key,
});

const kitOf = ({ files, casebook, now }: AppParts) => ({ files, database: casebook.database, now });

/** The files held for this form, without any that have come to the case since. */
async function findHeld(asked: Asked): Promise<readonly HeldFile[]> {
  const holder = holderOf(asked);
  const held = await asked.parts.casebook.database.inOrganisation(holder.organisation, (tx) =>
    findHeldFiles(tx, holder),
  );
  const used = new Set(asked.open.standing.recorded.flatMap((event) => ('file' in event ? event.file?.id : [])));
  return held.filter(({ fileId }) => !used.has(fileId));
}

/** What stands in the form of an action before anything is sent. */
export async function openActionFiles(asked: Asked): Promise<ActionFiles> {
  return takesFiles(asked.action) ? { ...NONE, held: await findHeld(asked) } : NONE;
}

/**
 * Takes in the files that came with a form, before anything else of it is looked at, so that they are kept whatever is
 * wrong with the rest. A file that is on the case already, and counts, is not taken again.
 */
export async function takeActionFiles(asked: Asked, request: FastifyRequest, wish: string): Promise<ActionFiles> {
  if (!takesFiles(asked.action)) return NONE;
  const kit = kitOf(asked.parts);
  const isDrop = wish.startsWith(DROP);
  if (isDrop) await dropHeld(kit, holderOf(asked), wish.slice(DROP.length));
  const uploads = request.uploads.filter(({ field }) => field === FILES);
  const taken = await holdFiles(kit, holderOf(asked), uploads);
  const known = await dropKnown(asked, taken.files);
  const held = await findHeld(asked);
  const errors = [...taken.faults, ...known].map((message) => ({ field: FILES, message }));
  const hasPhotograph = taken.files.some(({ mediaType }) => isPhotograph(mediaType));
  return { held, errors, pause: isDrop || (hasPhotograph && held.length > 0) };
}

async function dropKnown(asked: Asked, files: readonly HeldFile[]): Promise<readonly string[]> {
  const there = getEvidence(asked.open.standing.state);
  const said: string[] = [];
  for (const { fileId, digest, name } of files) {
    const same = there.find(({ file }) => file?.digest === digest);
    if (!same) continue;
    await dropHeld(kitOf(asked.parts), holderOf(asked), fileId);
    said.push(`The file “${name}” is on this case already: it is evidence ${same.evidence}. It was not added again.`);
  }
  return said;
}

/** When each photograph was taken, asked beside the form of the action. */
export const listTakenFields = (held: readonly HeldFile[]): readonly Field[] =>
  held
    .filter(({ mediaType }) => isPhotograph(mediaType))
    .map(({ fileId, name }) => ({
      kind: 'date',
      name: takenName(fileId),
      label: `When was “${name}” taken?`,
      hint: 'Leave it empty if nobody knows.',
      required: false,
    }));

/** Where each photograph has a question of its own for its day, the one for all is not asked. */
export const hideAsked = (pieces: readonly Piece[], held: readonly HeldFile[]): readonly Piece[] =>
  listTakenFields(held).length === 0
    ? pieces
    : pieces.filter((piece) => piece.kind !== 'field' || piece.field.name !== 'taken-on');

const takenName = (fileId: string): string => `taken.${fileId}`;

/** The files as the engine is told of them, with the days that were confirmed. */
export function readActionFiles(held: readonly HeldFile[], request: FastifyRequest) {
  const { values, errors } = readForm(listTakenFields(held), request.form);
  const files = held.map(({ fileId, digest, size, mediaType }) => {
    const takenOn = values[takenName(fileId)] as IsoDate | undefined;
    return { id: fileId, digest, size, mediaType, ...(takenOn !== undefined && { takenOn }) };
  });
  return { files, errors };
}

/** The files are on the case: they are held no longer. */
export async function settleActionFiles(asked: Asked, held: readonly HeldFile[]): Promise<void> {
  const holder = holderOf(asked);
  const ids = held.map(({ fileId }) => fileId);
  await asked.parts.casebook.database.inOrganisation(holder.organisation, (tx) => releaseHeld(tx, holder, ids));
}

/** The part of an action's form that takes files. What a photograph says of itself stands there as a start. */
export function renderActionFiles(
  { open, action }: Pick<Asked, 'open' | 'action'>,
  { held }: Pick<ActionFiles, 'held'>,
  typed: Typed,
  errors: readonly FieldError[],
): Html | undefined {
  if (!takesFiles(action)) return undefined;
  const files = errors.filter(({ field }) => field === FILES);
  const input = govuk.fileUpload({
    name: FILES,
    id: FILES,
    label: { text: held.length > 0 ? 'Choose more files' : 'Choose files', classes: 'govuk-!-font-weight-bold' },
    hint: 'Several at once if you like, up to 25 MB each and 100 MB together. Documents, pictures, sound and film. They are kept as they are.',
    multiple: true,
    ...(files.length > 0 && { errorMessage: files.map(({ message }) => message).join(' ') }),
  });
  return html`${held.length > 0 && renderHeld(open, held, typed, errors)}${input}`;
}

function renderHeld(open: OpenCase, held: readonly HeldFile[], typed: Typed, errors: readonly FieldError[]): Html {
  const items = held.map((file) => {
    const [asked] = listTakenFields([file]);
    const start = file.suggestedOn === undefined ? {} : { [takenName(file.fileId)]: file.suggestedOn };
    const isTyped = Object.keys(typed).some((name) => name.startsWith(takenName(file.fileId)));
    const hint =
      file.suggestedOn === undefined
        ? asked?.hint
        : `The photograph itself says ${describeShortDate(file.suggestedOn, open.texts)}. Check it: the clock of a camera can be wrong.`;
    return html`<li class="redress-card">
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.file({ id: open.record.caseId, file: file.fileId })}">${file.name}</a> <span class="redress-quiet">${describeSize(file.size)}</span></p>
${asked && renderField({ ...asked, hint: hint ?? '' }, isTyped ? typed : start, errors)}
${govuk.button({ text: html`Take it out<span class="govuk-visually-hidden">: ${file.name}</span>`, name: DOES, value: `${DROP}${file.fileId}`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}
</li>`;
  });
  return html`<h2 class="govuk-heading-s" id="held-files">Chosen, not recorded yet</h2>
<p class="govuk-body">Only you see these until you save.</p><ul class="govuk-list">${items}</ul>`;
}
