import { checkReceived } from '../check-step.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { dateOf, textOf, textsOf } from '../input-values.ts';

/** The ombudsman has been in touch: an enquiry, an instruction, a request for evidence, a determination. Always kept. */
export const recordOmbudsmanContact: Command = {
  name: 'record-ombudsman-contact',
  word: 'ombudsman-contacted',
  adds: true,
  takenBy: 'ombudsman',
  guard: checkReceived,
  fields: () => [
    {
      name: 'what',
      label: '',
      required: false,
      kind: 'choice',
      options: options(['enquiry', 'instruction', 'evidence-request', 'determination', 'order']),
    },
    { name: 'by-when', label: '', required: false, kind: 'date' },
    { name: 'text', label: '', required: true, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => ({
    events: [
      {
        body: { type: 'ombudsman-contacted', what: textOf(input, 'what') ?? 'enquiry' },
        texts: {
          ...textsOf(input, ['text']),
          ...(dateOf(input, 'by-when') && { 'by-when': dateOf(input, 'by-when') ?? '' }),
        },
      },
    ],
    refusals: [],
  }),
};
