import { describeLimit, describePeriod, describeWindow, findClockStoppedBy, findSource } from './describe-values.ts';
import type { Clock, Guard, Pack, Period, Policy, Procedure, Regime, Source, Stage } from './schema.ts';

/** Where a pack asks for less than a regime does. Never an error: real procedures depart, and the report says so. */
export type RegimeDeparture = {
  readonly what: string;
  readonly packValue: string;
  readonly regimeValue: string;
  readonly regime: string;
  readonly provision: string;
  /** The landlord's clause, or undefined where the value is an assumption or nothing is said. */
  readonly clause: string | undefined;
};

type Found = {
  readonly what: string;
  readonly packValue: string;
  readonly regimeValue: string;
  readonly source?: Source | undefined;
};
type Rule = Regime['values'][number];
type Expectation = Regime['expects'][number];

/**
 * Each value and each trait of a pack's procedures that departs from a regime its services answer to: a longer limit
 * or extension, none at all, a shorter time for complaining, a stage too many, a window for escalation, reasons asked
 * for it, a review by the same person.
 */
export function reportRegimeDepartures(policy: Pick<Policy, 'pack' | 'regimes'>): readonly RegimeDeparture[] {
  const { pack, regimes } = policy;
  const names = [...new Set(pack.services.flatMap(({ regime }) => regime ?? []))];
  const answering = names.flatMap((name) => regimes.get(name) ?? []);
  return answering.flatMap((regime) => {
    const procedures = pack.procedures.filter((procedure) => mayAnswerTo(pack, procedure, regime));
    const ofValues = regime.values.flatMap((rule) =>
      findValueDepartures(pack, procedures, rule).map((found) => toDeparture(found, regime, rule.provision)),
    );
    const ofShape = regime.expects.flatMap((expected) =>
      procedures
        .flatMap((procedure) => findShapeDepartures(pack, procedure, expected))
        .map((found) => toDeparture(found, regime, expected.provision)),
    );
    return [...ofValues, ...ofShape];
  });
}

const toDeparture = ({ source, ...found }: Found, regime: Regime, provision: string): RegimeDeparture => ({
  ...found,
  regime: regime.regime,
  provision,
  clause: findSource(source).clause,
});

/** Only what complaints about a service of the regime can come under is held against it. */
function mayAnswerTo(pack: Pack, procedure: Procedure, regime: Regime): boolean {
  const services = pack.services.filter((service) => service.regime === regime.regime);
  return services.some(({ id }) => listProceduresFor(pack, id).includes(procedure));
}

/** The procedures that a complaint about a service can come under: up to the first that always holds for it. */
function listProceduresFor({ procedures }: Pack, service: string): readonly Procedure[] {
  const open = procedures.filter(({ when }) => canHold(when, service) !== 'never');
  const last = open.findIndex(({ when }) => canHold(when, service) === 'always');
  return last === -1 ? open : open.slice(0, last + 1);
}

type Holds = 'always' | 'never' | 'maybe';

/** Whether a condition holds for complaints about a service, as far as that can be said before anything else is known. */
function canHold(guard: Guard | undefined, service: string): Holds {
  if (guard === undefined) return 'always';
  if ('service' in guard) return [guard.service].flat().includes(service) ? 'always' : 'never';
  if ('kind' in guard) return [guard.kind].flat().includes('complaint') ? 'always' : 'never';
  if ('all-of' in guard) return joinHolds(guard['all-of'], service, 'never', 'always');
  if ('any-of' in guard) return joinHolds(guard['any-of'], service, 'always', 'never');
  if (!('none-of' in guard)) return 'maybe';
  const any = joinHolds(guard['none-of'], service, 'always', 'never');
  return any === 'maybe' ? any : any === 'always' ? 'never' : 'always';
}

/** One that decides settles it; without one all must be the other. */
function joinHolds(parts: readonly Guard[], service: string, decides: Holds, other: Holds): Holds {
  const all = parts.map((part) => canHold(part, service));
  if (all.includes(decides)) return decides;
  return all.every((one) => one === other) ? other : 'maybe';
}

function findValueDepartures(pack: Pack, procedures: readonly Procedure[], rule: Rule): Found[] {
  if (rule.what === 'time-limit') return findShortTimeLimits(pack, rule);
  return procedures.flatMap((procedure) =>
    procedure.stages
      .filter((stage) => stage.number === rule['stage-number'])
      .flatMap((stage) =>
        findStageDeparture(procedures.length > 1 ? `${procedure.name}, ${stage.name}` : stage.name, stage, rule),
      ),
  );
}

