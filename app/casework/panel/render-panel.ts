import { findInterest, findResponseClock, findStage, type IsoDate, seatField } from '../../../engine/index.ts';
import { describeDate, describePeriod, describeSkipped } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { renderBullets } from '../case-page/render-clocks.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { PanelView } from './describe-panel.ts';
import { renderAvailability } from './render-availability.ts';
import { renderLacks } from './render-lacks.ts';
import { renderDecision, renderMinutes } from './render-minutes.ts';
import { type PaperForm, renderPapers } from './render-papers.ts';
import { renderWays } from './render-way.ts';

/** The panel of a case on one page: what is missing, when it could meet, who sits, what they read, what came of it. */
export function renderPanel(view: PanelView, form: PaperForm): Page {
  const { open, panel } = view;
  const { reference } = open.record.origin;
  return {
    title: 'Panel',
    heading: false,
    back: { href: caseworkPaths.casePage({ id: open.record.caseId }), text: `Back to ${reference}` },
    body: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference} · ${panel.step.name}</span> Panel</h1>
<p class="govuk-body">Only staff see this page. ${renderClause(open.texts, open.standing.policy, panel.step.clause)}</p>
${renderSummary(view)}
${renderLacks(view)}
${renderAvailability(view)}
${renderSeats(view)}
${renderComplainant(view)}
${renderPapers(view, form)}
${renderMinutes(view)}
${renderDecision(view)}`,
  };
}

function renderSummary(view: PanelView): Html {
  const { open, panel } = view;
  const { texts } = open;
  const due = findResponseDue(open);
  const late = due !== undefined && panel.day !== undefined && panel.day > due;
  const rows = [
    { key: { text: 'Meets on' }, value: { text: panel.day ? describeDate(panel.day, texts) : 'Not arranged yet' } },
    ...(panel.papersBy ? [{ key: { text: 'Papers go by' }, value: { text: renderPapersBy(view) } }] : []),
    ...listAnswers(view).map(({ ask, answer }) => ({ key: { text: ask }, value: { text: answer } })),
    ...(due === undefined
      ? []
      : [
          {
            key: { text: 'Response due' },
            value: {
              text: html`${describeDate(due, texts)}${late && html` ${govuk.tag({ text: 'Before the panel meets', colour: 'red' })}`}`,
            },
          },
        ]),
  ];
  return govuk.summaryList({ rows });
}

function renderPapersBy({ open, panel }: PanelView): Html {
  const { papersBy, step, day } = panel;
  const { texts, standing } = open;
  if (!papersBy || !day) return html``;
  const papers = step.meets?.papers;
  const lines = [
    ...(papers ? [`${describePeriod(papers, texts)} before ${describeDate(day, texts)}`] : []),
    ...describeSkipped(texts, papersBy.skipped, day),
  ];
  const clause = renderClause(texts, standing.policy, step.meets?.clause ?? step.clause);
  return html`${describeDate(papersBy.date, texts)}${renderBullets('How this was worked out', [...lines, ...(clause ? [clause] : [])])}`;
}

/** What the pack asks when it is called together, as answered: the place, the call. The day stands above. */
function listAnswers({ open, panel }: PanelView): readonly { readonly ask: string; readonly answer: string }[] {
  const { facts } = open.standing.policy.pack;
  const words = open.record.texts.get(panel.called ?? 0) ?? {};
  return (panel.step.records ?? []).flatMap((id) =>
    id !== panel.step.meets?.day && words[id] !== undefined ? [{ ask: facts[id]?.ask ?? id, answer: words[id] }] : [],
  );
}

function findResponseDue({ standing }: OpenCase): IsoDate | undefined {
  const visit = standing.state.visits.at(-1);
  const rule = findResponseClock(findStage(standing.policy, visit?.procedure, visit?.stage));
  return standing.clocks.find(({ clock, visit: of }) => clock === rule?.id && of === visit?.index)?.due;
}

function renderSeats(view: PanelView): Html {
  const { open, panel, calling } = view;
  const rows = (panel.step.seats ?? []).map((seat) => {
    const sits = panel.seats.find((one) => one.seat === seat.id)?.person;
    return {
      key: { text: seat.name },
      value: {
        text: html`${sits === undefined ? 'Nobody yet' : html`<strong>${view.name(sits)}</strong> ${renderInterest(view, sits)}`}
${renderOthers(view, seat.id, sits)}`,
      },
    };
  });
  return html`<section id="seats"><h2 class="govuk-heading-m">Who sits</h2>${govuk.summaryList({ rows })}
${renderDeclared(view)}
${renderWays(open, [
  { action: calling, given: givenSeats(view) },
  { action: 'declare-interest', text: 'Record a declaration for somebody' },
])}</section>`;
}

const givenSeats = ({ panel }: PanelView): Readonly<Record<string, string>> =>
  Object.fromEntries(panel.seats.map(({ seat, person }) => [seatField(seat), person]));

function renderInterest({ open }: PanelView, person: string): Html {
  const interest = findInterest(open.standing.state, person);
  if (interest === undefined) return govuk.tag({ text: 'Not declared', colour: 'orange' });
  return interest.conflict
    ? govuk.tag({ text: 'Conflict', colour: 'red' })
    : govuk.tag({ text: 'No conflict', colour: 'green' });
}

/** Who else may sit there, as the procedure and their declarations stand. */
function renderOthers(view: PanelView, seat: string, sits: string | undefined): Html | undefined {
  const all = view.candidates.get(seatField(seat)) ?? [];
  const others = all.filter(({ person, refusals }) => refusals.length === 0 && person.id !== sits);
  if (others.length === 0)
    return html`<p class="govuk-hint govuk-!-margin-bottom-0">Nobody else here may sit in this seat.</p>`;
  return govuk.details({
    summaryText: `${sits === undefined ? 'Who may sit here' : 'Who else may sit here'} (${others.length})`,
    text: html`<ul class="govuk-list govuk-list--bullet">${others.map(({ person }) => html`<li>${person.name}</li>`)}</ul>`,
  });
}

/** Everybody who declared something, with what it is: only staff read this. */
function renderDeclared(view: PanelView): Html | undefined {
  const { open } = view;
  const told = open.standing.state.interests.filter(({ conflict }) => conflict);
  if (told.length === 0) return undefined;
  const items = told.map(({ person, on, n }) => {
    const what = open.record.texts.get(n)?.['conflict-what'];
    return html`<li><strong>${view.name(person)}</strong>, ${describeDate(on, open.texts)}: <span class="redress-typed">${what ?? ''}</span></li>`;
  });
  return html`<h3 class="govuk-heading-s">Conflicts of interest</h3><ul class="govuk-list govuk-list--bullet">${items}</ul>
<p class="govuk-body">They take no seat and decide nothing on this complaint.</p>`;
}

function renderComplainant(view: PanelView): Html {
  const { open, panel } = view;
  const { texts, record } = open;
  const reply = panel.arranged?.reply;
  const words = reply && record.texts.get(reply.n)?.['panel-with-whom'];
  const hasLetter = panel.called !== undefined && panel.step.letter !== undefined;
  const letter = hasLetter
    ? html`<a class="govuk-link" href="${caseworkPaths.letter({ id: record.caseId, n: panel.called! })}">Read the invitation</a>`
    : panel.called === undefined
      ? 'They are invited when the panel is called together.'
      : 'The procedure has no letter for it: tell them in another way.';
  const said = reply
    ? html`<strong>${texts.fields.options['panel-coming']?.[reply.coming] ?? ''}</strong> (${describeDate(reply.on, texts)})${words && html`<br><span class="redress-typed">${words}</span>`}`
    : 'They have not said yet whether they come.';
  return html`<section id="complainant"><h2 class="govuk-heading-m">The complainant</h2>
<p class="govuk-body">${letter}</p><p class="govuk-body">${said}</p>
${renderWays(open, [{ action: 'record-panel-reply' }])}</section>`;
}
