import type { FastifyInstance } from 'fastify';
import type { PromiseMade } from '../../../engine/index.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeCaseTitle } from '../case-words.ts';
import { addressOfWorking } from '../find-working.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { findOpenCase, type OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { findPromises, PROMISES_A_PAGE } from './find-promises.ts';

type Row = { readonly open: OpenCase; readonly made: PromiseMade };

/** What was promised and is still to be kept, on whichever case, closed ones too. */
export function routePromises(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.promises.pattern, { config: { access: 'cases' } }, async (request, reply) => {
    const { person, organisation } = getSignedIn(request);
    const { show, page: given } = request.query as Readonly<Record<string, string | undefined>>;
    const page = Math.max(1, Math.min(10_000, Number.parseInt(given ?? '1', 10) || 1));
    const mine = show === 'mine';
    const found = await findPromises(parts.casebook.database, {
      organisation,
      person,
      owner: mine ? person.id : undefined,
      page,
    });
    const people = await parts.people.list(organisation);
    const rows: Row[] = [];
    for (const { caseId, promise } of found.slice(0, PROMISES_A_PAGE)) {
      const record = await parts.casebook.load(organisation, caseId);
      const open = record && findOpenCase(parts, record, person, people);
      const made = open?.standing.state.promises.find((one) => one.promise === promise);
      if (open && made) rows.push({ open, made });
    }
    return reply.page(renderPromisesPage(rows, { mine, page, more: found.length > PROMISES_A_PAGE }));
  });
}

type View = { readonly mine: boolean; readonly page: number; readonly more: boolean };

function renderPromisesPage(rows: readonly Row[], { mine, page, more }: View): Page {
  const filters = [
    { text: 'All', href: caseworkPaths.promises(), current: !mine },
    { text: 'Mine', href: caseworkPaths.promises(undefined, { show: 'mine' }), current: mine },
  ].map(({ text, href, current }) =>
    current ? html`<strong>${text}</strong>` : html`<a class="govuk-link" href="${href}">${text}</a>`,
  );
  const query = (to: number) => ({ page: String(to), ...(mine && { show: 'mine' }) });
  const steps = html`${page > 1 && html`<a class="govuk-link" href="${caseworkPaths.promises(undefined, query(page - 1))}">Earlier</a> `}${more && html`<a class="govuk-link" href="${caseworkPaths.promises(undefined, query(page + 1))}">Later</a>`}`;
  const body = html`<p class="govuk-body">Promises stay here until they are kept, also when the complaint is closed.</p>
<p class="govuk-body">${filters[0]} · ${filters[1]}</p>
${rows.length === 0 ? html`<p class="govuk-body">Nothing that was promised is still to be kept.</p>` : renderTable(rows)}
<p class="govuk-body">${steps}</p>`;
  return { title: 'Promises to keep', wide: true, body };
}

const renderTable = (rows: readonly Row[]): Html =>
  govuk.table({
    classes: 'redress-work redress-work--promises',
    caption: 'Promises to keep, those due first in front',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'By when' }, { text: 'Promise' }, { text: 'Who keeps it' }, { text: 'Case' }],
    rows: rows.map(({ open, made }) => [
      { text: renderDue(open, made) },
      { text: html`<span class="redress-typed">${open.wording.promiseText(made.promise) ?? ''}</span>` },
      {
        text: html`<span class="redress-narrow">To be kept by </span>${made.owner ? (open.nameOf(made.owner) ?? 'somebody') : html`<strong>Nobody yet</strong>`}`,
      },
      { text: renderCase(open) },
    ]),
  });

function renderDue({ standing, texts, record }: OpenCase, { due, promise }: PromiseMade): Html {
  if (!due) return html`<strong>No date</strong>`;
  const late = due < standing.asOf.on && govuk.tag({ text: 'Overdue', colour: 'red' });
  const href = addressOfWorking(record.caseId, { id: `promise:${promise}`, kind: 'promise' });
  return html`<a class="govuk-link" href="${href}">${describeDate(due, texts)}</a> ${late}`;
}

function renderCase({ record, standing, wording, texts }: OpenCase): Html {
  const address = `${caseworkPaths.casePage({ id: record.caseId })}#promises`;
  const closed = standing.state.status === 'closed' && ', closed';
  return html`<a class="govuk-link" href="${address}">${describeCaseTitle(texts, standing, wording)}</a><br>${record.origin.reference}${closed}`;
}
