import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { describeSource, findLimitOfRole, type IsoDate, type Policy } from '../../../engine/index.ts';
import { renderClause } from '../../casework/render-clause.ts';
import type { LimitSet } from '../../identity/authority-limits.ts';
import { getSignedIn, personPage } from '../../identity/index.ts';
import type { Person } from '../../identity/person.ts';
import { describeList, describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, scrollingTable, table, warningText } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { firstOf } from '../../web/server.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';
import { administrationPaths } from '../paths.ts';
import { describeComing, describePence, describeSubject, findForgotten } from './describe-limits.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

/** Who may offer how much money on one complaint: by role and by person, what comes, and what was set before. */
export function routeLimits(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.limits.pattern, ADMINISTRATOR, (request, reply) => viewLimits(parts, request, reply));
  app.post(administrationPaths.takeBackLimit.pattern, ADMINISTRATOR, (request, reply) =>
    submitTakeBack(parts, request, reply),
  );
}

type Shown = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly policy: Policy;
  readonly people: readonly Person[];
  readonly limits: readonly LimitSet[];
  readonly today: IsoDate;
};

async function viewLimits(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, policy } = findOrganisation(parts, request);
  const people = await parts.people.list(id);
  const shown = { parts, request, policy, people, limits: await parts.limits.list(id), today: parts.today() };
  const body = html`<p class="govuk-body">How much money people may offer on one complaint, all promises together. Above that, somebody with a higher limit approves it on the case first. What the law sets, such as a home loss payment, is not counted.</p>
${button({ text: 'Set a limit', href: administrationPaths.setLimit() })}
${renderForgotten(shown)}${renderRoles(shown)}${renderPeople(shown)}${renderHistory(shown)}`;
  const back = { href: administrationPaths.index(), text: 'Administration' };
  return reply.page({ title: 'Authority limits', body, wide: true, back });
}

function renderForgotten({ policy, limits, today }: Shown): Html | undefined {
  const forgotten = findForgotten(policy, limits, today);
  if (forgotten.length === 0) return undefined;
  const text = `${describeList(forgotten)}: no limit, although a role that ranks above is limited. Set one if that is not meant.`;
  return warningText({ text, iconFallbackText: 'Warning' });
}

/** The highest rank first. A limit of the procedure cannot be set here: it changes with the procedure. */
function renderRoles({ policy, limits, parts, today }: Shown): Html {
  const roles = policy.pack.roles.toSorted((a, b) => b.rank - a.rank);
  const rows = roles.map(({ id, title, reach }) => {
    if (reach === 'logs-only') return [{ text: title }, { text: 'Sees no cases, so offers nothing' }, { text: '' }];
    const found = findLimitOfRole(policy, limits, id, today);
    const coming = describeComing(
      limits.filter(({ role }) => role === id),
      today,
    );
    const clause =
      found?.source && renderClause(parts.texts, policy, describeSource(found.source, policy.pack.remedies));
    const change =
      found?.by === 'pack'
        ? html`By the procedure ${clause}`
        : html`<a class="govuk-link" href="${administrationPaths.setLimit(undefined, { for: `role:${id}` })}">Change<span class="govuk-visually-hidden"> the limit of ${title}</span></a>`;
    return [{ text: title }, { text: renderPence(found?.pence, coming) }, { text: change }];
  });
  return table({
    caption: 'By role',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Role' }, { text: 'Up to, on one complaint' }, { text: 'Change' }],
    rows,
    firstCellIsHeader: true,
  });
}

const renderPence = (pence: number | undefined, coming: readonly string[]): Html =>
  html`${describePence(pence)}${coming.map((one) => html`<br><span class="redress-muted">${one}</span>`)}`;

/** Whose own limit stands in place of those of their roles. */
function renderPeople({ limits, people, policy, today }: Shown): Html | undefined {
  const ids = [...new Set(limits.flatMap(({ person }) => person ?? []))];
  const rows = ids.flatMap((id) => {
    const own = limits.filter(({ person }) => person === id);
    const now = own.filter(({ from }) => from <= today).reduce<LimitSet | undefined>(laterOf, undefined);
    const coming = describeComing(own, today);
    if (now?.pence === undefined && coming.length === 0) return [];
    const name = describeSubject(policy, people, { person: id, from: today });
    const pence =
      now?.pence === undefined
        ? html`As in their roles${coming.map((one) => html`<br><span class="redress-muted">${one}</span>`)}`
        : renderPence(now.pence, coming);
    const href = administrationPaths.setLimit(undefined, { for: `person:${id}` });
    const who = people.some((one) => one.id === id)
      ? html`<a class="govuk-link" href="${personPage({ person: id })}">${name}</a>`
      : name;
    return [
      [
        { text: who },
        { text: pence },
        {
          text: html`<a class="govuk-link" href="${href}">Change<span class="govuk-visually-hidden"> the limit of ${name}</span></a>`,
        },
      ],
    ];
  });
  if (rows.length === 0) return undefined;
  return table({
    caption: 'People with a limit of their own',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Person' }, { text: 'Up to, on one complaint' }, { text: 'Change' }],
    rows,
    firstCellIsHeader: true,
  });
}

const laterOf = (last: LimitSet | undefined, one: LimitSet): LimitSet => (last && last.from > one.from ? last : one);

/** Everything that was set, the last first. What has not begun can be taken back. */
function renderHistory({ limits, people, policy, today, request }: Shown): Html {
  if (limits.length === 0) return html`<p class="govuk-body">Nothing has been set here yet.</p>`;
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? 'somebody';
  const rows = limits.toReversed().map((limit) => {
    const subject = describeSubject(policy, people, limit);
    const back =
      limit.from > today
        ? html`<form method="post" action="${administrationPaths.takeBackLimit()}">${request.csrfField}<input type="hidden" name="_limit" value="${limit.id}">${button({ text: html`Take back<span class="govuk-visually-hidden"> the limit of ${subject} from ${describeShortDate(limit.from)}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`
        : '';
    return [
      { text: subject },
      { text: describeSet(limit) },
      { text: describeShortDate(limit.from) },
      { text: `${describeShortDate(limit.setOn)} by ${nameOf(limit.setBy)}` },
      { text: back },
    ];
  });
  return scrollingTable({
    name: 'What was set, and by whom',
    caption: 'What was set, and by whom',
    captionClasses: 'govuk-table__caption--m',
    head: ['For', 'Limit', 'From', 'Set', 'Take back'].map((text) => ({ text })),
    rows,
  });
}

const describeSet = ({ pence, person }: LimitSet): string =>
  pence === undefined && person !== undefined ? 'As in their roles' : describePence(pence);

async function submitTakeBack(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const outcome = await parts.limits.takeBack(organisation, firstOf(request.form, '_limit'), person.id);
  const done = 'done' in outcome;
  const text = done
    ? 'The limit is taken back.'
    : 'This limit holds already, or was taken back before. Nothing was changed.';
  return reply.notice({ ...(done && { type: 'success' as const }), text }).seeOther(administrationPaths.limits());
}
