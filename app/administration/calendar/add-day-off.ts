import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addCalendarDays, daysBetween, type IsoDate, weekdayOf } from '../../../engine/index.ts';
import { getSignedIn } from '../../identity/index.ts';
import { DAY_OFF_KINDS, type DayOff, type NewDayOff } from '../../store/calendar/day-off-events.ts';
import { addDayOff } from '../../store/calendar/days-off.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, readForm, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { firstOf } from '../../web/server.ts';
import { administrationPaths } from '../paths.ts';
import { findOrganisation } from './find-organisation.ts';
import { previewMoves } from './preview-moves.ts';
import { describeSpan, renderMoves } from './render-moves.ts';

const ADMINISTRATOR = { config: { access: 'administrator' } } as const;
const LONGEST_DAYS = 60;

const FIELDS: readonly Field[] = [
  {
    kind: 'choice',
    name: 'kind',
    label: 'What is it?',
    required: true,
    options: [
      { value: 'bank-holiday', label: 'A bank holiday proclaimed once', hint: 'Such as a day of national mourning.' },
      { value: 'closure', label: 'Our office is closed', hint: 'Such as the days between Christmas and New Year.' },
    ],
  },
  {
    kind: 'text',
    name: 'name',
    label: 'Its name',
    hint: 'As due dates will name it where they skip it.',
    required: true,
  },
  { kind: 'date', name: 'from', label: 'The day, or the first of several', required: true },
  { kind: 'date', name: 'to', label: 'The last day', hint: 'Leave it empty for a single day.', required: false },
  {
    kind: 'text',
    name: 'source',
    label: 'Where was it announced?',
    hint: 'Needed for a bank holiday: the proclamation, or the page that tells it.',
    required: false,
  },
];

type Shown = {
  readonly typed?: Typed;
  readonly errors?: readonly FieldError[];
  readonly preview?: { readonly day: NewDayOff; readonly moves: Html } | undefined;
};

/** Adding a bank holiday or a closure: first what it would move, then, confirmed, the day itself. */
export function routeAddDayOff(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = administrationPaths.addDayOff;
  app.get(pattern, ADMINISTRATOR, (request, reply) => reply.page(renderAdd(request)));
  app.post(pattern, ADMINISTRATOR, (request, reply) => submitAdd(parts, request, reply));
}

async function submitAdd(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { values, errors: misread, typed } = readForm(FIELDS, request.form);
  const day = readDay(values);
  const errors = misread.length > 0 ? misread : checkDay(parts, request, day);
  if (errors.length > 0) return reply.page(renderAdd(request, { typed, errors }), 422);
  if (firstOf(request.form, '_confirmed') === describeKey(day)) return confirm(parts, request, reply, day, typed);
  return reply.page(renderAdd(request, { typed, preview: { day, moves: await describeMoves(parts, request, day) } }));
}

async function describeMoves(parts: AppParts, request: FastifyRequest, day: NewDayOff): Promise<Html> {
  const { organisation, person } = getSignedIn(request);
  const added: DayOff = { ...day, n: 0, addedOn: parts.today(), by: person.id };
  const days = [...parts.casebook.policies.daysOff(organisation), added];
  return renderMoves(await previewMoves(parts, { organisation, person, from: day.from, days }));
}

async function confirm(
  parts: AppParts,
  request: FastifyRequest,
  reply: FastifyReply,
  day: NewDayOff,
  typed: Typed,
): Promise<FastifyReply> {
  const { organisation, person } = getSignedIn(request);
  const { casebook, now } = parts;
  const outcome = await addDayOff({ ...casebook, now }, organisation, day, person.id);
  if ('refused' in outcome) {
    const message = 'These days were added already, perhaps by somebody else just now';
    return reply.page(renderAdd(request, { typed, errors: [{ field: 'from-day', message }] }), 422);
  }
  reply.notice({ type: 'success', text: 'Added. Every due date is worked out with it from now on.' });
  return reply.seeOther(administrationPaths.calendar());
}

function readDay(values: Readonly<Record<string, unknown>>): NewDayOff {
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const from = text('from') as IsoDate;
  const kind = DAY_OFF_KINDS.find((one) => one === values['kind']) ?? 'closure';
  return { kind, from, to: (text('to') || from) as IsoDate, name: text('name'), source: text('source') };
}

/** The preview confirmed must be that of the very days that are added. */
const describeKey = ({ kind, from, to }: NewDayOff): string => `${kind} ${from} ${to}`;

function checkDay(parts: AppParts, request: FastifyRequest, day: NewDayOff): readonly FieldError[] {
  const { from, to, kind, source } = day;
  const error = (field: string, message: string) => [{ field, message }];
  if (to < from) return error('to-day', 'The last day is before the first. Swap them, or mend one');
  if (kind === 'bank-holiday' && to !== from) return error('to-day', 'A bank holiday is one day. Add each by itself');
  if (daysBetween(from, to) >= LONGEST_DAYS)
    return error('to-day', `No office is closed for more than ${LONGEST_DAYS} days. Mend a date`);
  if (kind === 'bank-holiday' && source === '')
    return error('source', 'Say where the bank holiday was announced, so that others can check it');
  const off = findDayOffAlready(parts, request, day);
  return off === undefined ? [] : error('from-day', off);
}

/** Why none of these days is a working day as it is; undefined where one is. */
function findDayOffAlready(parts: AppParts, request: FastifyRequest, { from, to }: NewDayOff): string | undefined {
  const { calendar } = findOrganisation(parts, request);
  const known = new Map(calendar.notCounted.map(({ date, because }) => [date, because]));
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addCalendarDays(from, index));
  if (days.some((date) => !known.has(date))) return undefined;
  const because = known.get(from) ?? weekdayOf(from);
  return from === to
    ? `${describeSpan(from, to)} is no working day as it is: ${because}`
    : `None of these days is a working day as it is. The first is no working day because of: ${because}`;
}

function renderAdd(request: FastifyRequest, { typed = {}, errors = [], preview }: Shown = {}): Page {
  const fields = FIELDS.map((field) => renderField(field, typed, errors));
  const body = html`${preview && renderPreview(preview.day, preview.moves)}
<form method="post" action="${administrationPaths.addDayOff()}" novalidate>
${request.csrfField}
${preview ? html`${button({ text: 'Add it', name: '_confirmed', value: describeKey(preview.day), preventDoubleClick: true })}<h2 class="govuk-heading-m">Or change it first</h2>${fields}` : fields}
${button(preview ? { text: 'Show again what it moves', classes: 'govuk-button--secondary' } : { text: 'Show what it moves' })}
</form>`;
  const back = { href: administrationPaths.calendar(), text: 'Bank holidays and closures' };
  return { title: 'Add a bank holiday or a closure', body, errors, back };
}

function renderPreview({ name, from, to }: NewDayOff, moves: Html): Html {
  return html`<h2 class="govuk-heading-m">Not added yet: ${name}, ${describeSpan(from, to)}</h2>${moves}`;
}
