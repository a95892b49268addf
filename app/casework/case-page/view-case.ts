import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { html } from '../../web/html.ts';
import { type Page, twoColumns } from '../../web/page.ts';
import { describeCaseTitle } from '../case-words.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderActions, renderNotNow } from './render-actions.ts';
import { renderClocks } from './render-clocks.ts';
import { renderComplainants } from './render-complainants.ts';
import { renderDraft } from './render-draft.ts';
import { renderDue } from './render-due.ts';
import { renderFacts } from './render-facts.ts';
import { renderLetters, renderNextLetter } from './render-letters.ts';
import { renderLinks } from './render-links.ts';
import { renderPeople } from './render-people.ts';
import { renderPoints } from './render-points.ts';
import { renderPromises } from './render-promises.ts';
import { renderReconstructed } from './render-reconstructed.ts';
import { renderBackground, renderSummary } from './render-summary.ts';
import { renderTimeline } from './render-timeline.ts';
import { renderWarnings } from './render-warnings.ts';

/** The page of a case: what this is, what is due next and why, what can be done now. */
export function routeCasePage(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.casePage.pattern, { config: { access: 'case' } }, async (request, reply) =>
    reply.page(renderCasePage(await openCase(request, parts), await findLinkAddresses(parts, request))),
  );
}

/** Cases that this one names by reference, by their address, where this person may see them. */
async function findLinkAddresses(parts: AppParts, request: FastifyRequest) {
  const record = request.caseRecord;
  const references = record?.events.flatMap((event) => (event.type === 'linked' ? [event.to] : [])) ?? [];
  if (!record || references.length === 0) return new Map<string, string>();
  const rows = await parts.casebook.database.inOrganisation(record.organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select(['case_id', 'reference'])
      .where('organisation', '=', record.organisation)
      .where('reference', 'in', references)
      .where(isListedFor(getSignedIn(request).person))
      .execute(),
  );
  return new Map(rows.map(({ case_id, reference }) => [reference, caseworkPaths.casePage({ id: case_id })]));
}

const SECTIONS = [
  { id: 'points', name: 'Points' },
  { id: 'clocks', name: 'Clocks' },
  { id: 'letters', name: 'Letters' },
  { id: 'promises', name: 'Promises' },
  { id: 'complainants', name: 'Who gets letters' },
  { id: 'people', name: 'People' },
  { id: 'timeline', name: 'What happened' },
  { id: 'not-now', name: 'Not now' },
];

function renderCasePage(open: OpenCase, links: ReadonlyMap<string, string>): Page {
  const { record, standing, wording, texts } = open;
  const main = html`${renderReconstructed(open)}${renderDue(open)}${renderWarnings(open)}${renderSummary(open)}`;
  const contents = SECTIONS.map(
    ({ id, name }, index) => html`${index > 0 && ' · '}<a class="govuk-link" href="#${id}">${name}</a>`,
  );
  const body = html`${twoColumns(main, renderActions(open), 'What you can do now')}
<nav aria-label="On this page" class="redress-screen"><p class="govuk-body">On this page: ${contents}</p></nav>
${renderBackground(open)}
${renderPoints(open)}
${renderDraft(open)}
${renderNextLetter(open)}
${renderClocks(open)}
${renderLetters(open)}
${renderPromises(open)}
${renderComplainants(open)}
${renderPeople(open)}
${renderFacts(open)}
${renderLinks(open, links)}
${renderTimeline(open)}
${renderNotNow(open)}
<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.print({ id: record.caseId })}">The whole case as one page to print</a></p>`;
  return {
    title: describeCaseTitle(texts, standing, wording),
    caption: record.origin.reference,
    wide: true,
    breadcrumbs: [{ text: 'Work list', href: caseworkPaths.work() }, { text: record.origin.reference }],
    body,
  };
}
