import type { CaseEvent } from '../../../engine/index.ts';
import { describeMoment, describePoints } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';

type Spoken = Extract<CaseEvent, { type: 'contacted' | 'outsider-contacted' | 'colleague-contacted' | 'noted' }>;

/** Who talked with whom, each group apart from the others: the kind of the event decides, and nothing on the page. */
const GROUPS: readonly {
  readonly type: Spoken['type'];
  readonly id: string;
  readonly name: string;
  readonly none: string;
}[] = [
  { type: 'contacted', id: 'with-complainant', name: 'With the complainant', none: 'Nobody has been in touch yet.' },
  {
    type: 'outsider-contacted',
    id: 'with-others',
    name: 'With others outside (internal record)',
    none: 'Nothing recorded.',
  },
  {
    type: 'colleague-contacted',
    id: 'with-colleagues',
    name: 'Among colleagues (internal)',
    none: 'Nothing recorded.',
  },
  { type: 'noted', id: 'notes', name: 'Notes (internal)', none: 'No notes.' },
];

/** The conversations of a case: with the complainant, with others outside, among colleagues, and notes; the latest first. */
export function renderConversations(open: OpenCase): Html {
  const groups = GROUPS.map(({ type, id, name, none }) => {
    const told = open.standing.history.filter((event): event is Spoken => event.type === type).toReversed();
    const list = told.map((event) => renderSpoken(open, event));
    return html`<section id="${id}" class="redress-apart"><h3 class="govuk-heading-s">${name}</h3>${told.length > 0 ? list : html`<p class="govuk-body">${none}</p>`}</section>`;
  });
  return html`<section id="conversations"><h2 class="govuk-heading-m">Conversations and notes</h2>${groups}</section>`;
}

function renderSpoken(open: OpenCase, event: Spoken): Html {
  const { texts, record } = open;
  const own = record.texts.get(event.n) ?? {};
  const facts = [
    describeMoment(event, texts),
    open.nameOf(event.by.id) ?? texts.statuses.people[event.by.kind],
    ...('channel' in event ? [texts.statuses.channels[event.channel]] : []),
    ...('points' in event ? [describePoints(texts, event.points)] : []),
  ];
  const who = own['with'];
  const outsider = event.type === 'outsider-contacted' ? texts.fields.options['outsider']?.[event.who] : undefined;
  return html`<div class="redress-happening"><p class="govuk-body govuk-!-margin-bottom-1">${(who ?? outsider) !== undefined && html`<strong>${[who, outsider].filter(Boolean).join(', ')}</strong><br>`}<span class="redress-quiet">${facts.join(' · ')}</span></p>
<p class="govuk-body redress-typed">${own['what-was-said'] ?? own['text'] ?? ''}</p></div>`;
}
