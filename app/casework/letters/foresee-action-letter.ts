import {
  COMMANDS,
  type Command,
  decideCommand,
  findLetterOfEvent,
  foreseeLetter,
  type LetterStanding,
  type Moment,
  makeContext,
  type NewEvent,
  type Step,
} from '../../../engine/index.ts';
import { readLetterParts } from '../../documents/gather-letter-texts.ts';
import type { OpenCase } from '../open-case.ts';

type LetterWish = {
  readonly command: Command;
  readonly step: Step | undefined;
  readonly moment: Moment;
  readonly input: Readonly<Record<string, unknown>>;
};

/**
 * The letter that would go with an action, as it would then read, and the wording that would be kept with it. A draft
 * that stays inside reads as the response that it is to be: with its date, and the last day to ask for more.
 */
export function foreseeActionLetter(
  { standing, actor }: Pick<OpenCase, 'standing' | 'actor'>,
  wish: LetterWish,
): { readonly letter: LetterStanding; readonly texts: Readonly<Record<string, string>> } | undefined {
  const { moment } = wish;
  const events = decideEvents(standing, actor, wish);
  const last = events.findLast(({ body, texts }) => findLetterOfEvent(standing, body, texts) !== undefined);
  const found = last && findLetterOfEvent(standing, last.body, last.texts);
  if (!last || !found) return undefined;
  const context = makeContext(standing, moment);
  const parts = readLetterParts(last.texts);
  const letter = foreseeLetter(context, actor, found.letter.id, events, parts, found.matter);
  return letter && { letter, texts: last.texts ?? {} };
}

function decideEvents(
  standing: OpenCase['standing'],
  actor: OpenCase['actor'],
  { command, step, moment, input }: LetterWish,
): readonly NewEvent[] {
  const { events } = decideCommand(standing, { command, actor, moment, input, step: step?.id });
  const isInside = events.some(({ body }) => body.type === 'drafted' && body.forComment !== true);
  const respond = COMMANDS.find(({ does }) => does === 'respond');
  return isInside && respond ? decideCommand(standing, { command: respond, actor, moment, input }).events : events;
}
