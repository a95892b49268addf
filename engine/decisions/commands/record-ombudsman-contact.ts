import type { IsoDate } from '../../calendar/index.ts';
import { determineSignposting } from '../../signposting/determine-signposting.ts';
import { checkReceived } from '../check-step.ts';
import type { CaseContext, Command, Input, NewEvent } from '../command.ts';
import { options } from '../field.ts';
import { dateOf, textOf, textsOf } from '../input-values.ts';
import { makeRequirement } from './record-requirement.ts';

/**
 * The ombudsman has been in touch: an enquiry, an instruction, a request for evidence, a determination. Always kept; with
 * a day by which they want something, that is a task on the case as well.
 */
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
  decide: (context, _actor, input) => {
    const due = dateOf(input, 'by-when');
    const contacted: NewEvent = {
      body: { type: 'ombudsman-contacted', what: textOf(input, 'what') ?? 'enquiry' },
      texts: { ...textsOf(input, ['text']), ...(due && { 'by-when': due }) },
    };
    return { events: due ? [contacted, requireBy(context, input, due)] : [contacted], refusals: [] };
  },
};

/** What the ombudsman wants by a day is a requirement of the ombudsman that the case is signposted to. */
function requireBy(context: CaseContext, input: Input, due: IsoDate): NewEvent {
  const source = determineSignposting(context.standing)[0]?.ombudsman ?? 'ombudsman';
  const { text } = textsOf(input, ['text']);
  return { ...makeRequirement(context, source, due), texts: { ...(text && { 'requirement-text': text }) } };
}
