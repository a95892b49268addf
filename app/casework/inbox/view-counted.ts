import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { addCalendarMonths, KINDS, type Kind } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Database } from '../../store/open-database.ts';
import { capitalise, describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { html } from '../../web/html.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';

type Counts = { readonly [kind in Kind | 'unsorted']: number };

/** What came in during the last twelve months, counted by what it is: complaints, and all other feedback beside them. */
export function routeCounted(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.counted.pattern, { config: { access: 'cases' } }, async (request, reply) => {
    const { person, organisation } = getSignedIn(request);
    const since = addCalendarMonths(parts.today(), -12);
    const counts = await countKinds(parts.casebook.database, { organisation, person, since });
    const kinds = KINDS.map((kind) => [
      { text: capitalise(parts.texts.statuses.kinds[kind].replace(/^an? /, '')) },
      { text: String(counts[kind]), format: 'numeric' as const },
    ]);
    const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
    const rows = [
      ...kinds,
      [{ text: 'Not sorted yet' }, { text: String(counts.unsorted), format: 'numeric' as const }],
      [{ text: 'All together' }, { text: String(all), format: 'numeric' as const }],
    ];
    return reply.page({
      title: 'What came in, counted',
      back: { href: caseworkPaths.inbox(), text: 'Back to the inbox' },
      body: html`${govuk.table({ caption: `First contact since ${describeDate(since, parts.texts)}`, captionClasses: 'govuk-table__caption--m', head: [{ text: 'What it is' }, { text: 'How many', format: 'numeric' }], rows })}
<p class="govuk-body">Counted are the cases that you may see. What was put together with another case counts once, there.</p>`,
    });
  });
}

/** How much came in of each kind since a day, of what this person may see. */
export async function countKinds(
  database: Database,
  { organisation, person, since }: { readonly organisation: string; readonly person: Person; readonly since: string },
): Promise<Counts> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('case_list')
      .leftJoin('inbox_item', (join) =>
        join
          .onRef('inbox_item.organisation', '=', 'case_list.organisation')
          .onRef('inbox_item.case_id', '=', 'case_list.case_id'),
      )
      .select((eb) => [
        eb.fn
          .coalesce(eb.case().when('inbox_item.case_id', 'is not', null).then('unsorted').end(), 'case_list.kind')
          .as('what'),
        eb.fn.countAll<number>().as('many'),
      ])
      .where('case_list.organisation', '=', organisation)
      .where('case_list.received_on', '>=', since)
      .where(isListedFor(person))
      .where(sql<boolean>`coalesce(case_list.standing ->> 'outcome', '') <> 'merged'`)
      .groupBy('what')
      .execute(),
  );
  const of = (what: string): number => Number(rows.find((row) => row.what === what)?.many ?? 0);
  const kinds = Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, number>;
  return { ...kinds, unsorted: of('unsorted') };
}
