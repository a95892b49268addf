import type {
  Clock,
  EscalationWindow,
  Extension,
  Guard,
  LeadsTo,
  LetterTo,
  Limit,
  Pack,
  Period,
  Source,
  Stage,
  Step,
  TimeLimit,
  Trigger,
  Who,
} from './schema.ts';

/** Where a value comes from: the landlord's clause, a regime's provision or an assumption. */
export type ValueSource = { readonly clause?: string; readonly regime?: string; readonly assumption?: string };

/** The first of several sources, nearest first, that says anything. */
export function findSource(...sources: (Source | undefined)[]): ValueSource {
  for (const source of sources) {
    if (source?.clause) return { clause: source.clause };
    if (source?.regime) return { regime: source.regime };
    if (source?.assumption) return { assumption: source.assumption };
  }
  return {};
}

/** `10 working-days`, `1 week`: as a pack writes it. */
export const describePeriod = ({ n, unit }: Period): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

export function describeLimit(limit: Limit): string {
  const several = limit['first-of']?.map(
    ({ when, ...one }) => `${describeLimit(one)}${when ? ' on a condition' : ' otherwise'}`,
  );
  if (several) return several.join(', ');
  if (limit.is) return describePeriod(limit.is);
  if (limit.none) return 'none';
  if (limit.with) return `with ${limit.with}`;
  if (limit.unknown) return 'not in the source';
  return limit['at-most'] ? `as agreed, at most ${describePeriod(limit['at-most'])}` : 'as agreed';
}

export function describeTrigger(trigger: Trigger): string {
  if (trigger['earliest-of']) return `the earliest of ${trigger['earliest-of'].join(', ')}`;
  if (trigger['latest-of']) return `the latest of ${trigger['latest-of'].join(', ')}`;
  return trigger.event ?? '';
}

const describePartTaken = (ref: string): string =>
  ref.endsWith('.any-part') ? `any part in ${ref.slice(0, -'.any-part'.length)}` : ref;

/** Who may do something, with the titles of the pack: `Complaints manager or above, not who took stage-1.respond`. */
export function describeWho(pack: Pack, who: Who | undefined): string {
  if (who === undefined) return 'anyone entitled';
  const several = who['first-of']?.map(
    ({ when, ...one }) => `${describeWho(pack, one)}${when ? ' on a condition' : ' otherwise'}`,
  );
  if (several) return several.join('; ');
  const title = (id: string) => pack.roles.find((role) => role.id === id)?.title ?? id;
  const words = [
    who.role && title(who.role),
    who['any-of']?.map(title).join(' or '),
    who['at-or-above'] && `${title(who['at-or-above'])} or above`,
    who.outsider && 'a person from outside the staff',
    who['senior-to'] && `senior to who took ${who['senior-to']}`,
    who.area && (who.area === 'same' ? 'of the service complained about' : 'of another service'),
    who['not-who'] && `not who took ${who['not-who'].map(describePartTaken).join(' or ')}`,
    who['how-many'] && `${who['how-many']} people`,
    who.trained && 'trained',
    who.handler && 'whom the case was given to',
    who['named-in'] && `whoever is named as ${who['named-in']}`,
    who.usually && `usually ${who.usually.map(title).join(' or ')}, anybody else with a reason`,
    who['chosen-by'] && `chosen by ${title(who['chosen-by'])}`,
  ];
  return words.filter(Boolean).join(', ') || 'anyone entitled';
}

const list = (value: string | readonly string[]): string => (typeof value === 'string' ? value : value.join(' or '));

/** How the complainant is kept informed: “every 10 working-days, a day told with an update (next-update-on) before it”. */
export function describeContactPlan(plan: NonNullable<Pack['contact-plan']>): string {
  const late = plan['once-overdue'];
  const words = [
    plan.every && `every ${describePeriod(plan.every)}`,
    late && `${late === 'as-agreed' ? 'as agreed' : `every ${describePeriod(late)}`} once the response is overdue`,
    plan['agreed-on'] && `by the day told with an update (${plan['agreed-on']})`,
    plan.satisfied && `asked whether they were happy (${plan.satisfied})`,
  ];
  return words.filter(Boolean).join('; ') || 'as agreed with each';
}

/** When a panel meets: “meets on panel-on in panel-meets, papers 5 working-days before”. */
export function describeMeets({ day, in: step, papers }: NonNullable<Step['meets']>): string {
  return `meets on ${day} in ${step}${papers ? `, papers ${describePeriod(papers)} before` : ''}`;
}

