import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type AddresseeKey,
  determineLetter,
  type LetterStanding,
  listRecipients,
  type Refusal,
} from '../../../engine/index.ts';
import { makeLetterWords } from '../../documents/gather-letter-texts.ts';
import { hasHad, listSentLetters, peopleOfLetter, type SentLetter } from '../../documents/list-sent-letters.ts';
import { renderLetterPage } from '../../documents/render-letter.ts';
import { describeDate, describeRefusalParts } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { PageError } from '../../web/page-error.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeClause, renderClause } from '../render-clause.ts';
import { findBar, nameAddressee, nameSentTo } from './describe-addressees.ts';
import { type CaseLetter, makeLetterRequest } from './make-letter-request.ts';

/** A letter that went, as a page to print. */
export function routeLetters(app: FastifyInstance, parts: AppParts): void {
  for (const { pattern } of [caseworkPaths.letter, caseworkPaths.letterTo]) {
    app.get(pattern, { config: { access: 'case' } }, (request, reply) => viewLetter(parts, request, reply));
  }
}

async function viewLetter(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const open = await openCase(request, parts);
  const { n, to } = request.params as { n: string; to?: string };
  const sent = listSentLetters(open.record).find((letter) => String(letter.n) === n);
  if (!sent) {
    throw new PageError({
      status: 404,
      title: 'No letter went with this entry',
      text: 'Go back to the case: its letters are listed there.',
      keep: false,
    });
  }
  const { caseId, origin } = open.record;
  const back = { href: caseworkPaths.casePage({ id: caseId }), text: `Back to ${origin.reference}` };
  const key = to === undefined ? findShown(open, sent) : (to as AddresseeKey);
  if (to !== undefined) refuseBarred(open, sent, key);
  const page = renderLetterPage(makeLetterRequest(parts, open, toCaseLetter(open, sent, key)), { back });
  return reply.page({
    ...page,
    body: html`${renderSentTo(open, sent, key)}${renderDifferences(open, sent)}${page.body}`,
  });
}

/** A letter that went, with the wording as it stood when it went, for one of those who had it. */
export const toCaseLetter = (
  open: OpenCase,
  sent: SentLetter,
  to: AddresseeKey = findShown(open, sent),
): CaseLetter => ({
  letter: sent.letter,
  on: sent.on,
  by: sent.by,
  words: makeLetterWords(sent.gathered, open.nameOf, sent.n),
  to,
  people: peopleOfLetter(sent, open.wording.people),
});

/** The first of those it went to for whom it may be opened now; who complained first where there is none. */
const findShown = (open: OpenCase, sent: SentLetter): AddresseeKey =>
  sent.to.find(({ key, replaced }) => !replaced && findBar(open, sent, key).length === 0)?.key ?? 'resident-1';

/** @throws PageError 403 with the reason and its clause where the letter may not be printed for them */
function refuseBarred(open: OpenCase, sent: SentLetter, key: AddresseeKey): void {
  const [reason] = findBar(open, sent, key);
  if (!reason) return;
  const { says, mend } = describeRefusalParts(open.texts, reason);
  const clause = reason.clause === undefined ? '' : ` ${describeClause(open.texts, reason.clause)}.`;
  throw new PageError({
    status: reason.code === 'no-such-addressee' ? 404 : 403,
    title: 'This letter cannot be printed for them',
    text: `${says} ${mend}${clause}`,
    keep: false,
  });
}

/** Who has had it, each with their own letter to print, and who has not. */
function renderSentTo(open: OpenCase, sent: SentLetter, shown: AddresseeKey): Html | undefined {
  const id = open.record.caseId;
  const now = listRecipients(open.standing).filter(({ key }) => !hasHad(sent.to, key));
  if (sent.to.length === 1 && now.length === 0 && sent.to[0]?.key === shown && shown === 'resident-1') return undefined;
  const address = (to: AddresseeKey): string => caseworkPaths.letterTo({ id, n: sent.n, to });
  const had = sent.to.map((one) => {
    const { key, copy, replaced } = one;
    const bars = findBar(open, sent, key);
    const name = nameSentTo(open, sent, one);
    if (replaced) return html`<li>${name} (not on this case any more)</li>`;
    const sentence = copy === undefined ? name : `${name} (copy sent ${describeDate(copy, open.texts)})`;
    const link =
      key === shown
        ? html`<strong>${sentence}</strong>`
        : html`<a class="govuk-link" href="${address(key)}">${sentence}</a>`;
    return bars.length === 0 ? html`<li>${link}</li>` : html`<li>${sentence}. ${renderReasons(open, bars)}</li>`;
  });
  const missed = now.map(
    ({ key }) =>
      html`<li><a class="govuk-link" href="${address(key)}">${nameAddressee(open, key)}</a> has not had it. When you send it: <a class="govuk-link" href="${caseworkPaths.action({ id, action: 'send-copy' })}">record the copy</a></li>`,
  );
  const lead = sent.to.length === 0 ? 'Not sent: there was nobody to write to' : 'Who this letter went to';
  const text = html`<h2 class="govuk-heading-s">${lead}</h2><ul class="govuk-list govuk-list--bullet">${had}${missed}</ul>`;
  return html`<div class="redress-screen">${govuk.insetText({ text })}</div>`;
}

const renderReasons = (open: OpenCase, reasons: readonly Refusal[]): readonly Html[] =>
  reasons.map((reason) => {
    const { says } = describeRefusalParts(open.texts, reason);
    return html`${says} ${renderClause(open.texts, open.standing.policy, reason.clause)} `;
  });

/** A letter keeps the dates it told. Where another now stands, both are said. */
function renderDifferences(open: OpenCase, sent: SentLetter): Html | undefined {
  const visit = open.standing.state.visits.find(({ index }) => index === sent.visit);
  const now = determineLetter(open.standing, sent.letter.letter.id, {}, {}, visit);
  const changed = now ? listDateChanges(sent.letter, now) : [];
  if (changed.length === 0) return undefined;
  const date = (on: string): string => describeDate(on, open.texts);
  const items = changed.map(
    ({ name, told, stands }) =>
      html`<li>${name}: the letter said ${date(told)}. The date that now stands is ${date(stands)}.</li>`,
  );
  const text = html`<h2 class="govuk-heading-s">This letter keeps the dates it told</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`;
  return html`<div class="redress-screen">${govuk.insetText({ text })}</div>`;
}

function listDateChanges(then: LetterStanding, now: LetterStanding) {
  return then.parts.flatMap(({ part, name, content }) => {
    const other = now.parts.find((candidate) => candidate.part === part)?.content;
    if (content?.kind !== 'date' || other?.kind !== 'date' || content.on === other.on) return [];
    return [{ name, told: content.on, stands: other.on }];
  });
}
