import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Policy } from '../../../engine/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { PageError } from '../../web/page-error.ts';
import { getOrganisation, getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { describeClause } from '../render-clause.ts';

/** A clause of the landlord's own text, or a provision of a code it answers to. */
export function routeClauses(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.clause.pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    viewClause(parts, request, reply),
  );
}

async function viewClause(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { organisation } = getSignedIn(request);
  const { anchor } = request.params as { anchor: string };
  const { version } = request.query as { version?: string | readonly string[] };
  const policy = findVersion(parts, organisation, typeof version === 'string' ? version : undefined);
  const provision = /^code-(.+)$/.exec(anchor)?.[1];
  const page = provision === undefined ? renderOwn(parts, policy, anchor) : renderProvision(policy, provision);
  if (page) return reply.page(page);
  throw new PageError({
    status: 404,
    title: 'There is no such clause',
    text: `The ${policy.pack.title} of version ${policy.pack.version} has no clause of this number.`,
    keep: false,
  });
}

/** The version that a case goes by, else the one in force today. */
function findVersion(parts: AppParts, organisation: string, version: string | undefined): Policy {
  const current = getOrganisation(parts, organisation).policy;
  if (version === undefined || version === current.pack.version) return current;
  try {
    return parts.casebook.policies.get(current.pack.pack, version);
  } catch {
    return current;
  }
}

function renderOwn(parts: AppParts, policy: Policy, anchor: string): Page | undefined {
  const text = policy.anchors.get(anchor);
  if (text === undefined) return undefined;
  const { title, organisation, version } = policy.pack;
  return {
    title: describeClause(parts.texts, anchor),
    caption: `${organisation.name}: ${title}`,
    body: html`<blockquote class="redress-clause redress-measure">${renderParagraphs(text)}</blockquote>
<p class="govuk-body">These are the landlord’s own words, as they stand in version ${version} of its procedure.</p>`,
  };
}

/** The clause as it is set out: paragraphs, and lists where its lines begin with a dash. */
function renderParagraphs(text: string): readonly Html[] {
  const plain = withoutTags(text.replace(/^\s*#+\s*/gm, '').replace(/\*\*/g, ''));
  return plain.split(/\n\s*\n/).map((block) => {
    const lines = block.trim().split('\n');
    const isList = lines.length > 1 && lines.every((line) => /^\s*[-*] /.test(line));
    if (!isList) return html`<p class="govuk-body redress-typed">${block.trim()}</p>`;
    const items = lines.map((line) => html`<li>${line.replace(/^\s*[-*] /, '')}</li>`);
    return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
  });
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The tags of Markdown's text in plain letters: a raised number, a ticked box, a bare address. */
const withoutTags = (text: string): string =>
  text
    .replace(/<sup>(\d+)<\/sup>/g, (_tag, digits: string) => [...digits].map((digit) => RAISED[Number(digit)]).join(''))
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/<input\b[^>]*\bchecked\b[^>]*>/g, '☑')
    .replace(/<\/?[a-z][^>]*>/g, '');

function renderProvision(policy: Policy, number: string): Page | undefined {
  const found = [...policy.regimes.values()].flatMap((regime) =>
    regime.provisions.filter((provision) => provision.number === number).map((provision) => ({ regime, provision })),
  );
  if (found.length === 0) return undefined;
  const body = found.map(
    ({ regime, provision }) => html`<h2 class="govuk-heading-m">${regime.title}</h2>
<blockquote class="redress-clause redress-measure"><p class="govuk-body">${provision.says}</p></blockquote>
${!provision.confirmed && html`<p class="govuk-body">This wording has still to be checked against the code itself.</p>`}`,
  );
  return { title: `Code ${number}`, body: html`${body}` };
}
