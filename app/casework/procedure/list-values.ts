import type { Clock, Escalation, Letter, Outcome, Policy, Source, Stage, Step, Who } from '../../../engine/index.ts';
import {
  capitalise,
  describeCondition,
  describeMeeting,
  describeMoreTime,
  describePeriod,
  describePlace,
  describeSecondDay,
  describeTimeAllowed,
  describeTrigger,
  describeWhoMay,
  fill,
  listOr,
  type Texts,
} from '../../texts/index.ts';

/** One value of a pack in plain words, with everything it may come from, the nearest first. */
export type ShownValue = { readonly name: string; readonly value: string; readonly sources: readonly Source[] };
export type ValueSection = {
  readonly id: string;
  readonly heading: string;
  /** Why the source does not hold this, where it does not. */
  readonly reconstructed?: string | undefined;
  readonly values: readonly ShownValue[];
};

type Place = { readonly texts: Texts; readonly policy: Policy };

const shown = (name: string, value: string, ...sources: readonly (Source | undefined)[]): ShownValue => ({
  name,
  value,
  sources: sources.filter((source) => source !== undefined),
});

/** Every value of a version that somebody may want to look up, in the order of the work, in plain words. */
export function listValues(texts: Texts, policy: Policy): readonly ValueSection[] {
  const place = { texts, policy };
  const { pack } = policy;
  const several = pack.procedures.length > 1;
  const stages = pack.procedures.flatMap((procedure) =>
    procedure.stages.map((stage) => ({
      id: `${procedure.id}-${stage.id}`,
      heading: several ? `${procedure.name}: ${stage.name}` : stage.name,
      reconstructed: procedure.reconstructed,
      values: listStage(place, stage),
    })),
  );
  const anyTime = pack.procedures.flatMap((procedure) =>
    procedure['any-time'].map((step) => listStep(place, undefined, step)),
  );
  const words = texts.procedures.places;
  const sections = [
    { id: 'organisation', heading: words['organisation'] ?? '', values: listOrganisation(place) },
    { id: 'intake', heading: words['intake'] ?? '', values: listIntake(place) },
    ...stages,
    { id: 'any-time', heading: words['any-time'] ?? '', values: anyTime.flat() },
    { id: 'questions', heading: words['facts'] ?? '', values: listQuestions(place) },
    {
      id: 'letters',
      heading: words['letters'] ?? '',
      values: pack.letters.flatMap((letter) => listLetter(place, letter)),
    },
    { id: 'afterwards', heading: words['closing'] ?? '', values: listAfter(place) },
  ];
  return sections.filter(({ values }) => values.length > 0);
}

const nameOfPlace = ({ texts, policy }: Place, ...path: readonly (string | number)[]): string =>
  describePlace(texts, policy.pack, path);

/** Steps are called by their names, with the stage where it is another. */
const whoMay = ({ texts, policy }: Place, who: Who | undefined, stage?: Stage): string =>
  describeWhoMay(texts, policy.pack, who, (reference) => nameStep({ texts, policy }, stage, reference));

function nameStep({ texts, policy: { pack } }: Place, stage: Stage | undefined, reference: string): string {
  const [first = '', second] = reference.split('.');
  const stages = pack.procedures.flatMap((procedure) => procedure.stages);
  const of = second === undefined ? stage : stages.find(({ id }) => id === first);
  const id = second ?? first;
  const words = texts.procedures['parts-in-a-case'];
  if (of && id in words) return fill(words[id as keyof typeof words], { stage: of.name });
  const anyTime = pack.procedures.flatMap((procedure) => procedure['any-time']);
  const step = [...(of?.steps ?? []), ...anyTime].find((candidate) => candidate.id === id);
  if (!step) return reference;
  return of && of !== stage ? `“${step.name}” (${of.name})` : `“${step.name}”`;
}

function listOrganisation(place: Place): readonly ShownValue[] {
  const { pack } = place.policy;
  const { organisation: own, calendar } = pack;
  const review = own['review-by'];
  const approved = own['approved-by'];
  return [
    ...own.owners.map((owner) => shown(capitalise(owner.what), owner.title, owner)),
    ...(approved
      ? [shown(nameOfPlace(place, 'organisation', 'approved-by').split(' › ').at(-1) ?? '', approved.title, approved)]
      : []),
    ...(review
      ? [shown(nameOfPlace(place, 'organisation', 'review-by').split(' › ').at(-1) ?? '', review.date, review)]
      : []),
    shown(nameOfPlace(place, 'calendar'), capitalise(calendar.nation.replaceAll('-', ' ')), calendar),
    ...pack.services.map((service) =>
      shown(service.name, place.policy.regimes.get(service.regime ?? '')?.title ?? '–', withoutRegime(service)),
    ),
    ...pack.roles.map((role) => shown(role.title, `${nameOfPlace(place, 'roles')}: ${role.rank}`, role)),
    ...pack['deemed-receipt'].map((one) =>
      shown(place.texts.statuses.channels[one.channel], describePeriod(one.after, place.texts), one),
    ),
  ];
}

