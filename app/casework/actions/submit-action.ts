import type { FastifyReply, FastifyRequest } from 'fastify';
import { decideCommand, listApprovals, makeContext, type Refusal } from '../../../engine/index.ts';
import type { CasePresence } from '../../store/case-presence.ts';
import type { CaseOutcome, CaseWish } from '../../store/cases/casebook.ts';
import { describeCommand, describeRefusal, describeUntrained } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { inputId } from '../../web/errors.ts';
import { firstOf, type Option, type Typed } from '../../web/forms.ts';
import { html } from '../../web/html.ts';
import type { Once } from '../../web/once.ts';
import { PageError } from '../../web/page-error.ts';
import { offerApprovers } from '../awards/list-approvers.ts';
import { findRestrictionsElsewhere, type RestrictionElsewhere } from '../behaviour/find-restrictions-elsewhere.ts';
import { describeComposer, findKeeping, startTyping } from '../compose/describe-composer.ts';
import { withParagraph } from '../compose/insert-paragraph.ts';
import { isComposed } from '../compose/letter-key.ts';
import { renderApprovalMatter } from '../compose/render-approval-matter.ts';
import { INSERT } from '../compose/render-parts.ts';
import { forgetTyping, saveTyping } from '../compose/save-typing.ts';
import { renderPreviewLinks } from '../compose/view-preview.ts';
import { agreeTies, tieCases } from '../links/tie-cases.ts';
import { describeOpenCase, type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { findOthers } from '../presence/view-others.ts';
import {
  type ActionFiles,
  hideAsked,
  openActionFiles,
  readActionFiles,
  renderActionFiles,
  settleActionFiles,
  takeActionFiles,
  takesFiles,
} from './action-files.ts';
import { checkApproved } from './check-approved.ts';
import { describeAhead, isAnotherWay } from './describe-ahead.ts';
import { describeDone, describeLinked } from './describe-done.ts';
import { findAction, type WishedAction } from './find-action.ts';
import { type Candidate, findCandidates } from './find-candidates.ts';
import { findHome } from './find-home.ts';
import { findOtherCase, type OtherCase } from './find-other-case.ts';
import { listFields } from './form-pieces.ts';
import { offerPeople } from './offer-people.ts';
import { prefillAction } from './prefill.ts';
import { previewLetter } from './preview-letter.ts';
import { DOES, MOMENT, makeActionPieces, type ReadAction, readAction, readCounts, SEEN } from './read-action.ts';
import { registerLinked } from './register-linked.ts';
import { type ActionPage, renderActionPage } from './render-action.ts';

/** The way that somebody was warned of: saved once more, it was meant. */
const WAY = '_way';

type Params = { readonly id: string; readonly action: string };

/** What every answer to a request for an action's form needs. */
type Asked = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly open: OpenCase;
  readonly action: WishedAction;
  readonly files: ActionFiles;
  readonly others: readonly CasePresence[];
  readonly elsewhere: readonly RestrictionElsewhere[];
};

async function ask(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<Asked> {
  const open = await openCase(request, parts);
  const action = findAction(open, (request.params as Params).action);
  if (action) {
    const files = await openActionFiles({ parts, open, action });
    const [others, elsewhere] = [await findOthers(parts, open), await findRestrictionsElsewhere(parts, open)];
    return { parts, request, reply, open, action, files, others, elsewhere };
  }
  throw new PageError({
    status: 404,
    title: 'There is no such action here',
    text: 'The procedure of this case, at the stage it is in, has no step of this name. Go back to the case and choose from its list.',
  });
}

/** The form of an action, as far as it is known or was typed before, or its reasons why not now. */
export async function viewAction(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const asked = await ask(parts, request, reply);
  const { open, action } = asked;
  const pieces = makeActionPieces(open, action, {});
  const { from } = request.query as { from?: string };
  const known = isComposed(action) ? await startTyping(parts, open, action, from) : prefillAction(open, action, MOMENT);
  const given = readGiven(asked);
  const typed = { ...known, ...(hasDay(given) && { [MOMENT]: '' }), ...given };
  return show(asked, { pieces, typed });
}

type More = Pick<ActionPage, 'pieces' | 'typed'> & Partial<ActionPage>;

/** The page of an action; where it sends a letter that a person writes, with everything to write it from. */
async function show(asked: Asked, more: More, status = 200): Promise<FastifyReply> {
  const { parts, open, action, request, reply } = asked;
  const composer = await describeComposer(parts, open, action, more.typed, request.form);
  const matter = await renderApprovalMatter(parts, open, action);
  return reply.page(renderActionPage(pageOf(asked, { ...more, composer, matter })), status);
}

/** The parts of the day, where they are told, stand for the whole of it. */
const hasDay = (given: Typed): boolean => Object.keys(given).some((name) => name.startsWith(`${MOMENT}-`));

/** What a link to the form says already, such as which entry it is about: `?recording=5`. */
function readGiven({ action, request }: Asked): Typed {
  const query = request.query as Readonly<Record<string, unknown>>;
  const day = Object.keys(query).filter((name) => name.startsWith(MOMENT));
  const given = [...action.fields.map(({ name }) => name), ...day].flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === 'string' && value.length <= 100 ? [[name, value]] : [];
  });
  return Object.fromEntries(given);
}

