import { determineAddressees, determineReach, getComplainants } from '../../../engine/index.ts';
import { describeMoment } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findPresentHandler, findStageName } from '../case-words.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';

const row = (key: string, value: Html | string | undefined) =>
  value === undefined || value === '' ? undefined : { key: { text: key }, value: { text: value } };

/** Who, what they want, where it stands: what a person reads first. */
export function renderSummary(open: OpenCase): Html {
  const { standing, wording, texts, people } = open;
  const { status } = standing.state;
  const tag = govuk.tag({ text: texts.statuses.status[status], colour: status === 'closed' ? 'grey' : 'blue' });
  const few = determineReach(standing).only && govuk.tag({ text: 'Restricted: few see it', colour: 'orange' });
  const wanted = wording.outcomeSought;
  return govuk.summaryList({
    rows: [
      row('Resident', describeResident(open, wording.resident.name)),
      row('What they want', wanted ? html`<span class="redress-typed">${wanted}</span>` : 'Not told yet'),
      row('Stage', html`${findStageName(standing) ?? 'Not at any stage'} ${tag} ${few}`),
      row('Who has it', findPresentHandler(standing, people)?.name ?? html`<strong>Unassigned</strong>`),
    ],
  });
}

/** What they told us, how to reach them, and what the case goes by. */
export function renderBackground(open: OpenCase): Html {
  const { standing, wording, texts } = open;
  const { state, policy } = standing;
  const { email, telephone, address } = wording.resident;
  const reach = [email, telephone, address].filter((one) => one !== undefined).join('\n');
  const received = state.received && describeMoment(state.received, texts);
  const channel = state.channel && texts.statuses.channels[state.channel];
  const rows = [
    row('Received', [received, channel].filter(Boolean).join(', ')),
    row('How to reach them', reach === '' ? undefined : html`<span class="redress-typed">${reach}</span>`),
    row('Service', policy.pack.services.find(({ id }) => id === state.service)?.name),
    row('Procedure', `${policy.pack.organisation.name}: ${policy.pack.title}, version ${policy.pack.version}`),
  ];
  return html`<section id="background">${renderStory(open)}${govuk.summaryList({ rows })}</section>`;
}

function describeResident(open: OpenCase, name: string | undefined): string {
  const { anonymous, represented, residents, complainants } = open.standing.state;
  const known = complainants.length;
  const others = getComplainants(open.standing.state)
    .filter(({ resident }) => resident > 1)
    .map(({ resident }) => nameAddressee(open, `resident-${resident}`));
  return [
    name ?? (anonymous ? 'Wants to give no name' : 'No name is known'),
    ...others,
    residents > known ? `${residents} residents together, ${known} known by name` : undefined,
    represented ? describeRepresentative(open) : undefined,
  ]
    .filter((one) => one !== undefined)
    .join('; ');
}

function describeRepresentative(open: OpenCase): string {
  const { keptFrom } = determineAddressees(open.standing).find(({ key }) => key === 'representative') ?? {};
  const name = open.wording.people.get('representative')?.name;
  const may = keptFrom === undefined || keptFrom === 'goes-to-the-other';
  const permission = keptFrom === 'authority-withdrawn' ? 'permission withdrawn' : 'permission not recorded yet';
  return `represented${name === undefined ? '' : ` by ${name}`}, ${may ? 'with their permission' : permission}`;
}

const LONG = 600;

/** What they told us, in full; folded where it is long. */
function renderStory({ wording }: OpenCase): Html | undefined {
  const story = wording.textOf('what-happened');
  if (story === undefined) return undefined;
  const text = html`<p class="govuk-body redress-typed">${story}</p>`;
  if (story.length > LONG) return govuk.details({ summaryText: 'What they told us', text });
  return html`<h2 class="govuk-heading-m">What they told us</h2>${govuk.insetText({ text })}`;
}
