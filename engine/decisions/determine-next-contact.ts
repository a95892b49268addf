import { addPeriod, firstWorkingDayOnOrAfter, type IsoDate, type NotCounted } from '../calendar/index.ts';
import type { CaseEvent } from '../case/events.ts';
import { type ContactPlan, findCurrentVisit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { findLetterOfEvent } from '../letters/find-letter-of-event.ts';
import { sendsLetter } from '../letters/list-letter-events.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { DayPeriod, Extension, Pack, Period, Source } from '../policy/schema.ts';
import type { Channel } from '../policy/vocabulary.ts';

/** When the complainant is next to hear from the landlord, with its working. */
export type NextContact = {
  readonly due: IsoDate;
  /**
   * What it rests on: what was agreed with them, the day told with the last word, an extension, or the pack, which may
   * ask for more once the response is overdue.
   */
  readonly rests: 'plan' | 'day-told' | 'extension' | 'overdue' | 'pack';
  /** The day it is counted from: of the last word to them, the receipt where there was none, the plan, the missed day. */
  readonly from: IsoDate;
  readonly every: DayPeriod | undefined;
  readonly skipped: readonly NotCounted[];
  /** How they like to be told, where it was agreed. */
  readonly channel: Channel | undefined;
  readonly source: Source | undefined;
};

/**
 * The day by which the complainant must next hear from the landlord; undefined where nobody owes them a word. Counted
 * from the last thing that told them anything (a conversation, an update, a letter; a try that reached nobody is none)
 * by what was agreed with them, else by the extension they were told of, else by the pack, which may ask for more once
 * the response is overdue; a day told with the last update comes before both, unless a plan was agreed since. Counted
 * days that end on no working day move to the next. An answered case owes a word only while a promise is open, or where a plan was agreed since the answer.
 *
 * Example: every ten working days, last word on 26 March 2026: by Monday 13 April, for Easter is left out.
 */
export function determineNextContact(standing: Standing): NextContact | undefined {
  if (!isWordOwed(standing)) return undefined;
  const last = findLastWord(standing);
  const from = last?.on ?? standing.state.received?.on ?? standing.asOf.on;
  const plan = standing.state.contactPlan;
  const told = findDayTold(standing, last);
  if (told && (plan === undefined || last === undefined || last.n > plan.n))
    return describeDayTold(standing, told, from);
  return determineByRule(standing, from, plan);
}

function isWordOwed({ state }: Standing): boolean {
  if (state.status === 'open') return true;
  const answer = state.responses.at(-1)?.n ?? 0;
  const planned = state.contactPlan !== undefined && state.contactPlan.n > answer;
  return state.status === 'answered' && (planned || state.promises.some(({ kept }) => kept === undefined));
}

/** The last recording by which the complainant learnt something from the landlord. */
export function findLastWord(standing: Standing): CaseEvent | undefined {
  return standing.history.findLast((event) => isWord(standing, event));
}

function isWord(standing: Standing, event: CaseEvent): boolean {
  switch (event.type) {
    case 'contacted':
      return event.reached && event.by.kind === 'staff';
    case 'update-sent':
    case 'verbal-response-given':
      return true;
    case 'response-issued':
      return event.unsent !== true;
    default:
      return sendsLetter(event) && findLetterOfEvent(standing, event)?.letter.to === 'complainant';
  }
}

type Rule = NonNullable<Pack['contact-plan']>;

/** The pack's rule, where it holds for this case. */
export function findContactRule(standing: Standing): Rule | undefined {
  const rule = standing.policy.pack['contact-plan'];
  return rule && evaluateGuard(rule.when, makeGuardWorld(standing)) ? rule : undefined;
}

function findDayTold(standing: Standing, last: CaseEvent | undefined): IsoDate | undefined {
  const fact = findContactRule(standing)?.['agreed-on'];
  const told = fact !== undefined && last && 'facts' in last ? last.facts[fact] : undefined;
  return typeof told === 'string' && last && told > last.on ? (told as IsoDate) : undefined;
}

function describeDayTold(standing: Standing, due: IsoDate, from: IsoDate): NextContact {
  const channel = standing.state.contactPlan?.channel;
  const source = findContactRule(standing);
  return { due, rests: 'day-told', from, every: undefined, skipped: [], channel, source };
}

function determineByRule(standing: Standing, last: IsoDate, plan: ContactPlan | undefined): NextContact | undefined {
  const { calendar } = standing;
  const rule = plan
    ? ({ rests: 'plan', every: plan.every, source: undefined } as const)
    : findRuleWithoutPlan(standing);
  if (!rule) return undefined;
  const since = plan?.from ?? (rule.rests === 'overdue' ? findOverdueSince(standing) : undefined);
  const from = since !== undefined && since > last ? since : last;
  const counted = addPeriod(calendar, from, rule.every);
  const due = firstWorkingDayOnOrAfter(calendar, counted.date).date;
  return { ...rule, due, from, skipped: counted.skipped, channel: plan?.channel };
}

function findRuleWithoutPlan(
  standing: Standing,
): (Pick<NextContact, 'rests' | 'source'> & { every: DayPeriod }) | undefined {
  const extension = findExtensionTold(standing);
  const meanwhile = extension?.['update-every'];
  if (extension && meanwhile && meanwhile !== 'as-agreed' && isInDays(meanwhile))
    return { rests: 'extension', every: meanwhile, source: extension };
  const rule = findContactRule(standing);
  const often = rule?.['once-overdue'];
  if (often && often !== 'as-agreed' && findOverdueSince(standing) !== undefined)
    return { rests: 'overdue', every: often, source: rule };
  return rule?.every && { rests: 'pack', every: rule.every, source: rule };
}

/** The day that was missed, where the response is overdue: its own, or that of what must come before it. */
function findOverdueSince(standing: Standing): IsoDate | undefined {
  if (!evaluateGuard({ condition: 'response-overdue' }, makeGuardWorld(standing))) return undefined;
  const visit = findCurrentVisit(standing.state)?.index;
  const late = standing.clocks.filter(
    (clock) =>
      clock.owner === 'pack' && clock.visit === visit && clock.state === 'late' && clock.waits && !clock.window,
  );
  return late.flatMap(({ due }) => due ?? []).toSorted()[0];
}

const isInDays = (period: Period): period is DayPeriod => period.unit !== 'hour';

/** The rule of the last extension that was given in the stay the case is in. */
function findExtensionTold({ policy, state }: Standing): Extension | undefined {
  const visit = findCurrentVisit(state);
  const made = state.extensions.findLast((one) => one.visit === visit?.index);
  const clock = visit && findStage(policy, visit.procedure, visit.stage)?.clocks.find(({ id }) => id === made?.clock);
  return clock?.extensions.find(({ id }) => id === made?.rule);
}

/** Why how often the complainant hears has to be agreed with them, by the rule that asks for it. */
export type PlanToAgree = { readonly because: 'more-time' | 'overdue'; readonly source: Source };

/**
 * Whether somebody has to agree with the complainant how often they hear, and nobody has: an extension or the pack asks
 * for it. While the response is overdue a day told with an update is enough.
 */
export function findPlanToAgree(standing: Standing): PlanToAgree | undefined {
  const { state } = standing;
  if (state.status !== 'open' || state.contactPlan !== undefined) return undefined;
  const extension = findExtensionTold(standing);
  if (extension?.['update-every'] === 'as-agreed') return { because: 'more-time', source: extension };
  const rule = findContactRule(standing);
  const isAsked = rule?.['once-overdue'] === 'as-agreed' && findOverdueSince(standing) !== undefined;
  const isTold = findDayTold(standing, findLastWord(standing)) !== undefined;
  return rule && isAsked && !isTold ? { because: 'overdue', source: rule } : undefined;
}
