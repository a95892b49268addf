import type { FastifyInstance } from 'fastify';
import { addCalendarMonths, describeSource, type IsoDate, isIsoDate, type Policy } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';
import { describeDate, fill } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';

type Count = { readonly service: string | null; readonly answer: string | null; readonly count: number };

/** How many complainants were happy with the solution, by service, of the responses of a time; a year where none is told. */
export function routeSatisfaction(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.satisfaction.pattern, { config: { access: 'cases' } }, async (request, reply) => {
    const { person, organisation } = getSignedIn(request);
    const policy = parts.organisations.find(({ id }) => id === organisation)?.policy;
    const { from: given } = request.query as Readonly<Record<string, string | undefined>>;
    const from = given !== undefined && isIsoDate(given) ? given : addCalendarMonths(parts.today(), -12);
    const counts = await countAnswers(parts.casebook.database, { organisation, person, from });
    return reply.page(renderPage(parts, policy as Policy, from, counts));
  });
}

type Wish = { readonly organisation: string; readonly person: Person; readonly from: IsoDate };

/** Answers by service; only of cases that this person may see. */
async function countAnswers(database: Database, { organisation, person, from }: Wish): Promise<readonly Count[]> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('satisfaction')
      .innerJoin('case_list', (join) =>
        join
          .onRef('case_list.organisation', '=', 'satisfaction.organisation')
          .onRef('case_list.case_id', '=', 'satisfaction.case_id'),
      )
      .select(['satisfaction.service', 'satisfaction.answer'])
      .select((eb) => eb.fn.countAll().as('count'))
      .where('satisfaction.organisation', '=', organisation)
      .where('satisfaction.answered_on', '>=', from)
      .where(isListedFor(person))
      .groupBy(['satisfaction.service', 'satisfaction.answer'])
      .execute(),
  );
  return rows.map(({ service, answer, count }) => ({ service, answer, count: Number(count) }));
}

function renderPage({ texts }: AppParts, policy: Policy, from: IsoDate, counts: readonly Count[]): Page {
  const words = texts.pages['satisfaction']!;
  const rule = policy.pack['contact-plan'];
  const fact = rule?.satisfied === undefined ? undefined : policy.pack.facts[rule.satisfied];
  const since = fill(words['since']!, { date: describeDate(from, texts) });
  const body = fact
    ? html`<p class="govuk-body">${fact.ask} ${renderClause(texts, policy, describeSource(fact))}</p><p class="govuk-body">${since}</p>
${renderTable(texts, policy, fact.options ?? [], counts)}`
    : html`<p class="govuk-body">${words['not-asked']!}</p>`;
  return { title: words['title']!, body };
}

function renderTable(
  texts: AppParts['texts'],
  { pack }: Policy,
  options: readonly { readonly id: string; readonly name: string }[],
  counts: readonly Count[],
): Html {
  const words = texts.pages['satisfaction']!;
  const answers = [
    ...options.map(({ id, name }) => ({ id: id as string | null, name })),
    { id: null, name: words['not-recorded']! },
  ];
  const of = (service: string | undefined, answer: string | null): string =>
    String(
      counts
        .filter((one) => (service === undefined || one.service === service) && one.answer === answer)
        .reduce((sum, { count }) => sum + count, 0),
    );
  const line = (name: string, service: string | undefined) => [
    { text: name },
    ...answers.map(({ id }) => ({ text: of(service, id), format: 'numeric' as const })),
  ];
  const services = pack.services.filter(({ id }) => counts.some(({ service }) => service === id));
  return govuk.scrollingTable({
    name: words['title']!,
    caption: words['title']!,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [{ text: words['service']! }, ...answers.map(({ name }) => ({ text: name, format: 'numeric' as const }))],
    rows: [...services.map(({ id, name }) => line(name, id)), line(words['all']!, undefined)],
  });
}
