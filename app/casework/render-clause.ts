import type { Policy } from '../../engine/index.ts';
import { capitalise, fill, type Texts } from '../texts/index.ts';
import { attributes, type Html, html } from '../web/html.ts';
import { caseworkPaths } from './paths.ts';

const CODE = /^Code (.+)$/;

/** Where a clause can be read; undefined for what has no text of its own, such as an assumption. */
export function findClauseAddress(policy: Policy, clause: string): string | undefined {
  const version = { version: policy.pack.version };
  const provision = CODE.exec(clause)?.[1];
  if (provision !== undefined) return caseworkPaths.clause({ anchor: `code-${provision}` }, version);
  return policy.anchors.has(clause) ? caseworkPaths.clause({ anchor: clause }, version) : undefined;
}

/** What a clause is called: “Clause 3.4”, “Code 6.2”, “Clause 9, extension” or “Footnote 1” where the text gives no number. */
export function describeClause(texts: Texts, clause: string): string {
  if (clause === 'assumption') return 'Assumed: the procedure does not say';
  if (/^[a-z]{2}/.test(clause)) return capitalise(clause.replaceAll('-', ' '));
  return CODE.test(clause) ? clause : fill(texts.pages.common!['clause']!, { clause: nameParagraph(clause) });
}

/** A paragraph without a number of its own goes by what it is about: `9-extension` is “9, extension”. */
const nameParagraph = (clause: string): string => {
  const [, number, about] = /^(\d[\w.]*)-([a-z]{2}.*)$/.exec(clause) ?? [];
  return number === undefined || about === undefined ? clause : `${number}, ${about.replaceAll('-', ' ')}`;
};

/** A clause as a link to its words. A number stays in one piece; a paragraph that goes by many words may break. */
export function renderClause(texts: Texts, policy: Policy, clause: string | undefined): Html | undefined {
  if (clause === undefined) return undefined;
  const href = findClauseAddress(policy, clause);
  const words = describeClause(texts, clause);
  const whole = words.split(' ').length > 2 || !/\d/.test(words) ? undefined : 'redress-whole';
  return href === undefined
    ? html`<span${attributes({ class: whole })}>${words}</span>`
    : html`<a${attributes({ class: ['govuk-link', whole].filter(Boolean).join(' '), href })}>${words}</a>`;
}

/** Every clause of the landlord's text, to choose one: what it is called, and how it begins. */
export const listClauses = (texts: Texts, policy: Policy): { value: string; label: string }[] =>
  [...policy.anchors].map(([anchor, text]) => ({
    value: anchor,
    label: `${describeClause(texts, anchor)}: ${firstWords(text)}`,
  }));

function firstWords(text: string): string {
  const plain = text
    .replace(/^\s*#+\s*/gm, '')
    .replace(/<[^>]*>|\*\*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length <= 60 ? plain : `${plain.slice(0, 58).trimEnd()}…`;
}
