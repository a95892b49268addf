import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { determineLetter, findVisit, type LetterStanding } from '../../../engine/index.ts';
import { makeLetterWords } from '../../documents/gather-letter-texts.ts';
import { listSentLetters, type SentLetter } from '../../documents/list-sent-letters.ts';
import { renderLetterPage } from '../../documents/render-letter.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { PageError } from '../../web/page-error.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { makeLetterRequest } from './make-letter-request.ts';

/** A letter that went, as a page to print. */
export function routeLetters(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.letter.pattern, { config: { access: 'case' } }, (request, reply) =>
    viewLetter(parts, request, reply),
  );
}

async function viewLetter(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const open = await openCase(request, parts);
  const { n } = request.params as { n: string };
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
  const page = renderLetterPage(makeLetterRequest(parts, open, toCaseLetter(open, sent)), { back });
  return reply.page({ ...page, body: html`${renderDifferences(open, sent)}${page.body}` });
}

/** A letter that went, with the wording as it stood when it went. */
export const toCaseLetter = (open: OpenCase, { letter, on, by, gathered, n }: SentLetter) => ({
  letter,
  on,
  by,
  words: makeLetterWords(gathered, open.nameOf, n),
});

/** A letter keeps the dates it told. Where another now stands, both are said. */
function renderDifferences(open: OpenCase, sent: SentLetter): Html | undefined {
  const event = open.record.events.find(({ n }) => n === sent.n);
  const stage = event && 'stage' in event ? event.stage : undefined;
  const visit = stage === undefined ? undefined : findVisit(open.standing.state, stage);
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
