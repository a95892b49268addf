import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuthorityLimit, findLimitOfRole, type IsoDate, type Policy } from '../../../engine/index.ts';
import type { LimitRefusal } from '../../identity/authority-limits.ts';
import { getSignedIn } from '../../identity/index.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, type Option, readForm, renderField, type Typed } from '../../web/forms.ts';
import { html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { describePence, describeSubject } from './describe-limits.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;
/** More than the database holds, and than any complaint is worth. */
const MOST_PENCE = 1_000_000_00;

const REFUSED: Readonly<Record<LimitRefusal, { readonly field: string; readonly message: string }>> = {
  'in-the-past': {
    field: 'from-day',
    message: 'Give a day from today on: what was offered before was under what held then',
  },
  'no-change': {
    field: 'amount',
    message: 'This is the limit on that day as it is. Give another amount, or another day',
  },
  'not-there': { field: 'for', message: 'Choose whom it is for' },
};

/** Setting how much the holders of a role, or one person, may offer on one complaint, from a day on. */
export function routeSetLimit(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.setLimit;
  app.get(pattern, ADMINISTRATOR, async (request, reply) => {
    const { for: whom } = request.query as { for?: unknown };
    const typed = { from: parts.today(), ...(typeof whom === 'string' && { for: whom }) };
    return reply.page(await renderForm(parts, request, { typed }));
  });
  app.post(pattern, ADMINISTRATOR, (request, reply) => submitLimit(parts, request, reply));
}

type Shown = { readonly typed: Typed; readonly errors?: readonly FieldError[] };

/** Roles that the procedure itself limits are not offered: they change with it. */
function listRoles(policy: Policy): readonly Option[] {
  return policy.pack.roles
    .toSorted((a, b) => b.rank - a.rank)
    .filter(
      ({ id, reach }) =>
        reach !== 'logs-only' && findLimitOfRole(policy, [], id, '0001-01-01' as IsoDate)?.by !== 'pack',
    )
    .map(({ id, title }) => ({ value: `role:${id}`, label: title }));
}

async function makeFields(parts: AppParts, request: FastifyRequest): Promise<readonly Field[]> {
  const { id, policy } = findOrganisation(parts, request);
  const people = (await parts.people.list(id)).filter(({ state, roles }) => state === 'active' && roles.length > 0);
  const options = [
    ...listRoles(policy),
    ...people.map((person) => ({ value: `person:${person.id}`, label: `${person.name} alone` })),
  ];
  return [
    {
      kind: 'choice',
      name: 'for',
      label: 'Whom is it for?',
      hint: 'A limit for one person stands in place of those of their roles.',
      required: true,
      options,
    },
    {
      kind: 'money',
      name: 'amount',
      label: 'Up to how much on one complaint?',
      hint: 'In pounds and pence, all promises together. 0 for nothing at all. Leave it empty to take the limit away.',
      required: false,
    },
    { kind: 'date', name: 'from', label: 'From which day?', hint: 'Today or later.', required: true },
  ];
}

async function renderForm(parts: AppParts, request: FastifyRequest, { typed, errors = [] }: Shown): Promise<Page> {
  const fields = await makeFields(parts, request);
  const body = html`<form method="post" action="${administrationPaths.setLimit()}" novalidate>${request.csrfField}
${fields.map((field) => renderField(field, typed, errors))}
<div class="govuk-button-group">${button({ text: 'Set the limit', preventDoubleClick: true })}<a class="govuk-link" href="${administrationPaths.limits()}">Cancel</a></div></form>`;
  return { title: 'Set a limit', body, errors, back: { href: administrationPaths.limits(), text: 'Authority limits' } };
}

async function submitLimit(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person: by } = getSignedIn(request);
  const { policy } = findOrganisation(parts, request);
  const { values, errors, typed } = readForm(await makeFields(parts, request), request.form);
  const show = async (found: readonly FieldError[]) =>
    reply.page(await renderForm(parts, request, { typed, errors: found }), 422);
  if (errors.length > 0) return show(errors);
  const limit = readLimit(values);
  if ((limit.pence ?? 0) > MOST_PENCE)
    return show([{ field: 'amount', message: `Give at most ${describePence(MOST_PENCE)}` }]);
  const outcome = await parts.limits.set(organisation, limit, by.id);
  if ('refused' in outcome) return show([REFUSED[outcome.refused]]);
  const subject = describeSubject(policy, await parts.people.list(organisation), limit);
  const says = limit.pence === undefined ? 'the limit is taken away' : `up to ${describePence(limit.pence)}`;
  const text = `${subject}: ${says} from ${describeDate(limit.from)}.`;
  return reply.notice({ type: 'success', text }).seeOther(administrationPaths.limits());
}

function readLimit(values: Readonly<Record<string, unknown>>): AuthorityLimit {
  const [kind, ...rest] = String(values['for']).split(':');
  const { amount } = values;
  return {
    ...(kind === 'person' ? { person: rest.join(':') } : { role: rest.join(':') }),
    ...(typeof amount === 'number' && { pence: amount }),
    from: values['from'] as IsoDate,
  };
}
