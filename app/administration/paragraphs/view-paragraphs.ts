import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findPlaceholders, localDateOf } from '../../../engine/index.ts';
import type { Paragraph } from '../../documents/paragraphs/paragraph.ts';
import { listParagraphs } from '../../documents/paragraphs/paragraph-book.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, scrollingTable, type TableCell } from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { type Choices, describeSuits, listChoices } from './list-choices.ts';

/** The standard paragraphs of the landlord: what they are offered for, what is to be filled in, who saw to them last. */
export function routeParagraphs(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.paragraphs.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    viewParagraphs(parts, request, reply),
  );
}

async function viewParagraphs(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, versions } = findOrganisation(parts, request);
  const all = await listParagraphs(parts.casebook, id);
  const names = new Map((await parts.people.list(id)).map((person) => [person.id, person.name]));
  const choices = listChoices(parts.texts, versions);
  const [inUse, withdrawn] = [all.filter(({ retired }) => !retired), all.filter(({ retired }) => retired)];
  const body = html`<p class="govuk-body">They are offered where a letter is written, at the parts they are for. What a writer puts into a letter is theirs to change, and stays as it is when the paragraph changes here.</p>
${button({ text: 'Add a standard paragraph', href: administrationPaths.addParagraph() })}
${inUse.length === 0 ? html`<p class="govuk-body">There are no standard paragraphs yet.</p>` : renderTable('In use', inUse, choices, names)}
${withdrawn.length > 0 && renderTable('Withdrawn: not offered any more', withdrawn, choices, names)}`;
  return reply.page({
    title: 'Standard paragraphs',
    body,
    wide: true,
    back: { href: administrationPaths.index(), text: 'Administration' },
  });
}

function renderTable(
  caption: string,
  paragraphs: readonly Paragraph[],
  choices: Choices,
  names: ReadonlyMap<string, string>,
): Html {
  const head = ['Name', 'Offered for', 'To be filled in', 'Last change'].map((text) => ({ text }));
  const rows = paragraphs.map((one): readonly TableCell[] => [
    {
      text: html`<a class="govuk-link" href="${administrationPaths.paragraph({ id: one.id })}">${one.title}</a>`,
    },
    { text: joined(describeLimits(one, choices), html`<br>`) },
    { text: describeGaps(one.text) },
    { text: describeLastChange(one, names) },
  ]);
  return scrollingTable({ name: caption, caption, captionClasses: 'govuk-table__caption--m', head, rows });
}

/** What it is limited to, a line each: that it is offered for all goes without saying beside others. */
function describeLimits(paragraph: Paragraph, choices: Choices): readonly string[] {
  const limited = [paragraph.letters, paragraph.parts, paragraph.findings].map((ids) => ids.length > 0);
  const lines = describeSuits(paragraph, choices).flatMap(({ what }, at) => (limited[at] ? [what] : []));
  return lines.length > 0 ? lines : ['Everything that is written by hand'];
}

const describeGaps = (text: string): string =>
  findPlaceholders(text)
    .filter((gap) => gap.startsWith('[['))
    .map((gap) => gap.slice(2, -2))
    .join(', ') || 'Nothing';

function describeLastChange({ wordings, turns }: Paragraph, names: ReadonlyMap<string, string>): string {
  const last = [...wordings, ...turns].toSorted((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1)).at(-1);
  if (!last) return '';
  return `${describeShortDate(localDateOf(last.recordedAt) ?? '')} by ${names.get(last.by) ?? 'somebody who is not here any more'}`;
}
