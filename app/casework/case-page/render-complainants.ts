import { type AddresseeKey, determineAddressees } from '../../../engine/index.ts';
import { chooseWay } from '../../documents/choose-way.ts';
import { describeAddressee } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { nameAddressee, renderKeptFrom } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';

/** Everybody on the complainant's side: who gets letters and how, who does not and why, and who only helps. */
export function renderComplainants(open: OpenCase): Html {
  const rows = determineAddressees(open.standing).map((one) => [
    { text: nameAddressee(open, one.key) },
    { text: describeRole(open, one.key) },
    { text: renderKeptFrom(open, one) ?? html`Gets letters. ${describeReach(open, one.key)}` },
  ]);
  const helpers = open.wording.supporters.map(({ name, relation }) => [
    { text: name ?? 'Somebody' },
    { text: relation === undefined ? 'Supporter' : `Supporter, ${relation}` },
    { text: 'Gets no letters: they help, and act for nobody.' },
  ]);
  const table = govuk.table({
    caption: 'Who complains and who helps them',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Who' }, { text: 'As' }, { text: 'Letters' }],
    firstCellIsHeader: true,
    rows: [...rows, ...helpers],
  });
  return html`<section id="complainants"><h2 class="govuk-heading-m">Who gets letters</h2>${table}</section>`;
}

function describeRole({ wording, texts }: OpenCase, key: AddresseeKey): string {
  const relation = wording.people.get(key)?.relation;
  const role = describeAddressee(texts, key);
  return relation === undefined ? role : `${role}, ${relation}`;
}

/** How a letter reaches them, as far as the case knows. */
function describeReach({ wording, standing }: OpenCase, key: AddresseeKey): string {
  const person = wording.people.get(key);
  const address = person?.address?.replace(/\s*\r?\n\s*/g, ', ');
  switch (chooseWay(key, person, standing.state.channel)) {
    case 'e-mail':
      return `By e-mail: ${person?.email ?? ''}.`;
    case 'post':
      return `To print and post: ${address ?? ''}.`;
    case 'none':
      return 'No address is known yet: print it, or record one.';
  }
}
