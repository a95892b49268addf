import type { PanelLack } from '../../../engine/index.ts';
import { describeDate } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import { caseworkPaths } from '../paths.ts';
import type { PanelView } from './describe-panel.ts';

/** Everything that is missing until the panel has met, each with the way to it and why it is needed. */
export function renderLacks(view: PanelView): Html {
  const { lacks, panel } = view;
  if (lacks.length === 0)
    return panel.met
      ? html`<p class="govuk-body"><strong>The panel has met.</strong></p>`
      : html`<p class="govuk-body"><strong>Nothing is missing.</strong></p>`;
  const items = lacks.map((lack) => {
    const { text, href, why } = describeLack(view, lack);
    return html`<li class="govuk-!-margin-bottom-2"><a class="govuk-link" href="${href}">${text}</a>${why !== '' && html`<br><span class="govuk-hint">${why}</span>`}</li>`;
  });
  return html`<section id="missing"><h2 class="govuk-heading-m">Still missing</h2><ul class="govuk-list">${items}</ul></section>`;
}

type Described = { readonly text: string; readonly href: string; readonly why: string };

function describeLack(view: PanelView, { what, person }: PanelLack): Described {
  const { open, panel, calling, meeting } = view;
  const id = open.record.caseId;
  const who = person === undefined ? '' : view.name(person);
  const to = (action: string) =>
    caseworkPaths.action({ id, action }, person === undefined ? undefined : { 'panel-member': person });
  const day = panel.day === undefined ? '' : describeDate(panel.day, open.texts);
  const by = panel.papersBy === undefined ? '' : `By ${describeDate(panel.papersBy.date, open.texts)}. `;
  const told: Readonly<Record<PanelLack['what'], Described>> = {
    days: {
      text: 'Propose days',
      href: to('propose-panel-days'),
      why: 'So that whoever could sit says when they can come.',
    },
    availability: {
      text: `${who} has not said when they can come`,
      href: to('give-availability'),
      why: listSayBy(view),
    },
    call: {
      text: panel.step.name,
      href: to(calling),
      why: 'Fixes the day, fills the seats and invites the complainant.',
    },
    'not-free': {
      text: `${who} said that they cannot come on ${day}`,
      href: to(calling),
      why: 'Choose another day or another person, or ask them again.',
    },
    conflict: {
      text: `${who} declared a conflict of interest`,
      href: to(calling),
      why: 'The panel cannot meet with them. Call it together again with somebody else.',
    },
    declaration: {
      text: `${who} has not declared whether they have a conflict of interest`,
      href: to('declare-interest'),
      why: `They find the question on their own page, or you record it for them.`,
    },
    reply: {
      text: 'The complainant has not said whether they come',
      href: to('record-panel-reply'),
      why: 'Ask them, and what they need on the day.',
    },
    papers: { text: 'Choose the papers', href: '#papers', why: `${by}The members read them before they meet.` },
    sending: { text: 'Send the papers', href: '#papers', why: by },
    minutes: {
      text: 'Write the minutes',
      href: to('keep-minutes'),
      why: 'Who was there, what was said and what was asked.',
    },
    meeting: {
      text: panel.meeting?.name ?? '',
      href: to(meeting),
      why: day === '' ? '' : `On ${day}. What the panel concludes on each point is written down there.`,
    },
  };
  return told[what];
}

function listSayBy({ open, panel }: PanelView): string {
  const due = panel.arranged?.proposed?.due;
  return due === undefined ? '' : `Asked to say by ${describeDate(due, open.texts)}.`;
}
