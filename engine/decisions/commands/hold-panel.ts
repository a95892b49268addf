import type { EventBody } from '../../case/events.ts';
import { COMMENT_ANSWERS, type CommentAnswer, type PaperKey } from '../../case/panels.ts';
import { findCommentSteps, findStepThat } from '../../policy/find-in-pack.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { options } from '../field.ts';
import { answerOf, listOf, textOf, textsOf } from '../input-values.ts';
import { findPanelStanding, hasPanel, listPapers, listPapersChosen } from '../panels.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { checkCalled, guardPanel } from './arrange-panel.ts';

/** What the members of the panel are to read, in the order it is given. Chosen again, the last choice counts. */
export const choosePapers: Command = {
  name: 'choose-papers',
  word: 'panel-papers-chosen',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  guard: guardPanel,
  fields: ({ standing }) => [
    {
      name: 'panel-papers',
      label: '',
      required: true,
      kind: 'choices',
      options: listPapers(standing).map((value) => ({ value, label: '' })),
    },
  ],
  decide: ({ visit }, _actor, input) => {
    const papers = listOf(input, 'panel-papers') as readonly PaperKey[];
    if (papers.length === 0) return { events: [], refusals: [] };
    return {
      events: [{ body: { type: 'panel-papers-chosen', stage: visit?.stage ?? '', papers } }],
      refusals: [],
    };
  },
};

/** The papers that were chosen have gone, to whom, and whether the complainant had a copy. The event keeps the list. */
export const sendPapers: Command = {
  name: 'send-papers',
  word: 'panel-papers-sent',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  guard: (context, actor) => {
    const stopped = [...guardPanel(context, actor)];
    if (stopped.length > 0) return stopped;
    const none = listPapersChosen(context.standing).length === 0 ? [refuse('no-papers-chosen', context.stage)] : [];
    return [...checkCalled(context), ...none];
  },
  fields: () => [
    { name: 'papers-to', label: '', required: true, kind: 'people' },
    { name: 'papers-to-complainant', label: '', required: true, kind: 'yes-no' },
  ],
  decide: ({ standing, visit }, _actor, input) => {
    const to = listOf(input, 'papers-to');
    if (to.length === 0) return { events: [], refusals: [] };
    const body: EventBody = {
      type: 'panel-papers-sent',
      stage: visit?.stage ?? '',
      papers: listPapersChosen(standing),
      to,
      toComplainant: answerOf(input, 'papers-to-complainant') === true,
    };
    return { events: [{ body }], refusals: [] };
  },
};

/** Who was there, what was said and what was asked. Kept again, the earlier version stays readable. Not before its day. */
export const keepMinutes: Command = {
  name: 'keep-minutes',
  word: 'panel-minutes-kept',
  adds: true,
  takenBy: 'landlord',
  appliesTo: hasPanel,
  guard: (context, actor) => {
    const stopped = [...guardPanel(context, actor)];
    return stopped.length > 0 ? stopped : [...checkCalled(context), ...checkDayCame(context)];
  },
  fields: () => [
    { name: 'panel-attended', label: '', required: true, kind: 'people' },
    { name: 'panel-others', label: '', required: false, kind: 'long-text' },
    { name: 'panel-said', label: '', required: true, kind: 'long-text' },
    { name: 'panel-questions', label: '', required: false, kind: 'long-text' },
  ],
  decide: ({ visit }, _actor, input) => {
    const attended = listOf(input, 'panel-attended');
    if (attended.length === 0) return { events: [], refusals: [] };
    const body: EventBody = { type: 'panel-minutes-kept', stage: visit?.stage ?? '', attended };
    return {
      events: [{ body, texts: textsOf(input, ['panel-others', 'panel-said', 'panel-questions']) }],
      refusals: [],
    };
  },
};

function checkDayCame({ standing, moment }: CaseContext): readonly Refusal[] {
  const panel = findPanelStanding(standing);
  if (panel?.day === undefined || panel.day <= moment.on) return [];
  return [{ ...refuse('panel-not-met-yet', panel.step, { day: panel.day }), until: panel.day }];
}

/**
 * What became of a comment on the draft: what was changed, or why nothing was. The answer to the complaint starts from
 * these words, until it has gone. Answered again, the last counts.
 */
export const answerComment: Command = {
  name: 'answer-comment',
  word: 'comment-answered',
  adds: true,
  takenBy: 'landlord',
  appliesTo: ({ stage }) => findCommentSteps(stage).length > 0,
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : [...checkRestricted(context, actor), ...checkComments(context)];
  },
  fields: (context) => [
    {
      name: 'comment-number',
      label: '',
      required: false,
      kind: 'choice',
      options: listComments(context).map(({ comment }) => ({ value: String(comment), label: '' })),
    },
    { name: 'comment-answer', label: '', required: true, kind: 'choice', options: options(COMMENT_ANSWERS) },
    { name: 'comment-answer-words', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const all = listComments(context);
    const first = all.find(({ answered }) => answered === undefined) ?? all[0];
    const comment = Number(textOf(input, 'comment-number') ?? first?.comment ?? 0);
    const answer = textOf(input, 'comment-answer') as CommentAnswer | undefined;
    if (answer === undefined) return { events: [], refusals: [] };
    const body: EventBody = { type: 'comment-answered', stage: context.visit?.stage ?? '', comment, answer };
    return { events: [{ body, texts: textsOf(input, ['comment-answer-words']) }], refusals: [] };
  },
};

const listComments = ({ standing, visit }: CaseContext) =>
  standing.state.comments.filter((one) => one.visit === visit?.index);

function checkComments(context: CaseContext): readonly Refusal[] {
  const { standing, visit, stage } = context;
  const respond = findStepThat(stage, 'respond');
  if (standing.state.responses.some((response) => response.visit === visit?.index))
    return [refuse('already-answered', respond, { step: respond?.name ?? '' })];
  return listComments(context).length > 0 ? [] : [refuse('no-comment-to-answer', findCommentSteps(stage)[0])];
}
