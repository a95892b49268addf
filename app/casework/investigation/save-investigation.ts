import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CaseEvent, decideCommand, findCommand, type Refusal } from '../../../engine/index.ts';
import { type CaseOutcome, standingOf } from '../../store/cases/casebook.ts';
import { dropTyping, findTyping, type KeptTyping, keepTyping, type TypingKey } from '../../store/kept-typing.ts';
import { describeMoment } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type FormBody, firstOf, type Typed } from '../../web/forms.ts';
import { SEEN } from '../actions/read-action.ts';
import { describeOpenCase, type OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { listEvidence } from './list-evidence.ts';
import { type Changes, DISCARD, KEEP, KEEP_QUIETLY, readInvestigation, typedFromCase } from './read-investigation.ts';
import { type InvestigationPage, renderInvestigation } from './render-investigation.ts';

type Asked = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly open: OpenCase;
};

const keyOf = ({ record, person }: OpenCase): TypingKey => ({
  organisation: record.organisation,
  caseId: record.caseId,
  person: person.id,
  form: 'investigation',
});

const within = <T>({ parts, open }: Asked, work: Parameters<AppParts['casebook']['database']['inOrganisation']>[1]) =>
  parts.casebook.database.inOrganisation(open.record.organisation, work) as Promise<T>;

/** The page of an investigation, with what this person has typed and not saved. */
export async function viewInvestigation(asked: Asked): Promise<FastifyReply> {
  const { open, parts } = asked;
  const kept = await within<KeptTyping | undefined>(asked, (tx) => findTyping(tx, keyOf(open)));
  const typed = { ...typedFromCase(open), ...kept?.typed };
  const draft = kept && describeMoment({ on: kept.keptAt.slice(0, 10), at: kept.keptAt }, parts.texts);
  return asked.reply.page(await makePage(asked, open, { typed, draft, seen: firstOf(typed, SEEN) }));
}

async function makePage(
  { parts, request }: Asked,
  open: OpenCase,
  more: Pick<InvestigationPage, 'typed'> & Partial<InvestigationPage>,
) {
  const pieces = await listEvidence(parts, open);
  return renderInvestigation({ open, pieces, csrfField: request.csrfField, ...more });
}

/** Takes the page's form: everything is saved at once, or kept as a draft that only this person sees. */
export async function submitInvestigation(asked: Asked, wish: string): Promise<FastifyReply> {
  const { open, reply, request } = asked;
  const home = caseworkPaths.investigation({ id: open.record.caseId });
  if (wish === DISCARD) {
    await within(asked, (tx) => dropTyping(tx, keyOf(open)));
    return reply.notice({ text: 'Your draft is gone. What is recorded stands below.' }).seeOther(home);
  }
  if (wish === KEEP || wish === KEEP_QUIETLY) {
    await keep(asked, request.form);
    if (wish === KEEP_QUIETLY) return reply.code(204).send();
    return reply.notice({ text: 'Your draft is kept. Only you see it, until you save it.' }).seeOther(home);
  }
  return save(asked, readInvestigation(open, request.form));
}

/** Keeps the inputs of the form, and over which version of the case they were typed. */
async function keep(asked: Asked, body: FormBody): Promise<void> {
  const names = [...Object.keys(typedFromCase(asked.open)), SEEN];
  const typed = Object.fromEntries(
    names.flatMap((name) => (body[name] === undefined ? [] : [[name, firstOf(body, name)]])),
  );
  await within(asked, (tx) => keepTyping(tx, keyOf(asked.open), { typed, keptAt: asked.parts.now() }));
}

async function save(asked: Asked, changes: Changes): Promise<FastifyReply> {
  const { open, reply, request } = asked;
  const { typed, errors } = changes;
  const seen = Number(firstOf(request.form, SEEN)) || open.record.version;
  if (errors.length > 0) {
    await keep(asked, request.form);
    return reply.page(await makePage(asked, open, { typed, errors, seen: String(seen) }), 400);
  }
  const { outcome, halfSaved } = await record(asked, changes, seen);
  if ('changed' in outcome) return showAgain(asked, typed, { changed: outcome.changed, halfSaved }, 409);
  if ('refused' in outcome) return showAgain(asked, typed, { refusals: outcome.refused, halfSaved }, 400);
  return finish(asked, changes);
}

