import { type Fact, type FactValue, isIsoDate, type Policy } from '../../../engine/index.ts';
import { describeDate, describeMoney } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';

/** The answers to the procedure's questions. */
export function renderFacts(open: OpenCase): Html | undefined {
  const { policy, state } = open.standing;
  const rows = Object.keys(state.facts).flatMap((id) => {
    const { fact, point } = findFact(policy, id);
    const answer = fact && describeAnswer(open, id);
    if (!fact || answer === undefined) return [];
    const clause = renderClause(open.texts, policy, fact.clause);
    return [
      {
        key: { text: nameQuestion(fact, point) },
        value: { text: html`<span class="redress-typed">${answer}</span> ${clause}` },
      },
    ];
  });
  if (rows.length === 0) return undefined;
  const text = govuk.summaryList({ rows });
  return html`<section id="facts"><h2 class="govuk-heading-m">What the procedure asks</h2>${govuk.details({ summaryText: `Answers (${rows.length})`, text })}</section>`;
}

const nameQuestion = ({ ask }: Fact, point: string | undefined): string =>
  point === undefined ? ask : `${ask} (point ${point})`;

/** What was answered at one time, with its question, but for texts: those are told by themselves. */
export function listAnswersOf(
  open: OpenCase,
  facts: Readonly<Record<string, FactValue>>,
): readonly (readonly [string, string])[] {
  return Object.entries(facts).flatMap(([id, value]) => {
    const { fact, point } = findFact(open.standing.policy, id);
    const answer = fact && fact.kind !== 'text' ? describeAnswer(open, id, value) : undefined;
    return fact && answer !== undefined ? [[nameQuestion(fact, point), answer] as const] : [];
  });
}

/** The question that an answer belongs to; told point by point, it is kept as `QUESTION.POINT`. */
function findFact({ pack }: Policy, id: string): { fact: Fact | undefined; point: string | undefined } {
  const [, question = id, point] = /^(.+)\.(\d+)$/.exec(id) ?? [];
  return { fact: pack.facts[question], point };
}

/** An answer in words, the present one unless another is told: a text in full, a choice by its name, a person by theirs. */
export function describeAnswer(
  { standing, wording, texts, nameOf }: OpenCase,
  id: string,
  value = standing.state.facts[id],
): string | undefined {
  const { fact } = findFact(standing.policy, id);
  if (!fact || value === undefined) return undefined;
  switch (fact.kind) {
    case 'text':
      return wording.textOf(id);
    case 'yes-no':
      return texts.fields['yes-no'][value === true ? 'yes' : 'no'];
    case 'choice':
      return fact.options?.find((option) => option.id === value)?.name ?? String(value);
    case 'person':
      return nameOf(String(value)) ?? 'somebody';
    case 'money':
      return describeMoney(Number(value));
    default:
      return isIsoDate(value) ? describeDate(value, texts) : String(value);
  }
}
