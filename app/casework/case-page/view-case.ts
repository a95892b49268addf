import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { html } from '../../web/html.ts';
import { type Page, twoColumns } from '../../web/page.ts';
import { findRestrictionsElsewhere } from '../behaviour/find-restrictions-elsewhere.ts';
import { renderContactRestrictions } from '../behaviour/render-contact-restrictions.ts';
import { describeCaseTitle } from '../case-words.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { listEvidence } from '../investigation/list-evidence.ts';
import { openCase } from '../open-case.ts';
import { findOpeningsFor } from '../opening/find-openings-for.ts';
import { caseworkPaths } from '../paths.ts';
import { findOthers, renderOthers } from '../presence/view-others.ts';
import type { CaseView } from './case-view.ts';
import { findCalendarChanges } from './find-calendar-changes.ts';
import { SECTIONS } from './list-sections.ts';
import { renderActions } from './render-actions.ts';
import { renderCalendarChanges } from './render-calendar-changes.ts';
import { renderContents } from './render-contents.ts';
import { renderDue } from './render-due.ts';
import { renderHeading } from './render-heading.ts';
import { renderReconstructed } from './render-reconstructed.ts';
import { renderSorting } from './render-sorting.ts';
import { renderSummary } from './render-summary.ts';
import { renderWarnings } from './render-warnings.ts';
import { readTimelineShow } from './sort-timeline.ts';

/** The page of a case: what this is, what is due next and why, what can be done now. */
export function routeCasePage(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.casePage.pattern, { config: { access: 'case' } }, async (request, reply) => {
    const [open, links] = [await openCase(request, parts), await findLinkAddresses(parts, request)];
    const evidence = await listEvidence(parts, open);
    const elsewhere = await findRestrictionsElsewhere(parts, open);
    const openings = await findOpeningsFor(parts, open);
    const { show } = request.query as { show?: unknown };
    const others = await findOthers(parts, open);
    const view = {
      ...open,
      links,
      evidence,
      elsewhere,
      openings,
      others,
      calendarChanges: findCalendarChanges(parts, open),
      show: readTimelineShow(show),
    };
    return reply.page(renderCasePage(view));
  });
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

function renderCasePage(view: CaseView): Page {
  const { record, standing, wording, texts } = view;
  const title = describeCaseTitle(texts, standing, wording);
  const sections = SECTIONS.flatMap(({ id, name, render }) => {
    const content = render(view);
    return content === undefined ? [] : [{ id, name, content }];
  });
  const main = html`${renderReconstructed(view)}${renderSorting(view)}${renderSummary(view)}${renderContactRestrictions(view, view.elsewhere)}${renderDue(view)}${renderCalendarChanges(view)}${renderWarnings(view)}`;
  const body = html`<div class="redress-case">${renderHeading(view, title)}${renderOthers(view, view.others)}
${twoColumns(main, renderActions(view), 'What you can do now')}
${renderContents(sections)}
${sections.map(({ content }) => content)}</div>`;
  return {
    title,
    heading: false,
    wide: true,
    breadcrumbs: [{ text: 'Cases', href: caseworkPaths.cases() }, { text: record.origin.reference }],
    body,
  };
}