/** The regime of a service is a value, and no source of it. */
const withoutRegime = ({ clause, assumption }: Source): Source => ({
  ...(clause !== undefined && { clause }),
  ...(assumption !== undefined && { assumption }),
});

function listIntake(place: Place): readonly ShownValue[] {
  const { texts, policy } = place;
  const { intake, facts } = policy.pack;
  const refused = intake['not-accepted'];
  const name = (...path: readonly string[]) =>
    nameOfPlace(place, 'intake', ...path)
      .split(' › ')
      .at(-1) ?? '';
  const service = intake['service-request'];
  return [
    shown(name('definition'), intake.definition.is, intake.definition),
    shown(
      name('channels'),
      listOr(
        texts,
        intake.channels.are.map((one) => texts.statuses.channels[one]),
      ),
      intake.channels,
    ),
    ...(intake.sorting
      ? [shown(name('sorting'), whoMay(place, intake.sorting.who), intake.sorting.who, intake.sorting)]
      : []),
    ...intake['time-limits'].map((limit) =>
      shown(
        name('time-limits'),
        [
          `${describePeriod(limit.within, texts)}: ${facts[limit.from]?.ask ?? limit.from}${limit.who ? ` (${whoMay(place, limit.who)})` : ''}`,
          ...limit.needs.map((id) => facts[id]?.ask ?? id),
        ].join(' – '),
        limit,
      ),
    ),
    ...(refused ? [shown(name('not-accepted'), whoMay(place, refused.who), refused.who, refused)] : []),
    ...(refused?.grounds ?? []).map((ground) =>
      shown(name('grounds'), [ground.name, ...ground.needs.map((id) => facts[id]?.ask ?? id)].join(' – '), ground),
    ),
    ...intake.routes.map((route) =>
      shown(
        route.name,
        [describeCondition(texts, policy.pack, route.when), route.sends].filter(Boolean).join(': '),
        route,
      ),
    ),
    ...(service ? [shown(name('service-request'), service['becomes-complaint'].replaceAll('-', ' '), service)] : []),
    ...(intake.anonymous
      ? [shown(name('anonymous'), texts.procedures.guards[intake.anonymous.accepted ? 'yes' : 'no'], intake.anonymous)]
      : []),
    ...(intake.representative
      ? [
          shown(
            name('representative'),
            intake.representative.needs.map((id) => facts[id]?.ask ?? id).join('; ') || '–',
            intake.representative,
          ),
        ]
      : []),
    ...intake.clocks.flatMap((clock) => listClock(place, undefined, clock)),
  ];
}

function listStage(place: Place, stage: Stage): readonly ShownValue[] {
  return [
    ...stage.clocks.flatMap((clock) => listClock(place, stage, clock)),
    ...stage.steps.flatMap((step) => listStep(place, stage, step)),
    ...(stage.escalation ? listEscalation(place, stage, stage.escalation) : []),
  ];
}

function listClock(place: Place, stage: Stage | undefined, clock: Clock): readonly ShownValue[] {
  const { texts, policy } = place;
  const words = texts.procedures.places;
  const event = (trigger: Clock['starts']) => {
    const several = (['earliest', 'latest'] as const).find((key) => trigger[`${key}-of`]);
    const name = several ? `${several} of ${trigger[`${several}-of`]?.join(', ')}` : (trigger.event ?? '');
    return describeTrigger(texts, policy, stage?.id ?? '', name);
  };
  return [
    shown(clock.name, describeTimeAllowed(texts, policy.pack, clock.limit), clock.limit, clock),
    ...(clock['internal-target']
      ? [shown(`${clock.name} › ${words['internal-target']}`, describePeriod(clock['internal-target'], texts), clock)]
      : []),
    shown(`${clock.name} › ${words['starts']}`, event(clock.starts), clock.starts, clock, clock.limit),
    shown(`${clock.name} › ${words['stops']}`, event(clock.stops), clock.stops, clock, clock.limit),
    ...clock.extensions.map((extension) =>
      shown(
        `${clock.name} › ${words['extensions']}`,
        [describeMoreTime(texts, extension), extension.who && whoMay(place, extension.who, stage)]
          .filter(Boolean)
          .join(' – '),
        extension,
        clock,
      ),
    ),
  ];
}

function listStep(place: Place, stage: Stage | undefined, step: Step): readonly ShownValue[] {
  const { drawing } = place.texts.procedures;
  const { pack } = place.policy;
  const remarks = [
    step.optional && !step.encouraged && drawing.optional,
    step.encouraged && drawing.encouraged,
    step.when && fill(drawing['only-when'], { when: describeCondition(place.texts, pack, step.when) }),
    ...describeMeeting(place.texts, pack, step, (id) => nameStep(place, stage, id)),
  ].filter((one): one is string => typeof one === 'string');
  return [
    shown(step.name, [whoMay(place, step.who, stage), ...remarks].join(' – '), step, step.who),
    ...(step.seats ?? []).map((seat) =>
      shown(`${step.name} › ${seat.name}`, whoMay(place, seat.who, stage), seat, step),
    ),
    ...(step.outcomes ?? []).map((outcome) => listOutcome(place, stage, step.name, outcome)),
  ];
}

