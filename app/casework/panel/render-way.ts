import { describeCommand, describeRefusalParts, speakToReader } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findAction } from '../actions/find-action.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';

type Way = {
  /** A command, or `step:STEP`. */
  readonly action: string;
  /** Other words than those of the action. */
  readonly text?: string | undefined;
  /** Of what, for whoever hears the link alone. */
  readonly of?: string | undefined;
  readonly given?: Readonly<Record<string, string | number>> | undefined;
};

/** A link to the form of an action; where it cannot be done now, its words with the reasons. Undefined where there is none. */
export function renderWay(open: OpenCase, { action, text, of, given }: Way): Html | undefined {
  const found = findAction(open, action);
  if (!found) return undefined;
  const words = text ?? describeCommand(open.texts, found.command, found.step).does;
  const name = html`${words}${of !== undefined && html`<span class="govuk-visually-hidden"> (${of})</span>`}`;
  if (found.refusals.length === 0) {
    const href = caseworkPaths.action({ id: open.record.caseId, action }, given);
    return html`<a class="govuk-link" href="${href}">${name}</a>`;
  }
  const reasons = found.refusals.map((refusal) => {
    const { says } = describeRefusalParts(speakToReader(open.texts), refusal, found.command.name);
    return html` ${says} ${renderClause(open.texts, open.standing.policy, refusal.clause)}`;
  });
  return html`<span class="govuk-hint">${name} – not now:${reasons}</span>`;
}

/** Several of them, one below the other; what is no action here is left out. */
export const renderWays = (open: OpenCase, ways: readonly Way[]): Html =>
  html`<ul class="govuk-list redress-screen">${ways.flatMap((way) => {
    const shown = renderWay(open, way);
    return shown ? [html`<li>${shown}</li>`] : [];
  })}</ul>`;
