import type { Refusal } from '../../../engine/index.ts';
import { describeList, describeUntrained } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';
import type { WishedAction } from './find-action.ts';
import type { Candidate } from './find-candidates.ts';

type Choosing = {
  readonly open: OpenCase;
  readonly action: WishedAction;
  readonly candidates?: ReadonlyMap<string, readonly Candidate[]> | undefined;
};

/** For each place of a form: whom it is shut to and why, and who could take it without the training of their role. */
export function renderCandidates({ open, action, candidates }: Choosing): Html | undefined {
  return html`${[...(candidates ?? [])].map(([field, all]) => {
    const seat = action.fields.find(({ name }) => name === field && name !== 'to')?.label;
    return html`${renderRefused(open, action, seat, all)}${renderUntrained(open, all)}`;
  })}`;
}

/** Those with a reason of their own first, those with the same one together. */
function renderRefused(open: OpenCase, action: WishedAction, seat: string | undefined, all: readonly Candidate[]) {
  const refused = all.filter(({ refusals }) => refusals.length > 0);
  if (refused.length === 0) return undefined;
  const byReasons = Map.groupBy(refused, (one) => JSON.stringify(one.refusals));
  const groups = [...byReasons.values()].toSorted((a, b) => a.length - b.length);
  return govuk.details({
    summaryText: `${seat === undefined ? 'Who cannot be chosen' : `${seat}: who cannot be chosen`}, and why (${refused.length})`,
    text: html`${groups.map((group) => html`<h3 class="govuk-heading-s">${nameAll(open, group)}</h3>${renderRefusals(open.texts, open.standing.policy, group[0]?.refusals ?? [], action.command.name)}`)}`,
  });
}

/** Said before anybody is chosen: the list of people says it again beside each name. */
function renderUntrained({ texts, standing, ...open }: OpenCase, all: readonly Candidate[]): Html | undefined {
  const found = all.filter(({ refusals, warnings }) => refusals.length === 0 && warnings.length > 0);
  if (found.length === 0) return undefined;
  const byTraining = Map.groupBy(found, ({ warnings }) => describeUntrained(texts, warnings));
  const clause = found[0]?.warnings[0]?.clause;
  const lines = [...byTraining].map(
    ([lacks, group]) => html`<li>${nameAll({ ...open, texts, standing }, group)}: ${lacks}</li>`,
  );
  return govuk.insetText({
    text: html`<p class="govuk-body">These can be chosen, but the training that their role asks for is not recorded: ${renderClause(texts, standing.policy, clause)}</p><ul class="govuk-list govuk-list--bullet">${lines}</ul>`,
  });
}

const nameAll = ({ texts }: OpenCase, group: readonly Candidate[]): string =>
  describeList(
    group.map(({ person }) => person.name),
    texts,
  );

/** Whom else a seat is open to, beside the reason why somebody cannot have it. */
export function renderWhoElse({ open, candidates }: Omit<Choosing, 'action'>, { values }: Refusal): Html | undefined {
  const all = values['seat'] === undefined ? undefined : candidates?.get(String(values['field']));
  const others = (all ?? []).filter(({ refusals }) => refusals.length === 0);
  return others.length === 0 ? undefined : html` Who may sit here: ${nameAll(open, others)}.`;
}
