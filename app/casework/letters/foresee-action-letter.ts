import {
  type Command,
  decideCommand,
  findLetterOfEvent,
  foreseeLetter,
  type LetterStanding,
  type Moment,
  makeContext,
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

/** The letter that would go with an action, as it would then read, and the wording that would be kept with it. */
export function foreseeActionLetter(
  { standing, actor }: Pick<OpenCase, 'standing' | 'actor'>,
  { command, step, moment, input }: LetterWish,
): { readonly letter: LetterStanding; readonly texts: Readonly<Record<string, string>> } | undefined {
  const { events } = decideCommand(standing, { command, actor, moment, input, step: step?.id });
  const last = events.findLast(({ body, texts }) => findLetterOfEvent(standing, body, texts) !== undefined);
  const found = last && findLetterOfEvent(standing, last.body, last.texts);
  if (!last || !found) return undefined;
  const context = makeContext(standing, moment);
  const parts = readLetterParts(last.texts);
  const letter = foreseeLetter(context, actor, found.letter.id, events, parts, found.matter);
  return letter && { letter, texts: last.texts ?? {} };
}
