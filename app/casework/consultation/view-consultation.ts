import type { FastifyInstance } from 'fastify';
import {
  findCurrentVisit,
  findStage,
  GENERAL_VIEW,
  listConsultations,
  makeContext,
  type RequestMade,
  type Step,
} from '../../../engine/index.ts';
import { describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { renderRequest } from '../case-page/render-information.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { renderWays } from '../panel/render-way.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';

/** Whom the landlord consults on a case: asked when, to reply by when, what they said and what came of it. */
export function routeConsultation(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.consultation.pattern, { config: { access: 'case' } }, async (request, reply) =>
    reply.page(renderConsultationPage(await openCase(request, parts))),
  );
}

function renderConsultationPage(open: OpenCase): Page {
  const { standing, record } = open;
  const { reference } = record.origin;
  const steps = listConsultations(makeContext(standing, standing.asOf));
  const asked = standing.state.requests.filter(({ consults }) => consults !== undefined);
  const others = asked.filter(({ consults }) => !steps.some(({ id }) => id === consults));
  return {
    title: 'Consultation',
    heading: false,
    back: { href: caseworkPaths.casePage({ id: record.caseId }), text: `Back to ${reference}` },
    body: html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span> Consultation</h1>
<p class="govuk-body">Whoever is asked gets an e-mail with a link to answer by, is reminded until they do, and needs no account. Asking for a view stops no clock unless the procedure says so.</p>
${steps.map((step) => renderStep(open, step, asked))}
<section id="others"><h2 class="govuk-heading-m">${steps.length > 0 ? 'Other views' : 'Views asked for'}</h2>
${others.length > 0 ? renderRequests(open, others) : html`<p class="govuk-body">Nobody else has been asked.</p>`}
${renderWays(open, [{ action: 'request-information', text: 'Ask somebody for their view', given: { consults: GENERAL_VIEW } }])}</section>`,
  };
}

/** A view that the procedure asks for: whose, whether it is recorded, and what was asked for it. */
function renderStep(open: OpenCase, step: Step, asked: readonly RequestMade[]): Html {
  const { standing, texts } = open;
  const visit = findCurrentVisit(standing.state);
  const done = standing.state.steps.findLast((taken) => taken.step === step.id && taken.visit === visit?.index);
  const requests = asked.filter(({ consults }) => consults === step.id);
  const tag = done
    ? govuk.tag({ text: `Recorded ${describeShortDate(done.on, texts)}`, colour: 'green' })
    : govuk.tag({ text: step.optional ? 'Not recorded, may be left out' : 'Not recorded yet', colour: 'orange' });
  return html`<section id="${step.id}"><h2 class="govuk-heading-m">${step.name} ${tag}</h2>
<p class="govuk-body">${step.consults} is asked for a view. ${describeWaiting(open, step)} ${renderClause(texts, standing.policy, step.clause)}</p>
${renderRecorded(open, step, done?.n)}
${requests.length > 0 && renderRequests(open, requests)}
${renderWays(open, [
  ...(done
    ? []
    : [
        {
          action: 'request-information',
          text: requests.length > 0 ? 'Ask again' : `Ask ${step.consults}`,
          of: step.name,
          given: { consults: step.id, 'asked-name': step.consults ?? '' },
        },
      ]),
  { action: `step:${step.id}`, text: 'Record what they said' },
])}</section>`;
}

/** What waits for it, by name. */
function describeWaiting({ standing }: OpenCase, step: Step): string {
  const visit = findCurrentVisit(standing.state);
  const stage = findStage(standing.policy, visit?.procedure, visit?.stage);
  const stages = standing.policy.pack.procedures.find(({ id }) => id === visit?.procedure)?.stages ?? [];
  const names = (step.before ?? []).map(
    (what) =>
      stage?.steps.find(({ id }) => id === what)?.name ?? stages.find(({ id }) => `${id}.opens` === what)?.name ?? what,
  );
  return names.length === 0 ? 'Nothing waits for it.' : `This waits for it: ${names.join(', ')}.`;
}

function renderRecorded({ record, standing }: OpenCase, step: Step, n: number | undefined): Html | undefined {
  const words = record.texts.get(n ?? 0) ?? {};
  const rows = (step.records ?? []).flatMap((id) =>
    words[id] === undefined
      ? []
      : [
          {
            key: { text: standing.policy.pack.facts[id]?.ask ?? id },
            value: { text: html`<span class="redress-typed">${words[id]}</span>` },
          },
        ],
  );
  return rows.length > 0 ? govuk.summaryList({ rows }) : undefined;
}

const renderRequests = (open: OpenCase, requests: readonly RequestMade[]): Html =>
  html`<ul class="govuk-list">${requests.map((request) => html`<li class="redress-card" id="request-${request.request}">${renderRequest(open, request)}${renderCame(open, request)}</li>`)}</ul>`;

/** What came of their view, said when the answer was taken as enough. */
function renderCame({ record }: OpenCase, { settledBy }: RequestMade): Html | undefined {
  const words = record.texts.get(settledBy ?? 0)?.['came-of-it'];
  return words
    ? html`<p class="govuk-body govuk-!-margin-bottom-0"><strong>What came of it</strong><br><span class="redress-typed">${words}</span></p>`
    : undefined;
}
