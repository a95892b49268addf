import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Policy } from '../../../engine/index.ts';
import { describeDayOf, fill } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { PageError } from '../../web/page-error.ts';
import { caseworkPaths } from '../paths.ts';
import { findShown, listSeen, type ShownVersion } from './procedure-page.ts';
import { renderVersionsCompared } from './render-versions-compared.ts';

/** Two versions of the landlord's procedure side by side, as far as they differ. */
export function routeVersionsCompared(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.procedureVersions.pattern, { config: { access: 'signed-in' } }, (request, reply) => {
    const shown = findShown(parts, request);
    const { title } = shown.texts.procedures.pages;
    const body = renderChosen(parts, request, shown);
    const back = { href: `${caseworkPaths.procedure()}#versions`, text: title };
    return reply.page({ title: shown.texts.procedures.pages['versions-compared'], wide: true, back, body });
  });
}

function renderChosen(parts: AppParts, request: FastifyRequest, { texts, current }: ShownVersion): Html {
  const words = texts.procedures.pages;
  const seen = listSeen(parts, request);
  const { from, to } = request.query as { from?: string; to?: string };
  const before = find(seen, from) ?? current;
  const after = find(seen, to) ?? seen.findLast((policy) => policy !== before) ?? current;
  if (seen.length < 2) return html`<p class="govuk-body">${words['one-version']}</p>`;
  const items = seen.toReversed().map((policy) => ({
    value: policy.pack.version,
    text: describeChoice(policy, current, parts),
  }));
  return html`<form method="get" action="${caseworkPaths.procedureVersions()}">
${govuk.select({ name: 'from', id: 'from', label: words['this-version'], items, value: before.pack.version })}
${govuk.select({ name: 'to', id: 'to', label: words['compared-with'], items, value: after.pack.version })}
${govuk.button({ text: words.compare, classes: 'govuk-button--secondary' })}
</form>
${renderVersionsCompared(texts, before, after)}`;
}

/** @throws PageError 404 for a version that is not there */
function find(seen: readonly Policy[], version: string | undefined): Policy | undefined {
  if (version === undefined) return undefined;
  const found = seen.find(({ pack }) => pack.version === version);
  if (found) return found;
  throw new PageError({
    status: 404,
    title: 'There is no such version',
    text: 'The procedure has no version of this name. The page of the procedure lists those there are.',
    keep: false,
  });
}

function describeChoice(policy: Policy, current: Policy, { texts, procedures }: AppParts): string {
  const words = texts.procedures.pages;
  const { pack, version, 'in-force': dates } = policy.pack;
  const hasDays = procedures.versions(pack).includes(policy);
  if (policy === current) return `${version}: ${words.current}`;
  return hasDays
    ? fill(words['from-day'], { version, from: describeDayOf(dates.from, 0, texts) })
    : fill(words['no-day'], { version });
}
