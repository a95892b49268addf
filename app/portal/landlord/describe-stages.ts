import {
  type Clock,
  findStage,
  type Limit,
  type Policy,
  type Procedure,
  type Stage,
  type Step,
  type Trigger,
} from '../../../engine/index.ts';
import { describeTrigger } from '../../texts/describe-trigger.ts';
import { describeCondition, describePeriod, type Texts } from '../../texts/index.ts';

/** A stage as a resident needs to know it: what happens and by when, in sentences. */
export type StageWords = { readonly id: string; readonly name: string; readonly sentences: readonly string[] };

type Place = { readonly texts: Texts; readonly policy: Policy; readonly procedure: Procedure; readonly stage: Stage };

/** The stages of a procedure with their limits in plain words, from the pack alone. */
export function describeStages(texts: Texts, policy: Policy, procedure: Procedure): readonly StageWords[] {
  return procedure.stages.map((stage) => {
    const place = { texts, policy, procedure, stage };
    return {
      id: stage.id,
      name: stage.name,
      sentences: [
        ...stage.clocks.flatMap((clock) => describeClockRule(place, clock)),
        ...describeWhoElse(place),
        ...describeWayOn(place),
      ],
    };
  });
}

/** Who else looks at it: a panel, somebody who is asked for a view, and the complainant, who sees a draft. */
function describeWhoElse({ stage }: Place): readonly string[] {
  return stage.steps.flatMap((step) => {
    const isSure = step.when === undefined && !step.optional;
    const seats = (step.seats ?? []).map(({ name }) => name);
    return [
      ...(step.meets
        ? [`A panel ${isSure ? 'meets' : 'may meet'} to talk about your complaint. On it sit: ${seats.join(', ')}.`]
        : []),
      ...(step.consults ? [`We ${isSure ? '' : 'may '}ask ${step.consults} what they think.`] : []),
      ...(step['for-comment'] ? [describeDraft(isSure, step['goes-by'] !== undefined)] : []),
    ];
  });
}

const describeDraft = (isSure: boolean, isChosen: boolean): string =>
  `We ${isSure ? '' : 'may '}send you a draft of our answer first${isChosen ? ', in the way you prefer' : ''}. You can tell us what you think of it before we decide.`;

function describeClockRule(place: Place, clock: Clock): readonly string[] {
  return [
    ...describeLimits(place, clock, clock.limit),
    ...describeExtensions(place, clock),
    ...describeLapse(place, clock),
  ];
}

/** The limit of a clock; where it has several by condition, each with its own. */
function describeLimits(place: Place, clock: Clock, limit: Limit): readonly string[] {
  if (!limit['first-of']) return [describeOneLimit(place, clock, limit)];
  return limit['first-of'].map(({ when, ...own }) => {
    const said = describeOneLimit(place, clock, own);
    return when ? `If ${describeCondition(place.texts, place.policy.pack, when)}: ${said}` : `If not: ${said}`;
  });
}

function describeOneLimit(place: Place, clock: Clock, limit: Limit): string {
  const other = place.stage.clocks.find(({ id }) => id === limit.with);
  if (limit.with !== undefined) return `${clock.name}: by the same day as “${other?.name ?? limit.with}”.`;
  const step = findStoppedBy(place, clock.stops);
  const time = describeLimit(place, limit);
  if (time !== undefined) return describeWithin(clock, step, time, describeSince(place, clock.starts));
  const agreed = limit.unknown ? ' We agree a day with you.' : '';
  return `${START[step?.does ?? ''] ?? `${clock.name}: as soon as we can`}. No set time is given for this.${agreed}`;
}

const START: Readonly<Record<string, string>> = {
  acknowledge: 'We write to tell you that we have it',
  respond: 'We send you our answer',
};

function describeWithin(clock: Clock, step: Step | undefined, limit: string, since: string): string {
  const start = START[step?.does ?? ''];
  return start ? `${start} within ${limit}${since}.` : `${clock.name}: within ${limit}${since}.`;
}

function describeLimit({ texts }: Place, limit: Limit): string | undefined {
  if (limit.is) return describePeriod(limit.is, texts);
  const most = limit['at-most'];
  if (limit['as-agreed'])
    return `a time that we agree with you${most ? `, ${describePeriod(most, texts)} at most` : ''}`;
  return undefined;
}

function findStoppedBy({ stage }: Place, stops: Trigger): Step | undefined {
  return stage.steps.find((step) => stops.event === `${step.id}.done`);
}

function describeSince(place: Place, starts: Trigger): string {
  const { texts, policy, stage } = place;
  const step = findStoppedBy(place, starts);
  if (starts.event === 'received') return ' of getting your complaint';
  if (starts.event === 'acknowledged' || step?.does === 'acknowledge') return ' of that letter';
  if (starts.event === 'escalation-requested') return ' of the day you ask';
  if (starts.event === 'escalation-accepted' || starts.event === 'stage-opened') return ` of opening ${stage.name}`;
  const several = (['earliest-of', 'latest-of'] as const).find((key) => starts[key]);
  const name = several ? `${several.slice(0, -3)} of ${starts[several]?.join(', ')}` : (starts.event ?? '');
  return `. The time starts when ${describeTrigger(texts, policy, stage.id, name)}`;
}

function describeExtensions({ texts }: Place, clock: Clock): readonly string[] {
  const rule = clock.extensions.find(({ beyond, extra }) => !beyond && extra);
  if (!rule?.extra) return describeUncapped(clock);
  const agreed = rule.agreement ? ' We ask you first, and only do so if you agree.' : '';
  const beyond = clock.extensions.some((other) => other.beyond) ? ' It takes longer than that only in rare cases.' : '';
  return [
    `If we need more time, we tell you why. It can be up to ${describePeriod(rule.extra, texts)} more.${agreed}${beyond}`,
  ];
}

function describeUncapped(clock: Clock): readonly string[] {
  const rule = clock.extensions.find(({ beyond, uncapped }) => !beyond && uncapped);
  if (!rule) return [];
  const agreed = rule.agreement ? ' We ask you first, and only do so if you agree.' : '';
  return [`If we need more time, we tell you why, and the new date.${agreed}`];
}

function describeLapse({ policy, procedure }: Place, clock: Clock): readonly string[] {
  const opens = findStage(policy, procedure.id, clock['on-lapse'].opens);
  return opens ? [`If that time runs out, ${opens.name} opens by itself.`] : [];
}

function describeWayOn({ texts, policy, procedure, stage }: Place): readonly string[] {
  const { escalation } = stage;
  if (!escalation) return stage.final ? ['This is our last stage.'] : [];
  const to = findStage(policy, procedure.id, escalation.to)?.name ?? escalation.to;
  const within = escalation.window?.within;
  const longer = escalation.window?.['or-later'] ? ' You may have longer: our answer tells you the last day.' : '';
  if (escalation['needs-response'] === false) return [`You can ask for ${to} at any time. You do not have to say why.`];
  const late =
    escalation.window?.force === 'refuse' ? '' : ' If something kept you from asking in time, ask us all the same.';
  return [
    `If you are not happy with our answer, you can ask for ${to}. You do not have to say why.`,
    within
      ? `Please ask within ${describePeriod(within, texts)} of our answer.${longer}${late}`
      : 'There is no last day for asking.',
  ];
}
