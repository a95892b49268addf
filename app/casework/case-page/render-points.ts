import { findStage, type Point } from '../../../engine/index.ts';
import { describeCommand } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import { keyOf, listCaseActions } from '../actions/find-action.ts';
import { type DefinitionVersion, listVersions } from '../definition/list-versions.ts';
import { describeOwner, renderAsked } from '../definition/view-definition.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** The definition of the complaint: its points with what is wanted, whose each is, and what was found, stage by stage. */
export function renderPoints(open: OpenCase): Html {
  const { points } = open.standing.state;
  const versions = listVersions(open.record);
  const body =
    points.length === 0
      ? html`<p class="govuk-body">The complaint has not been defined yet.</p>`
      : html`${govuk.scrollingTable({
          name: 'Points',
          caption: 'The points and what was found',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Point' }, { text: 'What it says' }, { text: 'Whose it is' }, { text: 'Found' }],
          firstCellIsHeader: true,
          rows: points.map((point) => [
            { text: html`<a class="govuk-link" href="#point-${point.n}" id="point-${point.n}">${point.n}</a>` },
            { text: renderText(open, point) },
            { text: renderOwner(open, point) },
            { text: renderFindings(open, point) },
          ]),
        })}${renderNotOurs(open)}${renderConfirmed(open, versions.at(-1))}`;
  return html`<section id="points"><h2 class="govuk-heading-m">Points</h2>${body}${renderWays(open, versions.length)}</section>`;
}

function renderText({ wording }: OpenCase, { n }: Point): Html {
  const sought = wording.textOf(`point.${n}.outcome-sought`);
  return html`<span class="redress-typed">${wording.pointText(n) ?? `Point ${n}`}</span>${sought !== undefined && html`<br>Wanted: ${sought}`}`;
}

function renderOwner({ texts, wording }: OpenCase, { n, responsibility }: Point): string {
  const owner = describeOwner(texts, { responsibility, whose: wording.textOf(`point.${n}.whose`) ?? '' });
  return owner === '' ? 'Not said' : owner;
}

function renderFindings({ standing, texts }: OpenCase, point: Point): Html | string {
  if (point.withdrawn) return 'Withdrawn';
  const { policy, state } = standing;
  const found = state.visits.flatMap((visit) => {
    const finding = point.findings[visit.index];
    const stage = findStage(policy, visit.procedure, visit.stage)?.name ?? visit.stage;
    return finding ? [`${stage}: ${texts.statuses.findings[finding]}`] : [];
  });
  return found.length === 0 ? 'Nothing yet' : joined(found, html`<br>`);
}

function renderNotOurs({ wording }: OpenCase): Html | undefined {
  const notOurs = wording.textOf('not-responsible-for');
  return notOurs === undefined
    ? undefined
    : html`<p class="govuk-body"><strong>Not ours to answer:</strong> <span class="redress-typed">${notOurs}</span></p>`;
}

/** Whether they were asked about the definition as it is now. */
function renderConfirmed(open: OpenCase, latest: DefinitionVersion | undefined): Html {
  const asked = latest?.asked ?? [];
  if (asked.length > 0) return html`${asked.map((one) => renderAsked(open, one))}`;
  const before = open.standing.state.definitionAsked.length > 0;
  return html`<p class="govuk-body">${before ? 'Changed since it was last confirmed with them.' : 'Not confirmed with them yet.'}</p>`;
}

/** What can be done about the definition now, and where its history is. */
function renderWays(open: OpenCase, versions: number): Html {
  const { caseId: id } = open.record;
  const ways = listCaseActions(open)
    .filter(({ command, refusals }) => ['define', 'confirm-definition'].includes(command.name) && refusals.length === 0)
    .map((action) => ({
      href: caseworkPaths.action({ id, action: keyOf(action) }),
      text: describeCommand(open.texts, action.command, action.step).does,
    }));
  const history = { href: caseworkPaths.definition({ id }), text: `How the definition came about (${versions})` };
  const links = [...ways, ...(versions > 0 ? [history] : [])].map(
    ({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`,
  );
  return html`<ul class="redress-shows redress-screen">${links}</ul>`;
}
