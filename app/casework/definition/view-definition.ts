import type { FastifyInstance } from 'fastify';
import { describeMoment } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeCaseTitle } from '../case-words.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { type DefinitionVersion, listVersions, type PointWording } from './list-versions.ts';
import { renderChange } from './render-change.ts';

/** The history of a complaint's definition: each version beside the one before, with what changed, who changed it and why. */
export function routeDefinition(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.definition.pattern, { config: { access: 'case' } }, async (request, reply) =>
    reply.page(renderDefinitionPage(await openCase(request, parts))),
  );
}

function renderDefinitionPage(open: OpenCase): Page {
  const { record, standing, wording, texts } = open;
  const versions = listVersions(record);
  const told = versions
    .map((version, index) => renderVersion(open, version, versions[index - 1], index + 1))
    .toReversed();
  const reference = record.origin.reference;
  return {
    title: 'How the definition came about',
    caption: `${reference} · ${describeCaseTitle(texts, standing, wording)}`,
    back: { href: `${caseworkPaths.casePage({ id: record.caseId })}#points`, text: `Back to ${reference}` },
    body:
      told.length === 0
        ? html`<p class="govuk-body">The complaint has not been defined yet.</p>`
        : html`<p class="govuk-body">The latest is first. Words that were <del>taken out</del> are struck through; words that were <ins>put in</ins> are underlined.</p>${told}`,
  };
}

function renderVersion(
  open: OpenCase,
  version: DefinitionVersion,
  before: DefinitionVersion | undefined,
  number: number,
): Html {
  const who = open.nameOf(version.by) ?? 'somebody who is not here any more';
  const entry = `${caseworkPaths.casePage({ id: open.record.caseId })}#entry-${version.n}`;
  const why =
    version.why !== '' &&
    html`<p class="govuk-body"><strong>Why:</strong> <span class="redress-typed">${version.why}</span></p>`;
  const rows = [
    wordingRow('What they want, all in all', before?.sought, version.sought),
    wordingRow('Not ours to answer', before?.notOurs, version.notOurs),
    ...version.points.map((point) =>
      pointRow(
        open,
        point,
        before?.points.find(({ n }) => n === point.n),
        before,
      ),
    ),
  ];
  return html`<section id="version-${number}"><h2 class="govuk-heading-m">Version ${number}</h2>
<p class="govuk-body">${describeMoment(version, open.texts)}, by ${who}. <a class="govuk-link" href="${entry}">Entry ${version.n}</a></p>
${why}${govuk.summaryList({ rows })}${version.asked.map((asked) => renderAsked(open, asked))}</section>`;
}

/** What a version says under one heading; nothing where neither it nor the one before says anything. */
function wordingRow(key: string, before: string | undefined, after: string) {
  if (after === '' && (before ?? '') === '') return undefined;
  return { key: { text: key }, value: { text: renderChange(before, after) } };
}

function pointRow(
  { texts }: OpenCase,
  point: PointWording,
  known: PointWording | undefined,
  before: DefinitionVersion | undefined,
) {
  const old = (part: (of: PointWording) => string): string | undefined =>
    known ? part(known) : before === undefined ? undefined : '';
  const lines: readonly (readonly [string, (of: PointWording) => string])[] = [
    ['', ({ text }) => text],
    ['They want: ', ({ sought }) => sought],
    ['Whose it is: ', (of) => describeOwner(texts, of)],
    ['', ({ withdrawn }) => (withdrawn ? 'Withdrawn' : '')],
  ];
  const told = lines.flatMap(([lead, part]) => {
    const [was, is] = [old(part), part(point)];
    return is === '' && (was ?? '') === '' ? [] : [html`<p class="govuk-body">${lead}${renderChange(was, is)}</p>`];
  });
  return { key: { text: `Point ${point.n}` }, value: { text: html`${told}` } };
}

/** “Partly ours: the water company”; nothing where it was not said. */
export function describeOwner(
  texts: OpenCase['texts'],
  { responsibility, whose }: Pick<PointWording, 'responsibility' | 'whose'>,
): string {
  if (responsibility === undefined) return whose;
  const said = texts.fields.options['responsibility']?.[responsibility] ?? responsibility;
  return whose === '' || responsibility === 'ours' ? said : `${said}: ${whose}`;
}

/** One time the complainant was asked whether the definition is right: what came of it, when, how, by whom. */
export function renderAsked(
  { texts, nameOf }: OpenCase,
  { result, on, at, channel, person, said }: DefinitionVersion['asked'][number],
): Html {
  const came = { agreed: 'They agreed', corrected: 'They corrected it', 'not-reached': 'Tried, not reached' }[result];
  const colour = { agreed: 'green', corrected: 'orange', 'not-reached': 'grey' } as const;
  return html`<p class="govuk-body">${govuk.tag({ text: came, colour: colour[result] })} ${describeMoment({ on, at }, texts)}, ${texts.statuses.channels[channel]}, by ${nameOf(person) ?? 'somebody'}.${said !== '' && html` <span class="redress-typed">${said}</span>`}</p>`;
}
