// What holds of every history under every pack: standings are functions of what happened, and clocks keep their rules.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Ground, loadGrounds, tellHistory, turns } from '../../test/support/random-histories.ts';
import { addCalendarDays, addPeriod, type IsoDate } from '../calendar/index.ts';
import { effectiveHistory } from '../case/effective-history.ts';
import type { CaseEvent, EventBody } from '../case/events.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Clock, Period } from '../policy/schema.ts';
import type { ClockStanding } from './determine-clock.ts';
import { determineStanding, type Standing } from './determine-standing.ts';

const SETTINGS = { seed: 20260402, numRuns: 24 } as const;
const actor = { id: 'somebody', kind: 'staff', roles: [] } as const;

let grounds: readonly Ground[];
before(async () => {
  grounds = await loadGrounds();
});

/** Checks a property of histories under every pack, one run of dice for each. */
function forHistories(holds: (ground: Ground, told: ReturnType<typeof tellHistory>, die: number) => void): void {
  fc.assert(
    fc.property(turns(18), fc.nat(9999), fc.nat(99), (dice, die, which) => {
      const ground = grounds[which % grounds.length];
      if (ground) holds(ground, tellHistory(ground, dice), die);
    }),
    SETTINGS,
  );
}

const standOn = ({ policy, calendar }: Ground, events: readonly CaseEvent[], on: IsoDate): Standing =>
  determineStanding(policy, calendar, events, { on });

const record = (events: readonly CaseEvent[], body: EventBody, on: IsoDate): readonly CaseEvent[] => [
  ...events,
  { ...body, n: events.length + 1, on, recordedOn: on, by: actor },
];

const duesOf = (standing: Standing): readonly unknown[] =>
  standing.clocks.map(({ id, starts, due, firstDue, internalTarget }) => ({
    id,
    starts,
    due,
    firstDue,
    internalTarget,
  }));

describe('under every pack, whatever happens', () => {
  test('there are packs to try', () => {
    assert.ok(grounds.length >= 2, `${grounds.length}`);
  });

  test('a case stands somehow on every day, and its clocks have ids of their own', () => {
    forHistories((ground, { events, end }, die) => {
      for (const on of [addCalendarDays(end, -(die % 90)), end, addCalendarDays(end, die % 400)]) {
        const { clocks } = standOn(ground, events, on);
        assert.equal(new Set(clocks.map(({ id }) => id)).size, clocks.length);
      }
    });
  });

  test('nothing that only adds to the record moves a due date', () => {
    const unrelated: readonly EventBody[] = [
      { type: 'noted' },
      { type: 'contacted', reached: false, channel: 'telephone' },
      { type: 'linked', to: 'another', how: 'same-person' },
      { type: 'ombudsman-contacted', what: 'enquiry' },
      { type: 'learning-noted', none: true },
    ];
    forHistories((ground, { events, end }, die) => {
      const body = unrelated[die % unrelated.length];
      const received = events[0]?.on;
      if (!body || !received) return;
      const on = addCalendarDays(end, 30);
      const day = addCalendarDays(received, die % 40);
      assert.deepEqual(
        duesOf(standOn(ground, record(events, body, day > on ? on : day), on)),
        duesOf(standOn(ground, events, on)),
      );
    });
  });

  test('a lapse is the same on whatever later day it is looked at', () => {
    forHistories((ground, { events, end }, die) => {
      const late = addCalendarDays(end, 120);
      const between = addCalendarDays(end, -20 + (die % 140));
      const known = standOn(ground, events, late).lapses.filter(({ on }) => on < between);
      assert.deepEqual(standOn(ground, events, between).lapses, known);
    });
  });

  test('no extension moves a due date beyond what the pack allows', () => {
    forHistories((ground, { events, end }) => {
      const standing = standOn(ground, events, end);
      for (const clock of standing.clocks) {
        const most = clock.owner === 'pack' ? findLatest(ground, standing, clock) : undefined;
        if (most && clock.due) assert.ok(clock.due <= most, `${clock.id}: ${clock.due}, at most ${most}`);
      }
    });
  });

  test('a date corrected and corrected back leaves the case as it was', () => {
    forHistories((ground, { events, end }, die) => {
      const wrong = events[die % Math.max(1, events.length)];
      if (!wrong || wrong.type === 'corrected' || wrong.type === 'voided') return;
      const effective = effectiveHistory(events).find(({ n }) => n === wrong.n);
      if (!effective) return;
      const away = record(events, correct(wrong.n, addCalendarDays(effective.on, -(die % 9))), end);
      const back = record(away, correct(wrong.n, effective.on), end);
      assert.deepEqual(withoutEvents(standOn(ground, back, end)), withoutEvents(standOn(ground, events, end)));
    });
  });

  test('what is voided and recorded anew counts once, and reading a history twice changes nothing', () => {
    forHistories((ground, { events, end }) => {
      const once = effectiveHistory(events);
      assert.deepEqual(effectiveHistory(once), once);
      const last = once.at(-1);
      if (!last) return;
      const { n, recordedOn: _, ...told } = last;
      const voided = record(events, { type: 'voided', event: n }, end);
      const again = [...voided, { ...told, n: voided.length + 1, recordedOn: end } as CaseEvent];
      const bodies = (history: readonly CaseEvent[]): readonly unknown[] =>
        effectiveHistory(history).map(({ n: _n, recordedOn: _r, ...body }) => body);
      assert.deepEqual(bodies(again), bodies(events));
      assert.deepEqual(duesOf(standOn(ground, again, end)), duesOf(standOn(ground, events, end)));
    });
  });
});

const correct = (event: number, rightOn: IsoDate): EventBody => ({
  type: 'corrected',
  event,
  rightOn,
  rightAt: undefined,
});

const withoutEvents = ({ state, clocks, lapses }: Standing): unknown => ({ state, clocks, lapses });

/** The latest day the pack's own words can reach: every extension as often as it may be used, or its total. */
function findLatest(ground: Ground, { state }: Standing, standing: ClockStanding): IsoDate | undefined {
  const visit = state.visits[standing.visit];
  const clock = findStage(ground.policy, visit?.procedure, visit?.stage)?.clocks.find(
    ({ id }) => id === standing.clock,
  );
  const { firstDue } = standing;
  if (!clock || !firstDue || !standing.starts || clock.limit['as-agreed']) return undefined;
  const extras = clock.extensions.flatMap((rule) =>
    Array<Period>(rule['how-often']).fill(rule.extra ?? { n: 0, unit: 'working-day' }),
  );
  const byExtras = extras.reduce((day, period) => add(ground, day, period), firstDue);
  return [byExtras, ...totalsOf(ground, clock, standing.starts)].toSorted().at(-1);
}

const totalsOf = (ground: Ground, clock: Clock, starts: IsoDate): readonly IsoDate[] =>
  clock.extensions.flatMap(({ total }) => (total ? [add(ground, starts, total)] : []));

function add({ calendar }: Ground, day: IsoDate, { n, unit }: Period): IsoDate {
  return unit === 'hour' ? day : addPeriod(calendar, day, { n, unit }).date;
}
