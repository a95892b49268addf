import type { FastifyRequest } from 'fastify';
import type { Policy } from '../../../engine/index.ts';
import { capitalise, describeDayOf, fill, type Texts } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { PageError } from '../../web/page-error.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';

/** The version that a page of the procedure shows, and the one in force. */
export type ShownVersion = {
  readonly texts: Texts;
  readonly policy: Policy;
  readonly current: Policy;
  readonly versions: readonly Policy[];
};

const notHere = (): PageError =>
  new PageError({
    status: 404,
    title: 'There is no such version',
    text: 'The procedure has no version of this name. The page of the procedure lists those there are.',
    keep: false,
  });

/** The versions that somebody may look at, those with days first: an administrator sees also those without. */
export function listSeen(parts: AppParts, request: FastifyRequest): readonly Policy[] {
  const { organisation, person } = getSignedIn(request);
  const { versions } = getOrganisation(parts, organisation);
  return person.administrator ? [...versions, ...parts.procedures.candidates(organisation)] : versions;
}

/** The version asked for with `?version=`, else the one in force today. @throws PageError 404 where there is none */
export function findShown(parts: AppParts, request: FastifyRequest): ShownVersion {
  const { policy: current, versions } = getOrganisation(parts, getSignedIn(request).organisation);
  const { version } = request.query as { version?: string | readonly string[] };
  const policy =
    version === undefined ? current : listSeen(parts, request).find(({ pack }) => pack.version === version);
  if (!policy) throw notHere();
  return { texts: parts.texts, policy, current, versions };
}

/** The query that keeps a page on this version; none on the one in force. */
export const queryOf = ({ policy, current }: ShownVersion): { readonly version?: string } =>
  policy === current ? {} : { version: policy.pack.version };

type Tab = 'drawing' | 'values' | 'coverage' | 'comparison';

/** A page of the procedure: whose and which version it is, the pages beside it, and its own part. */
export function renderProcedurePage(shown: ShownVersion, tab: Tab, body: Html): Page {
  const { pack } = shown.policy;
  const name = shown.texts.procedures.pages[`${tab}-tab`];
  return {
    title: tab === 'drawing' ? pack.title : `${name}: ${pack.title}`,
    caption: pack.organisation.name,
    wide: true,
    body: html`<p class="govuk-body">${describeVersion(shown)}</p>
${renderTabs(shown, tab)}
${body}`,
  };
}

function describeVersion(shown: ShownVersion): Html {
  const { texts, policy, current } = shown;
  const { version, 'in-force': dates } = policy.pack;
  const words = texts.procedures.pages;
  const { from, until } = dates;
  if (!shown.versions.includes(policy))
    return html`${capitalise(words.version)} ${fill(words['no-day'], { version })}. ${renderNotNow(shown)}`;
  const said = fill(words[until === undefined ? 'in-force-from' : 'in-force-between'], {
    version,
    from: describeDayOf(from, 0, texts),
    until: until && describeDayOf(until, 0, texts),
  });
  return policy === current ? html`${said}` : html`${said} ${renderNotNow(shown)}`;
}

function renderNotNow({ texts }: ShownVersion): Html {
  const words = texts.procedures.pages;
  const [before = '', after = ''] = words['not-now'].split('{link}');
  return html`${before}<a class="govuk-link" href="${caseworkPaths.procedure()}">${words['show-now']}</a>${after}`;
}

function renderTabs(shown: ShownVersion, tab: Tab): Html {
  const words = shown.texts.procedures.pages;
  const query = queryOf(shown);
  const items: readonly (readonly [Tab, string])[] = [
    ['drawing', caseworkPaths.procedure(undefined, query)],
    ['values', caseworkPaths.procedureValues(undefined, query)],
    ['coverage', caseworkPaths.procedureText(undefined, query)],
    ['comparison', caseworkPaths.procedureComparison(undefined, query)],
  ];
  const links = items.map(([id, href]) => {
    const link = { class: 'moj-sub-navigation__link', href, 'aria-current': id === tab ? 'page' : undefined };
    return html`<li class="moj-sub-navigation__item"><a${attributes(link)}>${words[`${id}-tab`]}</a></li>`;
  });
  return html`<nav class="moj-sub-navigation" aria-label="${words.tabs}"><ul class="moj-sub-navigation__list">${links}</ul></nav>`;
}
