import { describeReconstructed } from '../texts/index.ts';
import { attributes, type Html, html, joined, trusted } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import { composeLetter, type LetterBlock, type LetterRequest } from './compose-letter.ts';
import { findPlaceholdersIn } from './parse-template.ts';

export type { LetterRequest } from './compose-letter.ts';

/** Where a letter stands in a page: the level of its title's heading; the others follow. Default 1. */
export type LetterPlace = { readonly headingLevel?: 1 | 2 | 3 | 4 | undefined };

/** The letter as content for a page, without the page. */
export function renderLetter(request: LetterRequest, { headingLevel = 1 }: LetterPlace = {}): Html {
  const { body, signature } = composeLetter(request);
  const signed =
    signature.length > 0 && html`<div class="redress-letter__signature">${renderAll(signature, headingLevel)}</div>`;
  return html`<div class="redress-letter">${renderAll(body, headingLevel)}${signed}</div>`;
}

/**
 * The letter as a page to print on A4: the landlord's name (in the head of the page, with its colour) and addresses,
 * the resident's address for the window of an envelope, date and reference, the letter, the signature.
 */
export function renderLetterPage(request: LetterRequest, page: Pick<Page, 'back' | 'breadcrumbs'> = {}): Page {
  const body = html`<div class="redress-sheet">
  ${renderAddresses(request)}
  ${renderMarks(request)}
  ${request.about && html`<p class="govuk-body redress-sheet__marks">${request.about}</p>`}
  ${renderLetter(request)}
  ${request.reconstructed && html`<p class="govuk-body redress-sheet__marks">${describeReconstructed(request.texts, request.reconstructed)}</p>`}
</div>`;
  return { ...page, title: request.letter.letter.title, heading: false, body };
}

/** The letter as plain text, for e-mail. */
export function renderLetterText(request: LetterRequest): string {
  const { body, signature } = composeLetter(request);
  const about = request.about === undefined ? [] : [request.about];
  return `${[...about, ...[...body, ...signature].map(renderBlockText)].join('\n\n')}\n`;
}

function renderAddresses({ policy, organisation, resident }: LetterRequest): Html {
  const { telephone, email, post, web } = policy.pack.organisation.contact ?? {};
  const sender = [post ?? organisation, telephone, email, web].filter((line) => line !== undefined);
  const receiver = [resident.name, ...(resident.address ?? '').split(/\r?\n/)].filter((line) => line?.trim());
  return html`<div class="redress-sheet__addresses">
  <address class="redress-sheet__to">${renderLines(receiver.map((line) => line ?? ''))}</address>
  <address class="redress-sheet__from">${renderLines(sender)}</address>
</div>`;
}

/** Date and reference, unless the template says them itself. */
function renderMarks(request: LetterRequest): Html | undefined {
  const named = new Set(findPlaceholdersIn(request.template ?? '{{today}} {{reference}}'));
  const marks = { ...request, template: undefined };
  const missing = (['today', 'reference'] as const).filter((name) => !named.has(name));
  if (missing.length === 0) return undefined;
  const lines = composeLetter({ ...marks, template: missing.map((name) => MARKS[name]).join('\n') });
  const shown = lines.body.flatMap((block) => (block.kind === 'paragraph' ? block.lines : []));
  return html`<p class="govuk-body redress-sheet__marks">${renderLines(shown)}</p>`;
}

const MARKS = { today: '{{today}}', reference: 'Your reference: {{reference}}' };

const renderLines = (lines: readonly string[]): Html => joined(lines, html`<br>`);

const renderAll = (blocks: readonly LetterBlock[], level: number): readonly Html[] =>
  blocks.map((block) => renderBlock(block, level));

const HEADINGS = {
  title: { deeper: 0, size: 'l' },
  heading: { deeper: 1, size: 'm' },
  subheading: { deeper: 2, size: 's' },
} as const;

function renderBlock(block: LetterBlock, level: number): Html {
  if (block.kind === 'paragraph') return html`<p class="govuk-body">${renderLines(block.lines)}</p>\n`;
  if (block.kind === 'list')
    return html`<ul class="govuk-list govuk-list--bullet">${block.items.map((item) => html`<li>${item}</li>`)}</ul>\n`;
  const { deeper, size } = HEADINGS[block.kind];
  const name = trusted(`h${Math.min(6, level + deeper)}`);
  const look = level > 2 && size !== 's' ? 's' : size;
  return html`<${name}${attributes({ class: `govuk-heading-${look}` })}>${block.text}</${name}>\n`;
}

function renderBlockText(block: LetterBlock): string {
  if (block.kind === 'paragraph') return block.lines.join('\n');
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n');
  return block.kind === 'title' ? block.text.toUpperCase() : block.text;
}
