import type { Action } from '../../../engine/index.ts';
import { describeCommand, speakToReader } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { classes, type Html, html } from '../../web/html.ts';
import { keyOf, listCaseActions } from '../actions/find-action.ts';
import { INVESTIGATING } from '../actions/find-home.ts';
import { findNextActions } from '../actions/find-next.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';

/** Whom else is asked, and what came of it. */
const ASKING = [
  ...['request-information', 'chase-information', 'receive-information', 'put-off-information'],
  ...['move-information', 'settle-information', 'withdraw-information'],
];

/** How what can be done is grouped, beside what the procedure asks for next. */
const GROUPS: readonly { readonly name: string; readonly commands: readonly string[] }[] = [
  {
    name: 'Contact and notes',
    commands: [
      'contact',
      'confirm-definition',
      'note',
      'forward',
      'send-update',
      'set-contact-plan',
      'record-ombudsman-contact',
      'record-facts',
    ],
  },
  {
    name: 'The work',
    commands: [
      ...['define', 'acknowledge', 'allocate', 'record-finding', 'do-step', 'draft', 'respond'],
      ...['give-verbal-response', 'extend', 'agree-time', 'add-point', 'withdraw-point'],
      ...['record-requirement', 'update-requirement', 'meet-requirement'],
    ],
  },
  { name: 'Looking into it', commands: [...INVESTIGATING, ...ASKING] },
  {
    name: 'Putting it right',
    commands: ['promise', 'update-promise', 'keep-promise', 'pay', 'ask-award', 'decide-award', 'note-learning'],
  },
  {
    name: 'What the resident asks or tells',
    commands: ['comment-on-draft', 'request-escalation', 'raise-complaint', 'withdraw', 'record-satisfaction'],
  },
  {
    name: 'Who complains, and who helps them',
    commands: [
      ...['name-representative', 'record-authority', 'name-supporter'],
      ...['add-resident', 'remove-resident', 'record-details', 'send-copy'],
    ],
  },
  { name: 'Behaviour', commands: ['record-incident', 'restrict-contact', 'review-restriction'] },
  { name: 'Who sees the case', commands: ['restrict-case', 'open-case-to', 'lift-case-restriction'] },
];
const REST = 'Deciding, closing, correcting';

/** What can be done now: first what the procedure asks for next, then the rest by kind. */
export function renderActions(open: OpenCase): Html {
  const { now, tooEarly, forOthers, later } = findNextActions(open);
  const rest = listCaseActions(open).filter(
    ({ id, refusals }) => refusals.length === 0 && !now.some((one) => one.id === id),
  );
  return html`<div class="redress-screen" id="actions"><h2 class="govuk-heading-m">What you can do now</h2>
${now.length > 0 && renderNext(open, now)}
${now.length + tooEarly.length + forOthers.length + later.length === 0 && html`<p class="govuk-body">The procedure asks for nothing next.${renderClosing(open, rest)}</p>`}
${forOthers.length > 0 && html`<p class="govuk-body">Next, but for somebody else to do: ${renderWaiting(open, forOthers, 0)}</p>`}
${later.length + tooEarly.length > 0 && html`<p class="govuk-body">Still to come: ${renderWaiting(open, later, forOthers.length)}${later.length > 0 && tooEarly.length > 0 && ', '}${renderEarly(open, tooEarly)}</p>`}
${groupsOf(rest).map(({ name, actions }) => govuk.details({ summaryText: `${name} (${actions.length})`, text: renderList(open, actions) }))}
</div>`;
}

/** The way to close it, where nothing is asked for and it can be: whoever has it would else not know that it is done. */
function renderClosing(open: OpenCase, actions: readonly Action[]): Html | undefined {
  const close = actions.find(({ command }) => command.word === 'closed');
  if (!close) return undefined;
  const { does } = describeCommand(open.texts, close.command, close.step);
  return html` When you have nothing more to do on it: <a class="govuk-link" href="${addressOf(open, close)}">${does}</a>.`;
}

