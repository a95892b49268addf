// What is foreseen of a clock holds when the days are played out, under an invented procedure with a draft for comment.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { calendarOf, loadSoundPolicies } from '../../test/support/replay-files.ts';
import { addCalendarDays, addWorkingDays, type Calendar, type IsoDate, isWorkingDay } from '../calendar/index.ts';
import type { Policy } from '../policy/schema.ts';
import { determineForecast, type Forecast } from './determine-forecast.ts';
import { type Happening, type Replay, replayHappenings } from './replay-happenings.ts';

const SETTINGS = { seed: 20260309, numRuns: 40 } as const;
const NO_TALK = { step: 'discuss', talk: 'not-possible', 'why-no-talk': 'They cannot use the telephone.' };
let policies: ReadonlyMap<string, Policy>;
let calendar: Calendar;

before(async () => {
  const sound = await loadSoundPolicies(join(import.meta.dirname, '../../test/oddities'));
  policies = new Map(sound.map((policy) => [policy.pack.pack, policy]));
  calendar = calendarOf(policies.get('draft-for-comment')!);
});

const day = (on: IsoDate, what: string, more: Readonly<Record<string, unknown>> = {}): Happening => ({
  on,
  what,
  with: more,
});

function play(pack: string, happenings: readonly Happening[], asOf: IsoDate): Replay {
  return replayHappenings(policies.get(pack)!, calendar, happenings, { mode: 'live', asOf });
}

/** Received on a day of 2026 or after and given to somebody then; a draft chosen some days later. */
type Story = { readonly received: IsoDate; readonly chosen: IsoDate; readonly begun: readonly Happening[] };

const stories = (): fc.Arbitrary<Story> =>
  fc.tuple(fc.nat(700), fc.nat(16)).map(([from, later]) => {
    const received = addCalendarDays('2026-01-05' as IsoDate, from);
    const chosen = addCalendarDays(received, later);
    const first = [day(received, 'received'), day(received, 'defined'), day(received, 'allocated')];
    return { received, chosen, begun: [...first, day(chosen, 'step-done', NO_TALK)] };
  });

const forAll = (holds: (story: Story) => void): void => fc.assert(fc.property(stories(), holds), SETTINGS);

function foresee({ begun, chosen }: Story, more: readonly Happening[] = [], on = chosen): Forecast | undefined {
  const { standing, refused } = play('draft-for-comment', [...begun, ...more], on);
  assert.deepEqual(refused, []);
  return determineForecast(standing).find(({ clock }) => clock.id === 'answer');
}

const answerOn = (story: Story, sent: IsoDate, on: IsoDate): readonly string[] =>
  play('draft-for-comment', [...story.begun, day(sent, 'drafted'), day(on, 'response-issued')], on).refused.flatMap(
    ({ what, reasons }) => (what === 'response-issued' ? reasons.map(({ code }) => code) : []),
  );

describe('what is foreseen', () => {
  test('no answer can go before the soonest day, and one can go on it', () => {
    forAll((story) => {
      const foreseen = foresee(story);
      if (!foreseen) return;
      const before = addCalendarDays(foreseen.soonest, -1);
      assert.deepEqual(answerOn(story, story.chosen, before), ['time-not-over']);
      assert.deepEqual(answerOn(story, story.chosen, foreseen.soonest), []);
    });
  });

  test('a day later it is never sooner', () => {
    forAll((story) => {
      const [now, next] = [foresee(story), foresee(story, [], addCalendarDays(story.chosen, 1))];
      if (now && next) assert.ok(next.soonest >= now.soonest, `${now.soonest} ${next.soonest}`);
    });
  });

  test('what is certain is late when it is played out, and what starts by the day told is not', () => {
    forAll((story) => {
      const foreseen = foresee(story);
      if (!foreseen) return;
      assert.equal(foreseen.certain, foreseen.soonest > foreseen.due);
      assert.ok(foreseen.latest >= foreseen.soonest || !foreseen.certain);
      const sent = foreseen.startBy ?? story.chosen;
      const answered = [day(sent, 'drafted'), day(foreseen.due, 'response-issued')];
      const { refused } = play('draft-for-comment', [...story.begun, ...answered], foreseen.due);
      assert.equal(refused.length > 0, foreseen.certain, `${sent} ${foreseen.due}`);
      if (foreseen.startBy === undefined) return;
      const late = addWorkingDays(calendar, foreseen.startBy, 1).date;
      assert.ok(late > foreseen.due || answerOn(story, late, foreseen.due).length > 0, `${late} is soon enough`);
    });
  });

  test('each in its full time ends where the clocks end when that is played out', () => {
    forAll((story) => {
      const foreseen = foresee(story);
      if (!foreseen || !isWorkingDay(calendar, story.chosen)) return;
      const drafted = foreseen.latestWay.find(({ id }) => id === 'send-draft')?.on;
      assert.ok(drafted);
      const after = addCalendarDays(foreseen.latest, 1);
      const { standing } = play('draft-for-comment', [...story.begun, day(drafted, 'drafted')], after);
      assert.equal(standing.clocks.find(({ id }) => id === 'final')?.due, foreseen.latest);
    });
  });

  test('where they talk it over nothing is foreseen, whatever the day', () => {
    forAll(({ received, chosen }) => {
      const first = [day(received, 'received'), day(received, 'defined'), day(received, 'allocated')];
      const talked = [...first, day(chosen, 'step-done', { step: 'discuss', talk: 'talked' })];
      assert.deepEqual(determineForecast(play('draft-for-comment', talked, chosen).standing), []);
    });
  });

  test('once they have nothing more to say nothing is foreseen either', () => {
    forAll((story) => {
      const over = [day(story.chosen, 'drafted'), day(story.chosen, 'draft-commented', { finished: true })];
      const foreseen = foresee(story, over);
      assert.equal(foreseen, undefined);
    });
  });

  test('a limit that leans on another is due with it, whatever more time that one gets', () => {
    fc.assert(
      fc.property(fc.nat(700), fc.nat(9), fc.nat(4), (from, told, extra) => {
        const received = addCalendarDays('2026-01-05' as IsoDate, from);
        const spoken = addCalendarDays(received, told);
        const more = extra > 0 ? [day(spoken, 'extended', { by: extra })] : [];
        const begun = [day(received, 'received'), day(received, 'defined'), day(spoken, 'verbal-response-given')];
        const { clocks } = play('spoken-first', [...begun, ...more], spoken).standing;
        const [answer, confirm] = ['answer', 'confirm'].map((id) => clocks.find((clock) => clock.id === id));
        assert.equal(confirm?.due, answer?.due);
        assert.deepEqual([confirm?.starts, confirm?.state], [spoken, answer?.state]);
      }),
      SETTINGS,
    );
  });
});
