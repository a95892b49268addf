import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeRefusal } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf } from '../../web/forms.ts';
import type { Html } from '../../web/html.ts';
import { PageError } from '../../web/page-error.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { type Alike, findAlike } from './find-alike.ts';
import { findByReference } from './find-by-reference.ts';
import { voidLast } from './merge-cases.ts';
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
  return { alike, beside: renderBeside({ texts, caseId: record.caseId, alike, linked, keptApart, csrfField }) };
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
  const refused = await settle(parts, open, other, deed);
  const back = caseworkPaths.sort({ id: open.record.caseId });
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

/** Does it on both; answers why not, in words. */
async function settle(
  { casebook, texts }: AppParts,
  { record, actor }: OpenCase,
  other: OpenCase['record'],
  deed: Deed,
): Promise<string | undefined> {
  for (const [one, another] of [
    [record, other],
    [other, record],
  ] as const) {
    const { reference } = another.origin;
    const refusals = await doOn(one, reference);
    if (refusals.length > 0) return refusals.map((refusal) => describeRefusal(texts, refusal, deed)).join(' ');
  }
  return undefined;

  async function doOn(one: OpenCase['record'], reference: string) {
    if (deed === 'undo-link') return voidLast(casebook, one, actor, 'linked', ({ to }) => to === reference);
    if (deed === 'undo-apart') return voidLast(casebook, one, actor, 'kept-apart', ({ from }) => from === reference);
    const { organisation, caseId } = one;
    const input = deed === 'link' ? { to: reference, how: 'same-person' } : { from: reference };
    const moment = { on: casebook.today(), at: casebook.now() };
    const outcome = await casebook.act({ organisation, caseId, actor, command: deed, moment, input });
    return 'refused' in outcome ? outcome.refused : [];
  }
}
