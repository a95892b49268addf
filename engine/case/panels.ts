import type { IsoDate } from '../calendar/index.ts';
import type { CaseEvent, Moment } from './events.ts';
import { type CaseState, findVisit } from './state.ts';

/** What the complainant says to the invitation. */
export const PANEL_REPLIES = ['coming', 'represented', 'not-coming', 'another-day'] as const;
export type PanelReply = (typeof PANEL_REPLIES)[number];

/** What became of a comment on a draft. */
export const COMMENT_ANSWERS = ['accepted', 'accepted-in-part', 'not-accepted'] as const;
export type CommentAnswer = (typeof COMMENT_ANSWERS)[number];

/**
 * A paper of a panel: the complaint as it came, its definition, what was found before, a piece of evidence or the
 * letter that went with a recording, by their numbers. Notes of staff are none.
 */
export type PaperKey = 'complaint' | 'definition' | 'findings' | `evidence-${number}` | `letter-${number}`;

/** Somebody asked to sit has said on which of the days they can. */
export type PanelAnswer = Moment & { readonly person: string; readonly can: readonly IsoDate[]; readonly n: number };

/** What was arranged for the panel of one stay in a stage, beside the steps of the pack. */
export type Panel = {
  readonly visit: number;
  readonly proposed?:
    | (Moment & {
        readonly days: readonly IsoDate[];
        readonly people: readonly string[];
        readonly due: IsoDate;
        readonly n: number;
      })
    | undefined;
  /** The last answer of each person. */
  readonly answers: readonly PanelAnswer[];
  readonly reply?: (Moment & { readonly coming: PanelReply; readonly n: number }) | undefined;
  readonly papers?: { readonly papers: readonly PaperKey[]; readonly n: number } | undefined;
  readonly sent: readonly (Moment & {
    readonly papers: readonly PaperKey[];
    readonly to: readonly string[];
    readonly toComplainant: boolean;
    readonly n: number;
  })[];
  /** Every version of the minutes; the last counts. */
  readonly minutes: readonly (Moment & { readonly attended: readonly string[]; readonly n: number })[];
};

/** What somebody declared of their own interest in a complaint. */
export type Interest = Moment & { readonly person: string; readonly conflict: boolean; readonly n: number };

type Of<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

const momentOf = ({ on, at }: Moment): Moment => ({ on, at });

/** What arranging and holding a panel does to a case. */
export const EVOLVE_PANELS = {
  'panel-days-proposed': (state: CaseState, event: Of<'panel-days-proposed'>) =>
    changePanel(state, event, (panel) => {
      const { days, people, due, n } = event;
      if (isSuperseded(event, panel.proposed)) return panel;
      const since = panel.answers.filter((answer) => answer.n > n);
      return { ...panel, proposed: { ...momentOf(event), days, people, due, n }, answers: since };
    }),
  'panel-availability-given': (state: CaseState, event: Of<'panel-availability-given'>) =>
    changePanel(state, event, (panel) => {
      const { person, can, n } = event;
      const before = panel.answers.find((one) => one.person === person);
      if (isSuperseded(event, before) || isSuperseded(event, panel.proposed)) return panel;
      const others = panel.answers.filter((one) => one.person !== person);
      return { ...panel, answers: [...others, { ...momentOf(event), person, can, n }] };
    }),
  'interest-declared': (state: CaseState, event: Of<'interest-declared'>): CaseState => {
    const { person, conflict, n } = event;
    if (isSuperseded(event, findInterest(state, person))) return state;
    const others = state.interests.filter((one) => one.person !== person);
    return { ...state, interests: [...others, { ...momentOf(event), person, conflict, n }] };
  },
  'panel-reply-recorded': (state: CaseState, event: Of<'panel-reply-recorded'>) =>
    changePanel(state, event, (panel) => ({
      ...panel,
      reply: { ...momentOf(event), coming: event.coming, n: event.n },
    })),
  'panel-papers-chosen': (state: CaseState, event: Of<'panel-papers-chosen'>) =>
    changePanel(state, event, (panel) => ({ ...panel, papers: { papers: event.papers, n: event.n } })),
  'panel-papers-sent': (state: CaseState, event: Of<'panel-papers-sent'>) =>
    changePanel(state, event, (panel) => {
      const { papers, to, toComplainant, n } = event;
      return { ...panel, sent: [...panel.sent, { ...momentOf(event), papers, to, toComplainant, n }] };
    }),
  'panel-minutes-kept': (state: CaseState, event: Of<'panel-minutes-kept'>) =>
    changePanel(state, event, (panel) => ({
      ...panel,
      minutes: [...panel.minutes, { ...momentOf(event), attended: event.attended, n: event.n }],
    })),
  'comment-answered': (state: CaseState, { stage, comment, answer, n }: Of<'comment-answered'>): CaseState => {
    const visit = findVisit(state, stage)?.index;
    const comments = state.comments.map((one) =>
      one.visit === visit && one.comment === comment ? { ...one, answered: { answer, n } } : one,
    );
    return { ...state, comments };
  },
} as const;

/**
 * Of two that were told of one day, with a time and without, what was recorded later counts: the order of happening
 * does not say which came first.
 */
const isSuperseded = (event: { readonly n: number }, known: { readonly n: number } | undefined): boolean =>
  known !== undefined && known.n > event.n;

const newPanel = (visit: number): Panel => ({ visit, answers: [], sent: [], minutes: [] });

function changePanel(state: CaseState, { stage }: { readonly stage: string }, change: (panel: Panel) => Panel) {
  const visit = findVisit(state, stage)?.index ?? -1;
  const others = state.panels.filter((one) => one.visit !== visit);
  return { ...state, panels: [...others, change(findPanel(state, visit) ?? newPanel(visit))] };
}

/** What was arranged for the panel of a stay in a stage; undefined where nothing was. */
export const findPanel = (state: CaseState, visit: number | undefined): Panel | undefined =>
  state.panels.find((one) => one.visit === visit);

/** What somebody last declared of their interest in the complaint. It is with the complaint, so it holds at every stage. */
export const findInterest = (state: CaseState, person: string): Interest | undefined =>
  state.interests.find((one) => one.person === person);