/** Takes the form of an action: one more row, a preview, or the action itself. */
export async function submitAction(
  { parts, once }: { readonly parts: AppParts; readonly once: Once<Settled> },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const opened = await ask(parts, request, reply);
  const wish = firstOf(request.form, DOES);
  const asked = { ...opened, files: await takeActionFiles(opened, request, wish) };
  request.fieldLabels = labelInputs(asked);
  if (isComposed(asked.action)) await keepTyping(asked, wish === 'save');
  if (wish.startsWith('add:')) return growForm(asked, wish.slice('add:'.length));
  const read = addFiles(asked, readAction(asked.open, asked.action, request, offerPeople(asked.open)));
  if (wish.startsWith(INSERT)) return insertParagraph(asked, read, wish.slice(INSERT.length));
  if (wish === 'save') return tellSaved(asked, 'Saved. It is not sent, and not part of the record yet.');
  if (wish === 'keep') return keepVersion(asked, read);
  if (wish === 'preview') return previewForm(asked, read);
  if (asked.files.pause && asked.files.errors.length === 0) return showHeld(asked, read);
  if (read.errors.length > 0 || !read.moment) return showMisread(asked, read);
  const unapproved = checkApproved(asked.open, asked.action, request.form);
  if (unapproved.length > 0) return showRefused(asked, read, unapproved);
  if (
    isAnotherWay(asked.open, asked.action.command.name, read.input) &&
    firstOf(request.form, WAY) !== read.input['channel']
  )
    return show(asked, { ...told(asked, read), hidden: [[WAY, String(read.input['channel'])]] }, 422);
  const beside = await findOtherCase(parts, asked.open, asked.action, read.input);
  if (beside.errors.length > 0) return showMisread(asked, { ...read, errors: beside.errors });
  if (beside.refusals.length > 0) return showRefused(asked, read, beside.refusals);
  return answer(asked, read, await once(request, () => act(asked, read, beside)));
}

/** The files that are held go with what was typed; what is wrong with others stands beside the rest. */
function addFiles({ action, files, request }: Asked, read: ReadAction): ReadAction {
  if (!takesFiles(action)) return read;
  const told = readActionFiles(files.held, request);
  const input = told.files.length > 0 ? { ...read.input, files: told.files } : read.input;
  return { ...read, input, errors: [...files.errors, ...read.errors, ...told.errors] };
}

/** Photographs have come, or a file went: the form once more, so that somebody looks at it. */
function showHeld(asked: Asked, { pieces, typed }: ReadAction) {
  const text = 'Your files are kept. Check them, and when each photograph was taken, then save.';
  const notification = asked.files.held.length > 0 ? { text } : undefined;
  return asked.reply.page({ ...renderActionPage(pageOf(asked, { pieces, typed })), notification });
}

/** What the inputs are called, should the form have to be shown back after a failure. */
function labelInputs({ open, action, request }: Asked): Readonly<Record<string, string>> {
  const fields = listFields(makeActionPieces(open, action, readCounts(request.form)));
  return Object.fromEntries(fields.map(({ name, label }) => [name, label]));
}

function pageOf(asked: Asked, more: Pick<ActionPage, 'pieces' | 'typed'> & Partial<ActionPage>): ActionPage {
  const { open, action, request, others, elsewhere } = asked;
  const candidates = findCandidates(open, action);
  const people = offerPeople(open);
  const choices = new Map<string, readonly Option[]>(
    [...candidates].map(([field, found]) => [field, offerChosen(open, people, found)]),
  );
  if (action.command.name === 'ask-award') choices.set('of', offerApprovers(open));
  const files = renderActionFiles(asked, asked.files, more.typed, more.errors ?? []);
  const pieces = hideAsked(more.pieces, asked.files.held);
  const csrfField = request.csrfField;
  const ahead = describeAhead(open, action);
  return { open, action, people, candidates, choices, csrfField, files, others, elsewhere, ahead, ...more, pieces };
}

