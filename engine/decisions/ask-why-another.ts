import type { RoleHeld } from '../case/events.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { chooseWho } from '../policy/choose-first.ts';
import { findStepThat } from '../policy/find-in-pack.ts';
import type { Step, Who } from '../policy/schema.ts';
import { findNextStepThat } from './check-step.ts';
import { checkUsually } from './check-who.ts';
import type { Actor, CaseContext, Command, Decision, Input } from './command.ts';
import { factFields, factTexts, factValues, getFacts, textOf } from './input-values.ts';

/**
 * A command that takes a step, asking also why it is somebody other than usual, where the pack's `usually` and
 * `else-needs` say so. For a step that gives the case to somebody it is that person who is judged, else whoever acts.
 * The answer is recorded with it; one that the same person gave at this stage before need not be given again.
 */
export function askWhyAnother(command: Command): Command {
  if (command.does === undefined) return command;
  return {
    ...command,
    fields: (context, step) => {
      const fields = command.fields(context, step);
      const names = new Set(fields.map(({ name }) => name));
      const facts = getFacts(context, findQuestions(context, command, step)).filter(({ id }) => !names.has(id));
      return [...fields, ...factFields(facts).map((field) => ({ ...field, required: false }))];
    },
    decide: (context, actor, input, step) =>
      addReason(context, actor, input, { command, step }, command.decide(context, actor, input, step)),
  };
}

type Doing = { readonly command: Command; readonly step: Step | undefined };

/** Whom a step may be given to: what it says itself, else whom the investigation, or the response, asks for. */
export function findWhoToGive(context: CaseContext, step: Step | undefined): { who?: Who | undefined; within?: Step } {
  if (step?.to) return { who: { ...step.to, handler: undefined }, within: step };
  const job = findStepThat(context.stage, 'investigate') ?? findStepThat(context.stage, 'respond');
  return job ? { who: job.who && { ...job.who, handler: undefined }, within: job } : {};
}

function findStepDone(context: CaseContext, { command, step }: Doing): Step | undefined {
  return step ?? (command.does && findNextStepThat(context, command.does));
}

function findWhoJudged(context: CaseContext, doing: Doing): ReturnType<typeof findWhoToGive> {
  const step = findStepDone(context, doing);
  if (doing.command.does === 'allocate') return findWhoToGive(context, step);
  return step ? { who: step.who, within: step } : {};
}

function findQuestions(context: CaseContext, command: Command, step: Step | undefined): readonly string[] {
  const { who } = findWhoJudged(context, { command, step });
  const chosen = who && chooseWho(who, makeGuardWorld(context.standing, context.visit));
  return chosen?.usually && chosen['else-needs'] ? [chosen['else-needs']] : [];
}

function addReason(context: CaseContext, actor: Actor, input: Input, doing: Doing, decision: Decision): Decision {
  const questions = findQuestions(context, doing.command, doing.step);
  if (questions.length === 0) return decision;
  const facts = getFacts(context, questions);
  const given = factValues(facts, input);
  const { who, within } = findWhoJudged(context, doing);
  const judged = doing.command.does === 'allocate' ? findChosen(input) : actor;
  const answered = Object.keys(given).length > 0 || (judged === actor && wasAnswered(context, actor, questions));
  const recorded = decision.events.some(({ body }) => 'facts' in body && questions.some((id) => id in body.facts));
  const body = { type: 'facts-recorded' as const, facts: given };
  const isNew = Object.keys(given).length > 0 && !recorded;
  return {
    ...decision,
    events: [...decision.events, ...(isNew ? [{ body, texts: factTexts(facts, input) }] : [])],
    refusals: [...decision.refusals, ...checkUsually(context, judged, who, answered, within)],
  };
}

/** Nobody chosen, or somebody whose roles nobody told, counts as one of the usual. */
function findChosen(input: Input): Pick<Actor, 'roles' | 'kind' | 'entitled'> {
  const roles = input['to-roles'];
  const known = textOf(input, 'to') !== undefined && Array.isArray(roles);
  return { kind: 'staff', roles: known ? (roles as readonly RoleHeld[]) : [], entitled: !known };
}

function wasAnswered({ standing, visit }: CaseContext, actor: Actor, questions: readonly string[]): boolean {
  return standing.history.some(
    (event) =>
      'facts' in event &&
      event.by.id === actor.id &&
      event.n > (visit?.opening ?? 0) &&
      questions.some((id) => event.facts[id] !== undefined),
  );
}
