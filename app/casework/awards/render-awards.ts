import { countOffered, determineAuthority, type Refusal } from '../../../engine/index.ts';
import { describeDate, describeMoney, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { listApprovers, nameApprover } from './list-approvers.ts';

const MOST_NAMED = 5;

/** Who can approve what was refused, with a form that asks one of them; undefined for any other refusal. */
export function renderApprovers(open: OpenCase, { code, values }: Refusal): Html | undefined {
  if (code !== 'above-authority') return undefined;
  const words = open.texts.pages['awards']!;
  const total = Number(values['total']);
  const approvers = listApprovers(open, total);
  if (approvers.length === 0) return html`<br>${words['nobody']}`;
  const named = approvers.slice(0, MOST_NAMED).map((one) => html`<li>${nameApprover(open, one)}</li>`);
  const amount = (total / 100).toFixed(2);
  const href = caseworkPaths.action({ id: open.record.caseId, action: 'ask-award' }, { amount });
  return html`<br>${words['who']}<ul class="govuk-list govuk-list--bullet">${named}</ul><a class="govuk-link" href="${href}">${fill(words['ask']!, { amount: describeMoney(total) })}</a>`;
}

/** What somebody should know before they offer money, ask for approval, or decide: limits, and what there is so far. */
export function describeAuthority(open: OpenCase, command: string): Html | undefined {
  const { standing, actor, limits, texts } = open;
  const authority = determineAuthority(standing.policy, actor, limits, standing.asOf.on);
  if (!authority && command !== 'decide-award') return undefined;
  const words = texts.pages['awards']!;
  const own = authority
    ? fill(words[`own-${authority.by}`]!, { amount: describeMoney(authority.pence) })
    : words['own-any']!;
  const offered = fill(words['offered']!, { amount: describeMoney(countOffered(standing)) });
  const asked = command === 'decide-award' && renderAsked(open);
  return govuk.insetText({ text: html`${asked}<p class="govuk-body">${own} ${offered} ${sayApproved(open)}</p>` });
}

function sayApproved({ standing: { state }, texts }: OpenCase): string {
  if (state.awardApproved === undefined) return '';
  return fill(texts.pages['awards']!['approved']!, { amount: describeMoney(state.awardApproved) });
}

/** Who asked for how much, when and why. */
function renderAsked(open: OpenCase): Html | undefined {
  const { standing, texts, nameOf, record } = open;
  const { awardAsked: asked } = standing.state;
  if (!asked) return undefined;
  const says = fill(texts.pages['awards']!['asked']!, {
    name: nameOf(asked.by) ?? texts.pages.common!['unknown-person']!,
    amount: describeMoney(asked.pence),
    on: describeDate(asked.on, texts),
  });
  const why = record.texts.get(asked.n)?.['why'];
  return html`<p class="govuk-body">${says}${why !== undefined && html`<br><span class="redress-typed">${why}</span>`}</p>`;
}

/** On the case: an amount that waits for somebody, and what was approved. */
export function renderAwards(open: OpenCase): Html | undefined {
  const { standing, texts, nameOf, record } = open;
  const { awardAsked: asked, awardApproved: approved } = standing.state;
  if (!asked && approved === undefined) return undefined;
  const words = texts.pages['awards']!;
  const waits =
    asked &&
    html`<p class="govuk-body">${govuk.tag({ text: words['waits-tag']!, colour: 'yellow' })} ${fill(words['waits']!, { amount: describeMoney(asked.pence), name: nameOf(asked.of) ?? texts.pages.common!['unknown-person']! })} <a class="govuk-link" href="${caseworkPaths.action({ id: record.caseId, action: 'decide-award' })}">${words['decide']}</a></p>`;
  return html`${waits}${approved !== undefined && html`<p class="govuk-body">${sayApproved(open)}</p>`}`;
}
