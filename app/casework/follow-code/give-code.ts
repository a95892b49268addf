import type { FastifyInstance } from 'fastify';
import { hasFollowCode, issueFollowCode } from '../../identity/follow-codes.ts';
import { renderCode } from '../../identity/render-code.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/**
 * A code for the resident, with which they follow their complaint on the landlord's own page. It is shown once, to the
 * member of staff who gives it, to read out or to print and send; a code given earlier stops working.
 */
export function routeFollowCode(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.followCode;
  app.get(pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    const { organisation, caseId } = open.record;
    const given = await hasFollowCode(parts.casebook, organisation, caseId);
    return reply.page(viewAsk(open, given, request.csrfField));
  });
  app.post(pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    const { organisation, caseId } = open.record;
    const code = await issueFollowCode(parts.casebook, organisation, caseId, open.actor.id);
    return reply.page(viewGiven(open, code));
  });
}

function viewAsk(open: OpenCase, given: boolean, csrfField: Html): Page {
  const { caseId: id } = open.record;
  const warning =
    given &&
    govuk.warningText({ text: 'They have a code. A new one makes it stop working.', iconFallbackText: 'Warning' });
  const body = html`<p class="govuk-body">With their reference and a code the resident can see where their complaint stands, read the letters sent, add something, and ask for the next stage. Give the code only to them, or to somebody they have named to act for them.</p>
${warning}
<form method="post" action="${caseworkPaths.followCode({ id })}" novalidate>${csrfField}
${govuk.button({ text: given ? 'Make a new code' : 'Make a code', preventDoubleClick: true })}</form>`;
  return { title: 'A code to follow the complaint', breadcrumbs: crumbs(open), body };
}

function viewGiven(open: OpenCase, code: string): Page {
  const { record } = open;
  const body = html`<p class="govuk-body">Their reference is <strong>${record.origin.reference}</strong>.</p>
${renderCode(code)}
<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.casePage({ id: record.caseId })}">Back to the case</a></p>`;
  return { title: 'The code to follow the complaint', breadcrumbs: crumbs(open), body };
}

const crumbs = ({ record }: OpenCase) => [
  { text: 'Work list', href: caseworkPaths.work() },
  { text: record.origin.reference, href: caseworkPaths.casePage({ id: record.caseId }) },
];