function listOutcome(place: Place, stage: Stage | undefined, above: string, outcome: Outcome): ShownValue {
  const { drawing } = place.texts.procedures;
  const { closes, stage: opens, back, procedure } = outcome['leads-to'];
  const status = outcome['status-then'];
  const stages = place.policy.pack.procedures.flatMap((one) => one.stages);
  const what = closes
    ? status
      ? fill(drawing['closes-as'], { status })
      : drawing.closes
    : opens
      ? fill(drawing['opens-stage'], { stage: stages.find(({ id }) => id === opens)?.name ?? opens })
      : back
        ? fill(drawing['goes-back'], { step: nameStep(place, stage, back) })
        : procedure
          ? fill(drawing['changes-procedure'], { procedure })
          : drawing['goes-on'];
  return shown(`${above} › ${outcome.name}`, what, outcome, outcome.who);
}

function listEscalation(place: Place, stage: Stage, escalation: Escalation): readonly ShownValue[] {
  const words = place.texts.procedures.places;
  const { drawing } = place.texts.procedures;
  const name = words['escalation'] ?? '';
  const { window, who } = escalation;
  const event = window && describeTrigger(place.texts, place.policy, stage.id, window.from);
  return [
    ...(window
      ? [
          shown(
            `${name} › ${words['window']}`,
            window.within
              ? [
                  fill(drawing.window, { period: describePeriod(window.within, place.texts), event }),
                  describeSecondDay(place.texts, place.policy.pack, window),
                ].join(' ')
              : drawing['no-last-day'],
            window,
            escalation,
          ),
        ]
      : []),
    ...(who ? [shown(`${name} › ${words['who']}`, whoMay(place, who, stage), who, escalation)] : []),
    ...escalation.outcomes.map((outcome) => listOutcome(place, stage, name, outcome)),
  ];
}

const listQuestions = ({ texts, policy: { pack } }: Place): readonly ShownValue[] =>
  Object.values(pack.facts).map((fact) => {
    const options = (fact.options ?? []).map(({ name }) => name);
    const when =
      fact.when && fill(texts.procedures.drawing['only-when'], { when: describeCondition(texts, pack, fact.when) });
    return shown(fact.ask, [listOr(texts, options), when].filter(Boolean).join(' – ') || '–', fact);
  });

const listLetter = ({ texts, policy: { pack } }: Place, letter: Letter): readonly ShownValue[] =>
  letter.parts.map((part) => {
    const when =
      part.when && fill(texts.procedures.drawing['only-when'], { when: describeCondition(texts, pack, part.when) });
    const start = part['starts-from'] && texts.procedures.starts[part['starts-from']];
    return shown(`${letter.title} › ${part.name}`, [when, start].filter(Boolean).join(' – ') || '–', part, letter);
  });

/** How the complainant is kept informed: what is agreed with a person comes before it. */
function listInformed({ texts, policy: { pack } }: Place): readonly ShownValue[] {
  const plan = pack['contact-plan'];
  const words = texts.procedures.informed;
  if (!plan) return [];
  const { every, 'once-overdue': late, 'agreed-on': told, satisfied, when } = plan;
  const said = [
    every && fill(words.every, { every: describePeriod(every, texts) }),
    late === 'as-agreed' && words['overdue-agreed'],
    late && late !== 'as-agreed' && fill(words.overdue, { every: describePeriod(late, texts) }),
    told && fill(words['day-told'], { question: pack.facts[told]?.ask ?? told }),
    satisfied && pack.facts[satisfied]?.ask,
    when && fill(texts.procedures.drawing['only-when'], { when: describeCondition(texts, pack, when) }),
  ];
  return [shown(texts.procedures.places['contact-plan'] ?? '', said.filter(Boolean).join(' – '), plan)];
}

function listAfter(place: Place): readonly ShownValue[] {
  const { texts, policy } = place;
  const { pack, ombudsmen } = policy;
  const words = texts.procedures.places;
  const { remedies, retention, closing } = pack;
  const risk = pack['at-risk'];
  return [
    ...listInformed(place),
    ...pack.signposting.map((entry) => {
      const id = 'otherwise' in entry ? entry.otherwise : entry.ombudsman;
      const when = 'otherwise' in entry ? '' : `: ${describeCondition(texts, pack, entry.when)}`;
      return shown(words['signposting'] ?? '', `${ombudsmen.get(id)?.name ?? '–'}${when}`, entry);
    }),
    ...(remedies?.heads ?? []).map((head) => shown(words['heads'] ?? '', head.name, head, remedies)),
    ...(closing?.['needs-learning']
      ? [shown(words['closing'] ?? '', texts.procedures.drawing['end-learning'], closing)]
      : []),
    ...(risk ? [shown(words['at-risk'] ?? '', describePeriod(risk.within, texts), risk)] : []),
    ...pack.reports.map((report) => shown(report.name, `${report.to}, ${describePeriod(report.every, texts)}`, report)),
    ...(retention ? [shown(words['retention'] ?? '', describePeriod(retention['keep-for'], texts), retention)] : []),
  ];
}
