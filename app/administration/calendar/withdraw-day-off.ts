import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn } from '../../identity/index.ts';
import type { DayOff } from '../../store/calendar/day-off-events.ts';
import { withdrawDayOff } from '../../store/calendar/days-off.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { administrationPaths } from '../paths.ts';
import { previewMoves } from './preview-moves.ts';
import { describeSpan, renderMoves } from './render-moves.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;

/** Taking a bank holiday or a closure back: what that would move, and the button that does it. */
export function routeWithdrawDayOff(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.withdrawDayOff;
  app.get(pattern, ADMINISTRATOR, (request, reply) => viewWithdraw(parts, request, reply));
  app.post(pattern, ADMINISTRATOR, (request, reply) => submitWithdraw(parts, request, reply));
}

function findDay({ casebook }: AppParts, request: FastifyRequest): DayOff | undefined {
  const { n } = request.params as { n: string };
  const days = casebook.policies.daysOff(getSignedIn(request).organisation);
  return days.find((day) => String(day.n) === n && day.withdrawn === undefined);
}

async function viewWithdraw(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const day = findDay(parts, request);
  if (!day) return answerNotThere(reply);
  const { organisation, person } = getSignedIn(request);
  const days = parts.casebook.policies.daysOff(organisation).filter(({ n }) => n !== day.n);
  const moves = renderMoves(await previewMoves(parts, { organisation, person, from: day.from, days }));
  const back = { href: administrationPaths.calendar(), text: 'Bank holidays and closures' };
  return reply.page({ title: `Take back: ${day.name}`, body: renderForm(request, day, moves), back });
}

function renderForm(request: FastifyRequest, { n, from, to }: DayOff, moves: Html): Html {
  return html`<p class="govuk-body">${describeSpan(from, to)} would count again as ${from === to ? 'a working day' : 'working days'}.</p>
${moves}
<form method="post" action="${administrationPaths.withdrawDayOff({ n })}">${request.csrfField}
<div class="govuk-button-group">${button({ text: 'Take it back', preventDoubleClick: true, classes: 'govuk-button--warning' })}
<a class="govuk-link" href="${administrationPaths.calendar()}">Cancel</a></div></form>`;
}

async function submitWithdraw(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const { n } = request.params as { n: string };
  const { casebook, now } = parts;
  const outcome = await withdrawDayOff({ ...casebook, now }, organisation, Number(n), person.id);
  const text =
    'done' in outcome
      ? 'Taken back. Every due date is worked out without it from now on.'
      : 'It had been taken back already. Nothing was changed.';
  reply.notice({ ...('done' in outcome && { type: 'success' as const }), text });
  return reply.seeOther(administrationPaths.calendar());
}
