import {
  type CauseOfDelay,
  type ClockStanding,
  findCausesOfDelay,
  isAnswerLate,
  listOpenRequests,
  type RequestMade,
} from '../../../engine/index.ts';
import { describeDate, describeShortDate, fill } from '../../texts/index.ts';
import type { TagColour } from '../../web/components/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

const wordsOf = ({ texts }: OpenCase) => texts.pages['information']!;

/** Who was asked for what, by when, and what came of it; what can be done with each stands beside it. */
export function renderInformation(open: OpenCase): Html {
  const { requests, status } = open.standing.state;
  const words = wordsOf(open);
  const { caseId: id } = open.record;
  const ask =
    status !== 'closed' &&
    html`<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.action({ id, action: 'request-information' })}">${words['ask']!}</a></p>`;
  const list =
    requests.length === 0
      ? html`<p class="govuk-body">${words['none']!}</p>`
      : html`<ul class="govuk-list">${requests.map((request) => html`<li class="redress-card" id="request-${request.request}">${renderRequest(open, request)}</li>`)}</ul>`;
  return html`<section id="information"><h2 class="govuk-heading-m">${words['heading']!}</h2>${list}${ask}</section>`;
}

/** One request: who was asked for what, by when, what they said and what can be done with it. */
export function renderRequest(open: OpenCase, request: RequestMade): Html {
  const { texts, wording } = open;
  const words = wordsOf(open);
  const told = wording.requests.get(request.request);
  const { text, colour } = describeState(open, request);
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${texts.fields.numbered.request.replace('{n}', String(request.request))}: ${nameAsked(open, request.request)} ${govuk.tag({ text, colour })}</h3>
<p class="govuk-body redress-typed govuk-!-margin-bottom-1">${told?.question ?? ''}</p>
${told?.papers && html`<p class="govuk-body redress-typed govuk-!-margin-bottom-1">${told.papers}</p>`}
<p class="govuk-hint govuk-!-margin-bottom-1">${listDates(open, request).join('. ')}.</p>
${told?.replies.map(({ event, text: said }) => html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>${describeShortDate(event.on, texts)}</strong><br><span class="redress-typed">${said}</span></p>`)}
${request.state === 'put-off' && request.putOff?.proposed && html`<p class="govuk-body govuk-!-margin-bottom-1">${fill(words['proposed']!, { date: describeDate(request.putOff.proposed, texts) })}</p>`}
${renderWays(open, request)}`;
}

/** The colleague, or whoever outside was asked. Only staff read this. */
export function nameAsked(open: OpenCase, n: number): string {
  const request = open.standing.state.requests.find(({ request: one }) => one === n);
  if (request?.to !== undefined) return open.nameOf(request.to) ?? open.texts.pages.common!['unknown-person']!;
  const name = open.wording.requests.get(n)?.name ?? open.texts.pages.common!['unknown-person']!;
  return fill(wordsOf(open)['outside']!, { name });
}

function describeState(open: OpenCase, request: RequestMade): { text: string; colour: TagColour } {
  const words = wordsOf(open);
  const { state, due, putOff } = request;
  const late = isAnswerLate(open.standing, request);
  if (state === 'settled') return { text: words['state-settled']!, colour: 'grey' };
  if (state === 'withdrawn') return { text: words['state-withdrawn']!, colour: 'grey' };
  if (state === 'answered')
    return late
      ? { text: words['state-answered-late']!, colour: 'orange' }
      : { text: words['state-answered']!, colour: 'green' };
  if (state === 'put-off')
    return { text: words[putOff?.why === 'not-theirs' ? 'state-not-theirs' : 'state-put-off']!, colour: 'yellow' };
  return due < open.standing.asOf.on
    ? { text: words['state-late']!, colour: 'red' }
    : { text: words['state-open']!, colour: 'blue' };
}

function listDates({ texts, ...open }: OpenCase, request: RequestMade): readonly string[] {
  const words = wordsOf({ texts, ...open });
  const { on, due, firstDue, chased, answered } = request;
  const day = (date: string): string => describeShortDate(date as typeof on, texts);
  const last = chased.at(-1);
  return [
    fill(words['asked']!, { date: day(on), due: day(due) }),
    ...(firstDue === due ? [] : [fill(words['was-due']!, { date: day(firstDue) })]),
    ...(last ? [fill(words['chased']!, { count: chased.length, date: day(last.on) })] : []),
    ...(answered ? [fill(words['answered-on']!, { date: day(answered.on) })] : []),
  ];
}

/** What can be done with it now, each opening the form with this request chosen. */
function renderWays(open: OpenCase, request: RequestMade): Html | undefined {
  if (!listOpenRequests(open.standing).includes(request)) return undefined;
  const { caseId: id } = open.record;
  const ways = WAYS[request.state] ?? [];
  const links = ways.map(
    (action, index) =>
      html`${index > 0 && ' · '}<a class="govuk-link" href="${caseworkPaths.action({ id, action }, { request: request.request })}">${nameWay(open, request, action)}<span class="govuk-visually-hidden"> (${request.request})</span></a>`,
  );
  return html`<p class="govuk-body govuk-!-margin-bottom-0 redress-screen">${links}</p>`;
}

/** Where somebody was consulted, taking the answer as enough says what came of their view. */
const nameWay = (open: OpenCase, { consults }: RequestMade, action: string): string | undefined =>
  consults !== undefined && action === 'settle-information'
    ? wordsOf(open)['say-what-came']
    : open.texts.commands[action]?.does;

const WAYS: Readonly<Partial<Record<RequestMade['state'], readonly string[]>>> = {
  open: ['chase-information', 'receive-information', 'move-information', 'withdraw-information'],
  'put-off': ['move-information', 'receive-information', 'withdraw-information'],
  answered: ['settle-information', 'receive-information'],
};

/** “Waited 9 working days for an answer from Ridge Roofing …”: why a clock is late or at risk. For staff alone. */
export function listWaits(open: OpenCase, clock: ClockStanding): readonly string[] {
  return findCausesOfDelay(open.standing, clock).map((cause) => describeWait(open, cause));
}

function describeWait(open: OpenCase, { request, workingDays, workingDaysLate }: CauseOfDelay): string {
  const who = nameAsked(open, request);
  return fill(wordsOf(open)['waited']!, { days: workingDays, late: workingDaysLate, who, request });
}
