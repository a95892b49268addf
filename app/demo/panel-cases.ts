import {
  type Actor,
  checkWho,
  findPanelStanding,
  type IsoDate,
  type Pack,
  type Procedure,
  type Stage,
  type Step,
} from '../../engine/index.ts';
import type { Doings, Goal } from './goal.ts';
import { NO_WISHES, satisfyGuard } from './satisfy-guard.ts';
import { holdsSo, isAnsweredHere, isOpen, type SpecialCase } from './special-case.ts';
import { actorOf, type Walk } from './walk.ts';

const RESIDENT: Actor = { id: 'resident', kind: 'resident', roles: [] };

type Place = { readonly procedure: Procedure; readonly stage: Stage; readonly step: Step };

const listPanels = (pack: Pack): readonly Place[] =>
  pack.procedures.flatMap((procedure) =>
    procedure.stages.flatMap((stage) =>
      stage.steps.filter(({ meets }) => meets).map((step) => ({ procedure, stage, step })),
    ),
  );

/** A panel meets soon: days were proposed, one who was asked has a conflict of interest, and its papers are chosen. */
const panelAhead: SpecialCase = {
  id: 'panel-ahead',
  canHold: (pack) => listPanels(pack).length > 0,
  isSo: (standing) => {
    const panel = findPanelStanding(standing);
    const ahead = panel?.day !== undefined && panel.day > standing.asOf.on && !panel.met;
    return isOpen(standing) && !isAnsweredHere(standing) && ahead && standing.state.interests.length > 1;
  },
  listGoals: ({ policy: { pack } }) =>
    listPanels(pack).flatMap(({ procedure, stage, step }): readonly Goal[] => {
      const into = satisfyGuard(pack, procedure.when, NO_WISHES);
      const wishes = into && satisfyGuard(pack, step.when, into);
      if (!wishes) return [];
      const until: Goal['until'] = (walk, standing) =>
        standing.state.visits.at(-1)?.stage === stage.id && walk.isOpen(step, standing);
      const goal = { wishes, procedure: procedure.id, stage: stage.id, leave: step.id, until };
      return [{ ...goal, id: `panel-ahead-${step.id}`, ending: arrange(step), holds: holdsSo(panelAhead) }];
    }),
};

/** From the days proposed to the papers chosen, as a clerk goes about it. */
const arrange =
  (step: Step): Doings =>
  (walk) => {
    const { times, conflict, 'comes-with': comesWith } = walk.stories.casework.panel;
    const asked = listWhoCouldSit(walk, step);
    const [first, second] = [walk.dayAfter(9), walk.dayAfter(10)];
    const people = { 'panel-people': asked, 'panel-times': times, 'say-by': walk.dayAfter(3) };
    const days = { 'panel-first-day': first, 'panel-second-day': second };
    if (!walk.do('panel-days-proposed', { wait: 0, input: { ...days, ...people } })) return false;
    asked.forEach((person, index) => {
      walk.do('panel-availability-given', {
        wait: 0,
        ...sayThemselves(walk, person, index === 0 ? [first] : [second]),
      });
    });
    const [barred = ''] = asked;
    walk.do('interest-declared', {
      wait: 1,
      by: findActor(walk, barred),
      input: { 'panel-member': barred, 'has-conflict': true, 'conflict-what': conflict },
    });
    if (!walk.do('step-done', { step: step.id, wait: 0, input: { [step.meets?.day ?? '']: second } })) return false;
    for (const { person } of findPanelStanding(walk.standing())?.seats.slice(0, 1) ?? [])
      walk.do('interest-declared', {
        wait: 0,
        by: findActor(walk, person),
        input: { 'panel-member': person, 'has-conflict': false },
      });
    walk.do('panel-reply-recorded', {
      wait: 1,
      input: { 'panel-coming': 'represented', 'panel-with-whom': comesWith },
    });
    return walk.do('panel-papers-chosen', {
      wait: 0,
      input: { 'panel-papers': ['complaint', 'definition', 'findings'] },
    });
  };

const findActor = (walk: Walk, id: string): Actor | undefined => {
  const person = walk.people.find((one) => one.id === id);
  return person && actorOf(person);
};

const sayThemselves = (walk: Walk, person: string, days: readonly IsoDate[]) => ({
  by: findActor(walk, person),
  input: { 'panel-member': person, 'can-on': [...days] },
});

/** For each seat up to two people who may have it. */
function listWhoCouldSit(walk: Walk, { seats = [] }: Step): string[] {
  const context = walk.context();
  const may = seats
    .filter(({ optional }) => !optional)
    .flatMap(({ who }) =>
      walk.people
        .filter((person) => person.roles.length > 0 && checkWho(context, actorOf(person), who).length === 0)
        .slice(0, 2),
    );
  return [...new Set(may.map(({ id }) => id))];
}

/** They say something on the draft they were sent, and one of it is answered already. */
export const sayOnDraft: Doings = (walk) => {
  const { comments } = walk.stories.casework;
  const said = comments.map(({ comment }) =>
    walk.do('draft-commented', { wait: 0, by: RESIDENT, input: { comment, channel: 'e-mail' } }),
  );
  const [first] = comments;
  const input = { 'comment-number': '1', 'comment-answer': 'accepted', 'comment-answer-words': first?.answer };
  return said.every(Boolean) && walk.do('comment-answered', { wait: 0, input });
};

/** What panels look like while they are arranged. */
export const PANEL_CASES: readonly SpecialCase[] = [panelAhead];