/** Links to the reasons of what cannot be done now, which stand further down in the same order. */
const renderWaiting = ({ texts }: OpenCase, actions: readonly Action[], before: number): Html =>
  html`${actions.map(
    ({ command, step }, index) =>
      html`${index > 0 && ', '}<a class="govuk-link" href="#not-now-${before + index + 1}">${describeCommand(texts, command, step).does}</a>`,
  )}`;

/** What can be done already, but waits for the looking into. */
const renderEarly = (open: OpenCase, actions: readonly Action[]): Html =>
  html`${actions.map(
    (action, index) =>
      html`${index > 0 && ', '}<a class="govuk-link" href="${addressOf(open, action)}">${describeCommand(open.texts, action.command, action.step).does}</a>`,
  )}`;

function renderNext(open: OpenCase, actions: readonly Action[]): Html {
  return html`<ul class="govuk-list">${actions.map(
    (action, index) =>
      html`<li>${govuk.button({
        text: describeCommand(open.texts, action.command, action.step).does,
        href: addressOf(open, action),
        classes: classes('govuk-!-margin-bottom-2', index > 0 && 'govuk-button--secondary'),
      })}${sourceOf(open, action)}</li>`,
  )}</ul>`;
}

function sourceOf(open: OpenCase, action: Action): Html | undefined {
  const { state, policy } = open.standing;
  const visit = state.visits.at(-1);
  const stage = policy.pack.procedures
    .find(({ id }) => id === visit?.procedure)
    ?.stages.find(({ id }) => id === visit?.stage);
  const step = action.step ?? stage?.steps.find(({ does }) => does === action.command.does);
  const clause = step?.clause ?? (step?.regime === undefined ? undefined : `Code ${step.regime}`);
  return clause === undefined
    ? undefined
    : html`<p class="govuk-body">${step !== action.step && `${step?.name}: `}${renderClause(open.texts, policy, clause)}</p>`;
}

const addressOf = ({ record }: OpenCase, action: Action): string =>
  caseworkPaths.action({ id: record.caseId, action: keyOf(action) });

function renderList(open: OpenCase, actions: readonly Action[]): Html {
  const items = actions.map((action) => {
    const { does } = describeCommand(open.texts, action.command, action.step);
    const clause = action.step?.clause;
    return html`<li><a class="govuk-link" href="${addressOf(open, action)}">${does}</a> ${renderClause(open.texts, open.standing.policy, clause)}</li>`;
  });
  return html`<ul class="govuk-list govuk-list--spaced">${items}</ul>`;
}

function groupsOf(actions: readonly Action[]) {
  const groupOf = ({ command }: Action): string =>
    GROUPS.find(({ commands }) => commands.includes(command.name))?.name ?? REST;
  return [...GROUPS.map(({ name }) => name), REST].flatMap((name) => {
    const own = actions.filter((action) => groupOf(action) === name);
    return own.length > 0 ? [{ name, actions: own }] : [];
  });
}

/** What cannot be done now, each with its reasons, their clauses and the way out; what comes next in front. */
export function renderNotNow(open: OpenCase): Html {
  const { forOthers, later } = findNextActions(open);
  const next = [...forOthers, ...later];
  const isNext = (action: Action): boolean => next.some(({ id }) => id === action.id);
  const refused = listCaseActions(open).filter(({ refusals }) => refusals.length > 0);
  const ordered = [...next, ...refused.filter((action) => !isNext(action))];
  const items = ordered.map((action, index) => {
    const { does } = describeCommand(open.texts, action.command, action.step);
    return html`<h3 class="govuk-heading-s" id="not-now-${index + 1}">${does}</h3>${renderRefusals(speakToReader(open.texts), open.standing.policy, action.refusals, action.command.name)}`;
  });
  return html`<section id="not-now" class="redress-screen"><h2 class="govuk-heading-m">Not now</h2>
<p class="govuk-body">What cannot be done as the case stands, why, and what would make it possible.</p>
${govuk.details({ summaryText: `Show all ${ordered.length}`, text: html`${items}` })}</section>`;
}
