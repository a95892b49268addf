import { didYouMean, type Fault, listWords, type Path } from './fault.ts';
import { getClockParts, getEscalationParts, getStageParts, getStepParts, type InPack } from './pack-parts.ts';
import type { Clock, Escalation, Extension, Pack, Period, Trigger } from './schema.ts';
import { type DOES, NAMED_EVENTS } from './vocabulary.ts';

/** Every clock that cannot run as written: never started or stopped, units that do not go together, empty extensions. */
export function checkClocks(pack: Pack): Fault[] {
  return [
    ...getClockParts(pack).flatMap((clock) => [
      ...badTrigger(pack, clock, 'starts'),
      ...badTrigger(pack, clock, 'stops'),
      ...badRepeats(pack, clock),
      ...badUnits(clock),
      ...clock.part.extensions.flatMap((extension, i) =>
        badExtension(clock.part, extension, [...clock.path, 'extensions', i]),
      ),
    ]),
    ...badWindows(pack),
  ];
}

function badTrigger(pack: Pack, clock: InPack<Clock>, key: 'starts' | 'stops'): Fault[] {
  const trigger = clock.part[key];
  const names = getNames(trigger);
  const known = findEvents(pack, clock);
  const path = [...clock.path, key];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) return unknown.map((name) => neverHappens(path, clock.part, key, name, known));
  const idle = names.map((name) => ({ name, because: findWhyNever(pack, clock, name) }));
  const dead = idle.filter(({ because }) => because !== undefined);
  const isDead = trigger['earliest-of'] ? dead.length === names.length : dead.length > 0;
  if (!isDead) return [];
  return [{ ...neverHappens(path, clock.part, key, dead[0]!.name, known), why: `${dead[0]!.because}` }];
}

const getNames = (trigger: Trigger): readonly string[] =>
  trigger['earliest-of'] ?? trigger['latest-of'] ?? (trigger.event === undefined ? [] : [trigger.event]);

function neverHappens(
  path: Path,
  clock: Clock,
  key: 'starts' | 'stops',
  name: string,
  known: readonly string[],
): Fault {
  const consequence =
    key === 'starts' ? 'Nobody would ever be told that it is due.' : 'It would run for ever and be late in every case.';
  return {
    path,
    what: `Nothing ${key} the clock “${clock.id}”: \`${name}\` never happens here.`,
    why: consequence,
    mend: `${didYouMean(name, known)}Name an event (${listWords(NAMED_EVENTS)}), or \`STEP.done\`, \`STEP.OUTCOME\`, \`STAGE.STEP.done\` or \`CLOCK.ended\` of this procedure.`,
  };
}

/** Every event that can be named in a place of the pack, for a clock, a window or an update. */
function findEvents(pack: Pack, place: Pick<InPack<unknown>, 'procedure' | 'stage'>): readonly string[] {
  const { procedure, stage } = place;
  const steps = getStepParts(pack).filter((step) => procedure === undefined || step.procedure === procedure);
  const ofSteps = steps.flatMap((step) => {
    const ends = ['done', 'tried', ...(step.part.outcomes ?? []).map(({ id }) => id)];
    const near = stage === undefined || step.stage === undefined || step.stage === stage;
    const far = step.stage ? ends.map((end) => `${step.stage!.id}.${step.part.id}.${end}`) : [];
    return near ? [...ends.map((end) => `${step.part.id}.${end}`), ...far] : far;
  });
  const clocks = getClockParts(pack).filter((clock) => clock.procedure === undefined || clock.procedure === procedure);
  return [...NAMED_EVENTS, ...ofSteps, ...clocks.map(({ part }) => `${part.id}.ended`)];
}

const DONE_BY: Readonly<Record<string, (typeof DOES)[number]>> = {
  acknowledged: 'acknowledge',
  defined: 'define',
  allocated: 'allocate',
  drafted: 'draft',
  'response-issued': 'respond',
  'response-received': 'respond',
};

const ON_DRAFTS = ['draft-issued', 'draft-commented', 'comments-finished'];

/** Why a known event cannot come about where a clock waits for it; undefined where it can. */
function findWhyNever(pack: Pack, { procedure, stage }: InPack<Clock>, name: string): string | undefined {
  const does = DONE_BY[name];
  const steps = getStepParts(pack).filter((step) => procedure === undefined || step.procedure === procedure);
  if (does && !steps.some((step) => step.part.does === does)) return `No step of the procedure does \`${does}\`.`;
  if (ON_DRAFTS.includes(name) && !steps.some((step) => step.part['for-comment']))
    return 'No step of the procedure sends a draft for comment.';
  if (name === 'complaint-refused' && !pack.intake['not-accepted']) return 'The pack has no `not-accepted`.';
  if (!name.startsWith('escalation-') || stage === undefined) return undefined;
  const leadsHere = getStageParts(pack).some(
    (other) => other.procedure === procedure && other.part.escalation?.to === stage.id,
  );
  return stage.escalation || leadsHere ? undefined : `No escalation leads from or to the stage “${stage.id}”.`;
}

function badRepeats(pack: Pack, clock: InPack<Clock>): Fault[] {
  const until = clock.part.repeats?.until;
  const known = findEvents(pack, clock);
  if (until === undefined || known.includes(until)) return [];
  return [{ ...neverHappens([...clock.path, 'repeats', 'until'], clock.part, 'stops', until, known) }];
}

