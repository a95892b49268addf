import type { Step } from '../../engine/index.ts';
import type { Texts } from './texts.ts';

export type CommandWords = {
  /** Button and heading: “Acknowledge the complaint”. */
  readonly does: string;
  /** What then happened: “Acknowledged”. */
  readonly done: string;
  /** One sentence on what it is for. */
  readonly help: string;
};

/** The words for a command; a step of the procedure goes by the name it has there. */
export function describeCommand(texts: Texts, command: { readonly name: string } | string, step?: Step): CommandWords {
  const name = typeof command === 'string' ? command : command.name;
  const words = texts.commands[name] ?? { does: name, done: name, help: '' };
  return step ? { ...words, does: step.name, done: step.name } : words;
}
