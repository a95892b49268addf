import { type ContactRestriction, describeSource } from '../../../engine/index.ts';
import { describeDate, describeEvent, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';

/** Incidents and restrictions of contact, those that were lifted among them. Undefined where there is none. */
export function renderBehaviour(view: OpenCase): Html | undefined {
  const { incidents, restrictions } = view.standing.state;
  if (incidents.length + restrictions.length === 0) return undefined;
  const { policy } = view.standing;
  const clause = renderClause(view.texts, policy, describeSource(policy.pack.behaviour));
  return html`<section id="behaviour"><h2 class="govuk-heading-m">Behaviour</h2>
<p class="govuk-body">Only staff see this section. The complaint and its dates go on whatever stands here. ${clause}</p>
${renderIncidents(view)}
${restrictions.map((one) => renderRestriction(view, one))}</section>`;
}

function renderIncidents(view: OpenCase): Html | undefined {
  const { incidents } = view.standing.state;
  if (incidents.length === 0) return undefined;
  const rows = incidents.map(({ n, on }) => {
    const event = view.standing.history.find((one) => one.n === n);
    const words = event && describeEvent(view.texts, view.standing.policy, event, { nameOf: view.nameOf });
    const told = view.record.texts.get(n)?.['what-they-did'];
    return [
      { text: describeShortDate(on, view.texts) },
      {
        text: html`<strong>${words?.title}</strong><br>${words?.detail}<br><span class="redress-typed">${told}</span>`,
      },
    ];
  });
  return govuk.table({
    caption: 'Incidents',
    captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'Day' }, { text: 'What happened' }],
    rows,
  });
}

function renderRestriction(view: OpenCase, one: ContactRestriction): Html {
  const { texts, record } = view;
  const { limits, 'stays-open': staysOpen } = record.texts.get(one.n) ?? {};
  const overdue = !one.lifted && one.review < view.standing.asOf.on;
  const date = (on: ContactRestriction['starts']): string => describeDate(on, texts);
  const row = (key: string, value: Html | string | undefined) => ({ key: { text: key }, value: { text: value ?? '' } });
  const state = one.lifted
    ? govuk.tag({ text: `Lifted on ${describeShortDate(one.lifted.on, texts)}`, colour: 'grey' })
    : overdue && govuk.tag({ text: 'Review overdue', colour: 'red' });
  const rows = [
    row('Whose contact', nameAddressee(view, one.whom)),
    row('Limited', html`<span class="redress-typed">${limits}</span>`),
    row('Stays open', html`<span class="redress-typed">${staysOpen}</span>`),
    ...listReasons(view, one).map(({ on, reason, note }) =>
      row(
        `Why, ${describeShortDate(on, texts)}`,
        html`<span class="redress-typed">${reason}</span>${note !== undefined && html`<br><strong>Equality Act:</strong> <span class="redress-typed">${note}</span>`}`,
      ),
    ),
    row('From', date(one.starts)),
    ...(one.lifted ? [] : [row('Review', date(one.review))]),
  ];
  return html`<h3 class="govuk-heading-s" id="restriction-${one.restriction}">Restriction ${one.restriction} ${state}</h3>${govuk.summaryList({ rows })}`;
}

/** Why it was made, and what came of each review, with what was considered under the Equality Act. */
function listReasons({ standing, record }: OpenCase, { restriction }: ContactRestriction) {
  return standing.history.flatMap((event) => {
    const about =
      (event.type === 'restriction-reasoned' || event.type === 'restriction-reviewed') &&
      event.restriction === restriction;
    const { 'restriction-reason': reason, 'equality-note': note } = record.texts.get(event.n) ?? {};
    return about ? [{ on: event.on, reason, note }] : [];
  });
}
