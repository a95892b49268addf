import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addCalendarDays, type IsoDate, type Policy, policyFor } from '../../../engine/index.ts';
import { renderVersionsCompared } from '../../casework/procedure/render-versions-compared.ts';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn } from '../../identity/index.ts';
import {
  foreseeVersions,
  keepProcedure,
  type ProcedureRefusal,
  refuseWish,
} from '../../packs/procedures/keep-procedure.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, insetText, table, warningText } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, firstOf, readForm, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { countFollowers } from './count-followers.ts';
import { REFUSED } from './describe-refusal.ts';
import { listLeftBehind } from './list-left-behind.ts';
import { renderFaults } from './render-faults.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;
const CONFIRMED = '_confirmed';

const FIELDS: readonly Field[] = [
  {
    kind: 'date',
    name: 'from',
    label: 'The first day it is in force',
    hint: 'Today or a day to come. What is first received on that day or later follows it.',
    required: true,
  },
];

/** A version that has not been in force, on the page that gives it its first day. */
type Asked = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly policy: Policy;
};

/** Putting a version in force from a day: what differs and what it means for cases is shown first, then it is confirmed. */
export function routePutInForce(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.putInForce;
  app.get(pattern, ADMINISTRATOR, (request, reply) =>
    withVersion({ parts, request, reply }, async (asked) =>
      reply.page(renderFaulty(asked) ?? (await renderAsked(asked))),
    ),
  );
  app.post(pattern, ADMINISTRATOR, (request, reply) => withVersion({ parts, request, reply }, submit));
}

function withVersion(
  given: Omit<Asked, 'policy'>,
  then: (asked: Asked) => Promise<FastifyReply>,
): FastifyReply | Promise<FastifyReply> {
  const { parts, request, reply } = given;
  const { version } = request.params as { version: string };
  const policy = parts.procedures.get(getSignedIn(request).organisation, version);
  return policy ? then({ ...given, policy }) : answerNotThere(reply);
}

async function submit(asked: Asked): Promise<FastifyReply> {
  const { parts, request, reply, policy } = asked;
  const faulty = renderFaulty(asked);
  if (faulty) return reply.page(faulty, 422);
  const { values, errors, typed } = readForm(FIELDS, request.form);
  if (errors.length > 0) return reply.page(await renderAsked(asked, { typed, errors }), 422);
  const { organisation, person } = getSignedIn(request);
  const from = values['from'] as IsoDate;
  const wish = { what: 'put-in-force', version: policy.pack.version, from } as const;
  const { book, files } = parts.procedures;
  const place = { book: book(organisation), files: files(organisation), today: parts.today() };
  const refused = refuseWish(place, wish);
  if (refused) return showRefused(asked, typed, refused);
  if (firstOf(request.form, CONFIRMED) !== from) return reply.page(await renderAsked(asked, { typed, from }));
  const own = { database: parts.casebook.database, procedures: parts.procedures, now: parts.now };
  const outcome = await keepProcedure(own, organisation, wish, person.id);
  if ('refused' in outcome) return showRefused(asked, typed, outcome.refused);
  const text = `Version ${policy.pack.version} is in force from ${describeDate(from)}. Cases that came in before keep theirs.`;
  return reply.notice({ type: 'success', text }).seeOther(administrationPaths.procedure());
}

/** A version that was added under an earlier Redress, and in which this one finds faults, is not put in force. */
function renderFaulty({ parts, request, policy }: Asked): Page | undefined {
  const { version } = policy.pack;
  const { organisation } = getSignedIn(request);
  const faults = parts.procedures.faults(organisation, version);
  if (faults.length === 0) return undefined;
  const body = html`<p class="govuk-body">It has faults, and a procedure with a fault is not run. Download its file, mend it and add it again under another name.</p>${renderFaults(faults)}`;
  const back = { href: administrationPaths.procedure(), text: 'Versions of the procedure' };
  return { title: `Version ${version} cannot be put in force`, body, back, wide: true };
}

