import type { Actor, Input, IsoDate } from '../../engine/index.ts';
import type { Random } from './random.ts';
import type { Walk } from './walk.ts';

/** Whoever answers by a link, as the page that it opens records them. */
const BY_LINK: Actor = { id: 'answer-link', kind: 'other-body', roles: [] };

/** What is asked of somebody, and what they answer. */
export type Asked = { readonly question: string; readonly answer: string };

/**
 * What goes on beside the steps on an open case now and then: how often to be in touch is agreed, a colleague is asked
 * something, who has answered in time or has still to, and a note is made.
 */
export function doEverydayWork(walk: Walk, random: Random): void {
  const { state } = walk.standing();
  if (state.status === 'open' && !state.anonymous && state.handler && !state.contactPlan) {
    const [agrees, asks, answers] = [random.chance(0.2), random.chance(0.2), random.chance(0.5)];
    if (agrees) agreeContact(walk, random.pick(PLANS));
    const asked = asks ? askColleague(walk, random) : undefined;
    if (asked && answers) answerByLink(walk, asked, String(walk.standing().state.requests.at(-1)?.request), 1);
  }
  if (random.chance(0.4)) walk.do('noted', { wait: 0 });
}

const PLANS = [
  { every: 1, 'every-unit': 'week', 'plan-channel': 'telephone' },
  { every: 2, 'every-unit': 'week', 'plan-channel': 'e-mail' },
  { every: 5, 'every-unit': 'working-day', 'plan-channel': 'telephone' },
] as const;

/** How and how often they want to hear from the landlord, with what else to mind. */
export function agreeContact(walk: Walk, plan: Input): boolean {
  const { 'plan-channel': channel = 'telephone' } = plan;
  const { telephone, otherwise } = walk.stories.casework['contact-notes'];
  const notes = channel === 'telephone' ? telephone : otherwise;
  return walk.do('contact-plan-set', { wait: 0, input: { ...plan, 'plan-channel': channel, 'plan-notes': notes } });
}

/** A colleague who does not have the case is asked; what, where that worked. */
export function askColleague(walk: Walk, random: Random): Asked | undefined {
  const handler = walk.standing().state.handler?.person;
  const colleagues = walk.people.filter(({ id, roles }) => roles.length > 0 && id !== handler);
  const asked = random.pick(walk.stories.casework['asked-of-colleagues']);
  const input = { 'asked-of': random.pick(colleagues).id, 'asked-question': asked.question, ...ofPoint(walk) };
  return walk.do('information-requested', { wait: 0, input }) ? asked : undefined;
}

/** Somebody outside is asked, to answer by a day; what, where that worked. */
export function askContractor(walk: Walk, random: Random, by: IsoDate): Asked | undefined {
  const { contractors, 'asked-of-contractors': questions } = walk.stories.casework;
  const [{ name, email }, asked] = [random.pick(contractors), random.pick(questions)];
  const who = { 'asked-name': name, 'asked-email': email };
  const input = { ...who, 'asked-question': asked.question, papers: asked.papers, 'answer-by': by, ...ofPoint(walk) };
  return walk.do('information-requested', { wait: 0, input }) ? asked : undefined;
}

const ofPoint = (walk: Walk): Input => {
  const point = walk.standing().state.points[0]?.n;
  return point === undefined ? {} : { point: String(point) };
};

/** They answer by the link, so many working days later. */
export const answerByLink = (walk: Walk, { answer }: Asked, request: string, wait: number): boolean =>
  walk.do('information-received', { wait, by: BY_LINK, input: { request, answer } });
