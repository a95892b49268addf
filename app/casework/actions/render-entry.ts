import { type CaseEvent, canBeUndone } from '../../../engine/index.ts';
import { describeEvent, describeMoment, describeRefusalParts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import type { ActionPage } from './render-action.ts';

/** The commands that are about one entry of the timeline. */
const ABOUT_AN_ENTRY: readonly string[] = ['undo', 'correct', 'void'];

/** The entry that a form is about, as the timeline has it, why it cannot be undone, and what can be done with it instead. */
export function renderEntry({ open, action, typed }: Pick<ActionPage, 'open' | 'action' | 'typed'>): Html | undefined {
  if (!ABOUT_AN_ENTRY.includes(action.command.name)) return undefined;
  const n = Number(typed['recording']);
  const event = open.record.events.find((one) => one.n === n);
  if (!event) return undefined;
  const { title, detail } = describeEvent(open.texts, open.standing.policy, event, { nameOf: open.nameOf });
  return html`<div class="redress-card"><h2 class="govuk-heading-s govuk-!-margin-bottom-1">Entry ${n}: ${title}</h2>
<p class="govuk-hint govuk-!-margin-bottom-1">${describeMoment(event, open.texts)}</p>${detail !== undefined && html`<p class="govuk-body govuk-!-margin-bottom-1">${detail}</p>`}${renderWords(open, event)}</div>
${renderWays(open, action.command.name, n)}`;
}

/** What was written with it, so that nobody takes back the wrong one. */
function renderWords({ record }: OpenCase, { n }: CaseEvent): readonly Html[] {
  const own = record.texts.get(n) ?? {};
  return ['text', 'what-was-said', 'reasons', 'what', 'learning', 'why'].flatMap((name) =>
    own[name] ? [html`<p class="govuk-body redress-typed">${own[name]}</p>`] : [],
  );
}

/** Undone can be what has not left the house; what has is corrected. Each form says which it is, and leads to the others. */
function renderWays({ standing, texts, record }: OpenCase, command: string, n: number): Html {
  const refusals = canBeUndone(standing, n);
  const to = (action: string) => caseworkPaths.action({ id: record.caseId, action }, { recording: n });
  const undo = html`<a class="govuk-link" href="${to('undo')}">Undo it</a>`;
  const correct = html`<a class="govuk-link" href="${to('correct')}">Correct its date</a>`;
  const strike = html`<a class="govuk-link" href="${to('void')}">Say that it did not happen</a>`;
  const why = refusals.map((refusal) => describeRefusalParts(texts, refusal, 'undo').says);
  if (refusals.length === 0) {
    return command === 'undo'
      ? html``
      : html`<p class="govuk-body">It has not left the house: you can also undo it. ${undo}</p>`;
  }
  const others = { undo: [correct, strike], correct: [strike], void: [correct] }[command] ?? [];
  return govuk.insetText({
    text: html`<p class="govuk-body"><strong>It cannot be undone.</strong> ${why.join(' ')}</p><p class="govuk-body">${others.map((way, index) => html`${index > 0 && ' · '}${way}`)}</p>`,
  });
}
