import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findAction, type WishedAction } from '../actions/find-action.ts';
import { describeCaseTitle } from '../case-words.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { findDifferences } from './find-differences.ts';
import { isComposed } from './letter-key.ts';
import { describeVersion, type LetterVersion, listVersions } from './list-versions.ts';
import { nameInput, orderInputs } from './name-input.ts';
import { renderDifferences } from './render-difference.ts';

/** The texts there are of a letter, and two of them compared. */
export function routeVersions(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.versions.pattern, { config: { access: 'case' } }, (request, reply) =>
    viewVersions(parts, request, reply),
  );
}

async function viewVersions(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const open = await openCase(request, parts);
  const action = findAction(open, (request.params as { action: string }).action);
  if (!action || !isComposed(action)) return reply.callNotFound();
  const versions = await listVersions(parts, open, action);
  const { from, to } = request.query as { from?: string; to?: string };
  const newest = versions.toReversed();
  const after = versions.find(({ key }) => key === to) ?? newest[0];
  const before = versions.find(({ key }) => key === from) ?? newest.find(({ key }) => key !== after?.key) ?? after;
  const back = caseworkPaths.action({ id: open.record.caseId, action: action.key });
  const body = before && after ? renderCompared(open, action, { versions, before, after }) : renderNone();
  return reply.page({
    title: `Versions: ${action.letter?.title ?? ''}`,
    caption: `${open.record.origin.reference} · ${describeCaseTitle(open.texts, open.standing, open.wording)}`,
    back: { href: back, text: 'Back to writing' },
    body,
  });
}

const renderNone = (): Html =>
  html`<p class="govuk-body">Nothing has been typed or kept for this letter yet. Versions show here once something is saved.</p>`;

type Compared = {
  readonly versions: readonly LetterVersion[];
  readonly before: LetterVersion;
  readonly after: LetterVersion;
};

function renderCompared(open: OpenCase, action: WishedAction, { versions, before, after }: Compared): Html {
  const address = { id: open.record.caseId, action: action.key };
  const items = versions.toReversed().map((one) => ({ value: one.key, text: describeVersion(open, one, versions) }));
  const order = orderInputs(action.letter, Object.keys({ ...before.typed, ...after.typed }));
  const differences = findDifferences(before.typed, after.typed, order);
  return html`<form method="get" action="${caseworkPaths.versions(address)}">
${govuk.select({ name: 'from', id: 'from', label: 'This version', items, value: before.key })}
${govuk.select({ name: 'to', id: 'to', label: 'compared with', items, value: after.key })}
${govuk.button({ text: 'Compare', classes: 'govuk-button--secondary' })}
</form>
<h2 class="govuk-heading-m">What differs</h2>
<p class="govuk-body">From: ${describeVersion(open, before, versions)}.<br>To: ${describeVersion(open, after, versions)}.</p>
${renderDifferences(differences, (name) => nameInput(action.letter, name))}
<p class="govuk-body">Go on with <a class="govuk-link" href="${caseworkPaths.action(address, { from: before.key })}">the first</a> or <a class="govuk-link" href="${caseworkPaths.action(address, { from: after.key })}">the second</a>. The other stays here.</p>`;
}