/** A condition in a line: `fact health-and-safety is true and service housing`. */
export function describeGuard(guard: Guard): string {
  if ('all-of' in guard) return guard['all-of'].map(describeInner).join(' and ');
  if ('any-of' in guard) return guard['any-of'].map(describeInner).join(' or ');
  if ('none-of' in guard) return `none of: ${guard['none-of'].map(describeInner).join(', ')}`;
  if ('finding' in guard) return `finding ${list(guard.finding)}`;
  if ('service' in guard) return `service ${list(guard.service)}`;
  if ('channel' in guard) return `channel ${list(guard.channel)}`;
  if ('kind' in guard) return `kind ${list(guard.kind)}`;
  if ('condition' in guard) return guard.condition;
  if ('lapsed' in guard) return `${guard.lapsed} has lapsed`;
  return describeFactGuard(guard);
}

function describeInner(guard: Guard): string {
  const isGroup = 'all-of' in guard || 'any-of' in guard || 'none-of' in guard;
  return isGroup ? `(${describeGuard(guard)})` : describeGuard(guard);
}

function describeFactGuard(guard: Extract<Guard, { fact: string }>): string {
  const words = [
    guard.is !== undefined && `is ${guard.is}`,
    guard['one-of'] && `is one of ${guard['one-of'].join(', ')}`,
    guard.given !== undefined && (guard.given ? 'is answered' : 'is not answered'),
    guard.before && `is before ${guard.before}`,
    guard.after && `is after ${guard.after}`,
  ];
  return `${guard.fact} ${words.filter(Boolean).join(' and ')}`;
}

/** Who gets the letters of a represented complainant, in a line. */
export function describeLettersTo(entries: readonly LetterTo[] | undefined): string {
  if (!entries) return 'both, once permission is recorded';
  return entries
    .map((entry) => {
      const to = 'otherwise' in entry ? entry.otherwise : entry.to;
      return `${to.join(' and ')}${'otherwise' in entry ? (entries.length > 1 ? ' otherwise' : '') : ` when ${describeGuard(entry.when)}`}`;
    })
    .join('; ');
}

export function describeLeadsTo(leadsTo: LeadsTo): string {
  if (leadsTo.closes) return 'closes the case';
  if (leadsTo.stage) return `opens ${leadsTo.stage}`;
  if (leadsTo.procedure) {
    const dated = leadsTo['dated-from'] === 'first-contact' ? ', dated from the first contact' : '';
    return `changes to the procedure ${leadsTo.procedure}${dated}`;
  }
  return leadsTo.back ? `goes back to ${leadsTo.back}` : 'goes on';
}

/** How old a matter may be: “6 calendar-months from happened-on, then person-decides, who needs good-reason”. */
export function describeTimeLimit(limit: TimeLimit): string {
  const needs = limit.needs.length > 0 ? `, who needs ${limit.needs.join(' and ')}` : '';
  return `${describePeriod(limit.within)} from ${limit.from}, then ${limit.force}${needs}`;
}

/** Until when the next stage can be asked for: “2 calendar-months from response-received, then person-decides”. */
export function describeWindow(window: EscalationWindow): string {
  if (!window.within) return 'no last day';
  const second = window['or-later'];
  const later = second ? `, or ${describePeriod(second.within)} from ${second.from} if that is later` : '';
  return `${describePeriod(window.within)} from ${window.from}${later}, then ${window.force}`;
}

export function describeExtension(extension: Extension): string {
  const words = [
    extension.extra && `at most ${describePeriod(extension.extra)} more`,
    extension.total && `at most ${describePeriod(extension.total)} in all`,
    extension.uncapped && 'as much longer as is needed',
    extension.agreement && 'agreed with the complainant',
    extension.reasons && `for ${extension.reasons.map(({ name }) => name).join(' or ')}`,
    extension.beyond && 'beyond the ordinary extension',
  ];
  return words.filter(Boolean).join(', ');
}

/** The clock that a step of this kind stops, where the stage has one: `acknowledge` or `respond`. */
export function findClockStoppedBy(stage: Stage, does: 'acknowledge' | 'respond'): Clock | undefined {
  const event = does === 'acknowledge' ? 'acknowledged' : 'response-issued';
  const steps = stage.steps.filter((step: Step) => step.does === does);
  const names = [event, ...steps.map(({ id }) => `${id}.done`)];
  return stage.clocks.find(({ stops }) =>
    [stops.event, ...(stops['earliest-of'] ?? []), ...(stops['latest-of'] ?? [])].some(
      (name) => name && names.includes(name),
    ),
  );
}
