import { type CaseEvent, compareByHappening, type Lapsed } from '../../../engine/index.ts';
import { describeEvent, describeMoment, describeShortDate } from '../../texts/index.ts';
import type { TimelineItem } from '../../web/components/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { describeTextName } from './describe-text-name.ts';
import { listAnswersOf } from './render-facts.ts';

/** Recordings that only staff see. */
const INTERNAL: readonly CaseEvent['type'][] = [
  'noted',
  'drafted',
  'forwarded',
  'learning-noted',
  'corrected',
  'voided',
];

const isForStaff = (event: CaseEvent): boolean =>
  INTERNAL.includes(event.type) && !(event.type === 'drafted' && event.forComment);

/** Everything that happened, the latest first, in full. */
export function renderTimeline(open: OpenCase): Html {
  const items = listMoments(open).toReversed();
  return html`<section id="timeline"><h2 class="govuk-heading-m">What happened</h2>${govuk.timeline({ items, headingLevel: 3 })}</section>`;
}

/** All recordings in the order they happened, as told; what lapsed between them. */
export function listMoments(open: OpenCase): readonly TimelineItem[] {
  const { standing, record } = open;
  const effective = new Map(standing.history.map((event) => [event.n, event]));
  const events = [...record.events]
    .map((event) => effective.get(event.n) ?? event)
    .sort(compareByHappening)
    .map((event) => ({ on: event.on, item: describeRecording(open, event, effective.has(event.n)) }));
  const lapses = standing.lapses.map((lapse) => ({ on: lapse.on, item: describeLapse(open, lapse) }));
  const all = [...events, ...lapses];
  return all.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map(({ item }) => item);
}

function describeRecording(open: OpenCase, event: CaseEvent, counts: boolean): TimelineItem {
  const { texts, standing, record } = open;
  const names = { nameOf: open.nameOf, procedure: standing.state.procedure };
  const { title, detail } = describeEvent(texts, standing.policy, event, names);
  const correction = event.type === 'corrected' || event.type === 'voided';
  return {
    id: `entry-${event.n}`,
    title: html`${title} ${isForStaff(event) && govuk.tag({ text: 'Internal', colour: 'purple' })} ${!counts && !correction && govuk.tag({ text: 'Does not count', colour: 'grey' })}`,
    datetime: { iso: event.at ?? event.on, text: describeMoment(event, texts) },
    text: html`${detail !== undefined && html`<p class="govuk-body">${detail}</p>`}${renderAnswers(open, event)}${renderTexts(open, event)}
<p class="govuk-hint">Entry ${event.n}${describeLateness(
      open,
      event,
      record.events.find(({ n }) => n === event.n),
    )}</p>`,
  };
}

/** When it was recorded, where that was another day; and the day it was first given, where that was corrected. */
function describeLateness({ texts }: OpenCase, event: CaseEvent, asRecorded: CaseEvent | undefined): string {
  const recorded = event.recordedOn === event.on ? '' : `, recorded on ${describeShortDate(event.recordedOn, texts)}`;
  const corrected =
    asRecorded && asRecorded.on !== event.on ? `, first given as ${describeShortDate(asRecorded.on, texts)}` : '';
  return `${recorded}${corrected}`;
}

/** The digest by which a form that was sent twice is known: nobody's words. */
const OF_THE_FORM = 'form';

function renderTexts(open: OpenCase, event: CaseEvent): readonly Html[] {
  const own = open.record.texts.get(event.n) ?? {};
  return Object.entries(own)
    .filter(([name, text]) => text !== '' && !name.startsWith('resident-') && name !== OF_THE_FORM)
    .map(([name, text]) => renderTold(describeTextName(open, name), text));
}

function renderAnswers(open: OpenCase, event: CaseEvent): readonly Html[] {
  const facts = 'facts' in event ? (event.facts ?? {}) : {};
  return listAnswersOf(open, facts).map(([question, answer]) => renderTold(question, answer));
}

const renderTold = (what: string, told: string): Html =>
  html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>${what}</strong></p><p class="govuk-body redress-typed">${told}</p>`;

function describeLapse(open: OpenCase, lapse: Lapsed): TimelineItem {
  const names = { nameOf: open.nameOf, procedure: open.standing.state.procedure };
  const { title, detail } = describeEvent(open.texts, open.standing.policy, lapse, names);
  return {
    title,
    datetime: { iso: lapse.on, text: describeMoment(lapse, open.texts) },
    ...(detail !== undefined && { text: detail }),
  };
}
