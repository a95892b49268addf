import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../engine/index.ts';
import { isWithinReach, seesCases } from '../../identity/authority.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import { describeMoment } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { readForm } from '../../web/forms.ts';
import { makeOnce, type Once } from '../../web/once.ts';
import { assembleInput, toMoment } from '../actions/read-input-values.ts';
import { actorOf, getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { type LogFields, listLogFields, RECEIVED, RESIDENT_FIELDS } from './list-log-fields.ts';
import { renderLogPage } from './render-log-page.ts';
import { standingOfNothing } from './standing-of-nothing.ts';

/** Logging what was received from a resident. */
export function routeLogComplaint(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.newCase;
  const once = makeOnce<Registered>((made) => 'caseId' in made);
  app.get(pattern, { config: { access: 'signed-in' } }, (request, reply) => viewForm(parts, request, reply));
  app.post(pattern, { config: { access: 'signed-in' } }, (request, reply) => submitForm(parts, once, request, reply));
}

async function viewForm(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { fields, people, policy, seesWork } = await prepare(parts, request);
  const services = policy.pack.services;
  const typed = {
    [RECEIVED]: parts.today(),
    kind: 'complaint',
    ...(services.length === 1 && { service: services[0]?.id ?? '' }),
  };
  return reply.page(renderLogPage({ parts, policy, fields, people, typed, seesWork, csrfField: request.csrfField }));
}

async function prepare(parts: AppParts, request: FastifyRequest) {
  const { person, organisation } = getSignedIn(request);
  const { policy, calendar } = getOrganisation(parts, organisation);
  const standing = standingOfNothing(policy, calendar, parts.today());
  const everybody = await parts.people.list(organisation);
  const people = everybody.map(({ id, name }) => ({ value: id, label: name }));
  const seesWork = seesCases(parts, organisation, person);
  return { person, organisation, policy, people, seesWork, fields: listLogFields(parts.texts, standing) };
}

type Registered = Awaited<ReturnType<AppParts['casebook']['register']>>;

async function submitForm(parts: AppParts, once: Once<Registered>, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation, policy, people, fields, seesWork } = await prepare(parts, request);
  const all = [...fields.first, ...fields.resident, ...fields.triage];
  const read = readForm(all, request.form, request.uploads, { people });
  const { input, errors } = assembleInput(fields.engine, read.values);
  const told = read.values[RECEIVED];
  const moment = typeof told === 'string' ? toMoment(told) : undefined;
  const again = (more: { errors?: readonly FieldError[]; refusals?: readonly Refusal[] }) => {
    const page = { parts, policy, fields, people, seesWork, typed: read.typed, csrfField: request.csrfField, ...more };
    return reply.page(renderLogPage(page), 400);
  };
  const misread = [...read.errors, ...errors, ...checkName(read.values)];
  if (misread.length > 0 || !moment) return again({ errors: misread });
  const resident = readResident(fields, read.values);
  const reachable = input['anonymous'] === true && hasAddress(resident) ? { reachable: true } : {};
  const wish = { organisation, actor: actorOf(person), moment, input: { ...input, ...reachable }, resident };
  const made = await once(request, () => parts.casebook.register(wish));
  if ('refused' in made) return again({ refusals: made.refused });
  const record = await parts.casebook.load(organisation, made.caseId);
  // Whoever only logs, or logged what is now open to a few, keeps the reference and nothing else.
  if (!record || !isWithinReach(parts, record, person))
    return reply.seeOther(caseworkPaths.receipt({ reference: made.reference }));
  const text = describeLogged(parts, record, made.reference);
  return reply.notice({ type: 'success', text }).seeOther(caseworkPaths.casePage({ id: made.caseId }));
}

/** Who wants to stay unnamed says so; otherwise a name is needed to answer to. */
function checkName(values: Readonly<Record<string, unknown>>): readonly FieldError[] {
  if (values['anonymous'] === true || values['resident-name'] !== undefined) return [];
  return [{ field: 'resident-name', message: 'Enter their name, or say that they want to give none' }];
}

/** Somebody who gives no name can be written to all the same where they give an address. */
const hasAddress = (resident: Readonly<Record<string, string>>): boolean =>
  (resident['resident-email'] ?? resident['resident-address']) !== undefined;

function readResident(fields: LogFields, values: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = fields.resident.map(({ name }) => name).filter((name) => RESIDENT_FIELDS.includes(name));
  return Object.fromEntries(names.flatMap((name) => (values[name] ? [[name, String(values[name])]] : [])));
}

function describeLogged(parts: AppParts, record: CaseRecord, reference: string): string {
  const next = standingOf(record, { on: parts.today(), at: parts.now() }).nextDue;
  const due = next?.due ? ` Due next: ${next.name}, ${describeMoment({ on: next.due }, parts.texts)}.` : '';
  return `Logged as ${reference}.${due}`;
}
