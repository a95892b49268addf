import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  checkReachAlike,
  determineReach,
  findCommand,
  guardCommand,
  makeContext,
  type Refusal,
} from '../../../engine/index.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import { describeRefusal, gatherRefusals, speakToReader } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { firstOf } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { PageError } from '../../web/page-error.ts';
import { type Tie, tieCases, untieCases } from '../links/tie-cases.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { type Alike, findAlike } from './find-alike.ts';
import { findByReference } from './find-by-reference.ts';
import { renderBeside } from './render-alike.ts';

/** Cases that a case may belong with, for whoever looks, and what was said of them. */
export async function gatherBeside(
  parts: AppParts,
  open: OpenCase,
  csrfField: Html,
): Promise<{ readonly alike: readonly Alike[]; readonly beside: Html }> {
  const { record, standing, texts, person } = open;
  const alike = await findAlike(parts, record, person);
  const linked: { reference: string; how: string; address: string | undefined }[] = [];
  for (const { to, how } of standing.state.links) {
    if (to === 'new') continue;
    const other = await findByReference(parts, record.organisation, person, to);
    const address = other && caseworkPaths.casePage({ id: other.caseId });
    linked.push({ reference: to, how: texts.statuses.links[how] ?? texts.statuses.links['other'] ?? '', address });
  }
  const keptApart = standing.state.keptApart;
  const against = { link: checkTie(open, 'link'), 'keep-apart': checkTie(open, 'keep-apart') };
  const { policy } = standing;
  const shown = { texts, caseId: record.caseId, alike, linked, keptApart, csrfField, against, policy };
  return { alike, beside: renderBeside(shown) };
}

/** Why this person may not say so of this case. */
function checkTie({ standing, actor }: OpenCase, name: Tie['command']): readonly Refusal[] {
  const command = findCommand(name);
  return command ? guardCommand(makeContext(standing, standing.asOf), actor, command) : [];
}

/** Linking a case to another, keeping the two apart, and undoing either: each names the other. */
export function routeBeside(app: FastifyInstance, parts: AppParts): void {
  app.post(caseworkPaths.beside.pattern, { config: { access: 'case' } }, (request, reply) =>
    submitBeside(parts, request, reply),
  );
}

const DEEDS = ['link', 'keep-apart', 'undo-link', 'undo-apart'] as const;
type Deed = (typeof DEEDS)[number];

const SAID: Readonly<Record<Deed, string>> = {
  link: 'Linked to',
  'keep-apart': 'Kept apart from',
  'undo-link': 'No longer linked to',
  'undo-apart': 'No longer kept apart from',
};

async function submitBeside(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const open = await openCase(request, parts);
  const deed = DEEDS.find((one) => one === firstOf(request.form, 'do'));
  const reference = firstOf(request.form, 'reference');
  const other = await findByReference(parts, open.record.organisation, open.person, reference);
  if (!deed || !other || other.caseId === open.record.caseId) throw notThere();
  const back = caseworkPaths.sort({ id: open.record.caseId });
  const isAsked = deed === 'link' && firstOf(request.form, SURE) !== 'yes' && differInReach(parts, open, other);
  if (isAsked) return reply.page(viewLinkQuestion(open, other, request.csrfField));
  const refused = await settle(parts, open, other, deed);
  if (refused !== undefined) return reply.notice({ text: refused }).seeOther(back);
  return reply.notice({ type: 'success', text: `${SAID[deed]} ${other.origin.reference}.` }).seeOther(back);
}

const notThere = (): PageError =>
  new PageError({
    status: 404,
    title: 'There is no such case here',
    text: 'The case may have moved, or may not be open to you. Go back to the inbox and open it again.',
    keep: false,
  });

/** Says that the link was meant, where the two are not seen by the same people. */
const SURE = 'sure';

/** Whether more people see one of two cases than the other. */
const differInReach = ({ today }: Pick<AppParts, 'today'>, { standing }: OpenCase, other: OpenCase['record']) =>
  checkReachAlike(standing, standingOf(other, { on: today() })).length > 0;

/** Asks before a case that few see is linked with one that more see: a link shows none of its words, and restricts nothing. */
function viewLinkQuestion({ record, standing }: OpenCase, other: OpenCase['record'], csrfField: Html): Page {
  const isRestricted = determineReach(standing).only !== undefined;
  const [closed, open] = isRestricted ? [record, other] : [other, record];
  const [few, more] = [closed.origin.reference, open.origin.reference];
  const back = caseworkPaths.sort({ id: record.caseId });
  const restrict = caseworkPaths.action({ id: open.caseId, action: 'restrict-case' });
  return {
    title: 'More people see one of these cases than the other',
    caption: record.origin.reference,
    back: { href: back, text: 'Back, without linking them' },
    body: html`<p class="govuk-body">${few} is kept to a few people or from somebody, and ${more} is not in the same way. A link does not change who sees either. Whoever cannot see ${few} reads on ${more} only that it belongs with a case that is not open to them.</p>
<p class="govuk-body">If ${more} tells of the same matter, <a class="govuk-link" href="${restrict}">restrict ${more} first</a>.</p>
<form method="post" action="${caseworkPaths.beside({ id: record.caseId })}">${csrfField}<input type="hidden" name="reference" value="${other.origin.reference}"><input type="hidden" name="do" value="link">
<div class="govuk-button-group">${govuk.button({ text: 'Link them all the same', name: SURE, value: 'yes', preventDoubleClick: true })}<a class="govuk-link" href="${back}">Do not link them</a></div></form>`,
  };
}

/** Does it on both; answers why not, in words. */
async function settle(
  { casebook, texts }: AppParts,
  { record, actor }: OpenCase,
  other: OpenCase['record'],
  deed: Deed,
): Promise<string | undefined> {
  const pair = [record, other] as const;
  const command = deed === 'link' || deed === 'undo-link' ? 'link' : 'keep-apart';
  const tie: Tie = command === 'link' ? { command, how: 'same-person' } : { command };
  const moment = { on: casebook.today(), at: casebook.now() };
  const refused =
    deed === command
      ? await tieCases(casebook, pair, tie, { actor, moment })
      : await untieCases(casebook, pair, command, actor);
  if (refused.length === 0) return undefined;
  return gatherRefusals(refused)
    .map((refusal) => describeRefusal(speakToReader(texts), refusal, command))
    .join(' ');
}
