import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CODE_LOCK_MINUTES, CODE_TRIES } from '../identity/follow-codes.ts';
import type { CaseOutcome } from '../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../web/app-parts.ts';
import { makeOnce } from '../web/once.ts';
import { about, accessibility, privacy } from './about/view-about.ts';
import { openAnswer, submitAnswer } from './answer/submit-answer.ts';
import { openComplain, openSent, submitComplain } from './complain/submit-complain.ts';
import { findOrganisation } from './find-organisation.ts';
import { findFollowed } from './follow/followed-case.ts';
import { openFollowed, openSentLetter } from './follow/open-followed.ts';
import { openSharedFile } from './follow/shared-evidence.ts';
import {
  submitComment,
  submitFollow,
  submitLeave,
  submitMore,
  submitNewCode,
  submitNextStage,
} from './follow/submit-follow.ts';
import { viewFollow } from './follow/view-follow.ts';
import { viewLandlord, viewLandlords } from './landlord/view-landlord.ts';
import { makeTryLimiter } from './limit-tries.ts';
import * as paths from './paths.ts';

export { findPortalShell } from './find-organisation.ts';

type Handle = (organisation: OrganisationPart, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
const PUBLIC = { config: { access: 'public' } } as const;

/**
 * The residents' pages: the landlords, one landlord, make a complaint, follow it. Open to anyone; what belongs to one
 * complaint opens only with its reference and code. Its paths begin with the landlord's id, so no landlord may be
 * called like another first part of an address (`cases`, `sign-in`, `about` …): fixed addresses come first.
 */
export function registerPortal(app: FastifyInstance, parts: AppParts): void {
  const of = (handle: Handle) => async (request: FastifyRequest, reply: FastifyReply) => {
    const organisation = findOrganisation(parts, request);
    if (organisation) return handle(organisation, request, reply);
    reply.callNotFound();
    return reply;
  };
  registerPlainPages(app, parts);
  app.get(
    paths.landlordPage.pattern,
    PUBLIC,
    of((organisation, _request, reply) => reply.page(viewLandlord(parts, organisation))),
  );
  registerComplain(app, parts, of);
  registerFollow(app, parts, of);
  registerAnswer(app, parts, of);
}

type Of = (handle: Handle) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function registerPlainPages(app: FastifyInstance, parts: AppParts): void {
  const title = 'Complain to your landlord';
  app.get(paths.landlordsPage.pattern, PUBLIC, (_request, reply) =>
    reply.page({ title, body: viewLandlords(parts.organisations) }),
  );
  app.get(paths.accessibilityPage.pattern, PUBLIC, (_request, reply) => reply.page(accessibility));
  app.get(paths.privacyPage.pattern, PUBLIC, (_request, reply) => reply.page(privacy));
  app.get(paths.aboutPage.pattern, PUBLIC, (_request, reply) => reply.page(about));
}

function registerComplain(app: FastifyInstance, parts: AppParts, of: Of): void {
  const kit = { parts, limiter: makeTryLimiter(parts.now, { tries: 30, minutes: 60 }) };
  app.get(paths.complainPage.pattern, PUBLIC, of(openComplain));
  app.post(
    paths.complainPage.pattern,
    PUBLIC,
    of((...asked) => submitComplain(kit, ...asked)),
  );
  app.get(
    paths.sentPage.pattern,
    { ...PUBLIC, exposeHeadRoute: false },
    of((...asked) => openSent(kit, ...asked)),
  );
}

/** Where somebody who was asked for information answers; not a resident's page, and the landlord's all the same. */
function registerAnswer(app: FastifyInstance, parts: AppParts, of: Of): void {
  const kit = { parts, once: makeOnce<CaseOutcome>((outcome) => 'done' in outcome) };
  app.get(
    paths.answerPage.pattern,
    { ...PUBLIC, exposeHeadRoute: false },
    of((...asked) => openAnswer(parts, ...asked)),
  );
  app.post(
    paths.answerPage.pattern,
    PUBLIC,
    of((...asked) => submitAnswer(kit, ...asked)),
  );
}

function registerFollow(app: FastifyInstance, parts: AppParts, of: Of): void {
  const limits = {
    byPlace: makeTryLimiter(parts.now, { tries: 30, minutes: CODE_LOCK_MINUTES }),
    byReference: makeTryLimiter(parts.now, { tries: CODE_TRIES, minutes: CODE_LOCK_MINUTES }),
  };
  const kit = { parts, limits, once: makeOnce<CaseOutcome>((outcome) => 'done' in outcome) };
  const followed =
    (open: typeof openFollowed): Handle =>
    async (organisation, request, reply) => {
      const record = await findFollowed(parts, organisation, request, reply);
      return record ? open(parts, organisation, record, { request, reply }) : reply;
    };
  app.get(
    paths.followPage.pattern,
    PUBLIC,
    of((organisation, request, reply) => reply.page(viewFollow(organisation, { csrfField: request.csrfField }))),
  );
  app.post(
    paths.followPage.pattern,
    PUBLIC,
    of((...asked) => submitFollow(kit, ...asked)),
  );
  app.get(paths.followedPage.pattern, PUBLIC, of(followed(openFollowed)));
  app.get(paths.sentLetterPage.pattern, PUBLIC, of(followed(openSentLetter)));
  app.get(paths.sharedFilePage.pattern, PUBLIC, of(followed(openSharedFile)));
  app.post(
    paths.askNextStage.pattern,
    PUBLIC,
    of((...asked) => submitNextStage(kit, ...asked)),
  );
  app.post(
    paths.addMore.pattern,
    PUBLIC,
    of((...asked) => submitMore(kit, ...asked)),
  );
  app.post(
    paths.commentOnDraft.pattern,
    PUBLIC,
    of((...asked) => submitComment(kit, ...asked)),
  );
  app.post(
    paths.newCode.pattern,
    PUBLIC,
    of((...asked) => submitNewCode(kit, ...asked)),
  );
  app.post(
    paths.leaveFollowing.pattern,
    PUBLIC,
    of((...asked) => submitLeave(kit, ...asked)),
  );
}
