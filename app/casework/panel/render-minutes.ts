import { getOpenPoints } from '../../../engine/index.ts';
import { describeDate, describeList } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { PanelView } from './describe-panel.ts';
import { renderWays } from './render-way.ts';

const PARTS = [
  ['panel-others', 'Also there'],
  ['panel-said', 'What was said'],
  ['panel-questions', 'Questions and answers'],
] as const;

/** The minutes as they were last kept, with the versions before. */
export function renderMinutes(view: PanelView): Html {
  const { open, panel } = view;
  const versions = panel.arranged?.minutes ?? [];
  const last = versions.at(-1);
  const earlier = versions.slice(0, -1);
  return html`<section id="minutes"><h2 class="govuk-heading-m">Minutes</h2>
${last ? renderVersion(view, last) : html`<p class="govuk-body">There are none yet.</p>`}
${earlier.length > 0 && govuk.details({ summaryText: `Earlier versions (${earlier.length})`, text: html`${earlier.map((one) => renderVersion(view, one))}` })}
${renderWays(open, [{ action: 'keep-minutes', ...(last && { text: 'Correct the minutes' }) }])}</section>`;
}

type Version = NonNullable<PanelView['panel']['arranged']>['minutes'][number];

function renderVersion(view: PanelView, { on, attended, n }: Version): Html {
  const { open } = view;
  const words = open.record.texts.get(n) ?? {};
  const names = describeList(
    attended.map((person) => view.name(person)),
    open.texts,
  );
  const parts = PARTS.filter(([name]) => words[name] !== undefined);
  const rows = [
    { key: { text: 'Members there' }, value: { text: names } },
    ...parts.map(([name, title]) => ({
      key: { text: title },
      value: { text: html`<span class="redress-typed">${words[name]}</span>` },
    })),
  ];
  return html`<p class="govuk-hint">Kept on ${describeDate(on, open.texts)}</p>${govuk.summaryList({ rows })}`;
}

/** Point by point what the panel concluded, and what was then found; the steps that write it down stand beside it. */
export function renderDecision(view: PanelView): Html {
  const { open, meeting, panel } = view;
  const { standing, wording, texts } = open;
  const visit = standing.state.visits.at(-1)?.index ?? -1;
  const rows = getOpenPoints(standing.state).map((point) => {
    const finding = point.findings[visit];
    const reasons = open.record.texts.get(point.found?.[visit]?.n ?? 0)?.['reasons'];
    return {
      key: { text: `Point ${point.n}: ${wording.pointText(point.n) ?? ''}` },
      value: {
        text: html`${listConclusions(view, point.n).map((line) => html`<p class="govuk-body redress-typed">${line}</p>`)}
${finding ? html`<p class="govuk-body">${govuk.tag({ text: texts.fields.options['finding']?.[finding] ?? finding, colour: 'blue' })}</p>` : html`<p class="govuk-hint">Nothing is decided yet.</p>`}
${reasons && html`<p class="govuk-body redress-typed">${reasons}</p>`}`,
      },
    };
  });
  return html`<section id="decision"><h2 class="govuk-heading-m">Decision</h2>
${rows.length > 0 ? govuk.summaryList({ rows }) : html`<p class="govuk-body">The complaint has no points yet.</p>`}
${renderWays(open, [...(panel.met ? [] : [{ action: meeting }]), { action: 'record-finding', text: 'Decide each point, with reasons' }])}</section>`;
}

/** What the pack asks of each point when the panel meets, as answered last. */
function listConclusions({ open, panel }: PanelView, point: number): readonly string[] {
  const ids = panel.meeting?.['records-per-point'] ?? [];
  const held = open.standing.state.steps.findLast(
    ({ step, visit }) => step === panel.meeting?.id && visit === open.standing.state.visits.at(-1)?.index,
  );
  const words = open.record.texts.get(held?.n ?? 0) ?? {};
  return ids.flatMap((id) => words[`${id}.${point}`] ?? []);
}
