import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listPapers, type PaperKey } from '../../../engine/index.ts';
import { describeRefusal, speakToReader } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type FormBody, firstOf } from '../../web/forms.ts';
import { PageError } from '../../web/page-error.ts';
import { openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describePanel, type PanelView } from './describe-panel.ts';
import { renderBundlePage } from './render-bundle.ts';
import { renderPanel } from './render-panel.ts';
import { placeOf } from './render-papers.ts';
import { sendBundle } from './send-bundle.ts';

/** The panel of a case: its page, its papers to read, and the same with the originals as one file. */
export function routePanel(app: FastifyInstance, parts: AppParts): void {
  const config = { access: 'case' } as const;
  app.get(caseworkPaths.panel.pattern, { config }, async (request, reply) =>
    reply.page(renderPanel(await openPanel(parts, request), { csrfField: request.csrfField })),
  );
  app.post(caseworkPaths.panelPapers.pattern, { config }, (request, reply) => choosePapers(parts, request, reply));
  app.get(caseworkPaths.panelPapers.pattern, { config }, async (request, reply) =>
    reply.page(await renderBundlePage(parts, await openPanel(parts, request))),
  );
  app.get(caseworkPaths.panelBundle.pattern, { config }, async (request, reply) =>
    sendBundle(parts, await openPanel(parts, request), reply),
  );
}

async function openPanel(parts: AppParts, request: FastifyRequest): Promise<PanelView> {
  const view = describePanel(await openCase(request, parts));
  if (view) return view;
  throw new PageError({
    status: 404,
    title: 'There is no panel here',
    text: 'The procedure of this case has no panel at the stage it is in, or this case needs none. Go back to the case.',
  });
}

/** Takes the order typed beside each paper. Equal numbers, or something that is no number, come back as they were typed. */
async function choosePapers(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const view = await openPanel(parts, request);
  const { open } = view;
  const { papers, typed, error } = readPapers(listPapers(open.standing), request.form);
  const form = { csrfField: request.csrfField, typed };
  if (error !== undefined) return reply.page(renderPanel(view, { ...form, error }), 400);
  const { organisation, caseId } = open.record;
  const outcome = await parts.casebook.act({
    organisation,
    caseId,
    actor: open.actor,
    command: 'choose-papers',
    moment: { on: parts.today() },
    input: { 'panel-papers': papers },
  });
  if (!('done' in outcome)) {
    const reasons = 'refused' in outcome ? outcome.refused : [];
    const said = reasons
      .map((refusal) => describeRefusal(speakToReader(parts.texts), refusal, 'choose-papers'))
      .join(' ');
    return reply.page(renderPanel(view, { ...form, error: said }), 400);
  }
  return reply
    .notice({ type: 'success', text: papers.length === 1 ? 'One paper chosen.' : `${papers.length} papers chosen.` })
    .seeOther(`${caseworkPaths.panel({ id: caseId })}#papers`);
}

type Read = {
  readonly papers: readonly PaperKey[];
  readonly typed: ReadonlyMap<string, string>;
  readonly error: string | undefined;
};

function readPapers(all: readonly PaperKey[], body: FormBody): Read {
  const given = all.map((paper) => ({ paper, place: firstOf(body, placeOf(paper)).trim() }));
  const typed = new Map(given.map(({ paper, place }) => [paper as string, place]));
  const numbered = given.filter(({ place }) => place !== '');
  const wrong = numbered.find(({ place }) => !/^\d{1,3}$/.test(place) || Number(place) < 1);
  const places = numbered.map(({ place }) => Number(place));
  const twice = places.find((place, index) => places.indexOf(place) < index);
  const papers = numbered.toSorted((a, b) => Number(a.place) - Number(b.place)).map(({ paper }) => paper);
  return { papers, typed, error: describeFault(numbered.length, wrong?.place, twice) };
}

function describeFault(count: number, wrong: string | undefined, twice: number | undefined): string | undefined {
  if (count === 0) return 'Number at least one paper';
  if (wrong !== undefined) return `“${wrong}” is no place in the order: write 1 for the first paper, 2 for the second`;
  return twice === undefined ? undefined : `Two papers have the number ${twice}: give each a number of its own`;
}
