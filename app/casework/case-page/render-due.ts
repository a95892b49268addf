import { findWaitingRequest, isAtRisk, isWaiting } from '../../../engine/index.ts';
import { describeDate, describeMoment, describeSkipped } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { describeClockTag } from '../case-words.ts';
import { anchorOfClock } from '../find-working.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';
import { renderBullets, renderWorking } from './render-clocks.ts';

/** What is due next and why, or that nothing is. */
export function renderDue(open: OpenCase): Html {
  const { standing, texts } = open;
  const clock = standing.nextDue;
  if (!clock) return findWaitingRequest(standing.state) ? renderRequest(open) : renderNothingDue(open);
  const words = describeClockTag(texts, clock, standing);
  const atRisk = isAtRisk(standing, clock);
  const look = clock.state === 'late' ? ' redress-card--late' : atRisk ? ' redress-card--soon' : '';
  const others = standing.clocks.filter((one) => one !== clock && one.owner === 'pack' && isWaiting(one) && one.due);
  return html`<div class="redress-card${look}" id="due-next">
  <h2 class="govuk-heading-m">Due next: ${clock.name}</h2>
  <p class="govuk-body"><strong>${words.sentence}</strong> ${atRisk ? govuk.tag({ text: 'At risk', colour: 'orange' }) : govuk.tag({ text: words.state, colour: words.colour })}</p>
  ${renderWorking(open, clock, 'How this date was worked out')}
  ${others.length > 0 && html`<p class="govuk-body">Also running: ${others.map((one, index) => html`${index > 0 && '; '}${one.name}, <a class="govuk-link" href="#${anchorOfClock(one.id)}">${describeClockTag(texts, one, standing).due}</a>`)}</p>`}
</div>`;
}

/** A request for the next stage waits for a decision: no clock of this stage runs, and those of the next count from it. */
function renderRequest({ standing, texts }: OpenCase): Html {
  const asked = findWaitingRequest(standing.state);
  return html`<div class="redress-card redress-card--soon" id="due-next"><h2 class="govuk-heading-m">To decide: the next stage</h2>
<p class="govuk-body"><strong>Asked for on ${asked && describeMoment(asked, texts)}</strong> ${govuk.tag({ text: texts.pages.common!['waits-for-decision'], colour: 'orange' })}</p>
${renderWindow(standing, texts)}</div>`;
}

function renderWindow({ policy, window }: OpenCase['standing'], texts: OpenCase['texts']): Html | undefined {
  return window?.lastDay === undefined
    ? undefined
    : html`<p class="govuk-body">The last day for asking ${window.over ? 'was' : 'is'} ${describeDate(window.lastDay, texts)}. ${renderClause(texts, policy, window.clause)}</p>
${renderBullets('How this date was worked out', [`It can be asked for from ${describeDate(window.opensOn, texts)}.`, ...describeSkipped(texts, window.skipped, window.lastDay)])}`;
}

/** What runs although no day of the procedure is set: a time without a limit, and the outer limits of the code. */
function renderRunning({ standing, texts }: OpenCase): Html | undefined {
  const running = standing.clocks.filter(
    (one) => isWaiting(one) && (one.owner === 'regime') === (one.due !== undefined),
  );
  if (standing.state.status === 'closed' || running.length === 0) return undefined;
  const lines = running.map(
    (one) =>
      html`<li>${one.name}: <a class="govuk-link" href="#${anchorOfClock(one.id)}">${describeClockTag(texts, one, standing).sentence}</a></li>`,
  );
  return html`<p class="govuk-body">Running all the same:</p><ul class="govuk-list govuk-list--bullet">${lines}</ul>`;
}

function renderNothingDue(open: OpenCase): Html {
  const { standing, texts } = open;
  const running = renderRunning(open);
  const { state } = standing;
  const owed = state.promises.filter((promise) => !promise.kept).length;
  const outcome = state.outcome === undefined ? undefined : (texts.statuses.outcomes[state.outcome] ?? state.outcome);
  const closed = state.status === 'closed' ? html`The case is closed${outcome && html` (${outcome})`}.` : '';
  const asking = closed ? undefined : renderWindow(standing, texts);
  const promises =
    owed > 0 &&
    html` ${owed} <a class="govuk-link" href="#promises">${owed === 1 ? 'promise is' : 'promises are'}</a> still to be kept.`;
  return html`<div class="redress-card" id="due-next"><h2 class="govuk-heading-m">${running ? 'No day is set by the procedure' : texts.pages.common!['nothing-due']}</h2>
<p class="govuk-body">${closed}${promises}${!closed && !promises && !asking && !running && 'No time limit of the procedure is running.'}</p>${running}${asking}</div>`;
}
