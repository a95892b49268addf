import type { RoleHeld } from '../case/events.ts';
import type { Visit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { chooseWho } from '../policy/choose-first.ts';
import { findStage, findStep } from '../policy/find-in-pack.ts';
import type { Step, Who } from '../policy/schema.ts';
import { findWhoToGive } from './ask-why-another.ts';
import { findNextStepThat } from './check-step.ts';
import { getHeldThatCount } from './check-who.ts';
import type { CaseContext } from './command.ts';
import { findMissingTraining } from './find-missing-training.ts';
import type { Warning } from './list-warnings.ts';

/** The roles of a person as they are recorded on the day we look; undefined where nobody tells. */
export type RolesRecorded = (person: string) => readonly RoleHeld[] | undefined;

type Chosen = { readonly person: string; readonly roles: readonly RoleHeld[] };
/** What somebody is chosen for: the step that gives the case to them, or a seat of a step. */
type Place = { readonly step: Step | undefined; readonly seat?: string | undefined };

/**
 * That somebody who is about to be given the case, or a seat, holds a role whose training counts and has none recorded
 * by the day. It forbids nothing: where the pack lets only the trained take a place, they are refused (`who: trained`).
 * Only roles that count for the place are looked at.
 */
export function warnOfChoice(context: CaseContext, { step, seat }: Place, chosen: Chosen): readonly Warning[] {
  const own = step ?? findNextStepThat(context, 'allocate');
  const asked = seat === undefined ? findWhoToGive(context, own).who : own?.seats?.find(({ id }) => id === seat)?.who;
  const who = asked && chooseWho(asked, makeGuardWorld(context.standing, context.visit));
  const held = getHeldThatCount(context, chosen, who?.area).filter(({ role }) => isWanted(who, role));
  const { policy } = context.standing;
  return findMissingTraining(policy, held, context.moment.on).map(({ role, title, training, clause }) => ({
    code: 'training-not-recorded',
    clause,
    values: { person: chosen.person, role, title, training, step: own?.name ?? '' },
  }));
}

function isWanted(who: Who | undefined, role: string): boolean {
  const wanted = who?.['any-of'] ?? (who?.role === undefined ? undefined : [who.role]);
  return wanted?.includes(role) ?? true;
}

/**
 * The same for whoever has the case, or a seat, in the stage it is in, from the day they were chosen until their
 * training is recorded. `recorded` tells their roles as they stand now; without it those of the day they were chosen.
 */
export function warnOfTraining(standing: Standing, recorded: RolesRecorded = () => undefined): readonly Warning[] {
  const { state, policy, asOf } = standing;
  const visit = state.visits.at(-1);
  if (!visit || state.status === 'closed') return [];
  const stage = findStage(policy, visit.procedure, visit.stage);
  const context: CaseContext = { standing, moment: asOf, visit, stage };
  const warnings = listChosen(standing, visit).flatMap(({ place, chosen }) =>
    warnOfChoice(context, place, { ...chosen, roles: recorded(chosen.person) ?? chosen.roles }),
  );
  const keyOf = ({ values }: Warning): string => `${values['person']} ${values['role']}`;
  return [...new Map(warnings.map((warning) => [keyOf(warning), warning])).values()];
}

type Given = { readonly place: Place; readonly chosen: Chosen };

/** Who has the case and who has a seat in this visit, each with their roles at the time. */
function listChosen(standing: Standing, visit: Visit): readonly Given[] {
  const { state, history, policy } = standing;
  const stepOf = (id: string): Step | undefined => findStep(policy, visit.procedure, visit.stage, id);
  const given = state.givenTo.filter((one) => one.visit === visit.index);
  const handlers = given.flatMap(({ step, person }): readonly Given[] => {
    const event = history.findLast((one) => one.type === 'allocated' && one.step === step && one.to === person);
    if (event?.type !== 'allocated') return [];
    return [{ place: { step: stepOf(step) }, chosen: { person, roles: event.toRoles } }];
  });
  const taken = new Map(state.steps.filter((one) => one.visit === visit.index).map((one) => [one.step, one]));
  const seated = [...taken.values()].flatMap(({ step, seats = [] }) =>
    seats.map(({ seat, person, roles }): Given => ({ place: { step: stepOf(step), seat }, chosen: { person, roles } })),
  );
  return [...handlers, ...seated];
}
