import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findAssumed } from '../../../engine/index.ts';
import { outlinePack } from '../../drawing/index.ts';
import { seesCases } from '../../identity/authority.ts';
import { describeDayOf, fill } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { countCases, MOST_COUNTED, type VersionCount } from './count-cases.ts';
import { findShown, queryOf, renderProcedurePage, type ShownVersion } from './procedure-page.ts';
import { renderComparison } from './render-comparison.ts';
import { renderCoverage } from './render-coverage.ts';
import { drawSvg, renderDrawings } from './render-drawing.ts';
import { renderValues } from './render-values.ts';

const SIGNED_IN = { config: { access: 'signed-in' } } as const;

/** The landlord's own procedure: drawn, its values with their clauses, its text, its versions, and beside others. */
export function routeProcedure(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.procedure.pattern, SIGNED_IN, async (request, reply) => {
    const shown = findShown(parts, request);
    const counts = await countFor(parts, request);
    const body = html`${renderToConfirm(shown)}${renderDrawings(shown)}${renderVersions(shown, counts)}`;
    return reply.page(renderProcedurePage(shown, 'drawing', body));
  });
  app.get(caseworkPaths.procedureValues.pattern, SIGNED_IN, (request, reply) => {
    const shown = findShown(parts, request);
    return reply.page(renderProcedurePage(shown, 'values', renderValues(shown)));
  });
  app.get(caseworkPaths.procedureText.pattern, SIGNED_IN, (request, reply) => {
    const shown = findShown(parts, request);
    return reply.page(renderProcedurePage(shown, 'coverage', renderCoverage(shown)));
  });
  app.get(caseworkPaths.procedureComparison.pattern, SIGNED_IN, (request, reply) => {
    const shown = findShown(parts, request);
    return reply.page(renderProcedurePage(shown, 'comparison', renderComparison(shown, parts.organisations)));
  });
  app.get(caseworkPaths.procedureDrawing.pattern, SIGNED_IN, (request, reply) => {
    const shown = findShown(parts, request);
    const { procedure } = request.params as { procedure: string };
    const outline = outlinePack(shown.texts, shown.policy).find(({ id }) => id === procedure);
    if (!outline) return reply.callNotFound();
    const { pack, version } = shown.policy.pack;
    return reply
      .type('image/svg+xml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${pack}-${version}-${outline.id}.svg"`)
      .send(String(drawSvg(shown, outline)));
  });
}

/** Undefined for somebody who sees no cases: their number is none of their business either. */
async function countFor(
  parts: AppParts,
  request: FastifyRequest,
): Promise<ReadonlyMap<string, VersionCount> | undefined> {
  const { person, organisation } = getSignedIn(request);
  if (!seesCases(parts, organisation, person)) return undefined;
  const versions = getOrganisation(parts, organisation).versions.map(({ pack }) => pack.version);
  return countCases(parts.casebook.database, { organisation, person, versions });
}

function renderToConfirm(shown: ShownVersion): Html {
  const words = shown.texts.procedures.pages;
  const n = findAssumed(shown.policy.pack).length;
  const href = `${caseworkPaths.procedureValues(undefined, queryOf(shown))}#assumptions`;
  return govuk.insetText({
    text: html`${fill(words['to-confirm'], { n })} ${n > 0 && html`<a class="govuk-link" href="${href}">${words['see-assumptions']}</a>`}`,
  });
}

function renderVersions(shown: ShownVersion, counts: ReadonlyMap<string, VersionCount> | undefined): Html {
  const { texts, versions } = shown;
  const words = texts.procedures.pages;
  const head = [
    words.version,
    words.from,
    words.until,
    ...(counts ? [words['open-cases'], words['closed-cases']] : []),
  ];
  return html`<h2 class="govuk-heading-m" id="versions">${words.versions}</h2>
<p class="govuk-body">${words['versions-help']}${versions.length > 1 && html` <a class="govuk-link" href="${caseworkPaths.procedureVersions()}">${words['compare-them']}</a>`}</p>
${govuk.scrollingTable({
  name: words.versions,
  caption: words.versions,
  captionClasses: 'govuk-visually-hidden',
  head: head.map((text) => ({ text })),
  rows: versions.toReversed().map((policy) => {
    const { version, 'in-force': dates } = policy.pack;
    const count = counts?.get(version) ?? { open: 0, closed: 0 };
    return [
      { text: renderVersion(shown, version, policy === shown.current) },
      { text: describeDayOf(dates.from, 0, texts) },
      { text: dates.until ? describeDayOf(dates.until, 0, texts) : words.now },
      ...(counts
        ? [
            { text: renderCount(shown, version, 'all', count.open) },
            { text: renderCount(shown, version, 'closed', count.closed) },
          ]
        : []),
    ];
  }),
})}`;
}

function renderVersion({ texts, policy }: ShownVersion, version: string, current: boolean): Html {
  const tag = current && html` ${govuk.tag({ text: texts.procedures.pages.current, colour: 'green' })}`;
  if (version === policy.pack.version) return html`<strong>${version}</strong>${tag}`;
  const href = caseworkPaths.procedure(undefined, current ? {} : { version });
  return html`<a class="govuk-link" href="${href}">${version}</a>${tag}`;
}

/** How many, as a link to the work list with only those. */
function renderCount({ texts }: ShownVersion, version: string, show: 'all' | 'closed', n: number): Html {
  const words = texts.procedures.pages;
  if (n === 0) return html`${words.none}`;
  const about = fill(words['follow-version'], { version });
  const href = caseworkPaths.cases(undefined, { show, version });
  return html`<a class="govuk-link" href="${href}">${n > MOST_COUNTED ? fill(words['many-cases-of'], { n: MOST_COUNTED }) : fill(words['cases-of'], { n })}<span class="govuk-visually-hidden"> ${about}</span></a>`;
}
