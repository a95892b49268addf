import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { textsOf } from '../input-values.ts';
import { checkTaken, filesOfNote } from './add-evidence.ts';
import { nextEvidence, pointsField, pointsOf, readFiles } from './evidence-fields.ts';

/** The note of an interview: on which day, who was there, what was said. It is evidence, and stays inside. */
export const recordInterview = makeNote('record-interview', 'interviewed', {
  name: 'what-was-said',
  label: '',
  required: true,
  kind: 'long-text',
});

/** The note of a visit: on which day, who was there, what was seen. It is evidence, and stays inside. */
export const recordVisit = makeNote('record-visit', 'visited', {
  name: 'what-was-seen',
  label: '',
  required: true,
  kind: 'long-text',
});

/** Both are dated notes that may bring files along, each of which is a piece of evidence of its own. */
function makeNote(name: string, word: 'interviewed' | 'visited', told: Field): Command {
  const fields = (context: CaseContext): readonly Field[] => [
    { name: 'present', label: '', required: true, kind: 'text' },
    told,
    ...pointsField(context),
  ];
  const noteOf = (context: CaseContext, input: Input) => ({
    body: { type: word, evidence: nextEvidence(context), points: pointsOf(input) },
    texts: textsOf(input, ['present', told.name]),
  });
  return {
    name,
    word,
    supplied: ['files'],
    adds: true,
    takenBy: 'landlord',
    guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
    fields,
    decide: (context, _actor, input) => {
      const files = filesOfNote(context, input);
      const refusals = [...readFiles(input).misshapen, ...checkTaken(context, files)];
      return { events: [noteOf(context, input), ...files], refusals };
    },
  };
}
