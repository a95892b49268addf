import {
  describeSource,
  determineNextContact,
  findContactRule,
  findLastWord,
  findSatisfaction,
  type NextContact,
} from '../../../engine/index.ts';
import { describeDate, describeEvent, describePeriod, describeSkipped, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';

const wordsOf = ({ texts }: OpenCase) => texts.pages['contact-plan']!;

/** When the complainant is next to hear and why, how they like it, the last word they had, and whether they are happy. */
export function renderContactPlan(open: OpenCase): Html {
  const words = wordsOf(open);
  const next = determineNextContact(open.standing);
  const rows = [
    { key: { text: words['next']! }, value: { text: renderNext(open, next) } },
    ...listHow(open),
    ...listLast(open),
    ...listHappy(open),
  ];
  return html`<section id="contact-plan"><h2 class="govuk-heading-m">${words['heading']!}</h2>
${govuk.summaryList({ rows })}${open.standing.state.status !== 'closed' && renderWays(open)}</section>`;
}

function renderNext(open: OpenCase, next: NextContact | undefined): Html {
  const words = wordsOf(open);
  const { standing, texts } = open;
  if (!next) {
    const isOpen = standing.state.status === 'open' && findContactRule(standing)?.every === undefined;
    return html`${words[isOpen ? 'no-next' : 'owes-nothing']!}`;
  }
  const overdue = next.due < standing.asOf.on && govuk.tag({ text: words['overdue']!, colour: 'red' });
  const lines = describeNext(open, next);
  return html`<strong>${describeDate(next.due, texts)}</strong> ${overdue}${govuk.details({
    summaryText: html`${texts.pages.common!['working']!}<span class="govuk-visually-hidden">: ${words['next']!}</span>`,
    text: html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>${renderClause(texts, standing.policy, describeSource(next.source))}`,
  })}`;
}

function describeNext(open: OpenCase, { rests, every, from, skipped, due }: NextContact): readonly string[] {
  const { texts } = open;
  const values = { every: every ? describePeriod(every, texts) : '', from: describeDate(from, texts) };
  return [fill(wordsOf(open)[`rests-${rests}`]!, values), ...describeSkipped(texts, skipped, due)];
}

function listHow(open: OpenCase) {
  const channel = open.standing.state.contactPlan?.channel;
  const notes = open.standing.state.contactPlan && open.wording.textOf('plan-notes');
  if (!channel && !notes) return [];
  const words = wordsOf(open);
  const says = channel && fill(words['way-agreed']!, { channel: open.texts.statuses.channels[channel] });
  const text = html`${says}${says && notes && html`<br>`}${notes && html`<span class="redress-typed">${notes}</span>`}`;
  return [{ key: { text: words['how']! }, value: { text } }];
}

function listLast(open: OpenCase) {
  const { standing, texts } = open;
  const last = findLastWord(standing);
  if (!last) return [];
  const words = wordsOf(open);
  const tries = standing.history.filter(
    (event) => event.type === 'contacted' && !event.reached && event.by.kind === 'staff' && event.n > last.n,
  ).length;
  const { title } = describeEvent(texts, standing.policy, last, { nameOf: open.nameOf });
  const text = html`${describeDate(last.on, texts)}: <a class="govuk-link" href="#entry-${last.n}">${title}</a>${tries > 0 && html`<br>${fill(words['tried']!, { count: tries })}`}`;
  return [{ key: { text: words['last']! }, value: { text } }];
}

/** Where the pack asks it, from the response on. */
function listHappy(open: OpenCase) {
  const found = findSatisfaction(open.standing);
  if (!found) return [];
  const words = wordsOf(open);
  const { question, answer } = found;
  const said = question.options?.find(({ id }) => id === answer)?.name ?? words['happy-not-asked']!;
  const href = caseworkPaths.action({ id: open.record.caseId, action: 'record-satisfaction' });
  const text = html`${said} <span class="redress-screen"><a class="govuk-link" href="${href}">${words['record-happy']!}</a> · <a class="govuk-link" href="${caseworkPaths.satisfaction()}">${words['how-others']!}</a></span> ${renderClause(open.texts, open.standing.policy, describeSource(question))}`;
  return [{ key: { text: words['happy']! }, value: { text } }];
}

function renderWays(open: OpenCase): Html {
  const words = wordsOf(open);
  const { caseId: id } = open.record;
  const isAgreed = open.standing.state.contactPlan !== undefined;
  const end = html` · <a class="govuk-link" href="${caseworkPaths.action({ id, action: 'end-contact-plan' })}">${words['end']!}</a>`;
  return html`<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.action({ id, action: 'contact' }, { reached: 'yes' })}">${words['spoken']!}</a> · <a class="govuk-link" href="${caseworkPaths.action({ id, action: 'set-contact-plan' })}">${words[isAgreed ? 'change' : 'agree']!}</a>${isAgreed && end}</p>`;
}
