import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AddresseeKey, listRecipients } from '../../../engine/index.ts';
import { renderLetterPage } from '../../documents/render-letter.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import { findAction, type WishedAction } from '../actions/find-action.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeComposer, startTyping } from './describe-composer.ts';

/** A letter that is being written, on a page of its own, as each of those who get it would have it in their hand. */
export function routePreview(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.preview.pattern, { config: { access: 'case' } }, (request, reply) =>
    viewPreview(parts, request, reply),
  );
}

async function viewPreview(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const open = await openCase(request, parts);
  const { action: key, to } = request.params as { action: string; to: string };
  const action = findAction(open, key);
  const composer =
    action && (await describeComposer(parts, open, action, await startTyping(parts, open, action, undefined)));
  const keys = listKeys(open);
  if (!action || !composer || !keys.includes(to as AddresseeKey)) return reply.callNotFound();
  const { letter, words } = composer;
  const asked = makeLetterRequest(parts, open, { letter, on: open.standing.asOf.on, words, to: to as AddresseeKey });
  const back = caseworkPaths.action({ id: open.record.caseId, action: key });
  const page = renderLetterPage(asked, { back: { href: back, text: 'Back to writing' } });
  const missing = letter.parts.filter((part) => part.missing !== undefined).map(({ name }) => name);
  const note = govuk.insetText({
    text: html`<p class="govuk-body"><strong>Not sent.</strong> This is how ${nameAddressee(open, to as AddresseeKey)} would get it, from what was saved last.${missing.length > 0 && ` Still missing: ${missing.join('; ')}.`}</p>${renderPreviewLinks(open, action, to as AddresseeKey)}`,
  });
  return reply.page({ ...page, body: html`<div class="redress-screen">${note}</div>${page.body}` });
}

/** Everybody who would get the letter now; who complained first where nobody would. */
const listKeys = ({ standing }: OpenCase): readonly AddresseeKey[] => {
  const keys = listRecipients(standing).map(({ key }) => key);
  return keys.length > 0 ? keys : ['resident-1'];
};

/** The letter as each of those who get it would have it. */
export function renderPreviewLinks(open: OpenCase, { key }: WishedAction, shown?: AddresseeKey): Html | undefined {
  const others = listKeys(open).filter((one) => one !== shown);
  if (others.length === 0) return undefined;
  const links = others.map((to) => {
    const href = caseworkPaths.preview({ id: open.record.caseId, action: key, to });
    return html`<a class="govuk-link" href="${href}">${nameAddressee(open, to)}</a>`;
  });
  return html`<p class="govuk-body">On a page of its own, as it would be printed, for ${joined(links, ', ')}.</p>`;
}
