import { type CaseEvent, isInternal, type Lapsed, listLetterEvents, orderByHappening } from '../../../engine/index.ts';
import { describeEvent, describeMoment, describeShortDate } from '../../texts/index.ts';
import type { TimelineItem } from '../../web/components/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import type { CaseView } from './case-view.ts';
import { describeTextName } from './describe-text-name.ts';
import { mayChangeEntries, renderEntryWays } from './render-entry-ways.ts';
import { listAnswersOf } from './render-facts.ts';
import { sortRecording, TIMELINE_SHOWS, type TimelineShow } from './sort-timeline.ts';

/** One entry of the timeline, the day it happened, and what may be asked for that it belongs to. */
type Moment = { readonly on: string; readonly item: TimelineItem; readonly kinds: readonly TimelineShow[] };

/** So many of the latest entries stand open; those before them are folded. */
const LATEST = 20;

const NAMES: Readonly<Record<TimelineShow, string>> = {
  all: 'Everything',
  contacts: 'Contacts',
  letters: 'Letters',
  decisions: 'Steps and decisions',
  internal: 'Internal',
};

/** What happened, the latest first: all of it, or what of it was asked for. */
export function renderTimeline(view: CaseView): Html {
  const all = sortMoments(
    view,
    mayChangeEntries(view) ? (event) => renderEntryWays(view, event) : () => undefined,
  ).toReversed();
  const asked = all.filter(({ kinds }) => kinds.includes(view.show)).map(({ item }) => item);
  const [latest, earlier] = [asked.slice(0, LATEST), asked.slice(LATEST)];
  return html`<section id="timeline"><h2 class="govuk-heading-m">What happened</h2>${renderShows(view, all)}
${asked.length === 0 ? html`<p class="govuk-body">There is nothing of this kind yet.</p>` : govuk.timeline({ items: latest, headingLevel: 3 })}
${earlier.length > 0 && govuk.details({ summaryText: `What happened before (${earlier.length})`, text: govuk.timeline({ items: earlier, headingLevel: 3 }) })}</section>`;
}

/** The choices of what to show, each with how many there are. */
function renderShows({ record, show }: CaseView, all: readonly Moment[]): Html {
  const links = TIMELINE_SHOWS.map((one) => {
    const count = all.filter(({ kinds }) => kinds.includes(one)).length;
    const text = `${NAMES[one]} (${count})`;
    const query = one === 'all' ? undefined : { show: one };
    const href = `${caseworkPaths.casePage({ id: record.caseId }, query)}#timeline`;
    return one === show
      ? html`<li><strong aria-current="true">${text}</strong></li>`
      : html`<li><a class="govuk-link" href="${href}">${text}</a></li>`;
  });
  return html`<nav aria-label="What to show of what happened" class="redress-screen"><ul class="redress-shows">${links}</ul></nav>`;
}

/** All recordings in the order they happened, as told; what lapsed between them. */
export const listMoments = (open: OpenCase): readonly TimelineItem[] =>
  sortMoments(open, () => undefined).map(({ item }) => item);

/** What can be done with an entry, where the page offers that. */
type Ways = (event: CaseEvent) => Html | undefined;

function sortMoments(open: OpenCase, waysOf: Ways): readonly Moment[] {
  const { standing, record } = open;
  const effective = new Map(standing.history.map((event) => [event.n, event]));
  const letters = new Set(listLetterEvents(standing).map(({ event }) => event.n));
  const recorded = record.events.map((event) => effective.get(event.n) ?? event);
  const events = orderByHappening(recorded).map((event): Moment => {
    const kinds = sortRecording(standing.policy, letters, event);
    return { on: event.on, item: describeRecording(open, event, effective.has(event.n), waysOf(event)), kinds };
  });
  const lapses = standing.lapses.map(
    (lapse): Moment => ({ on: lapse.on, item: describeLapse(open, lapse), kinds: ['all', 'decisions'] }),
  );
  return [...events, ...lapses].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function describeRecording(open: OpenCase, event: CaseEvent, counts: boolean, ways: Html | undefined): TimelineItem {
  const { texts, standing, record } = open;
  const names = { nameOf: open.nameOf, procedure: standing.state.procedure };
  const { title, detail } = describeEvent(texts, standing.policy, event, names);
  const correction = event.type === 'corrected' || event.type === 'voided';
  return {
    id: `entry-${event.n}`,
    title: html`${title} ${isInternal(standing.policy, event) && govuk.tag({ text: 'Internal', colour: 'purple' })} ${!counts && !correction && govuk.tag({ text: 'Does not count', colour: 'grey' })}`,
    datetime: { iso: event.at ?? event.on, text: describeMoment(event, texts) },
    text: html`${detail !== undefined && html`<p class="govuk-body">${detail}</p>`}${renderAnswers(open, event)}${renderTexts(open, event)}
<p class="govuk-hint"><a class="govuk-link govuk-link--muted" href="#entry-${event.n}">Entry ${event.n}</a>${describeLateness(
      open,
      event,
      record.events.find(({ n }) => n === event.n),
    )}${ways}</p>`,
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
