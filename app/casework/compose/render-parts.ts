import type { Letter, Part, PartStanding } from '../../../engine/index.ts';
import { type Block, describeCondition, describePart } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, findError, inputId } from '../../web/errors.ts';
import { firstOf, type Typed, type Field as WebField } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { WishedAction } from '../actions/find-action.ts';
import type { Piece } from '../actions/form-pieces.ts';
import { DOES } from '../actions/read-action.ts';
import { describeMissing } from '../letters/describe-missing.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { TextAdvice } from './advise-on-letter.ts';
import type { Composer } from './describe-composer.ts';
import { chosenName, offerParagraphs } from './insert-paragraph.ts';

/** What the parts of a letter are drawn from. */
export type PartsPage = {
  readonly open: OpenCase;
  readonly action: WishedAction;
  readonly composer: Composer;
  /** The pieces of the form for the texts of the letter. */
  readonly pieces: readonly Piece[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

/** What a button says that puts a standard paragraph into an input. */
export const INSERT = 'insert:';

/**
 * The parts that the letter wants as things stand, in the pack's order: what fills by itself as it will read, what a
 * person writes in its field. Then those that it would want with other findings, folded once every finding is there.
 */
export function renderParts(page: PartsPage): Html {
  const { letter } = page.composer;
  const wanted = new Set(letter.parts.map(({ part }) => part));
  const others = page.pieces.filter((piece) => !wanted.has(partOf(piece)));
  return html`${letter.parts.map((part) => renderPart(page, part))}${renderOthers(page, others)}`;
}

type PieceOfPart = PartsPage['pieces'][number];

function renderPart(page: PartsPage, standing: PartStanding): Html {
  const { open, composer } = page;
  const { letter } = composer.letter;
  const part = letter.parts.find((one) => one.part === standing.part);
  const piece = page.pieces.find((one) => partOf(one) === standing.part);
  const state = govuk.tag({
    text: describeMissing(standing),
    colour: standing.missing === undefined ? 'green' : 'orange',
  });
  const why = html`${part?.when && html`Asked for because ${describeCondition(open.texts, open.standing.policy.pack, part.when)}. `}${renderClause(open.texts, open.standing.policy, standing.clause)}`;
  const body = piece ? renderWritten(page, piece, part) : renderFilled(page, standing);
  return html`<section class="redress-part" aria-labelledby="${headingId(standing.part)}"><h3 class="govuk-heading-s govuk-!-margin-bottom-1" id="${headingId(standing.part)}">${standing.name}</h3>
<p class="govuk-body-s govuk-!-margin-bottom-2">${state} ${why}</p>${body}</section>`;
}

const headingId = (part: string): string => `part-${part}`;
const partOf = (piece: PieceOfPart): string =>
  (piece.kind === 'field' ? piece.field.name : piece.name).split('.')[1] ?? '';

function renderFilled({ open, composer }: PartsPage, standing: PartStanding): Html {
  const blocks = describePart(open.texts, open.standing.policy, standing, composer.words);
  if (blocks.length === 0) return html`<p class="govuk-body">Nothing to show yet.</p>`;
  return html`<div class="redress-part__filled">${blocks.map(renderBlock)}</div>`;
}

function renderBlock(block: Block): Html {
  if (block.kind === 'list')
    return html`<ul class="govuk-list govuk-list--bullet">${block.items.map((item) => html`<li>${item}</li>`)}</ul>`;
  return block.kind === 'heading'
    ? html`<p class="govuk-body"><strong>${block.text}</strong></p>`
    : html`<p class="govuk-body redress-typed">${block.text}</p>`;
}

function renderWritten(page: PartsPage, piece: PieceOfPart, part: Part | undefined): Html {
  const fields =
    piece.kind === 'field' ? [piece.field] : piece.pieces.flatMap((one) => (one.kind === 'field' ? [one.field] : []));
  const hint = piece.kind === 'group' ? part?.hint : undefined;
  return html`${hint !== undefined && html`<p class="govuk-hint">${hint}</p>`}${fields.map((field) => renderText(page, field, part, piece.kind === 'group'))}`;
}

function renderText(page: PartsPage, field: WebField, part: Part | undefined, isOneOfMany: boolean): Html {
  const { typed, errors, composer } = page;
  const id = inputId(field.name);
  const value = firstOf(typed, field.name);
  const none = part?.['none-allowed'] ? 'If there is nothing to say, write “none”.' : undefined;
  const hint = isOneOfMany ? none : [part?.hint, none].filter(Boolean).join(' ') || undefined;
  const advice = composer.advice.texts.find(({ name }) => name === field.name);
  const area = govuk.textarea({
    name: field.name,
    id,
    label: isOneOfMany
      ? field.label
      : { text: html`<span class="govuk-visually-hidden">${field.label}: </span>What to write` },
    hint,
    errorMessage: findError(errors, field.name),
    value,
    rows: Math.min(16, Math.max(4, Math.ceil(value.length / 60) + 1)),
    spellcheck: true,
    describedBy: advice ? `${id}-reads` : undefined,
  });
  return html`${area}${advice && renderReads(id, advice)}${renderInsert(page, field, part)}`;
}

function renderReads(id: string, { age, longSentences, hardWords }: TextAdvice): Html {
  const said = [
    age !== undefined && `Reads at age ${age}`,
    longSentences.length > 0 && `${longSentences.length} long ${longSentences.length === 1 ? 'sentence' : 'sentences'}`,
    hardWords.length > 0 && `${hardWords.length} ${hardWords.length === 1 ? 'word' : 'words'} to mend`,
  ].filter((one) => one !== false);
  return html`<p class="govuk-body-s redress-part__reads" id="${id}-reads">${said.length > 0 && html`${said.join(', ')}. <a class="govuk-link" href="#how-it-reads">How it reads</a>`}</p>`;
}

/** The landlord's standard paragraphs for a text, to be put at its end. */
function renderInsert(page: PartsPage, field: WebField, part: Part | undefined): Html | undefined {
  const { open, action, composer, errors } = page;
  const offered = offerParagraphs(composer.paragraphs, composer.letter.letter.id, composer.findings, field.name);
  const wrong = findError(errors, chosenName(field.name));
  if (offered.length === 0 && wrong === undefined) return undefined;
  const id = inputId(chosenName(field.name));
  const here = `${caseworkPaths.action({ id: open.record.caseId, action: action.key })}#${inputId(field.name)}`;
  const name = html`<span class="govuk-visually-hidden"> into ${part?.name ?? ''} ${field.label === part?.name ? '' : field.label}</span>`;
  const items = offered.map(({ id: value, title, text }) => ({ value, text: title, hint: shorten(text) }));
  const choice = govuk.radios({
    name: chosenName(field.name),
    idPrefix: id,
    classes: 'govuk-radios--small',
    fieldset: { legend: { text: 'Which paragraph?' } },
    hint: 'It goes to the end of what you have written. What stands in [[double brackets]] is for you to fill in.',
    errorMessage: wrong,
    items,
  });
  return govuk.details({
    summaryText: html`Insert a standard paragraph${name}`,
    open: wrong !== undefined || undefined,
    text: html`${choice}
<button${attributes({ type: 'submit', class: 'govuk-button govuk-button--secondary', name: DOES, value: `${INSERT}${field.name}`, formaction: here })}>Insert it${name}</button>`,
  });
}

const LONGEST_SHOWN = 180;

/** As much of a paragraph as shows which one it is. */
const shorten = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, text.lastIndexOf(' ', LONGEST_SHOWN))} …` : text;

/** Parts that this letter asks for with other findings: what was typed for them stays. */
function renderOthers(page: PartsPage, others: readonly PieceOfPart[]): Html | undefined {
  if (others.length === 0) return undefined;
  const { letter } = page.composer.letter;
  const isOpen = page.composer.letter.parts.some(({ missing }) => missing === 'points-unanswered');
  const body = others.map((piece) => renderOther(page, piece, letter));
  return html`<div id="other-parts">${govuk.details({
    summaryText: `Parts that the letter has with other findings (${others.length})`,
    open: isOpen || undefined,
    text: html`<p class="govuk-body">Write those that go with what you find. The others stay out of the letter.</p>${body}`,
  })}</div>`;
}

function renderOther(page: PartsPage, piece: PieceOfPart, letter: Letter): Html {
  const id = partOf(piece);
  const part = letter.parts.find((one) => one.part === id);
  const { open } = page;
  const when = part?.when && html`When ${describeCondition(open.texts, open.standing.policy.pack, part.when)}. `;
  return html`<section class="redress-part" aria-labelledby="${headingId(id)}"><h3 class="govuk-heading-s govuk-!-margin-bottom-1" id="${headingId(id)}">${part?.name ?? id}</h3>
<p class="govuk-body-s">${when}${renderClause(open.texts, open.standing.policy, part?.clause)}</p>${renderWritten(page, piece, part)}</section>`;
}