function badWindows(pack: Pack): Fault[] {
  return getEscalationParts(pack).flatMap((escalation) => {
    const from = escalation.part.window?.from;
    const known = findEvents(pack, escalation);
    const two = badSecondDay(escalation);
    if (from === undefined || known.includes(from)) return two;
    return [
      ...two,
      {
        path: [...escalation.path, 'window', 'from'],
        what: `The window counts from \`${from}\`, which never happens here.`,
        why: 'Its last day could not be told to the resident.',
        mend: `${didYouMean(from, known)}Name an event, such as \`response-issued\` or \`response-received\`.`,
      },
    ];
  });
}

function badSecondDay({ part, path }: InPack<Escalation>): Fault[] {
  const { window } = part;
  if (!window?.['or-later'] || window.within) return [];
  return [
    {
      path: [...path, 'window', 'or-later'],
      what: 'The window has no last day and a second one.',
      why: 'The later of the two counts, and there is no first to be later than.',
      mend: 'Give `within` a length of time, or take `or-later` out.',
    },
  ];
}

const isHours = (period: Period | undefined): boolean => period?.unit === 'hour';
const getLimit = (clock: Clock): Period | undefined => clock.limit.is ?? clock.limit['at-most'];

function badUnits({ part, path }: InPack<Clock>): Fault[] {
  const limit = getLimit(part);
  const target = part['internal-target'];
  const dayRules = ['counts-from', 'first-counted', 'ends-on'] as const;
  const usual = { 'counts-from': 'event-day', 'first-counted': 'day-after', 'ends-on': 'any-day' };
  const changed = dayRules.filter((key) => part[key] !== usual[key]);
  const faults: Fault[] = [];
  if (isHours(limit) && changed[0]) {
    faults.push({
      path: [...path, changed[0]],
      what: `The clock “${part.id}” runs in hours and sets \`${changed[0]}\`, which is about days.`,
      why: 'Hours run on from the minute something happened.',
      mend: `Take \`${changed[0]}\` out, or give the limit in days.`,
    });
  }
  if (target && limit && isSameUnit(target, limit) && target.n >= limit.n) {
    faults.push({
      path: [...path, 'internal-target'],
      what: `The internal target of “${part.id}” (${target.n}) is not shorter than its limit (${limit.n}).`,
      why: 'It is how much earlier than due the landlord means to be ready; the whole limit leaves no time.',
      mend: 'Give the number of days by which it should be earlier.',
    });
  }
  if (target && limit && isHours(target) !== isHours(limit)) faults.push(mixed([...path, 'internal-target'], part));
  return faults;
}

const isSameUnit = (a: Period, b: Period): boolean => a.unit === b.unit;

const mixed = (path: Path, clock: Clock): Fault => ({
  path,
  what: `The clock “${clock.id}” mixes hours and days.`,
  why: 'Hours run on from the minute, days end at their close: together they have no one meaning.',
  mend: 'Use the unit of the limit.',
});

function badExtension(clock: Clock, extension: Extension, path: Path): Fault[] {
  const { extra, total } = extension;
  const limit = getLimit(clock);
  if (extension.uncapped) return badUncapped(clock, extension, path);
  if (!extra && !total) {
    return [
      {
        path,
        what: `The extension “${extension.id}” of “${clock.id}” says neither how much longer nor how long in all.`,
        why: 'Without a cap a due date could be moved without end.',
        mend: 'Add `extra: 10 working-days` (at most this much longer) or `total: 20 working-days` (at most this much in all). Where the source sets no most, say so: `uncapped: true`.',
      },
    ];
  }
  if ([extra, total].some((period) => period && limit && isHours(period) !== isHours(limit)))
    return [mixed(path, clock)];
  const idle =
    extra?.n === 0 ? 'extra' : total && limit && isSameUnit(total, limit) && total.n <= limit.n ? 'total' : undefined;
  if (!idle) return [];
  return [
    {
      path: [...path, idle],
      what: `The extension “${extension.id}” of “${clock.id}” gives no more time than there is.`,
      why: '`total` counts from the start of the clock, the limit itself included.',
      mend: 'Make it longer than the limit, or take the extension out.',
    },
  ];
}

/** What cannot stand beside a time without a most: a most, or a rule that waits for its use to be over. */
function badUncapped(clock: Clock, extension: Extension, path: Path): Fault[] {
  const most = (['extra', 'total'] as const).find((key) => extension[key]);
  if (most) {
    return [
      {
        path: [...path, most],
        what: `The extension “${extension.id}” of “${clock.id}” is \`uncapped\` and sets \`${most}\` as well.`,
        why: 'One says that there is no most, the other what it is.',
        mend: `Keep \`${most}\` where the source gives a number, and \`uncapped: true\` where it gives none.`,
      },
    ];
  }
  const waiting = clock.extensions.find(({ beyond }) => beyond);
  if (extension.beyond || !waiting) return [];
  return [
    {
      path: [...path, 'uncapped'],
      what: `The extension “${extension.id}” of “${clock.id}” has no most, so “${waiting.id}” would never have its turn.`,
      why: '`beyond` waits until the ordinary extension is used up, and this one never is.',
      mend: 'Give the ordinary one a most, or take the one beyond it out.',
    },
  ];
}