async function showRefused(asked: Asked, typed: Typed, refused: ProcedureRefusal): Promise<FastifyReply> {
  const errors = [{ field: 'from-day', message: REFUSED[refused] }];
  return asked.reply.page(await renderAsked(asked, { typed, errors }), 422);
}

type Shown = {
  readonly typed?: Typed;
  readonly errors?: readonly FieldError[];
  /** The day that was chosen and is not confirmed. */
  readonly from?: IsoDate;
};

async function renderAsked(asked: Asked, { typed = {}, errors = [], from }: Shown = {}): Promise<Page> {
  const { parts, request, policy } = asked;
  const { version } = policy.pack;
  const landlord = findOrganisation(parts, request);
  const then = from && foreseeVersions(parts.procedures, landlord.id, { version, from });
  const before = (from && then && findBefore(then, landlord.id, from)) || landlord.policy;
  const fields = FIELDS.map((field) => renderField(field, typed, errors));
  const preview = from && then ? await renderPreview(asked, { from, then, before }) : undefined;
  const confirm = html`${button({ text: 'Put it in force', name: CONFIRMED, value: from, preventDoubleClick: true })}<h2 class="govuk-heading-m">Or choose another day</h2>`;
  const again = preview
    ? button({ text: 'Show again what it means', classes: 'govuk-button--secondary' })
    : button({ text: 'Show what it means' });
  const body = html`${preview}<form method="post" action="${administrationPaths.putInForce({ version })}" novalidate>${request.csrfField}${preview && confirm}${fields}${again}</form>
<h2 class="govuk-heading-m">What differs</h2>
${renderVersionsCompared(parts.texts, before, policy)}`;
  const back = { href: administrationPaths.procedure(), text: 'Versions of the procedure' };
  return { title: `Put version ${version} in force`, body, errors, back, wide: true };
}

/** The version that it would follow. */
function findBefore(then: readonly Policy[], organisation: string, from: IsoDate): Policy | undefined {
  const found = policyFor(then, organisation, addCalendarDays(from, -1));
  return 'pack' in found ? found : undefined;
}

type Ahead = { readonly from: IsoDate; readonly then: readonly Policy[]; readonly before: Policy };

async function renderPreview({ parts, request, policy }: Asked, { from, then, before }: Ahead): Promise<Html> {
  const { organisation } = getSignedIn(request);
  const { version } = policy.pack;
  const versions = then.map(({ pack }) => pack.version);
  const counts = await countFollowers(parts.casebook.database, organisation, versions);
  const left = listLeftBehind(before, policy, await parts.people.list(organisation));
  const rows = then
    .toReversed()
    .map(({ pack }) => [
      { text: pack.version },
      { text: describeDate(pack['in-force'].from) },
      { text: pack['in-force'].until === undefined ? 'No end' : describeDate(pack['in-force'].until) },
      { text: counts.get(pack.version) ?? '' },
    ]);
  const isToday = from === parts.today();
  return html`<h2 class="govuk-heading-m">Not in force yet: version ${version}, from ${describeDate(from)}</h2>
<p class="govuk-body"><strong>No open case moves.</strong> Each goes on under the version of the day on which it was first received, to its end. What is first received on ${describeDate(from)} or later follows version ${version}.</p>
${table({ caption: 'Which version is in force when, then', captionClasses: 'govuk-table__caption--s', head: ['Version', 'From', 'Until', 'Follow it now'].map((text) => ({ text })), rows })}
${isToday && warningText({ text: 'From today it cannot be taken back. What was recorded earlier today keeps the version it began under.', iconFallbackText: 'Warning' })}
${!isToday && html`<p class="govuk-body">Until that day it can be taken back.</p>`}
${left.length > 0 && insetText({ text: html`<p class="govuk-body"><strong>To be seen to before that day</strong></p><ul class="govuk-list govuk-list--bullet">${left.map((one) => html`<li>${one}</li>`)}</ul>` })}`;
}