/** Whoever can be chosen, those whom it usually is in front; beside a name what to think of before. */
function offerChosen({ texts }: OpenCase, people: readonly Option[], candidates: readonly Candidate[]) {
  return candidates
    .filter(({ refusals }) => refusals.length === 0)
    .flatMap(({ person, needsReason, warnings }): readonly Option[] => {
      const option = people.find(({ value }) => value === person.id);
      const notes = [...(needsReason ? ['say why'] : []), describeUntrained(texts, warnings)].filter((one) => one);
      return option ? [notes.length > 0 ? { ...option, label: `${option.label} (${notes.join('; ')})` } : option] : [];
    });
}

function growForm(asked: Asked, list: string) {
  const { open, action, request } = asked;
  const pieces = makeActionPieces(open, action, readCounts(request.form, list));
  const read = readAction(open, action, request, offerPeople(open));
  return show(asked, { pieces, typed: read.typed });
}

/** What is typed so far, put by as this person's own. */
const keepTyping = ({ parts, open, action, request }: Asked, kept: boolean) =>
  saveTyping(parts, open, action, request.form, kept);

/**
 * A standard paragraph at the end of what stands in an input. The form is opened again from what is typed, which is
 * kept, so that loading it once more does not put the paragraph in twice; the day told goes along in the address.
 */
async function insertParagraph(asked: Asked, read: ReadAction, name: string) {
  const { parts, open, action, request, reply } = asked;
  const { typed, errors } = await withParagraph(parts, open, action, read, name);
  if (errors.length > 0) return show(asked, { pieces: read.pieces, typed, errors }, 422);
  await saveTyping(parts, open, action, { ...request.form, ...typed }, false);
  const day = Object.keys(typed).flatMap((field) => (field.startsWith(MOMENT) ? [[field, firstOf(typed, field)]] : []));
  const form = caseworkPaths.action({ id: open.record.caseId, action: action.key }, Object.fromEntries(day));
  return reply.notice({ type: 'success', text: 'The paragraph is put in.' }).seeOther(`${form}#${inputId(name)}`);
}

function tellSaved({ open, action, reply }: Asked, text: string) {
  return reply
    .notice({ type: 'success', text })
    .seeOther(caseworkPaths.action({ id: open.record.caseId, action: action.key }));
}

/** Records the letter as it stands as a draft that stays inside. */
async function keepVersion(asked: Asked, read: ReadAction) {
  const keeping = findKeeping(asked.open);
  if (!keeping) return showRefused(asked, read, findAction(asked.open, 'draft')?.refusals ?? []);
  const own = keeping.fields.map(({ name }) => [name, read.input[name]] as const);
  const input = Object.fromEntries(own.filter(([, value]) => value !== undefined));
  const { outcome } = await act({ ...asked, action: keeping }, { ...read, input });
  if ('changed' in outcome) return showChanged(asked, read, outcome.changed);
  if ('refused' in outcome) return showRefused(asked, read, outcome.refused);
  const again = listApprovals(makeContext(asked.open.standing, asked.open.standing.asOf)).some(({ done }) => done);
  return tellSaved(asked, `This version is kept.${again ? ' It has to be approved again before it can go.' : ''}`);
}

function previewForm(asked: Asked, read: ReadAction) {
  const { parts, open, action } = asked;
  const moment = read.moment ?? open.standing.asOf;
  const letter = previewLetter(parts, open, action, { moment, input: read.input });
  const preview = letter
    ? html`<section aria-labelledby="preview-title"><h2 class="govuk-heading-m" id="preview-title">How the letter would read</h2>
<p class="govuk-body">Nothing is recorded yet. What is still missing is marked.</p>${isComposed(action) && renderPreviewLinks(open, action)}<div class="redress-card">${letter}</div></section>`
    : action.letter && html`<p class="govuk-body">There is no letter to show yet: choose an outcome first.</p>`;
  return show(asked, { ...told(asked, read), preview });
}

/** A form as it was sent, with what it comes to. */
function told({ open, action }: Asked, { pieces, typed, moment = open.standing.asOf, input }: ReadAction) {
  return { pieces, typed, ahead: describeAhead(open, action, { moment, input }) };
}

