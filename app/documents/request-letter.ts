import { type AddresseeKey, findProcedure } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import type { Texts } from '../texts/index.ts';
import type { OrganisationPart } from '../web/app-parts.ts';
import { addressLetter } from './address-letter.ts';
import type { LetterRequest } from './compose-letter.ts';
import { gatherLetterTexts, makeLetterWords } from './gather-letter-texts.ts';
import { peopleOfLetter, type SentLetter } from './list-sent-letters.ts';

/** A letter that went, and for which of those it went to. */
export type LetterFor = {
  readonly record: CaseRecord;
  readonly sent: SentLetter;
  readonly key: AddresseeKey;
  readonly organisation: OrganisationPart;
  readonly texts: Texts;
  readonly people: readonly Person[];
};

/** Everything that a letter which went is written from again, for one of those it went to. */
export function requestLetter({ record, sent, key, organisation, texts, people }: LetterFor): LetterRequest {
  const nameOf = (id: string): string | undefined => people.find((person) => person.id === id)?.name;
  const writer = people.find(({ id }) => id === sent.by);
  return {
    policy: record.policy,
    template: organisation.templates.get(sent.letter.letter.id),
    letter: sent.letter,
    texts,
    words: makeLetterWords(sent.gathered, nameOf, sent.n),
    ...addressLetter(texts, key, peopleOfLetter(sent, gatherLetterTexts(record).people)),
    reference: record.origin.reference,
    organisation: record.policy.pack.organisation.name,
    on: sent.on,
    handler: writer && { name: writer.name, title: findTitle(record, writer) },
    reconstructed: findProcedure(record.policy, sent.procedure)?.reconstructed,
  };
}

/** What a person is called in the procedure: the title of the highest of their roles. */
export function findTitle({ policy }: Pick<CaseRecord, 'policy'>, { roles }: Person): string | undefined {
  const held = policy.pack.roles.filter(({ id }) => roles.some(({ role }) => role === id));
  return held.toSorted((a, b) => b.rank - a.rank)[0]?.title;
}
