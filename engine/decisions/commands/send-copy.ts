import type { AddresseeKey } from '../../case/events.ts';
import { determineAddressees } from '../../letters/determine-addressees.ts';
import { listLetterEvents } from '../../letters/list-letter-events.ts';
import { checkAddressee } from '../check-addressee.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import type { Field } from '../field.ts';
import { textOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/**
 * A letter that went is sent to somebody who had not had it: a resident who joined later, or who acts for them once
 * they may. Only those get one who would get a letter now.
 */
export const sendCopy: Command = {
  name: 'send-copy',
  word: 'copy-sent',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const sent = listLetterEvents(context.standing).length > 0;
    return [...(sent ? [] : [refuse('no-letter-sent')]), ...checkRestricted(context, actor)];
  },
  fields: (context) => [lettersField(context), addresseesField(context)],
  decide: (context, _actor, input) => {
    const to = textOf(input, 'copy-to') as AddresseeKey | undefined;
    const letter = Number(textOf(input, 'letter'));
    const addressee = determineAddressees(context.standing).find(({ key }) => key === to);
    return {
      events: to === undefined ? [] : [{ body: { type: 'copy-sent', letter, to } }],
      refusals: to === undefined ? [] : checkAddressee(addressee),
    };
  },
};

function lettersField({ standing }: CaseContext): Field {
  const options = listLetterEvents(standing).map(({ event, letter }) => ({
    value: String(event.n),
    label: letter.title,
    hint: event.on,
  }));
  return { name: 'letter', label: '', required: true, kind: 'choice', options };
}

function addresseesField({ standing }: CaseContext): Field {
  const options = determineAddressees(standing).map(({ key }) => ({ value: key, label: '' }));
  return { name: 'copy-to', label: '', required: true, kind: 'choice', options };
}
