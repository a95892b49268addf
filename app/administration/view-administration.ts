import type { FastifyInstance } from 'fastify';
import { asksWhetherHappy, type Pack } from '../../engine/index.ts';
import { caseworkPaths } from '../casework/paths.ts';
import { peoplePage } from '../identity/index.ts';
import type { AppParts } from '../web/app-parts.ts';
import { summaryList } from '../web/components/index.ts';
import { html } from '../web/html.ts';
import type { Page } from '../web/page.ts';
import { findOrganisation } from './calendar/find-organisation.ts';
import { administrationPaths } from './paths.ts';

type Row = {
  readonly name: string;
  readonly href: string;
  readonly what: string;
  /** Whether a landlord with this pack has the page; absent: each. */
  readonly isFor?: (pack: Pack) => boolean;
};

/** What an administrator looks after, each with the page for it. A part of its own is one line here. */
const ROWS: readonly Row[] = [
  {
    name: 'People',
    href: peoplePage(),
    what: 'Who works here, in which roles and until when, trained when; new passwords; what becomes of the work of somebody who leaves.',
  },
  {
    name: 'Teams',
    href: administrationPaths.teams(),
    what: 'Who works together, under whom, and which services each team looks after.',
  },
  {
    name: 'Authority limits',
    href: administrationPaths.limits(),
    what: 'How much money each role, or one person, may offer on a complaint.',
  },
  {
    name: 'Absences',
    href: caseworkPaths.absences(),
    what: 'Who is away from when to when, and who stands in for them.',
  },
  {
    name: 'Bank holidays and closures',
    href: administrationPaths.calendar(),
    what: 'Days that are no working days. Before one is added you see which dates it moves.',
  },
  {
    name: 'Standard paragraphs',
    href: administrationPaths.paragraphs(),
    what: 'Wording that is offered where letters are written, with the gaps that the writer has to fill.',
  },
  {
    name: 'Procedure',
    href: administrationPaths.procedure(),
    what: 'Its versions, what differs between them, and from which day one is in force.',
  },
  {
    name: 'Happy with the solution',
    href: caseworkPaths.satisfaction(),
    what: 'How many people were happy with the solution they had, by service.',
    isFor: asksWhetherHappy,
  },
  {
    name: 'Lists taken away',
    href: administrationPaths.exports(),
    what: 'Who took a list of cases away as a spreadsheet, when, and how many cases were in it.',
  },
];

/** The page that leads to everything an administrator looks after. */
export function routeAdministration(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.index.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    reply.page(renderAdministration(findOrganisation(parts, request).policy.pack)),
  );
}

function renderAdministration(pack: Pack): Page {
  const rows = ROWS.filter(({ isFor }) => isFor?.(pack) ?? true).map(({ name, href, what }) => ({
    key: { text: html`<a class="govuk-link" href="${href}">${name}</a>` },
    value: { text: what },
  }));
  return { title: 'Administration', body: summaryList({ rows }) };
}