/** `halfSaved`: the questions are recorded, and somebody's change in between kept the findings from it. */
type Saved = { readonly outcome: CaseOutcome; readonly halfSaved: boolean };

/**
 * First the questions, then the findings; the second goes on from the version that the first made. Where the findings
 * would be refused as the case stands, nothing is recorded.
 */
async function record(asked: Asked, { questions, findings }: Changes, seen: number): Promise<Saved> {
  const { parts, open } = asked;
  const { organisation, caseId } = open.record;
  const wish = { organisation, caseId, actor: open.actor, moment: { on: parts.today(), at: parts.now() } };
  const refused = checkFindings(asked, findings);
  if (refused.length > 0) return { outcome: { refused, kept: false }, halfSaved: false };
  let outcome: Extract<CaseOutcome, { done: true }> = { done: true, version: seen };
  const wishes = [
    { command: 'set-questions', input: { questions }, of: questions },
    { command: 'record-finding', input: { findings }, of: findings },
  ];
  for (const { of, ...more } of wishes) {
    if (Object.keys(of).length === 0) continue;
    const before = outcome.version;
    const next = await parts.casebook.act({ ...wish, ...more, seenVersion: before });
    if (!('done' in next)) return { outcome: next, halfSaved: before !== seen };
    outcome = next;
  }
  return { outcome, halfSaved: false };
}

/** Why the findings of a form cannot be recorded as the case stands; empty where they can, or there are none. */
function checkFindings({ parts, open }: Asked, findings: Changes['findings']): readonly Refusal[] {
  const command = findCommand('record-finding');
  if (!command || Object.keys(findings).length === 0) return [];
  const moment = { on: parts.today(), at: parts.now() };
  const standing = standingOf(open.record, moment);
  return decideCommand(standing, { command, actor: open.actor, moment, input: { findings } }).refusals;
}

/** The page again over the case as it is now, with what was typed, which is kept as well. */
async function showAgain(
  asked: Asked,
  typed: Typed,
  more: {
    readonly refusals?: readonly Refusal[];
    readonly changed?: { readonly by: readonly string[]; readonly events: readonly CaseEvent[] };
    readonly halfSaved?: boolean;
  },
  status: number,
): Promise<FastifyReply> {
  const { parts, open } = asked;
  const record = (await parts.casebook.load(open.record.organisation, open.record.caseId)) ?? open.record;
  const fresh = await describeOpenCase(parts, record, open.person);
  const seen = String(record.version);
  await keep({ ...asked, open: fresh }, { ...asked.request.form, [SEEN]: seen });
  return asked.reply.page(await makePage(asked, fresh, { typed, seen, ...more }), status);
}

/** What is recorded needs no draft; words without a finding stay in one. */
async function finish(asked: Asked, { questions, findings, waiting }: Changes): Promise<FastifyReply> {
  const { open, parts, reply, request } = asked;
  const { organisation, caseId } = open.record;
  const record = await parts.casebook.load(organisation, caseId);
  if (waiting.length > 0)
    await keep(asked, { ...request.form, [SEEN]: String(record?.version ?? open.record.version) });
  else await within(asked, (tx) => dropTyping(tx, keyOf(open)));
  const text = describeSaved(Object.keys(questions).length, Object.keys(findings).length, waiting);
  const isDone = Object.keys({ ...questions, ...findings }).length > 0;
  return reply
    .notice({ ...(isDone && { type: 'success' as const }), text })
    .seeOther(caseworkPaths.investigation({ id: caseId }));
}

function describeSaved(questions: number, findings: number, waiting: readonly number[]): string {
  const count = (n: number, what: string) => (n === 0 ? [] : [n === 1 ? `one ${what}` : `${n} ${what}s`]);
  const saved = [...count(questions, 'question'), ...count(findings, 'finding')].join(' and ');
  const said = saved === '' ? 'Nothing differed from what is recorded.' : `Saved: ${saved}.`;
  return waiting.length === 0
    ? said
    : `${said} Point ${waiting.join(' and point ')} has no finding yet: what you wrote on it is kept as your draft.`;
}
