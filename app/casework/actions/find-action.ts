import {
  type Action,
  COMMANDS,
  decideCommand,
  type Field,
  findCommand,
  findLetterOfEvent,
  findWishedStep,
  guardCommand,
  type Letter,
  listActions,
  makeContext,
  type Refusal,
} from '../../../engine/index.ts';
import { describeFields } from '../../texts/index.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';
import { namePaper } from '../panel/name-paper.ts';
import { offerChoices } from './offer-choices.ts';
import { offerPeople } from './offer-people.ts';

/** What a person may want to do: a command, and the step of the pack's own where it is one. */
export type WishedAction = {
  /** As it stands in the address: `acknowledge`, `step:panel`. */
  readonly key: string;
  readonly command: Action['command'];
  readonly step: Action['step'];
  /** Its fields with all their words. */
  readonly fields: readonly Field[];
  /** The letter that its form writes. */
  readonly letter: Letter | undefined;
  /** Why it cannot be done now. */
  readonly refusals: readonly Refusal[];
};

const STEP = 'step:';

/** The key of an action in addresses. */
export const keyOf = ({ command, step }: Pick<Action, 'command' | 'step'>): string =>
  step ? `${STEP}${step.id}` : command.name;

/** What is done where things are sorted, with the other case at hand, and not by a form of its own. */
const WHERE_SORTED: readonly string[] = ['receive', 'merge', 'take-in', 'say-not-ours', 'keep-apart'];

/** Whether an action has a form on the page of a case: taking one in is no action on it, nor is sorting it. */
export const hasForm = ({ command }: Pick<Action, 'command'>): boolean => !WHERE_SORTED.includes(command.name);

/** Actions that a person can look for on a case. */
export const listCaseActions = (open: OpenCase): readonly Action[] =>
  listActions(open.standing, open.actor).filter(hasForm);

/** The action of an address, with its fields; undefined for a name that nothing has. */
export function findAction(open: OpenCase, key: string): WishedAction | undefined {
  const { standing, actor } = open;
  const context = makeContext(standing, standing.asOf);
  const stepId = key.startsWith(STEP) ? key.slice(STEP.length) : undefined;
  const step = findWishedStep(context, stepId);
  const command = stepId === undefined ? findNamed(key) : COMMANDS.find(({ does }) => does === step?.does);
  if (!command || (stepId !== undefined && !isOwnAction(step))) return undefined;
  const asked = offerChoices(open.texts, standing, command, command.fields(context, step));
  const fields = describeFields(
    open.texts,
    command,
    asked.map((field) => offerSeveral(open, field)),
    {
      point: open.wording.pointText,
      promise: open.wording.promiseText,
      evidence: (n) => findEvidenceWords(open, n),
      request: (n) => open.wording.requests.get(n)?.question,
      requirement: (n) => open.wording.requirements.get(n)?.text,
      people: (key) => nameAddressee(open, key),
      paper: (key) => namePaper(open, key),
      'comment-number': (n) => open.wording.comments.find(({ comment }) => comment === n)?.text,
    },
  );
  const refusals = guardCommand(context, actor, command, step);
  return { key, command, step, fields, letter: findFormLetter(open, command, step), refusals };
}

/** Several people are chosen from the list of everybody who works here, or of those who hold a role. */
function offerSeveral({ standing, people }: OpenCase, field: Field): Field {
  if (field.kind !== 'people') return field;
  const offered = field.holdRoles ? people.filter(({ roles }) => roles.length > 0) : people;
  return { ...field, kind: 'choices', options: offerPeople({ standing, people: offered }) };
}

/** Steps that are actions by themselves: the landlord's own, and where there are several, those that allocate or draft. */
const isOwnAction = (step: Action['step']): boolean =>
  step !== undefined && ['record', 'allocate', 'draft'].includes(step.does);

function findNamed(name: string): Action['command'] | undefined {
  const command = findCommand(name);
  return command?.name === name && command.does !== 'record' && !WHERE_SORTED.includes(command.name)
    ? command
    : undefined;
}

/** The letter that a command would send: that of the last event it would record. */
function findFormLetter(open: OpenCase, command: Action['command'], step: Action['step']): Letter | undefined {
  const { standing, actor } = open;
  const wish = { command, actor, moment: standing.asOf, input: {}, step: step?.id };
  const events = decideCommand(standing, wish).events;
  return events.map(({ body }) => findLetterOfEvent(standing, body)?.letter).findLast((letter) => letter !== undefined);
}

/** What a piece of evidence shows, so that it can be told from others in a list. */
function findEvidenceWords({ record, standing }: OpenCase, n: number): string | undefined {
  const piece = standing.state.evidence.find(({ evidence }) => evidence === n);
  const texts = record.texts.get(piece?.n ?? 0) ?? {};
  return texts['description'] ?? texts['present'];
}
