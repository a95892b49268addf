// What holds of every decision under every pack: what is refused leaves no trace, and nobody judges their own work.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Ground, loadGrounds, tellHistory, turns } from '../../test/support/random-histories.ts';
import type { CaseEvent } from '../case/events.ts';
import { determineStanding } from '../clocks/determine-standing.ts';
import { findStage, findStepThat } from '../policy/find-in-pack.ts';
import { listActions } from './list-actions.ts';
import { listWarnings } from './list-warnings.ts';
import { type Happening, type Replay, replayHappenings } from './replay-happenings.ts';

const SETTINGS = { seed: 20260407, numRuns: 16 } as const;

let grounds: readonly Ground[];
before(async () => {
  grounds = await loadGrounds();
});

function forHistories(
  holds: (ground: Ground, told: ReturnType<typeof tellHistory>, die: number) => void,
  numRuns: number = SETTINGS.numRuns,
  most = 16,
): void {
  fc.assert(
    fc.property(turns(most), fc.nat(9999), fc.nat(99), (dice, die, which) => {
      const ground = grounds[which % grounds.length];
      if (ground) holds(ground, tellHistory(ground, dice), die);
    }),
    { ...SETTINGS, numRuns },
  );
}

const play = (
  { policy, calendar }: Ground,
  told: readonly Happening[],
  end: Happening['on'],
  mode: 'live' | 'history',
): Replay => replayHappenings(policy, calendar, told, { mode, asOf: end });

describe('under every pack, whatever is wished for', () => {
  test('what nobody refuses is recorded alike whether it is played live or told afterwards', () => {
    forHistories((ground, { accepted, events, end }) => {
      const live = play(ground, accepted, end, 'live');
      assert.deepEqual(live.refused, []);
      assert.deepEqual(live.events, events);
      const history = play(ground, accepted, end, 'history');
      assert.deepEqual(history.events, live.events);
      assert.deepEqual(history.refused, []);
      const unlike = history.departures.flatMap(({ reasons }) => reasons).filter(({ code }) => code !== 'late');
      assert.deepEqual(unlike, []);
    });
  });

  test('a wish that is refused records nothing, unless a resident’s own act is kept', () => {
    forHistories((ground, { happenings, end }, die) => {
      const cut = 1 + (die % happenings.length);
      const before = play(ground, happenings.slice(0, cut - 1), end, 'live');
      const after = play(ground, happenings.slice(0, cut), end, 'live');
      if (after.refused.length === before.refused.length) return;
      const added = after.events.slice(before.events.length);
      assert.ok(
        added.every(({ type }) => type === 'escalation-requested' || type === 'linked'),
        JSON.stringify(added),
      );
      if (added.length === 0) assert.deepEqual(after.standing.clocks, before.standing.clocks);
    });
  });

  test('every refusal says why in a code, and an action is allowed exactly when nothing stands against it', () => {
    forHistories((ground, { happenings, end }, die) => {
      const { refused, standing } = play(ground, happenings, end, 'live');
      for (const { code } of refused.flatMap(({ reasons }) => reasons)) assert.match(code, /^[a-z0-9-]+$/);
      const who = ground.people[die % ground.people.length];
      if (who)
        assert.equal(new Set(listActions(standing, who).map(({ id }) => id)).size, listActions(standing, who).length);
      for (const { code } of listWarnings(standing)) assert.match(code, /^[a-z-]+$/);
    });
  });

  test('nobody who found or answered at an earlier stage gives the final answer', () => {
    let tried = 0;
    forHistories(
      (ground, { events, end }) => {
        for (const [index, event] of events.entries()) {
          if (event.type === 'acknowledged') tried += tryPromoted(ground, events.slice(0, index + 1), event.on);
        }
        const { history } = determineStanding(ground.policy, ground.calendar, events, { on: end });
        for (const final of history.filter((event) => event.type === 'response-issued' && event.final)) {
          assert.ok(!listJudges(history, final).includes(final.by.id), final.by.id);
        }
      },
      26 * grounds.length,
      20,
    );
    assert.ok(tried > 10, `only ${tried} people were tried`);
  });
});

/** Lets whoever judged at an earlier stage, now in every role there is, try to answer: how many tried. */
function tryPromoted({ policy, calendar }: Ground, events: readonly CaseEvent[], on: Happening['on']): number {
  const standing = determineStanding(policy, calendar, events, { on });
  const visit = standing.state.visits.at(-1);
  const stage = findStage(policy, visit?.procedure, visit?.stage);
  if (!stage?.final || !findStepThat(stage, 'respond')?.who?.['not-who']) return 0;
  const judges = listJudges(standing.history, { stage: stage.id, n: events.length + 1 });
  const roles = policy.pack.roles.map(({ id: role }) => ({ role }));
  for (const id of judges) {
    const answer = listActions(standing, { id, kind: 'staff', roles }).find(
      (action) => action.id === 'response-issued',
    );
    assert.ok(
      answer?.refusals.some(({ code }) => code.startsWith('took-')),
      id,
    );
  }
  return judges.length;
}

/** Who found on a point or answered at another stage before; what was voided did not happen. */
function listJudges(
  history: readonly CaseEvent[],
  before: { readonly n: number; readonly stage?: string },
): readonly string[] {
  const judged = history.filter(
    (event) =>
      (event.type === 'finding-recorded' || event.type === 'response-issued') &&
      event.stage !== before.stage &&
      event.n < before.n,
  );
  return [...new Set(judged.map(({ by }) => by.id))];
}
