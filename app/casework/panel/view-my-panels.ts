import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerNotThere } from '../../identity/authority.ts';
import { describeRefusal, speakToReader } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { readForm } from '../../web/forms.ts';
import { actorOf, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { describeMine, findMyPanels } from './find-my-panels.ts';
import { listSayings, type MyPanelForm, renderMyPanels, SAYINGS, type Saying } from './render-my-panels.ts';

/**
 * The panels that somebody is asked to sit on. It needs no reach of the case: whoever was asked says when they can come
 * and whether they have a conflict of interest, and learns the reference, the day and the place, and nothing more.
 */
export function routeMyPanels(app: FastifyInstance, parts: AppParts): void {
  const config = { access: 'signed-in' } as const;
  app.get(caseworkPaths.myPanels.pattern, { config }, (request, reply) => show(parts, request, reply));
  app.post(caseworkPaths.myPanel.pattern, { config }, (request, reply) => say(parts, request, reply));
}

async function show(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  form?: MyPanelForm,
): Promise<FastifyReply> {
  const { person, organisation } = getSignedIn(request);
  const panels = await findMyPanels(parts, organisation, person);
  const { case: chosen } = request.query as { case?: string };
  const wish = { chosen, person: person.id, texts: parts.texts, csrfField: request.csrfField, form };
  return reply.page(renderMyPanels(panels, wish), form ? 400 : 200);
}

const COMMANDS: Readonly<Record<Saying, string>> = {
  availability: 'give-availability',
  declaration: 'declare-interest',
};

async function say(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { person, organisation } = getSignedIn(request);
  const { case: caseId, what: wished } = request.params as { case: string; what: string };
  const what = SAYINGS.find((one) => one === wished);
  const record = /^[\w-]{1,64}$/.test(caseId) ? await parts.casebook.load(organisation, caseId) : undefined;
  const mine = record && describeMine(parts, record, person);
  if (!mine || !what) return answerNotThere(reply);
  const { values, typed, errors } = readForm(listSayings(mine, what, parts.texts), request.form);
  if (errors.length > 0) return show(parts, request, reply, { caseId, what, typed, errors });
  const outcome = await parts.casebook.act({
    organisation,
    caseId,
    actor: actorOf(person),
    command: COMMANDS[what],
    moment: { on: parts.today() },
    input: { ...values, 'panel-member': person.id },
  });
  if ('done' in outcome)
    return reply
      .notice({ type: 'success', text: 'Recorded. Thank you.' })
      .seeOther(caseworkPaths.myPanels(undefined, { case: caseId }));
  const refusals = 'refused' in outcome ? outcome.refused : [];
  const told = refusals.map((refusal) => ({
    field: String(refusal.values['field'] ?? ''),
    message: describeRefusal(speakToReader(parts.texts), refusal, COMMANDS[what]),
  }));
  return show(parts, request, reply, { caseId, what, typed, errors: told });
}
