import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerNotThere, seesCases } from '../../identity/authority.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { html } from '../../web/html.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';

/**
 * What stays with somebody who logged a complaint and sees nothing of it afterwards: its reference, to pass on to the
 * resident, and the day of first contact. Nobody but who logged it gets this page.
 */
export function routeReceipt(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.receipt.pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    viewReceipt(parts, request, reply),
  );
}

async function viewReceipt(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { person, organisation } = getSignedIn(request);
  const { reference } = request.params as { reference: string };
  const received = await findLogged(parts, organisation, reference, person.id);
  if (!received) return answerNotThere(reply);
  const list = seesCases(parts, organisation, person) && { text: 'Cases', href: caseworkPaths.cases() };
  const body = html`${govuk.panel({ titleText: 'The complaint is logged', text: html`Reference<br><strong>${reference}</strong>` })}
<p class="govuk-body">First contact: ${describeDate(received, parts.texts)}. The clocks of the procedure count from that day.</p>
<p class="govuk-body">Give the resident the reference. The people who look after complaints have it now.</p>
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.newCase()}">Log another complaint</a></p>
${list && html`<p class="govuk-body"><a class="govuk-link" href="${list.href}">${list.text}</a></p>`}`;
  return reply.page({ title: 'Logged', heading: false, body });
}

/** The day of first contact of a case that this very person logged; undefined for any other reference. */
async function findLogged(parts: AppParts, organisation: string, reference: string, person: string) {
  const row = await parts.casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('reference', '=', reference)
      .executeTakeFirst(),
  );
  const record = row && (await parts.casebook.load(organisation, row.case_id));
  const receipt = record?.events.find(({ type }) => type === 'received');
  return receipt?.by.id === person ? receipt.on : undefined;
}
