import {
  type AddresseeKey,
  findProcedure,
  type IsoDate,
  type LetterStanding,
  listRecipients,
} from '../../../engine/index.ts';
import { addressLetter } from '../../documents/address-letter.ts';
import type { LetterRequest } from '../../documents/compose-letter.ts';
import type { LetterWords } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { OpenCase } from '../open-case.ts';

/** What tells one letter of a case from another. */
export type CaseLetter = {
  readonly letter: LetterStanding;
  readonly on: IsoDate;
  /** Who signs: the person who sent it, or who is writing it. */
  readonly by?: string | undefined;
  /** The wording as it stood when the letter went; absent: as it stands now. */
  readonly words?: LetterWords | undefined;
  /** Who it goes to; absent: the first of those who get letters now. */
  readonly to?: AddresseeKey | undefined;
  /** The people as they were known when it went; absent: as they are known now. */
  readonly people?: OpenCase['wording']['people'] | undefined;
};

/** Everything a letter of a case is written from: the landlord's template, the wording, the resident, who signs. */
export function makeLetterRequest(
  parts: AppParts,
  open: OpenCase,
  { letter, on, by, words, to, people }: CaseLetter,
): LetterRequest {
  const { policy } = open.standing;
  const organisation = parts.organisations.find(({ id }) => id === open.record.organisation);
  const writer = open.people.find(({ id }) => id === (by ?? open.person.id));
  const title = [...policy.pack.roles]
    .sort((one, other) => other.rank - one.rank)
    .find(({ id }) => writer?.roles.some(({ role }) => role === id))?.title;
  return {
    policy,
    template: organisation?.templates.get(letter.letter.id),
    letter,
    texts: open.texts,
    words: words ?? open.wording.words,
    ...addressLetter(open.texts, to ?? findFirstRecipient(open), people ?? open.wording.people),
    reference: open.record.origin.reference,
    organisation: policy.pack.organisation.name,
    on,
    handler: writer && { name: writer.name, title },
    reconstructed: findProcedure(policy, open.standing.state.procedure)?.reconstructed,
  };
}

/** The first of those who would get a letter now; where nobody does, who complained first. */
const findFirstRecipient = ({ standing }: Pick<OpenCase, 'standing'>): AddresseeKey =>
  listRecipients(standing)[0]?.key ?? 'resident-1';
