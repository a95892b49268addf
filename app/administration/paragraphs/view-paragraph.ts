import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Paragraph } from '../../documents/paragraphs/paragraph.ts';
import { listParagraphs } from '../../documents/paragraphs/paragraph-book.ts';
import { answerNotThere } from '../../identity/authority.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { button, summaryList, tag } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { type Choices, describeSuits, listChoices } from './list-choices.ts';
import { renderExample } from './render-example.ts';
import { renderHistory } from './render-history.ts';

/** One standard paragraph: how it reads in an invented case, what it is offered for, and everything it has been. */
export function routeParagraph(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.paragraph.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    viewParagraph(parts, request, reply),
  );
}

async function viewParagraph(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const landlord = findOrganisation(parts, request);
  const { id } = request.params as { id: string };
  const paragraph = (await listParagraphs(parts.casebook, landlord.id)).find((one) => one.id === id);
  if (!paragraph) return answerNotThere(reply);
  const names = new Map((await parts.people.list(landlord.id)).map((person) => [person.id, person.name]));
  const choices = listChoices(parts.texts, landlord.versions);
  const { from, to } = request.query as { from?: string; to?: string };
  const body = html`${paragraph.retired && html`<p class="govuk-body">${tag({ text: 'Withdrawn', colour: 'grey' })} It is not offered where letters are written. Letters that have it keep it.</p>`}
${renderNow(parts, landlord, paragraph, choices)}
${renderButtons(request, paragraph)}
${renderHistory({ paragraph, names, choices, from, to })}`;
  return reply.page({
    title: paragraph.title,
    caption: 'Standard paragraph',
    body,
    back: { href: administrationPaths.paragraphs(), text: 'Standard paragraphs' },
  });
}

function renderNow({ texts }: AppParts, { policy }: OrganisationPart, paragraph: Paragraph, choices: Choices): Html {
  const rows = describeSuits(paragraph, choices).map(({ name, what }) => ({
    key: { text: name },
    value: { text: what },
  }));
  return html`<h2 class="govuk-heading-m">How it reads in an example case</h2>
${renderExample(texts, policy, paragraph.text)}
<h2 class="govuk-heading-m">Offered for</h2>
${summaryList({ rows })}`;
}

function renderButtons(request: FastifyRequest, { id, retired, title }: Paragraph): Html {
  const turn = retired ? 'bring-back' : 'withdraw';
  const words = retired ? 'Offer it again' : 'Withdraw it';
  const hidden = html`<span class="govuk-visually-hidden">: ${title}</span>`;
  return html`<form method="post" action="${administrationPaths.turnParagraph({ id, turn })}">${request.csrfField}<div class="govuk-button-group">
${!retired && button({ text: html`Change it${hidden}`, href: administrationPaths.changeParagraph({ id }) })}
${button({ text: html`${words}${hidden}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</div></form>`;
}
