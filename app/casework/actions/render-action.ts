import type { CaseEvent, Refusal } from '../../../engine/index.ts';
import type { CasePresence } from '../../store/case-presence.ts';
import {
  describeCommand,
  describeDate,
  describeEvent,
  describeList,
  describeRefusalParts,
  gatherRefusals,
  speakToReader,
  type Texts,
} from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, inputId } from '../../web/errors.ts';
import { type Option, renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { renderApprovers } from '../awards/render-awards.ts';
import type { RestrictionElsewhere } from '../behaviour/find-restrictions-elsewhere.ts';
import { renderContactRestrictions } from '../behaviour/render-contact-restrictions.ts';
import { renderWarnings } from '../case-page/render-warnings.ts';
import { describeCaseTitle } from '../case-words.ts';
import type { Composer } from '../compose/describe-composer.ts';
import { renderComposer } from '../compose/render-composer.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderOthers } from '../presence/view-others.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';
import type { WishedAction } from './find-action.ts';
import type { Candidate } from './find-candidates.ts';
import { findHome } from './find-home.ts';
import { findRefusedInput } from './find-input.ts';
import { findWhoCould } from './find-who-could.ts';
import { listFields, type Piece } from './form-pieces.ts';
import { isPastDoing, nameDoing } from './name-doing.ts';
import { countName, DOES, MOMENT, momentField, SEEN } from './read-action.ts';
import { renderCandidates, renderWhoElse } from './render-candidates.ts';
import { renderEntry } from './render-entry.ts';

/** Everything a form page of an action can show. */
export type ActionPage = {
  readonly open: OpenCase;
  readonly action: WishedAction;
  readonly pieces: readonly Piece[];
  readonly typed: Typed;
  readonly people: readonly Option[];
  readonly csrfField: Html;
  /** Who else has the case open now. */
  readonly others: readonly CasePresence[];
  readonly errors?: readonly FieldError[];
  readonly refusals?: readonly Refusal[];
  readonly changed?: { readonly by: readonly string[]; readonly events: readonly CaseEvent[] } | undefined;
  readonly preview?: Html | undefined;
  /** What somebody should know before they fill it in, and what it comes to so far. */
  readonly ahead?: Html | undefined;
  /** Where its files are chosen. */
  readonly files?: Html | undefined;
  /** By field, everybody as they are judged for the place it puts them in. */
  readonly candidates?: ReadonlyMap<string, readonly Candidate[]> | undefined;
  /** By field, who is offered for it; for a field without an entry everybody is. */
  readonly choices?: ReadonlyMap<string, readonly Option[]> | undefined;
  /** Restrictions of contact of the same people on their other cases. */
  readonly elsewhere?: readonly RestrictionElsewhere[] | undefined;
  /** The letter that a person writes here, with what it still lacks and how it reads. */
  readonly composer?: Composer | undefined;
  /** What an approval is about: the letter as it would go, and what changed in it. */
  readonly matter?: Html | undefined;
  /** What the form says beside its inputs. */
  readonly hidden?: readonly (readonly [string, string])[] | undefined;
  /** The part of the page a browser should show first. */
  readonly focus?: string | undefined;
};

/** The form of an action, with what is wrong with it, what has changed meanwhile, and how its letter would read. */
export function renderActionPage(page: ActionPage): Page {
  const { open, action } = page;
  const words = describeCommand(open.texts, action.command, action.step);
  const mistaken = countTroubles(page) > 0;
  const home = findHome(open.record.caseId, action);
  const clause = action.step?.clause ?? undefined;
  return {
    title: `${mistaken ? 'Error: ' : ''}${words.does}`,
    heading: false,
    wide: page.composer !== undefined,
    back: { href: home, text: `Back to ${open.record.origin.reference}` },
    body: html`${renderTroubles(page)}${renderChanged(page)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${open.record.origin.reference} · ${describeCaseTitle(open.texts, open.standing, open.wording)}</span> ${words.does}</h1>
<p class="govuk-body">${words.help} ${renderClause(open.texts, open.standing.policy, clause)}</p>
${renderOthers(open, page.others)}
${renderEntry(page)}${renderLeftOut(page)}
${isContact(action) && renderContactRestrictions(open, page.elsewhere ?? [])}
${page.composer ? undefined : renderStory(open, action.command.does === 'define')}
${page.ahead}
${page.matter}
${page.preview}
${renderCandidates(page)}
${action.refusals.length > 0 && countTroubles(page) === 0 && !page.composer ? renderNotNow(page) : ''}
${page.composer ? renderComposed(page, page.composer) : renderForm(page)}
${renderClauses(page)}`,
  };
}

/** Whether the person who complains is written to, called or met by it: their restrictions are shown there. */
const isContact = ({ letter, fields, command }: WishedAction): boolean =>
  letter !== undefined || fields.some(({ name }) => name === 'channel') || command.name === 'send-update';

const countTroubles = ({ errors = [], refusals = [] }: ActionPage): number => errors.length + refusals.length;

/** What keeps whoever reads it is told to them; what keeps somebody they have chosen is told of that person. */
function textsFor({ open, action }: ActionPage, { code, values }: Refusal): Texts {
  const of = (one: Pick<Refusal, 'code' | 'values'>): string => JSON.stringify([one.code, one.values]);
  const isTheirs = gatherRefusals(action.refusals).some((own) => of(own) === of({ code, values }));
  return isTheirs ? speakToReader(open.texts) : open.texts;
}

function renderTroubles(page: ActionPage): Html | undefined {
  if (countTroubles(page) === 0) return undefined;
  const { open, action, errors = [], refusals = [] } = page;
  const links = errors.map(({ field, message }) => ({
    text: message,
    href: field === '' ? undefined : `#${inputId(field)}`,
  }));
  const reasons = gatherRefusals(refusals).map((refusal) => {
    const { says, mend } = describeRefusalParts(textsFor(page, refusal), refusal, action.command.name);
    const input = findRefusedInput(inputsOf(page), refusal);
    const said = `${says} ${mend}`.trim();
    const words =
      input === undefined
        ? html`${said}`
        : html`<a${attributes({ href: `#${inputId(spread(input, page))}` })}>${said}</a>`;
    return {
      text: html`${words} ${renderClause(open.texts, open.standing.policy, refusal.clause)}${renderWhoElse(page, refusal)}${renderApprovers(open, refusal)}`,
    };
  });
  return govuk.errorSummary({
    titleText: errors.length > 0 ? 'There is a problem' : 'This cannot be done as it stands',
    descriptionText: `Nothing was recorded, and nothing you typed is lost.${reasons.length > 0 ? ' If something else has to be done first, do it in another tab and come back to this one.' : ''}`,
    errorList: [
      ...links,
      ...reasons,
      ...[renderWhoCould(page)].filter((text) => text !== undefined).map((text) => ({ text })),
    ],
  });
}

const MOST_NAMED = 6;

/** Who can do it in place of a person who cannot for who they are. */
function renderWhoCould({ open, action, refusals = action.refusals }: ActionPage): Html | undefined {
  const people = findWhoCould(open, { ...action, refusals });
  if (people.length === 0) return undefined;
  const named = people.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = people.length - named.length;
  return html`Who can do it: ${describeList(more > 0 ? [...named, `${more} more`] : named, open.texts)}.`;
}

function inputsOf({ action, pieces }: ActionPage) {
  return { fields: action.fields, names: listFields(pieces).map(({ name }) => name), moment: MOMENT };
}

/** Refusals that belong to an input are also said there. */
function listInlineErrors(page: ActionPage): readonly FieldError[] {
  const { action, errors = [], refusals = [] } = page;
  const ofRefusals = refusals.flatMap((refusal) => {
    const field = findRefusedInput(inputsOf(page), refusal);
    const { says, mend } = describeRefusalParts(textsFor(page, refusal), refusal, action.command.name);
    return field === undefined ? [] : [{ field: spread(field, page), message: `${says} ${mend}`.trim() }];
  });
  return [...errors, ...ofRefusals];
}

/** A date stands in three inputs: what is said of it is said at the first. */
function spread(field: string, page: ActionPage): string {
  const found = [momentField, ...listFields(page.pieces)].find(({ name }) => name === field);
  return found?.kind === 'date' || found?.kind === 'moment' ? `${field}-day` : field;
}

function renderChanged(page: ActionPage): Html | undefined {
  const { open, changed } = page;
  if (!changed) return undefined;
  const names = changed.by.map((id) =>
    id === open.person.id ? 'you yourself, in another window,' : (open.nameOf(id) ?? 'somebody else'),
  );
  const told = changed.events.map((event) => {
    const { title, detail } = describeEvent(open.texts, open.standing.policy, event, { nameOf: open.nameOf });
    return html`<li>${title}${detail !== undefined && html`: ${detail}`} (${describeDate(event.on, open.texts)})</li>`;
  });
  return govuk.notificationBanner({
    titleText: 'The case has changed',
    text: html`<p class="govuk-notification-banner__heading">While you were writing, ${describeList(names, open.texts)} changed this case. Nothing of yours was recorded yet, and nothing you typed is lost.</p>
<ul class="govuk-list govuk-list--bullet">${told}</ul>
<p class="govuk-body">${
      isPastDoing(page)
        ? 'This cannot be done any more. Copy what you still need before you leave this page.'
        : 'Check that what you typed still holds. Then choose “Save anyway”.'
    }</p>`,
  });
}

function renderStory({ wording }: OpenCase, unfolded: boolean): Html | undefined {
  const story = wording.textOf('what-happened');
  const sought = wording.outcomeSought;
  if (!story) return undefined;
  return govuk.details({
    summaryText: 'What they told us',
    open: unfolded || undefined,
    text: html`<p class="govuk-body redress-typed">${story}</p>${sought !== undefined && html`<h2 class="govuk-heading-s">What they want</h2><p class="govuk-body redress-typed">${sought}</p>`}`,
  });
}

function renderNotNow(page: ActionPage): Html {
  const { open, action } = page;
  const whoCould = renderWhoCould(page);
  return govuk.insetText({
    text: html`<h2 class="govuk-heading-s">Not now</h2>
<p class="govuk-body">As the case stands, this cannot be done:</p>${renderRefusals(speakToReader(open.texts), open.standing.policy, action.refusals, action.command.name)}${whoCould && html`<p class="govuk-body">${whoCould}</p>`}`,
  });
}

function renderForm(page: ActionPage): Html {
  const { open, action, pieces, typed, csrfField } = page;
  const { caseId, version } = open.record;
  const errors = listInlineErrors(page);
  const element = {
    method: 'post',
    action: caseworkPaths.action({ id: caseId, action: action.key }),
    novalidate: true,
    enctype: page.files && 'multipart/form-data',
  };
  const peopleFor = (name: string): readonly Option[] => page.choices?.get(name) ?? page.people;
  const draw = (piece: Piece): Html => renderPiece(piece, typed, errors, peopleFor);
  const lists = pieces.flatMap((piece) => (piece.kind === 'group' && piece.grows ? [piece] : []));
  return html`<form${attributes(element)}>
  ${csrfField}${renderHidden(SEEN, String(version))}
  ${page.hidden?.map(([name, value]) => renderHidden(name, value))}
  ${lists.map(({ name, pieces: rows }) => renderHidden(countName(name), String(rows.length)))}
  ${(lists.length > 0 || page.files) && html`<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>`}
  ${action.command.name === 'add-evidence' ? [page.files, pieces.map(draw)] : [pieces.map(draw), page.files]}
  ${renderField(momentField, typed, errors)}
  <div class="govuk-button-group">
    ${govuk.button({ text: nameDoing(page), preventDoubleClick: true })}
    ${(action.letter || action.command.name === 'extend') && govuk.button({ text: namePreview(page), name: DOES, value: 'preview', classes: 'govuk-button--secondary' })}
    <a class="govuk-link" href="${findHome(caseId, action)}">Cancel</a>
  </div>
</form>`;
}

/** More time shows what it comes to, with or without a notice. */
function namePreview({ open, action }: ActionPage): string {
  if (action.command.name !== 'extend') return 'Preview the letter';
  return open.texts.pages['extension']![action.letter ? 'show-with-letter' : 'show']!;
}

function renderComposed(page: ActionPage, composer: Composer): Html {
  const errors = listInlineErrors(page);
  const peopleFor = (name: string): readonly Option[] => page.choices?.get(name) ?? page.people;
  return renderComposer(page, composer, {
    draw: (piece) => renderPiece(piece, page.typed, errors, peopleFor),
    moment: renderField(momentField, page.typed, errors),
    errors,
    preview: namePreview(page),
  });
}

type PeopleFor = (field: string) => readonly Option[];

function renderPiece(piece: Piece, typed: Typed, errors: readonly FieldError[], peopleFor: PeopleFor): Html {
  if (piece.kind === 'field') return renderField(piece.field, typed, errors, { people: peopleFor(piece.field.name) });
  const inner = piece.pieces.map((one) => renderPiece(one, typed, errors, peopleFor));
  const add =
    piece.grows &&
    govuk.button({
      text: 'Add another point',
      name: DOES,
      value: `add:${piece.name}`,
      classes: 'govuk-button--secondary',
    });
  const isRow = /\.\d+$/.test(piece.name);
  const legend = { text: piece.legend, classes: isRow ? 'govuk-fieldset__legend--s' : 'govuk-fieldset__legend--m' };
  const content = html`${piece.hint !== undefined && govuk.hint({ text: piece.hint })}${inner}${add}`;
  return html`<div class="redress-point" id="${inputId(piece.name)}">${govuk.fieldset({ legend, content })}</div>`;
}

/** With an answer: what the procedure encourages and nobody did, which forbids nothing. */
const renderLeftOut = ({ open, action }: ActionPage): Html | undefined =>
  action.command.does === 'respond'
    ? renderWarnings(open, ({ code }) => code === 'encouraged-step-left-out')
    : undefined;

/** The clauses a form rests on, in the landlord's own words. */
function renderClauses({ open, action }: ActionPage): Html | undefined {
  const clauses = new Set([
    ...(action.step?.clause ? [action.step.clause] : []),
    ...action.fields.flatMap(({ clause }) => (clause === undefined ? [] : [clause])),
    ...(action.letter?.parts.flatMap(({ clause, regime }) => clause ?? (regime ? [`Code ${regime}`] : [])) ?? []),
  ]);
  clauses.delete('assumption');
  if (clauses.size === 0) return undefined;
  const links = [...clauses].map((clause) => html`<li>${renderClause(open.texts, open.standing.policy, clause)}</li>`);
  return html`<h2 class="govuk-heading-s">Where this is written</h2><ul class="govuk-list">${links}</ul>`;
}
