import type { EventBody } from '../case/events.ts';
import { findVisit } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findLetter, findStage, findStep, findStepThat } from '../policy/find-in-pack.ts';
import type { Letter, Stage } from '../policy/schema.ts';
import type { LetterMatter } from './determine-letter.ts';

/** A letter that goes with an event, and what it needs beyond the standing of the case. */
export type LetterOfEvent = { readonly letter: Letter; readonly matter: LetterMatter };

type Texts = Readonly<Record<string, string>>;

/**
 * The letter that goes with an event under the case's procedure; undefined where none does. A draft has the letter it
 * is a draft of. `texts`: the wording recorded with the event, for a reason given in words.
 */
export function findLetterOfEvent(
  standing: Standing,
  event: EventBody,
  texts: Texts | undefined = {},
): LetterOfEvent | undefined {
  const { policy, state } = standing;
  const name = 'stage' in event ? event.stage : undefined;
  const procedure = (name === undefined ? undefined : findVisit(state, name)?.procedure) ?? state.procedure;
  const stage = findStage(policy, procedure, name);
  const step = 'step' in event ? findStep(policy, procedure, name, event.step) : undefined;
  const letter = findLetter(policy, findLetterId(standing, event, stage, step));
  return letter && { letter, matter: findMatter(event, texts) };
}

function findLetterId(
  { policy }: Standing,
  event: EventBody,
  stage: Stage | undefined,
  step: ReturnType<typeof findStep>,
): string | undefined {
  switch (event.type) {
    case 'acknowledged':
    case 'response-issued':
      return step?.letter;
    case 'step-done':
      return step?.outcomes?.find(({ id }) => id === event.outcome)?.letter ?? step?.letter;
    case 'drafted':
      return step?.letter ?? findStepThat(stage, 'respond')?.letter;
    case 'extended':
      return findNotice(stage, event.clock, event.rule);
    case 'complaint-refused':
      return policy.pack.intake['not-accepted']?.letter;
    case 'referred':
      return policy.pack.intake.routes.find(({ id }) => id === event.route)?.letter;
    case 'escalation-refused':
      return stage?.escalation?.outcomes.find((outcome) => outcome['leads-to'].closes)?.letter;
    case 'escalation-accepted':
      return stage?.escalation?.outcomes.find((outcome) => outcome['leads-to'].stage === event.opens)?.letter;
    default:
      return undefined;
  }
}

const findNotice = (stage: Stage | undefined, clock: string, rule: string): string | undefined =>
  stage?.clocks.find(({ id }) => id === clock)?.extensions.find(({ id }) => id === rule)?.notice;

function findMatter(event: EventBody, texts: Texts): LetterMatter {
  if (event.type === 'extended')
    return { clock: event.clock, reason: event.reason ?? texts['reason'] ?? Object.keys(event.facts)[0] };
  if (event.type === 'complaint-refused' || event.type === 'escalation-refused') return { ground: event.ground };
  return {};
}
