import type { FastifyInstance } from 'fastify';
import { isStandingWithinReach } from '../../identity/authority.ts';
import type { CasePresence } from '../../store/case-presence.ts';
import { describeCommand } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import { findAction } from '../actions/find-action.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { minutesBetween } from './minutes-between.ts';

/** Who else is on a case, as a piece of its pages: a page that stays open asks for it again. */
export function routeOthers(app: FastifyInstance, parts: AppParts): void {
  const config = { access: 'case', quiet: true } as const;
  app.get(caseworkPaths.others.pattern, { config }, async (request, reply) => {
    const open = await openCase(request, parts);
    const others = await findOthers(parts, open);
    return reply
      .header('cache-control', 'no-store')
      .type('text/html')
      .send(String(renderLines(open, others)));
  });
}

/** Who else has a case open now, of those within whose reach it is. */
export async function findOthers(parts: AppParts, open: OpenCase): Promise<readonly CasePresence[]> {
  const { organisation, caseId } = open.record;
  const found = await parts.casebook.findOthers(organisation, caseId, open.person.id);
  return found.filter(({ person }) => {
    const known = open.people.find(({ id, state }) => id === person && state === 'active');
    return known !== undefined && isStandingWithinReach(parts, organisation, open.standing, known);
  });
}

/** Who else is on the case; the place stays, also while nobody is, for the page to ask again. */
export function renderOthers(open: OpenCase, others: readonly CasePresence[]): Html {
  const element = {
    class: 'redress-others redress-screen',
    'aria-live': 'polite',
    'data-redress-again': caseworkPaths.others({ id: open.record.caseId }),
  };
  return html`<div${attributes(element)}>${renderLines(open, others)}</div>`;
}

function renderLines(open: OpenCase, others: readonly CasePresence[]): Html | string {
  if (others.length === 0) return '';
  const lines = others.map(({ person, page, seenAt }) => {
    const name = open.nameOf(person) ?? 'Somebody';
    return html`<li><strong>${name}</strong> ${describePlace(open, page)}, ${describeAgo(open, seenAt)}</li>`;
  });
  return html`<p class="govuk-body govuk-!-margin-bottom-1">Also on this case now:</p><ul class="govuk-list govuk-list--bullet">${lines}</ul>`;
}

const OTHER_PAGES: Readonly<Record<string, string>> = {
  '': 'is looking at the case',
  '/print': 'is looking at the whole case to print',
  '/definition': 'is looking at the history of the definition',
};

/** What somebody has open: a form by the name of its action, another page as far as it has a name of its own. */
function describePlace(open: OpenCase, page: string): string {
  const key = /^\/actions\/([^/]+)$/.exec(page)?.[1];
  const action = key === undefined ? undefined : findAction(open, decodeURIComponent(key));
  if (action) return `has the form “${describeCommand(open.texts, action.command, action.step).does}” open`;
  return OTHER_PAGES[page] ?? (page.startsWith('/letters') ? 'is reading a letter' : 'has a page of it open');
}

function describeAgo({ standing }: OpenCase, seenAt: string): string {
  const minutes = minutesBetween(seenAt, standing.asOf.at);
  if (minutes < 1) return 'just now';
  return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
}
