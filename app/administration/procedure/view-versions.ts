import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localDateOf, type Policy } from '../../../engine/index.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import type { ProcedureAct } from '../../packs/procedures/procedure-events.ts';
import { describeDate, describeMoment, describeShortDate } from '../../texts/index.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { button, summaryList, tag } from '../../web/components/index.ts';
import { type Content, type Html, html } from '../../web/html.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { countFollowers } from './count-followers.ts';

/** The versions of the landlord's procedure: which is in force when, who follows which, and what was done with them. */
export function routeVersions(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.procedure.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    viewVersions(parts, request, reply),
  );
}

type Versions = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly landlord: OrganisationPart;
  /** Those without a day first, then the newest. */
  readonly all: readonly Policy[];
  readonly counts: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
};

async function viewVersions(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const landlord = findOrganisation(parts, request);
  const { id, versions } = landlord;
  const all = [...parts.procedures.candidates(id), ...versions.toReversed()];
  const counts = await countFollowers(
    parts.casebook.database,
    id,
    all.map(({ pack }) => pack.version),
  );
  const names = new Map((await parts.people.list(id)).map((person) => [person.id, person.name]));
  const page: Versions = { parts, request, landlord, all, counts, names };
  const body = html`<p class="govuk-body">On each day exactly one version is in force. A complaint follows the version of the day on which it was first received, to its end and also when it is opened again.</p>
${button({ text: 'Add a version', href: administrationPaths.addVersion() })}
${all.map((policy) => renderVersion(page, policy))}
${renderUnreadable(page)}
${renderActs(page)}`;
  return reply.page({
    title: 'Versions of the procedure',
    body,
    wide: true,
    back: { href: administrationPaths.index(), text: 'Administration' },
  });
}

/** One card for each version: its days, who follows it, where it comes from, and what can be done. */
function renderVersion(page: Versions, policy: Policy): Html {
  const { version, title } = policy.pack;
  const isCurrent = policy === page.landlord.policy;
  const state = isCurrent && html` ${tag({ text: 'In force today', colour: 'green' })}`;
  const deeds = listDeeds(page, policy);
  const row = (name: string, what: Content) => ({ key: { text: name }, value: { text: what } });
  return summaryList({
    card: { title: { text: html`Version ${version}${state}`, headingLevel: 2 } },
    rows: [
      row('Its title', title),
      row('In force', describeDays(page, policy)),
      row('Who follows it', page.counts.get(version) ?? ''),
      row('Where it comes from', describeOrigin(page, version)),
      row(
        'What you can do',
        html`<ul class="govuk-list govuk-!-margin-bottom-0">${deeds.map((one) => html`<li>${one}</li>`)}</ul>`,
      ),
    ],
  });
}

function describeDays({ landlord, parts }: Versions, policy: Policy): string {
  if (!landlord.versions.includes(policy)) return 'Not in force: no day chosen';
  const { from, until } = policy.pack['in-force'];
  const begins = from > parts.today() ? `To come: from ${describeDate(from)}` : `From ${describeDate(from)}`;
  return until === undefined ? begins : `${begins} to ${describeDate(until)}`;
}

function describeOrigin({ parts, landlord, names }: Versions, version: string): string {
  const isFile = parts.procedures.files(landlord.id).some(({ pack }) => pack.version === version);
  const added = parts.procedures.book(landlord.id).added.find((one) => one.version === version);
  if (isFile || !added) return 'Installed, in the policies folder';
  return `Added here on ${describeShortDate(added.addedOn)} by ${nameOf(names, added.by)}`;
}

const nameOf = (names: ReadonlyMap<string, string>, id: string): string =>
  names.get(id) ?? 'somebody who is not here any more';

/** What can be done with a version; a version whose day has come stays as it is, and says why. */
function listDeeds({ parts, request, landlord }: Versions, policy: Policy): readonly Html[] {
  const { version, 'in-force': dates } = policy.pack;
  const hidden = html`<span class="govuk-visually-hidden"> (version ${version})</span>`;
  const link = (href: string, words: string): Html => html`<a class="govuk-link" href="${href}">${words}${hidden}</a>`;
  const form = (action: string, words: string): Html =>
    html`<form method="post" action="${action}">${request.csrfField}${button({ text: html`${words}${hidden}`, classes: 'govuk-button--secondary govuk-!-margin-top-2 govuk-!-margin-bottom-0', preventDoubleClick: true })}</form>`;
  const { book, candidates } = parts.procedures;
  const isChosen = book(landlord.id).days.some((one) => one.version === version);
  const isToCome = dates.from > parts.today() && landlord.versions.includes(policy);
  const isWaiting = candidates(landlord.id).includes(policy);
  const current = landlord.policy.pack.version;
  return [
    isWaiting && link(administrationPaths.putInForce({ version }), 'Put it in force from a day'),
    isToCome && link(administrationPaths.putInForce({ version }), 'Choose another day'),
    version !== current &&
      link(caseworkPaths.procedureVersions(undefined, { from: current, to: version }), `Compare it with ${current}`),
    link(caseworkPaths.procedure(undefined, version === current ? {} : { version }), 'See it drawn, with its values'),
    html`<a class="govuk-link" href="${administrationPaths.versionFile({ version })}" download>Download its file${hidden}</a>`,
    isToCome && isChosen && form(administrationPaths.recallVersion({ version }), 'Do not put it in force'),
    isWaiting && form(administrationPaths.removeVersion({ version }), 'Take it away'),
    !isToCome && !isWaiting && html`<span class="redress-muted">Its day has come, so it stays as it is.</span>`,
  ].filter((one) => one !== false);
}

/** Versions that were added under an earlier Redress, have no day, and cannot be read any more. */
function renderUnreadable({ parts, request, landlord }: Versions): Html | undefined {
  const unreadable = parts.procedures.unreadable(landlord.id);
  if (unreadable.length === 0) return undefined;
  const items = unreadable.map(({ version }) => {
    const hidden = html`<span class="govuk-visually-hidden"> (version ${version})</span>`;
    return html`<p class="govuk-body">Version ${version} cannot be read any more, so it cannot be put in force. Add it again, mended, under another name.</p>
<form method="post" action="${administrationPaths.removeVersion({ version })}">${request.csrfField}${button({ text: html`Take it away${hidden}`, classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`;
  });
  return html`<h2 class="govuk-heading-m">Not readable</h2>${items}`;
}

const WORDS: Readonly<Record<ProcedureAct['what'], (version: string, from: string) => string>> = {
  'version-added': (version) => `Version ${version} was added`,
  'version-put-in-force': (version, from) => `Version ${version} was put in force from ${from}`,
  'version-recalled': (version, from) => `It was taken back that version ${version} comes into force on ${from}`,
  'version-removed': (version) => `Version ${version} was taken away`,
};

function renderActs({ parts, landlord, names }: Versions): Html | undefined {
  const { acts } = parts.procedures.book(landlord.id);
  if (acts.length === 0) return undefined;
  const items = acts.toReversed().map(({ what, version, from, recordedAt, by }) => {
    const when = describeMoment({ on: localDateOf(recordedAt) ?? '', at: recordedAt });
    return html`<li>${WORDS[what](version, from === undefined ? '' : describeDate(from))}, on ${when} by ${nameOf(names, by)}.</li>`;
  });
  return html`<h2 class="govuk-heading-m">What was done</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}
