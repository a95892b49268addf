// The examples beside each pack: what happened and what is expected, named for their reason. Together they reach
// everything that a case under the pack can come to; what they must reach is read from the pack itself.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CaseEvent, Policy, Replay } from '../engine/index.ts';
import {
  checkExpected,
  loadSoundPolicies,
  loadToldCases,
  playToldCase,
  type ToldCase,
} from './support/replay-files.ts';

type Played = { readonly told: ToldCase; readonly replay: Replay };
type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { type: T }>;

const folder = join(import.meta.dirname, '..', 'policies');

const eventsOf = <T extends CaseEvent['type']>(played: readonly Played[], type: T): readonly EventOf<T>[] =>
  played.flatMap(({ replay }) => replay.events.filter((event): event is EventOf<T> => event.type === type));

/** The kinds of events with their stages, each once, in alphabetical order. */
const describeEvents = ({ events }: Replay): string =>
  [...new Set(events.map((event) => ('stage' in event ? `${event.type}@${event.stage}` : event.type)))]
    .toSorted()
    .join(' ');

/** What the examples of a pack must reach, by name, and whether they do. */
function listGoals({ pack }: Policy, played: readonly Played[]): ReadonlyMap<string, boolean> {
  const goals = new Map<string, boolean>();
  for (const procedure of pack.procedures) {
    for (const stage of procedure.stages) {
      const visits = played.flatMap(({ replay }) => replay.standing.state.visits);
      goals.set(
        `the stage ${stage.id}`,
        visits.some((visit) => visit.stage === stage.id),
      );
      for (const step of [...stage.steps, ...procedure['any-time']]) {
        for (const { id } of step.outcomes ?? []) {
          const taken = eventsOf(played, 'step-done').some((done) => done.step === step.id && done.outcome === id);
          goals.set(`the outcome ${id} of the step ${step.id}`, taken);
        }
      }
      for (const outcome of stage.escalation?.outcomes ?? []) {
        const ends = outcome['leads-to'].closes
          ? eventsOf(played, 'escalation-refused').some((event) => event.stage === stage.id)
          : isOpened(played, stage.id, outcome['leads-to'].stage);
        goals.set(`the outcome ${outcome.id} of the escalation from ${stage.id}`, ends);
      }
    }
  }
  return new Map([...goals, ...listIntakeGoals(pack, played), ...listHolidays(played)]);
}

function isOpened(played: readonly Played[], from: string, to: string | undefined): boolean {
  const ways = [...eventsOf(played, 'escalation-accepted'), ...eventsOf(played, 'escalation-requested')];
  return ways.some((event) => event.stage === from && event.opens === to);
}

function listIntakeGoals(pack: Policy['pack'], played: readonly Played[]): [string, boolean][] {
  const refused = [...eventsOf(played, 'complaint-refused'), ...eventsOf(played, 'escalation-refused')];
  const decided = eventsOf(played, 'time-limit-decided');
  const grounds = (pack.intake['not-accepted']?.grounds ?? []).map(({ id }): [string, boolean] => [
    `the ground ${id}`,
    refused.some((event) => event.ground === id),
  ]);
  const limits = pack.intake['time-limits']
    .filter(({ force }) => force === 'person-decides')
    .flatMap(({ id }) =>
      [true, false].map((accepted): [string, boolean] => [
        `the time limit ${id} decided ${accepted ? 'for' : 'against'} taking it on`,
        decided.some((event) => event.limit === id && event.accepted === accepted),
      ]),
    );
  const routes = pack.intake.routes
    .filter((route) => route.sends !== undefined)
    .map(({ id }): [string, boolean] => [
      `the route ${id}`,
      eventsOf(played, 'referred').some((event) => event.route === id),
    ]);
  return [...grounds, ...limits, ...routes];
}

function listHolidays(played: readonly Played[]): [string, boolean][] {
  const skipped = played.flatMap(({ replay }) =>
    replay.standing.clocks.filter(({ owner }) => owner === 'pack').flatMap((clock) => clock.skipped),
  );
  return ['Easter Monday', 'Christmas Day'].map((day) => [
    `a due date counted over ${day}`,
    skipped.some(({ because }) => because === day),
  ]);
}

const policies = await loadSoundPolicies(folder);

for (const policy of policies) {
  const { pack, version } = policy.pack;
  const told = loadToldCases(join(folder, pack, 'examples', '*.yaml'));
  const played = told.map((one) => ({ told: one, replay: playToldCase(one, policy) }));

  for (const { told: one, replay } of played) {
    test(`${pack}: ${one.title} (${one.name})`, () => checkExpected(one, replay));
  }

  test(`the examples of ${pack} ${version} reach all that a case can come to`, () => {
    const missing = [...listGoals(policy, played)].filter(([, isReached]) => !isReached).map(([goal]) => goal);
    assert.deepEqual(missing, [], `no example in policies/${pack}/examples reaches: ${missing.join('; ')}`);
  });

  test(`no two examples of ${pack} end in the same events`, () => {
    const seen = new Map<string, string>();
    for (const { told: one, replay } of played) {
      const events = describeEvents(replay);
      assert.equal(
        seen.get(events),
        undefined,
        `${one.name} ends in the same events as ${seen.get(events)}: ${events}`,
      );
      seen.set(events, one.name);
    }
  });
}

test('an example left out is missed', () => {
  const policy = policies[0] as Policy;
  assert.ok([...listGoals(policy, []).values()].every((isReached) => !isReached));
});
