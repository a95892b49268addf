import {
  describeSource,
  determineNextContact,
  type ExtensionForeseen,
  foreseeExtension,
  type IsoDate,
  type Moment,
  makeContext,
  suggestRequestDue,
} from '../../../engine/index.ts';
import { describeDate, describePeriod, describeSkipped, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { describeAuthority } from '../awards/render-awards.ts';
import { renderBehaviour } from '../behaviour/render-behaviour.ts';
import { renderWorking } from '../case-page/render-clocks.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { WishedAction } from './find-action.ts';

type Wish = { readonly moment: Moment; readonly input: Readonly<Record<string, unknown>> };

/** What somebody should know before they fill in the form of an action, where there is more to say than its help. */
export function describeAhead(open: OpenCase, { command, refusals }: WishedAction, wish?: Wish): Html | undefined {
  if (refusals.length > 0) return undefined;
  switch (command.name) {
    case 'request-information':
      return describeRequestDue(open);
    case 'contact':
      return html`${describeWay(open)}${isAnotherWay(open, command.name, wish?.input) && warnOfWay(open)}`;
    case 'promise':
    case 'ask-award':
    case 'decide-award':
      return describeAuthority(open, command.name);
    case 'review-restriction':
      return html`<div class="redress-card">${renderBehaviour(open)}</div>`;
    case 'record-finding':
      return leadToInvestigation(open);
    case 'extend':
      return describeExtension(open, wish);
    default:
      return undefined;
  }
}

/** The findings can be written where the questions and the evidence for each point stand, too. */
function leadToInvestigation({ record, texts }: OpenCase): Html {
  const href = caseworkPaths.investigation({ id: record.caseId });
  return html`<p class="govuk-body">${texts.pages['investigation']!['rather-there']!} <a class="govuk-link" href="${href}">${texts.pages['investigation']!['to-page']!}</a></p>`;
}

/** How the day that stands in the form was worked out. */
function describeRequestDue({ standing, texts }: OpenCase): Html {
  const { date, within, skipped } = suggestRequestDue(standing, standing.asOf.on);
  const words = texts.pages['information']!;
  const lines = [
    fill(words['suggested-working']!, {
      period: describePeriod(within, texts),
      from: describeDate(standing.asOf.on, texts),
    }),
    ...describeSkipped(texts, skipped, date),
    words['suggested-ours']!,
  ];
  return govuk.details({
    summaryText: fill(words['suggested']!, { date: describeDate(date, texts) }),
    text: html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  });
}

/** How they like to be told, where that was agreed. */
function describeWay(open: OpenCase): Html | undefined {
  const { texts, wording } = open;
  const channel = findWay(open);
  if (!channel) return undefined;
  const notes = wording.textOf('plan-notes');
  const says = fill(texts.pages['contact-plan']!['way-agreed']!, { channel: texts.statuses.channels[channel] });
  return govuk.insetText({
    text: html`${says}${notes !== undefined && html`<br><span class="redress-typed">${notes}</span>`}`,
  });
}

/** The way in which they want to hear, where it was agreed. */
const findWay = ({ standing }: OpenCase) =>
  determineNextContact(standing)?.channel ?? standing.state.contactPlan?.channel;

/** Whether a contact is recorded by another way than they asked for. */
export function isAnotherWay(open: OpenCase, command: string, input: Wish['input'] = {}): boolean {
  const way = command === 'contact' ? findWay(open) : undefined;
  return way !== undefined && input['channel'] !== undefined && input['channel'] !== way;
}

function warnOfWay({ texts, ...open }: OpenCase): Html {
  const channel = findWay({ texts, ...open });
  const says = fill(texts.pages['contact-plan']!['another-way']!, { channel: texts.statuses.channels[channel!] });
  return govuk.warningText({ text: says, iconFallbackText: 'Warning' });
}

/** The rule, the last day there can be, what was filled in so far comes to, and what becomes of it when it is too late. */
function describeExtension(open: OpenCase, wish: Wish | undefined): Html | undefined {
  const { standing, actor } = open;
  const moment = wish?.moment ?? standing.asOf;
  const foreseen = foreseeExtension(makeContext(standing, moment), actor, wish?.input ?? {});
  if (!foreseen) return undefined;
  return html`${renderTooLate(open, foreseen)}${renderRule(open, foreseen)}${wish && renderNewDate(open, foreseen, wish)}`;
}

function renderTooLate({ texts }: OpenCase, { before, why }: ExtensionForeseen): Html | undefined {
  if (why !== 'after-due' || before.due === undefined) return undefined;
  const says = fill(texts.pages['extension']!['too-late']!, { due: describeDate(before.due, texts) });
  return govuk.warningText({ text: says, iconFallbackText: 'Warning' });
}

function renderRule(open: OpenCase, { before, rule, latest }: ExtensionForeseen): Html {
  const { texts, standing } = open;
  const words = texts.pages['extension']!;
  const most = rule.extra
    ? fill(words['extra']!, { period: describePeriod(rule.extra, texts) })
    : rule.total
      ? fill(words['total']!, { period: describePeriod(rule.total, texts) })
      : words['uncapped']!;
  const rows = [
    { key: { text: words['clock']! }, value: { text: before.name } },
    {
      key: { text: words['due']! },
      value: {
        text: html`${before.due ? describeDate(before.due, texts) : ''}${renderWorking(open, before, words['due-working']!)}`,
      },
    },
    {
      key: { text: words['most']! },
      value: { text: html`${most} ${renderClause(texts, standing.policy, describeSource(rule))}` },
    },
    ...(latest ? [{ key: { text: words['latest']! }, value: { text: describeDate(latest, texts) } }] : []),
    ...(rule.agreement ? [{ key: { text: words['agreement']! }, value: { text: words['agreement-needed']! } }] : []),
  ];
  return govuk.summaryList({ rows });
}

/** “The new date is …”, with its working; not before something was filled in. */
function renderNewDate(open: OpenCase, { after, before, why }: ExtensionForeseen, { input }: Wish): Html | undefined {
  const { texts } = open;
  const words = texts.pages['extension']!;
  if (why === 'after-due') {
    const told = input['to'] as IsoDate | undefined;
    return (
      told &&
      html`<p class="govuk-body" id="new-date"><strong>${fill(words['told-late']!, { date: describeDate(told, texts) })}</strong></p>`
    );
  }
  if (!after?.due || after.due === before.due)
    return html`<p class="govuk-body" id="new-date">${words['no-new-date']!}</p>`;
  const beyond = why === 'beyond-cap' ? html`<p class="govuk-body">${words['beyond']!}</p>` : undefined;
  return html`<div class="redress-card" id="new-date"><p class="govuk-body govuk-!-margin-bottom-2"><strong>${fill(words['new-date']!, { date: describeDate(after.due, texts) })}</strong></p>${beyond}${renderWorking(open, after, words['new-working']!)}</div>`;
}
