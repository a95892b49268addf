import type { FastifyInstance } from 'fastify';
import {
  type Addressee,
  type AddresseeKey,
  checkActing,
  checkAddressee,
  determineAddressees,
  makeContext,
  type Refusal,
} from '../../../engine/index.ts';
import { hasFollowCode, issueFollowCode } from '../../identity/follow-codes.ts';
import { renderCode } from '../../identity/render-code.ts';
import { describeRefusal, speakToReader } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { firstOf, renderField, renderHidden } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { nameAddressee, renderKeptFrom } from '../letters/describe-addressees.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

const FOR = 'for';

/**
 * A code for a resident, or for who acts for them, with which they follow their complaint on the landlord's own page.
 * Each has their own. It is shown once, to the member of staff who gives it, to read out or to print and send; a code
 * given to the same person earlier stops working. None is given to a representative without permission.
 */
export function routeFollowCode(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.followCode;
  app.get(pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    return reply.page(viewAsk(open, await findHolders(parts, open), request.csrfField));
  });
  app.post(pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    const { organisation, caseId } = open.record;
    const holders = await findHolders(parts, open);
    const wished = firstOf(request.form, FOR) || 'resident-1';
    const holder = holders.find(({ addressee }) => addressee.key === wished);
    const { standing, actor } = open;
    const idle = checkActing(makeContext(standing, standing.asOf), actor);
    const reasons = [...idle, ...(holder ? barOf(holder) : checkAddressee(undefined))];
    if (!holder || reasons.length > 0) return reply.page(viewAsk(open, holders, request.csrfField, reasons), 400);
    const { key } = holder.addressee;
    const code = await issueFollowCode(parts.casebook, organisation, caseId, open.actor.id, key);
    return reply.page(viewGiven(open, key, code));
  });
}

/** Somebody who could be given a code, and whether they have one. */
type Holder = { readonly addressee: Addressee; readonly given: boolean };

async function findHolders(parts: AppParts, { record, standing }: OpenCase): Promise<readonly Holder[]> {
  const { organisation, caseId } = record;
  const all = determineAddressees(standing).filter(({ keptFrom }) => keptFrom !== 'has-left');
  return Promise.all(
    all.map(async (addressee) => ({
      addressee,
      given: await hasFollowCode(parts.casebook, organisation, caseId, addressee.key),
    })),
  );
}

/** A complainant may always follow their own complaint; who acts for them only while letters may go to them. */
const barOf = ({ addressee }: Holder): readonly Refusal[] =>
  addressee.kind === 'resident' ? [] : checkAddressee(addressee);

function viewAsk(open: OpenCase, holders: readonly Holder[], csrfField: Html, refusals: readonly Refusal[] = []): Page {
  const { caseId: id } = open.record;
  const may = holders.filter((holder) => barOf(holder).length === 0);
  const barred = holders.filter((holder) => barOf(holder).length > 0);
  const given = may.filter((holder) => holder.given).map(({ addressee }) => nameAddressee(open, addressee.key));
  const warning = given.length > 0 && {
    text: `${may.length > 1 ? `These have a code: ${given.join('; ')}.` : 'They have a code.'} A new one makes it stop working.`,
  };
  const reasons =
    refusals.length > 0 &&
    govuk.errorSummary({
      descriptionText: 'No code was made.',
      errorList: refusals.map((reason) => ({ text: describeRefusal(speakToReader(open.texts), reason) })),
    });
  const body = html`${reasons}<p class="govuk-body">With their reference and a code the resident can see where their complaint stands, read the letters sent to them, add something, and ask for the next stage. Give the code only to the person it is for.</p>
${warning && govuk.warningText({ ...warning, iconFallbackText: 'Warning' })}
${barred.map(({ addressee }) => html`<p class="govuk-body"><strong>Not for ${nameAddressee(open, addressee.key)}.</strong> ${renderKeptFrom(open, addressee)}</p>`)}
<form method="post" action="${caseworkPaths.followCode({ id })}" novalidate>${csrfField}
${may.length > 1 ? renderChoice(open, may) : renderHidden(FOR, may[0]?.addressee.key ?? 'resident-1')}
${govuk.button({ text: may.length === 1 && given.length > 0 ? 'Make a new code' : 'Make a code', preventDoubleClick: true })}</form>`;
  return { title: 'A code to follow the complaint', breadcrumbs: crumbs(open), body };
}

function renderChoice(open: OpenCase, may: readonly Holder[]): Html {
  const options = may.map(({ addressee, given }) => ({
    value: addressee.key,
    label: `${nameAddressee(open, addressee.key)}${given ? ' (has a code)' : ''}`,
  }));
  const typed = { [FOR]: may[0]?.addressee.key ?? '' };
  return renderField({ name: FOR, kind: 'choice', label: 'Who is it for?', required: true, options }, typed);
}

function viewGiven(open: OpenCase, key: AddresseeKey, code: string): Page {
  const { record } = open;
  const body = html`<p class="govuk-body">For ${nameAddressee(open, key)}. Their reference is <strong>${record.origin.reference}</strong>.</p>
${renderCode(code)}
<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.casePage({ id: record.caseId })}">Back to the case</a></p>`;
  return { title: 'The code to follow the complaint', breadcrumbs: crumbs(open), body };
}

const crumbs = ({ record }: OpenCase) => [
  { text: 'Cases', href: caseworkPaths.cases() },
  { text: record.origin.reference, href: caseworkPaths.casePage({ id: record.caseId }) },
];
