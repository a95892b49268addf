import { type Addressee, type AddresseeKey, checkAddressee, determineAddressees } from '../../../engine/index.ts';
import { hasHad, type SentLetter, type SentTo } from '../../documents/list-sent-letters.ts';
import { describeAddressee, describeRefusalParts } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { renderClause } from '../render-clause.ts';

/** Somebody who gets letters by name, or by what they are to the case where no name is known. */
export const nameAddressee = ({ wording, texts }: Pick<OpenCase, 'wording' | 'texts'>, key: AddresseeKey): string =>
  wording.people.get(key)?.name ?? describeAddressee(texts, key);

/** The name of somebody a letter went to: where another has their place now, as they were known then. */
export const nameSentTo = (open: Pick<OpenCase, 'wording' | 'texts'>, sent: SentLetter, { key, replaced }: SentTo) =>
  replaced ? (sent.gathered.people.get(key)?.name ?? describeAddressee(open.texts, key)) : nameAddressee(open, key);

/** Why somebody gets no letters, with the clause it rests on; undefined where they do. */
export function renderKeptFrom({ texts, standing }: OpenCase, addressee: Addressee): Html | undefined {
  const reasons = checkAddressee(addressee);
  if (reasons.length === 0) return undefined;
  const told = reasons.map((reason) => {
    const { says, mend } = describeRefusalParts(texts, reason);
    return html`${says} ${mend} ${renderClause(texts, standing.policy, reason.clause)} `;
  });
  return html`${told}`;
}

/** Who would get a letter that goes now, and who would not and why. */
export function renderGoesTo(open: OpenCase): Html {
  const all = determineAddressees(open.standing);
  const getting = all.filter(({ keptFrom }) => keptFrom === undefined);
  const others = all.filter(({ keptFrom }) => keptFrom !== undefined && keptFrom !== 'has-left');
  const names = getting.map(({ key }) => nameAddressee(open, key)).join('; ');
  const lead =
    getting.length === 0
      ? html`There is nobody to write to: the letter is kept on the case and not sent.`
      : getting.length === 1
        ? html`It goes to ${names}.`
        : html`It goes to each of these, under their own name: ${names}.`;
  return html`<p class="govuk-body">${lead}</p>${others.map((one) => html`<p class="govuk-body"><strong>Not to ${nameAddressee(open, one.key)}.</strong> ${renderKeptFrom(open, one)}</p>`)}`;
}

/**
 * Whether a letter may be opened or printed for somebody: not for a representative without permission, even where an
 * earlier letter went to them, nor for a resident who left; for the others where they have had it, or would get one now.
 */
export function findBar(open: OpenCase, sent: SentLetter, key: AddresseeKey): ReturnType<typeof checkAddressee> {
  const addressee = determineAddressees(open.standing).find((one) => one.key === key);
  const had = hasHad(sent.to, key);
  const stays = addressee?.kind === 'resident' && addressee.keptFrom !== 'has-left';
  return had && stays ? [] : checkAddressee(addressee);
}
