import type { EventBody } from '../../case/events.ts';
import { findCommentSteps, findStepThat } from '../../policy/find-in-pack.ts';
import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import { options } from '../field.ts';
import { answerOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * The complainant comments on the draft they were sent, by themselves or through staff, as often as they like, within
 * the time for it or after; or says that they have nothing more to say, which ends that time. Until the response goes
 * each comment counts and is answered there. Where there is no draft to comment on, or the response has gone, what
 * they said is kept as a contact.
 */
export const commentOnDraft: Command = {
  name: 'comment-on-draft',
  word: 'draft-commented',
  adds: true,
  takenBy: 'resident',
  appliesTo: ({ stage }) => findCommentSteps(stage).length > 0,
  guard: (context) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkDraft(context);
  },
  fields: () => [
    { name: 'comment', label: '', required: false, kind: 'long-text' },
    { name: 'finished', label: '', required: false, kind: 'yes-no' },
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
  ],
  decide: (context, _actor, input) => {
    const said = textOf(input, 'comment')?.trim();
    const finished = answerOf(input, 'finished') === true;
    const texts = said ? textsOf(input, ['comment']) : {};
    return {
      events: [{ body: commentOf(context, input, Boolean(said), finished), texts }],
      refusals: said || finished ? [] : [refuse('comment-empty', findCommentSteps(context.stage)[0])],
      ...(said && { kept: [{ body: contactOf(context, input), texts: { 'what-was-said': said } }] }),
    };
  },
};

function checkDraft({ standing, moment, visit, stage }: CaseContext): readonly Refusal[] {
  const { drafts, responses } = standing.state;
  const respond = findStepThat(stage, 'respond');
  if (responses.some((response) => response.visit === visit?.index))
    return [refuse('already-answered', respond, { step: respond?.name ?? '' })];
  const isSent = drafts.some((draft) => draft.visit === visit?.index && draft.on <= moment.on);
  return isSent ? [] : [refuse('no-draft-sent', [findCommentSteps(stage)[0], stage], { stage: stage?.name ?? '' })];
}

const channelOf = (input: Input): Channel => (textOf(input, 'channel') ?? 'other') as Channel;

function commentOf({ standing, visit }: CaseContext, input: Input, said: boolean, finished: boolean): EventBody {
  const before = standing.state.comments.flatMap((one) => (one.visit === visit?.index ? one.comment : []));
  return {
    type: 'draft-commented',
    stage: visit?.stage ?? '',
    ...(said && { comment: Math.max(0, ...before) + 1 }),
    ...(finished && { finished }),
    channel: channelOf(input),
  };
}

const contactOf = ({ visit }: CaseContext, input: Input): EventBody => ({
  type: 'contacted',
  reached: true,
  channel: channelOf(input),
  ...(visit && { stage: visit.stage }),
});