/** What the engine would say now, beside what could not be read. */
function judge({ open, action }: Asked, read: ReadAction): readonly Refusal[] {
  const { command, step } = action;
  const moment = read.moment ?? open.standing.asOf;
  const wish = { command, actor: open.actor, moment, input: read.input, step: step?.id };
  return decideCommand(open.standing, wish).refusals;
}

function showMisread(asked: Asked, read: ReadAction) {
  const { errors } = read;
  const refusals = judge(asked, read).filter(({ code }) => code !== 'field-missing');
  return show(asked, { ...told(asked, read), errors, refusals }, 400);
}

/** What came of an action, and what to say where it was done. */
export type Settled = { readonly outcome: CaseOutcome; readonly said: string };

async function act(asked: Asked, read: ReadAction, beside?: OtherCase): Promise<Settled> {
  const { parts, open, action, request } = asked;
  const { organisation, caseId } = open.record;
  const seen = Number(firstOf(request.form, SEEN));
  const wish = {
    organisation,
    caseId,
    actor: open.actor,
    command: action.command.name,
    step: action.step?.id,
    moment: read.moment ?? open.standing.asOf,
    input: read.input,
    seenVersion: Number.isInteger(seen) && seen > 0 ? seen : undefined,
  };
  const outcome = await record(asked, wish, beside);
  const linked = 'linked' in outcome &&
    outcome.linked && { reference: await registerLinked(parts, open, outcome.linked) };
  if (!('done' in outcome)) return { outcome, said: linked ? describeLinked(linked).trim() : '' };
  if (takesFiles(action)) await settleActionFiles(asked, asked.files.held);
  if (isComposed(action)) await forgetTyping(parts, open, action);
  return { outcome, said: await describeDone(parts, open, action, linked || undefined) };
}

/** What two cases say of each other is recorded on both of them. */
async function record({ parts, open }: Asked, wish: CaseWish, beside?: OtherCase): Promise<CaseOutcome> {
  const { casebook } = parts;
  const { other, tie } = beside ?? {};
  if (!other || !tie) return casebook.act(wish);
  const why = wish.input['why'];
  const saying = { ...wish, ...(typeof why === 'string' && { why }) };
  const pair = [open.record, other] as const;
  if (wish.command === 'link') {
    const refused = await tieCases(casebook, pair, tie, saying);
    return refused.length > 0 ? { refused, kept: false } : { done: true, version: open.record.version + 1 };
  }
  const outcome = await casebook.act(wish);
  if ('done' in outcome) await agreeTies(casebook, pair, tie, saying);
  return outcome;
}

async function answer(asked: Asked, read: ReadAction, { outcome, said: text }: Settled) {
  if ('changed' in outcome) return showChanged(asked, read, outcome.changed);
  if ('refused' in outcome)
    return outcome.kept ? tellKept(asked, outcome.refused, text) : showRefused(asked, read, outcome.refused);
  return asked.reply.notice({ type: 'success', text }).seeOther(homeOf(asked));
}

/** What belongs to looking into it leads back to the page of that. */
const homeOf = ({ open, action }: Asked): string => findHome(open.record.caseId, action);

function showRefused(asked: Asked, read: ReadAction, refusals: readonly Refusal[]) {
  return show(asked, { ...told(asked, read), refusals }, 400);
}

/** What a resident did is kept, also where it cannot move the case: said on the case's own page. */
function tellKept({ open, action, reply }: Asked, refusals: readonly Refusal[], said: string) {
  const { done } = describeCommand(open.texts, action.command, action.step);
  const reasons = refusals.map((refusal) => describeRefusal(open.texts, refusal, action.command.name)).join(' ');
  const text = `${done}: it was recorded, but it moved nothing. ${said === '' ? '' : `${said} `}${reasons}`.slice(
    0,
    1500,
  );
  return reply.notice({ text }).seeOther(caseworkPaths.casePage({ id: open.record.caseId }));
}

/** The form again over the case as it is now, which the next saving has then seen. */
async function showChanged(asked: Asked, read: ReadAction, changed: NonNullable<ActionPage['changed']>) {
  const { parts, open } = asked;
  const record = (await parts.casebook.load(open.record.organisation, open.record.caseId)) ?? open.record;
  const fresh = await describeOpenCase(parts, record, open.person);
  const action = findAction(fresh, asked.action.key) ?? asked.action;
  const now = { ...asked, open: fresh, action };
  const { pieces, typed } = read;
  return show(now, { pieces, typed, changed, refusals: judge(now, read) }, 409);
}