function findStageDeparture(name: string, stage: Stage, rule: Rule): Found[] {
  const does = rule.what === 'acknowledgement' ? 'acknowledge' : 'respond';
  const clock = findClockStoppedBy(stage, does);
  const regimeValue = describePeriod(rule.is);
  if (rule.what === 'extension') return clock ? findLongExtensions(name, clock, rule) : [];
  if (!clock) return [{ what: `${name}: ${rule.what}`, packValue: 'no limit', regimeValue, source: stage }];
  const limit = clock.limit.is ?? clock.limit['at-most'];
  if (limit && !isLonger(limit, rule.is)) return [];
  const source =
    findSource(clock.limit, clock).clause === undefined ? undefined : { clause: findSource(clock.limit, clock).clause };
  return [{ what: `${name}: ${rule.what}`, packValue: describeLimit(clock.limit), regimeValue, source }];
}

function findLongExtensions(name: string, clock: Clock, rule: Rule): Found[] {
  const limit = clock.limit.is;
  return clock.extensions.flatMap((extension) => {
    const { extra, total, beyond, uncapped } = extension;
    const inAll = total && limit && total.unit === limit.unit ? { n: total.n - limit.n, unit: total.unit } : undefined;
    const added = extra ?? inAll;
    if (beyond || !(uncapped || (added && isLonger(added, rule.is)))) return [];
    const source = extension.clause || extension.regime || extension.assumption ? extension : clock;
    return [
      {
        what: `${name}: extension “${extension.id}”`,
        packValue: added ? describePeriod(added) : 'as much longer as is needed',
        regimeValue: describePeriod(rule.is),
        source,
      },
    ];
  });
}

function findShortTimeLimits(pack: Pack, rule: Rule): Found[] {
  return pack.intake['time-limits']
    .filter((timeLimit) => isLonger(rule.is, timeLimit.within))
    .map((timeLimit) => ({
      what: `Time limit for complaining “${timeLimit.id}”`,
      packValue: describePeriod(timeLimit.within),
      regimeValue: describePeriod(rule.is),
      source: timeLimit,
    }));
}

function findShapeDepartures(pack: Pack, procedure: Procedure, expected: Expectation): Found[] {
  const numbered = procedure.stages.filter((stage) => stage.number > 0);
  switch (expected.what) {
    case 'stages-at-most':
      if (expected['at-most'] === undefined || numbered.length <= expected['at-most']) return [];
      return [
        {
          what: `${procedure.name}: number of stages`,
          packValue: `${numbered.length}`,
          regimeValue: `at most ${expected['at-most']}`,
          source: procedure,
        },
      ];
    case 'no-stage-before-the-first':
      return procedure.stages
        .filter((stage) => stage.number === 0)
        .map((stage) => ({
          what: `${stage.name}: a stage before Stage 1`,
          packValue: 'yes',
          regimeValue: 'none',
          source: stage,
        }));
    case 'no-window-for-escalation':
      return procedure.stages.flatMap((stage) => findWindow(stage));
    case 'no-reasons-for-escalation':
      return procedure.stages.flatMap((stage) => findReasonsAsked(pack, stage));
    case 'another-person-reviews':
      return numbered.filter((stage) => stage.number > 1).flatMap((stage) => findSameReviewer(stage));
    default:
      return expected.what satisfies never;
  }
}

function findWindow(stage: Stage): Found[] {
  const window = stage.escalation?.window;
  if (!window?.within) return [];
  return [
    {
      what: `${stage.name}: window for escalation`,
      packValue: describeWindow(window),
      regimeValue: 'none',
      source: window,
    },
  ];
}

function findReasonsAsked(pack: Pack, stage: Stage): Found[] {
  return (stage.escalation?.asks ?? [])
    .filter((fact) => pack.facts[fact]?.required)
    .map((fact) => ({
      what: `${stage.name}: an answer is required to escalate (“${fact}”)`,
      packValue: 'required',
      regimeValue: 'may be asked, not required',
      source: pack.facts[fact],
    }));
}

function findSameReviewer(stage: Stage): Found[] {
  const respond = stage.steps.find((step) => step.does === 'respond');
  if (!respond || respond.who?.['senior-to'] || respond.who?.outsider) return [];
  const isKeptApart = respond.who?.['not-who']?.some((step) => step.includes('.') && !step.startsWith(`${stage.id}.`));
  if (isKeptApart) return [];
  return [
    {
      what: `${stage.name}: who reviews`,
      packValue: 'may be who considered an earlier stage',
      regimeValue: 'another person',
      source: respond,
    },
  ];
}

/** Roughly how many days a length is, to compare lengths in different units. Five working days are seven days. */
const DAYS: Readonly<Record<Period['unit'], number>> = {
  'working-day': 7 / 5,
  'calendar-day': 1,
  week: 7,
  'calendar-month': 365 / 12,
  hour: 1 / 24,
};
const isLonger = (a: Period, b: Period): boolean =>
  a.unit === b.unit ? a.n > b.n : a.n * DAYS[a.unit] > b.n * DAYS[b.unit] + 0.01;
