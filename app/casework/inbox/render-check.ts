import { determineReach, findProcedure, findStage, listWarnings, type Standing } from '../../../engine/index.ts';
import { capitalise, describeDate, describeList, describeWarning } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { allOf, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeClockTag } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { Changes } from './foresee-sort.ts';
import { DOES, renderWords, SEEN } from './render-sort.ts';

export type CheckPage = {
  readonly open: OpenCase;
  readonly typed: Typed;
  /** What recording it would do, line by line. */
  readonly says: readonly Html[];
  readonly confirm: string;
  readonly csrfField: Html;
};

/** What sorting it so would change, before anything is recorded. The answers travel along, hidden. */
export function renderCheck({ open, typed, says, confirm, csrfField }: CheckPage): Page {
  const { record } = open;
  return {
    title: 'What this changes',
    caption: record.origin.reference,
    wide: true,
    body: html`<div class="redress-sort"><div>${renderWords(open)}</div><div>
<div class="redress-card"><ul class="govuk-list govuk-list--bullet">${says.map((one) => html`<li>${one}</li>`)}</ul></div>
<p class="govuk-body">Nothing is recorded yet.</p>
<form method="post" action="${caseworkPaths.sort({ id: record.caseId })}">${csrfField}<input type="hidden" name="${SEEN}" value="${record.version}">${renderKept(typed)}
<div class="govuk-button-group">${govuk.button({ text: confirm, name: DOES, value: 'confirm', preventDoubleClick: true })}${govuk.button({ text: 'Change the answers', name: DOES, value: 'change', classes: 'govuk-button--secondary' })}</div></form></div></div>`,
  };
}

const renderKept = (typed: Typed): readonly Html[] =>
  Object.keys(typed)
    .filter((name) => !name.startsWith('_'))
    .flatMap((name) => allOf(typed, name).map((value) => html`<input type="hidden" name="${name}" value="${value}">`));

/** What changes where it goes on as a case of its own: what it is, where it starts, what is due, who sees it. */
export function describeChanges(open: OpenCase, after: Standing, changes: Changes): readonly Html[] {
  const { texts, standing } = open;
  const { policy } = standing;
  const was = changes.kind.before === changes.kind.after ? 'It stays' : 'It becomes';
  const kind = texts.statuses.kinds[changes.kind.after ?? 'complaint'];
  const received = standing.state.received?.on;
  return [
    html`${was} <strong>${kind}</strong>.${received !== undefined && html` The first contact stays ${describeDate(received, texts)}.`}`,
    ...describePlace(open, changes),
    ...changes.running.map((clock) => describeRunning(open, after, clock)),
    ...changes.ended.map((clock) => html`“${clock.name}” no longer runs.`),
    changes.running.length === 0 && html`No time limit runs on it.`,
    ...changes.routes.map(
      ({ rule, clause, role, instead }) =>
        html`<strong>${rule.name}</strong>: ${instead ? `it goes by another way instead${rule.sends ? `, ${rule.sends}` : ''}` : 'this goes on beside it'}${role === undefined ? '' : `, and ${nameRole(open, role)} is told`}. ${renderClause(texts, policy, clause)}`,
    ),
    ...changes.limits.map(
      ({ clause, lastDay }) =>
        html`It is older than the procedure takes${lastDay === undefined ? '' : `: the last day was ${describeDate(lastDay, texts)}`}. Somebody decides on that before it is looked into. ${renderClause(texts, policy, clause)}`,
    ),
    changes.restricts && html`Only a few people will see it: ${nameReach(open, after)}.`,
    ...changes.barred.map((id) => html`${open.nameOf(id) ?? 'The person it is about'} will not see it.`),
    ...after.state.concerns.map(
      (concern) => html`Found in it: ${texts.statuses.concerns[concern]}. The case says so until it is closed.`,
    ),
    ...listOpenQuestions(open, after),
  ].filter((one) => one !== false);
}

function describePlace({ standing: { policy } }: OpenCase, { procedure, stage }: Changes): readonly Html[] {
  const name = findProcedure(policy, procedure.after)?.name;
  const place = findStage(policy, procedure.after, stage.after ?? '')?.name;
  if (name === undefined || place === undefined) return [html`It goes by no procedure with stages.`];
  const moved = procedure.before !== procedure.after || stage.before !== stage.after;
  const words = `${name}, at ${place}`;
  return [
    moved
      ? html`It goes by another way than before: <strong>${words}</strong>.`
      : html`It goes by ${words}, as it does now.`,
  ];
}

function describeRunning({ texts, standing }: OpenCase, after: Standing, clock: Standing['clocks'][number]): Html {
  const { due, state } = describeClockTag(texts, clock, after);
  return html`${clock.name}: <strong>${due}</strong> (${state.toLowerCase()}). ${renderClause(texts, standing.policy, clock.clause)}`;
}

/** The roles that will see it, and whoever has or sorts it. */
function nameReach(open: OpenCase, after: Standing): string {
  const { roles = [], people = [] } = determineReach(after).only ?? {};
  const names = [...roles.map((role) => nameRole(open, role)), ...people.flatMap((id) => open.nameOf(id) ?? [])];
  return describeList(names, open.texts);
}

const nameRole = ({ standing }: OpenCase, role: string): string =>
  standing.policy.pack.roles.find(({ id }) => id === role)?.title ?? role;

/** Questions that the procedure must have answered and that apply now. */
const listOpenQuestions = ({ texts }: OpenCase, after: Standing): readonly Html[] =>
  listWarnings(after)
    .filter(({ code }) => code === 'question-not-answered')
    .map((warning) => html`${capitalise(describeWarning(texts, warning).says)}`);
