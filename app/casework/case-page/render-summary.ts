import { determineAddressees, findCurrentVisit, getComplainants } from '../../../engine/index.ts';
import { describeDate, describeMoment } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import { findPresentHandler, findStageName } from '../case-words.ts';
import { listFiles } from '../inbox/render-sort.ts';
import { nameAddressee } from '../letters/describe-addressees.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeAnswer } from './render-facts.ts';

const row = (key: string, value: Html | string | undefined) =>
  value === undefined || value === '' ? undefined : { key: { text: key }, value: { text: value } };

/** Who, what they want, where it stands: what a person reads first. */
export function renderSummary(open: OpenCase): Html {
  const { standing, wording, people } = open;
  const wanted = wording.outcomeSought;
  return govuk.summaryList({
    classes: 'redress-summary',
    rows: [
      row('Who', renderWho(open)),
      row('What they want', wanted ? html`<span class="redress-typed">${wanted}</span>` : 'Not told yet'),
      row('Where it stands', renderWhere(open)),
      row(
        'Who has it',
        findPresentHandler(standing, people)?.name ??
          (standing.state.status === 'closed' ? 'Nobody, it is closed' : html`<strong>Unassigned</strong>`),
      ),
    ],
  });
}

/** Name, how they are reached, and what has to be done differently for them. */
function renderWho(open: OpenCase): Html {
  const { email, telephone, address } = open.wording.resident;
  const reach = [telephone, email, address?.replace(/\s*\r?\n\s*/g, ', ')].filter((one) => one !== undefined);
  const needs = describeAnswer(open, 'adjustments');
  const letters = html`<a class="govuk-link redress-screen" href="#complainants">Who gets letters</a>`;
  const lines = [
    html`<strong>${describeResident(open, open.wording.resident.name)}</strong>`,
    reach.length > 0 &&
      html`${reach.map((one, index) => html`${index > 0 && ' · '}<span class="redress-typed">${one}</span>`)}`,
    needs !== undefined &&
      html`${govuk.tag({ text: 'Adjustment', colour: 'yellow' })} <span class="redress-typed">${needs}</span>`,
    letters,
  ].filter((line) => !!line);
  return joined(lines, html`<br>`);
}

/** The stage and since when, with the entry that opened it; of a closed case, since when and how it ended. */
function renderWhere({ standing, texts }: OpenCase): Html {
  const { state } = standing;
  const visit = findCurrentVisit(state);
  const stage = findStageName(standing) ?? 'Not at any stage';
  if (state.status === 'closed') {
    const outcome = state.outcome === undefined ? undefined : (texts.statuses.outcomes[state.outcome] ?? state.outcome);
    return html`Closed${state.ended && html` on ${describeDate(state.ended.on, texts)}`}${outcome && html`: ${outcome}`}${visit && html`, at ${stage}`}`;
  }
  if (!visit) return html`${stage}`;
  const on = describeDate(visit.opened.on, texts);
  const since = visit.opening > 0 ? html`<a class="govuk-link" href="#entry-${visit.opening}">${on}</a>` : html`${on}`;
  return html`${stage}, since ${since}${state.status === 'answered' && html`: answered`}`;
}

/** What they told us, when and how it came, and what the case goes by. */
export function renderBackground(open: OpenCase): Html {
  const { standing, texts } = open;
  const { state, policy } = standing;
  const received = state.received && describeMoment(state.received, texts);
  const channel = state.channel && texts.statuses.channels[state.channel];
  const rows = [
    row('Received', [received, channel].filter(Boolean).join(', ')),
    row('Came with it', renderFiles(open)),
    row(
      'Service',
      state.serviceUntold ? 'Not told yet' : policy.pack.services.find(({ id }) => id === state.service)?.name,
    ),
    row('Procedure', `${policy.pack.organisation.name}: ${policy.pack.title}, version ${policy.pack.version}`),
  ];
  return html`<section id="background"><h2 class="govuk-heading-m">What they told us</h2>${renderStory(open)}${govuk.summaryList({ rows })}</section>`;
}

/** The files that came with it. */
function renderFiles({ record }: OpenCase): Html | undefined {
  const files = listFiles(record).map(
    ({ n, file }) =>
      html`<a class="govuk-link" href="${caseworkPaths.receivedFile({ id: record.caseId, n })}">${file}</a>`,
  );
  return files.length > 0 ? joined(files, html`<br>`) : undefined;
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
  return story.length > LONG ? govuk.details({ summaryText: 'Their words in full', text }) : govuk.insetText({ text });
}
