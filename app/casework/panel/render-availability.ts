import { findInterest, type IsoDate, seatField } from '../../../engine/index.ts';
import { describeDate, describeShortDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { caseworkPaths } from '../paths.ts';
import type { PanelView } from './describe-panel.ts';
import { renderWays } from './render-way.ts';

/** The days proposed against the people asked: who can, who cannot, who has not said; each day can be fixed from here. */
export function renderAvailability(view: PanelView): Html {
  const { open, panel } = view;
  const proposed = panel.arranged?.proposed;
  const times = proposed && open.record.texts.get(proposed.n)?.['panel-times'];
  const table = proposed
    ? html`<p class="govuk-body">Asked on ${describeDate(proposed.on, open.texts)}, to say by ${describeDate(proposed.due, open.texts)}.</p>
${times && html`<p class="govuk-body redress-typed">${times}</p>`}${proposed.days.map((day) => renderDay(view, day))}`
    : html`<p class="govuk-body">No days are proposed yet.</p>`;
  return html`<section id="availability"><h2 class="govuk-heading-m">When it could meet</h2>${table}
${renderNotes(view)}
${
  panel.met
    ? ''
    : renderWays(open, [
        { action: 'propose-panel-days', ...(proposed && { text: 'Propose other days, or ask other people' }) },
        { action: 'give-availability', text: 'Record for somebody when they can come' },
      ])
}</section>`;
}

function renderDay(view: PanelView, day: IsoDate): Html {
  const { open, panel } = view;
  const people = panel.arranged?.proposed?.people ?? [];
  const rows = people.map((person) => {
    const answer = panel.arranged?.answers.find((one) => one.person === person);
    const tag = !answer
      ? govuk.tag({ text: 'Has not said', colour: 'grey' })
      : answer.can.includes(day)
        ? govuk.tag({ text: 'Can come', colour: 'green' })
        : govuk.tag({ text: 'Cannot', colour: 'red' });
    const conflict = findInterest(open.standing.state, person)?.conflict === true;
    return html`<li>${view.name(person)} ${tag} ${conflict && govuk.tag({ text: 'Conflict', colour: 'red' })}</li>`;
  });
  const fixed = panel.day === day;
  const way = panel.met
    ? undefined
    : html`<p class="govuk-body redress-screen govuk-!-margin-bottom-0"><a class="govuk-link" href="${fixHref(view, day)}">Meet on this day<span class="govuk-visually-hidden">: ${describeDate(day, open.texts)}</span></a></p>`;
  return html`<div class="redress-card"><h3 class="govuk-heading-s govuk-!-margin-bottom-1">${describeDate(day, open.texts)} ${fixed && govuk.tag({ text: 'Chosen', colour: 'blue' })}</h3>
<ul class="govuk-list govuk-!-margin-bottom-1">${rows}</ul>${fixed ? '' : way}</div>`;
}

/** The form that calls the panel together, with this day and, for each seat, the first who can come and may sit. */
function fixHref(view: PanelView, day: IsoDate): string {
  const { open, panel, calling, candidates } = view;
  const free = new Set(panel.arranged?.answers.flatMap(({ person, can }) => (can.includes(day) ? [person] : [])) ?? []);
  const taken = new Set<string>();
  const seats = (panel.step.seats ?? []).flatMap(({ id, optional }): [string, string][] => {
    const may = (candidates.get(seatField(id)) ?? []).find(
      ({ person, refusals }) => refusals.length === 0 && free.has(person.id) && !taken.has(person.id),
    );
    if (!may || optional) return [];
    taken.add(may.person.id);
    return [[seatField(id), may.person.id]];
  });
  const given = { [panel.step.meets?.day ?? '']: day, ...Object.fromEntries(seats) };
  return caseworkPaths.action({ id: open.record.caseId, action: calling }, given);
}

/** What they added to their answers. */
function renderNotes(view: PanelView): Html | undefined {
  const { open, panel } = view;
  const notes = (panel.arranged?.answers ?? []).flatMap(({ person, n, on }) => {
    const text = open.record.texts.get(n)?.['availability-note'];
    return text
      ? [
          html`<li>${view.name(person)}, ${describeShortDate(on, open.texts)}: <span class="redress-typed">${text}</span></li>`,
        ]
      : [];
  });
  return notes.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${notes}</ul>` : undefined;
}
