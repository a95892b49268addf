import { type ClockStanding, findCurrentVisit, isWaiting, listTimesWaitedFor } from '../../../engine/index.ts';
import type { CommentWording } from '../../documents/gather-comments.ts';
import { describeCommand, describeDate } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { listCaseActions } from '../actions/find-action.ts';
import { describeClockTag } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderWorking } from './render-clocks.ts';

/** The draft that went for comment at this stage: when, until when they can comment, and what they said. */
export function renderDraft(open: OpenCase): Html | undefined {
  const { standing, wording, texts, record } = open;
  const { state } = standing;
  const visit = findCurrentVisit(state);
  const sent = state.drafts.findLast((draft) => draft.visit === visit?.index);
  if (!sent) return undefined;
  const channel = sent.channel ? ` ${texts.statuses.channels[sent.channel]}` : '';
  const letter = caseworkPaths.letter({ id: record.caseId, n: sent.n });
  const hasComments = state.comments.some((comment) => comment.visit === visit?.index);
  return html`<section id="draft"><h2 class="govuk-heading-m">The draft and what they say on it</h2>
<p class="govuk-body">Sent on ${describeDate(sent.on, texts)}${channel}. <a class="govuk-link" href="${letter}">Read the draft</a></p>
${listTimesWaitedFor(standing, visit).map((clock) => renderTime(open, clock))}
${hasComments ? wording.comments.map((comment) => renderComment(open, comment)) : html`<p class="govuk-body">They have not commented yet.</p>`}
${renderWayToRecord(open)}
<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.draft({ id: record.caseId })}">Answer each comment</a></p></section>`;
}

/** A time that the response waits for, with its working. */
export function renderTime(open: OpenCase, clock: ClockStanding): Html {
  const words = describeClockTag(open.texts, clock, open.standing);
  const tag = govuk.tag({ text: isWaiting(clock) ? 'Waiting' : words.state, colour: words.colour });
  return html`<p class="govuk-body"><strong>${clock.name}</strong> ${tag} ${words.sentence}.</p>${renderWorking(open, clock, 'How this date was worked out')}`;
}

function renderComment({ texts }: OpenCase, { comment, text, on, byResident, finished }: CommentWording): Html {
  const how = byResident ? '' : ', recorded by staff';
  const last = finished ? '. They have nothing more to say' : '';
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">Comment ${comment}</h3>
<p class="govuk-hint govuk-!-margin-bottom-1">${describeDate(on, texts)}${how}${last}</p><p class="govuk-body redress-typed">${text}</p>`;
}

function renderWayToRecord(open: OpenCase): Html | undefined {
  const action = listCaseActions(open).find(({ command }) => command.word === 'draft-commented');
  if (!action || action.refusals.length > 0) return undefined;
  const href = caseworkPaths.action({ id: open.record.caseId, action: action.command.name });
  return html`<p class="govuk-body redress-screen"><a class="govuk-link" href="${href}">${describeCommand(open.texts, action.command, undefined).does}</a></p>`;
}
