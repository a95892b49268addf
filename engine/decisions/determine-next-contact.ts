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
  /** What it rests on: what was agreed with them, the day told with the last word, an extension, or the pack. */
  readonly rests: 'plan' | 'day-told' | 'extension' | 'pack';
  /** The day it is counted from: that of the last word to them, of the receipt where there was none, or of the plan. */
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
 * by what was agreed with them, else by the extension they were told of, else by the pack; a day told with the last
 * update comes before both, unless a plan was agreed since. Counted days that end on no working day move to the next.
 * An answered case owes a word only while a promise is open, or where a plan was agreed since the answer.
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
  const from = plan && plan.from > last ? plan.from : last;
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
  return rule?.every && { rests: 'pack', every: rule.every, source: rule };
}

const isInDays = (period: Period): period is DayPeriod => period.unit !== 'hour';

/** The rule of the last extension that was given in the stay the case is in. */
function findExtensionTold({ policy, state }: Standing): Extension | undefined {
  const visit = findCurrentVisit(state);
  const made = state.extensions.findLast((one) => one.visit === visit?.index);
  const clock = visit && findStage(policy, visit.procedure, visit.stage)?.clocks.find(({ id }) => id === made?.clock);
  return clock?.extensions.find(({ id }) => id === made?.rule);
}

/** Whether an extension asks that somebody agree how often the complainant hears meanwhile, and nobody has. */
export function findPlanToAgree(standing: Standing): Extension | undefined {
  const { state } = standing;
  const rule = state.status === 'open' ? findExtensionTold(standing) : undefined;
  return rule?.['update-every'] === 'as-agreed' && state.contactPlan === undefined ? rule : undefined;
}
