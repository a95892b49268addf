import { type CaseEvent, canBeUndone, findVoided } from '../../../engine/index.ts';
import { describeRefusalParts } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import { listCaseActions } from '../actions/find-action.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/**
 * What can be done with an entry of the timeline: undo it where it has not left the house, correct it where it has, with
 * the reason why it cannot be undone; of one that was taken out, the entry that did.
 */
export function renderEntryWays(open: OpenCase, event: CaseEvent): Html {
  const { n, type } = event;
  const taker = findVoided(open.record.events).has(n) ? findTaker(open, n) : undefined;
  if (taker !== undefined) return html` · Taken out by <a class="govuk-link" href="#entry-${taker}">entry ${taker}</a>`;
  const refusals = canBeUndone(open.standing, n);
  const changes = type === 'voided' || type === 'corrected';
  if (refusals.length === 0) {
    const undo =
      type === 'voided' ? link(open, 'undo', n, `Put entry ${event.event} back`, '') : link(open, 'undo', n, 'Undo');
    return html` · ${undo}${!changes && html` · ${link(open, 'correct', n, 'Correct')}`}`;
  }
  const why = refusals.map((refusal) => describeRefusalParts(open.texts, refusal, 'undo').says).join(' ');
  return html` · ${link(open, 'correct', n, 'Correct')}<br><span class="redress-quiet">Cannot be undone: ${why}</span>`;
}

/** Whether this person may take back or correct entries at all: asked once for a page. */
export const mayChangeEntries = (open: OpenCase): boolean =>
  listCaseActions(open).some(({ command, refusals }) => command.name === 'undo' && refusals.length === 0);

/** The entry that took this one out. */
const findTaker = ({ record }: OpenCase, n: number): number | undefined =>
  record.events.findLast((event) => event.type === 'voided' && event.event === n)?.n;

const link = (
  { record }: OpenCase,
  action: string,
  recording: number,
  text: string,
  of = ` entry ${recording}`,
): Html =>
  html`<a class="govuk-link" href="${caseworkPaths.action({ id: record.caseId, action }, { recording })}">${text}<span class="govuk-visually-hidden">${of}</span></a>`;
