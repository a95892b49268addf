import * as govuk from '../../app/web/components/index.ts';
import { type Field, readForm, renderForm } from '../../app/web/forms.ts';
import { type Html, html } from '../../app/web/html.ts';
import { type Page, type Shell, twoColumns } from '../../app/web/page.ts';

/** A landlord that does not exist, for looking at pages. */
export const sampleShell: Shell = {
  organisation: { name: 'Anytown Homes', colours: { brand: '#00566b', text: '#ffffff' } },
  home: '/case',
  signedIn: { name: 'Ada Officer', role: 'Complaints officer', signOut: '/sign-out' },
  navigation: [
    { text: 'My work', href: '/case', active: true },
    { text: 'Log a complaint', href: '/form' },
    { text: 'All complaints', href: '/components' },
    { text: 'Procedure', href: '/components' },
  ],
};

/** The kind of page the product lives by: what this is, what is due next and why, what can be done now. */
export function sampleCase(): Page {
  const summary = govuk.summaryList({
    rows: [
      {
        key: { text: 'Resident' },
        value: { text: 'Jo Sample' },
        actions: { items: [{ text: 'Change', href: '#', visuallyHiddenText: 'resident' }] },
      },
      { key: { text: 'Home' }, value: { text: '12 Orchard Close, Anytown' } },
      { key: { text: 'Received' }, value: { text: 'Thursday 26 March 2026, by telephone' } },
      {
        key: { text: 'Adjustments' },
        value: {
          text: html`${govuk.badge({ text: 'Large print', colour: 'purple' })} ${govuk.badge({ text: 'Ring before visiting', colour: 'blue' })}`,
        },
      },
      {
        key: { text: 'Stage' },
        value: { text: html`Stage 1 ${govuk.tag({ text: 'Investigating', colour: 'teal' })}` },
      },
    ],
  });
  const due = html`<div class="redress-card">
  <h2 class="govuk-heading-m">Due next: Stage 1 response</h2>
  <p class="govuk-body"><strong>Tuesday 14 April 2026</strong>, in 4 working days</p>
  ${govuk.details({ summaryText: 'How this date was counted', text: html`<p class="govuk-body">10 working days from the day after the complaint was acknowledged, Monday 30 March 2026. Not counted: Good Friday (3 April), Easter Monday (6 April), two weekends.</p><blockquote class="redress-clause">“within 10 working days of the complaint being acknowledged”, clause 4.2</blockquote>` })}
</div>`;
  const clocks = govuk.scrollingTable({
    name: 'Clocks',
    caption: 'Clocks',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Clock' }, { text: 'Due' }, { text: 'State' }, { text: 'Working days', format: 'numeric' }],
    firstCellIsHeader: true,
    rows: [
      [
        { text: 'Stage 1 acknowledgement' },
        { text: '2 April 2026', classes: 'redress-whole' },
        { text: govuk.tag({ text: 'Met', colour: 'green' }) },
        { text: '2', format: 'numeric' },
      ],
      [
        { text: 'Stage 1 response' },
        { text: '14 April 2026', classes: 'redress-whole' },
        { text: govuk.tag({ text: 'Running' }) },
        { text: '6', format: 'numeric' },
      ],
      [
        { text: 'Outer limit of the Code' },
        { text: '20 April 2026', classes: 'redress-whole' },
        { text: govuk.tag({ text: 'Running', colour: 'grey' }) },
        { text: '8', format: 'numeric' },
      ],
    ],
  });
  const story = html`<h2 class="govuk-heading-m">What happened</h2>${govuk.timeline({
    headingLevel: 3,
    items: [
      {
        title: 'Acknowledged in writing',
        byline: 'Ada Officer',
        datetime: { iso: '2026-03-30', text: 'Monday 30 March 2026' },
        text: 'Two points defined with the resident and confirmed by letter.',
      },
      {
        title: 'Complaint received',
        byline: 'Jo Sample',
        datetime: { iso: '2026-03-26', text: 'Thursday 26 March 2026' },
        text: 'The kitchen ceiling has leaked since January and three appointments were missed.',
      },
    ],
  })}`;
  const now = html`<div class="redress-screen"><h2 class="govuk-heading-m">What you can do now</h2>
${govuk.taskList({
  items: [
    {
      title: { text: 'Record a finding' },
      href: '/form',
      hint: { text: '1 of 2 points still open' },
      status: { tag: { text: 'To do', colour: 'blue' } },
    },
    { title: { text: 'Extend the response' }, href: '/form', status: { text: 'Allowed once' } },
    {
      title: { text: 'Issue the response' },
      hint: { text: 'Not yet: point 2 has no finding (clause 4.2)' },
      status: { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
    },
  ],
})}
${govuk.button({ text: 'Record a contact', href: '/form', classes: 'govuk-button--secondary' })}</div>`;
  return {
    title: 'Leak in the kitchen and missed appointments',
    caption: 'RED-2026-0012',
    wide: true,
    breadcrumbs: [{ text: 'My work', href: '/case' }, { text: 'RED-2026-0012' }],
    body: twoColumns(html`${due}${summary}${clocks}${story}`, now, 'Actions'),
  };
}

export const sampleFields: Field[] = [
  { name: 'received', label: 'When was the complaint received?', kind: 'moment', required: true },
  { name: 'summary', label: 'Summary', hint: 'A few words for lists, without names', kind: 'text', required: true },
  { name: 'story', label: 'What happened, in the resident’s words', kind: 'long-text', required: true },
  {
    name: 'channel',
    label: 'How it came',
    kind: 'choice',
    required: true,
    options: ['Telephone', 'Email', 'Letter', 'In person'].map((label) => ({ value: label.toLowerCase(), label })),
  },
  { name: 'owner', label: 'Investigator', kind: 'person', required: false },
  { name: 'urgent', label: 'Is anybody at risk now?', kind: 'yes-no', required: true },
  {
    name: 'needs',
    label: 'Adjustments',
    kind: 'choices',
    required: false,
    options: [
      { value: 'print', label: 'Large print', hint: '18 point or larger' },
      { value: 'call', label: 'Ring before visiting' },
    ],
  },
  { name: 'paid', label: 'Compensation offered', kind: 'money', required: false },
  { name: 'days', label: 'Extra working days', kind: 'number', required: false },
  { name: 'proof', label: 'Photographs', kind: 'file', required: false, multiple: true },
  { name: 'helpers', label: 'Others to keep informed', kind: 'person', required: false, multiple: true },
  {
    name: 'findings',
    label: 'Findings',
    kind: 'per-point',
    required: true,
    points: [
      { n: 1, label: 'The ceiling leaks' },
      { n: 2, label: 'Missed appointments' },
    ],
    fields: [
      {
        name: 'finding',
        label: 'Finding',
        kind: 'choice',
        required: true,
        options: [
          { value: 'upheld', label: 'Upheld' },
          { value: 'partly', label: 'Partially upheld' },
          { value: 'not', label: 'Not upheld' },
        ],
      },
      { name: 'reason', label: 'Reason', kind: 'long-text', required: true },
    ],
  },
  {
    name: 'letter',
    label: 'Letter',
    kind: 'texts',
    required: true,
    parts: [
      { value: 'decision', label: 'The decision and the reasons for it', required: true },
      { value: 'lessons', label: 'What we have learned', required: false },
    ],
  },
];

/** A long form sent with faults. */
export function sampleForm(csrfField: Html): Page {
  const read = readForm(sampleFields, {
    'received-day': '31',
    'received-month': '2',
    'received-year': '2026',
    'received-time': '',
    summary: 'Leak',
    paid: '-20',
    urgent: 'yes',
    'findings.1.finding': 'upheld',
    needs: ['print'],
  });
  return {
    title: 'Log a complaint',
    back: { href: '/case', text: 'Back to my work' },
    errors: read.errors,
    body: renderForm({
      action: '/form',
      fields: sampleFields,
      csrfField,
      submit: 'Save and continue',
      typed: read.typed,
      errors: read.errors,
      cancel: { href: '/case' },
    }),
  };
}

/** Every component once. */
export function sampleComponents(): Page {
  const pages = [
    { number: 1, href: '#p1' },
    { number: 2, href: '#p2', current: true },
    { ellipsis: true },
    { number: 9, href: '#p9' },
  ];
  return {
    title: 'Every component',
    notification: { type: 'success', text: 'The complaint was acknowledged' },
    body: html`
${govuk.insetText({ text: 'The resident has asked for large print.' })}
${govuk.warningText({ text: 'A response cannot be taken back once it is issued.' })}
${govuk.accordion({
  id: 'parts',
  items: [
    {
      heading: { text: 'Points' },
      summary: { text: 'Two points' },
      content: { text: 'The ceiling leaks. Appointments were missed.' },
    },
    {
      heading: { text: 'People' },
      content: { text: html`<p class="govuk-body">The resident and a representative.</p>` },
    },
  ],
})}
${govuk.tabs({
  items: [
    { label: 'Letters', id: 'letters', panel: { text: 'No letter yet.' } },
    { label: 'Promises', id: 'promises', panel: { text: 'Nothing promised yet.' } },
  ],
})}
<p class="govuk-body">${govuk.tag({ text: 'Met', colour: 'green' })} ${govuk.tag({ text: 'Late', colour: 'red' })} ${govuk.tag({ text: 'At risk', colour: 'orange' })} ${govuk.tag({ text: 'Waiting', colour: 'yellow' })} ${govuk.tag({ text: 'Closed', colour: 'grey' })} ${govuk.tag({ text: 'Ombudsman', colour: 'purple' })} ${govuk.tag({ text: 'New', colour: 'magenta' })} ${govuk.tag({ text: 'Running', colour: 'teal' })} ${govuk.badge({ text: 'Large', large: true, colour: 'black' })} ${govuk.badge({ text: 'Red', colour: 'red' })} ${govuk.badge({ text: 'Green', colour: 'green' })} ${govuk.badge({ text: 'Grey', colour: 'grey' })} ${govuk.badge({ text: 'Plain' })} ${govuk.badge({ text: 'Bright', colour: 'bright-purple' })}</p>
${govuk.characterCount({ name: 'outcome', label: 'Outcome sought', maxlength: 300, rows: 3 })}
${govuk.passwordInput({ name: 'password', label: 'Password' })}
${govuk.select({
  name: 'area',
  label: 'Service area',
  items: [
    { value: '', text: 'Choose one' },
    { value: 'repairs', text: 'Repairs' },
  ],
})}
${govuk.summaryList({
  card: { title: { text: 'Promise 1' }, actions: { items: [{ text: 'Mark as kept', href: '#' }] } },
  rows: [
    { key: { text: 'What' }, value: { text: 'Replace the ceiling' } },
    { key: { text: 'By' }, value: { text: '30 April 2026' } },
  ],
})}
${govuk.button({ text: 'Save' })} ${govuk.button({ text: 'Other', classes: 'govuk-button--secondary' })} ${govuk.button({ text: 'Close the case', classes: 'govuk-button--warning' })} ${govuk.button({ text: 'Start now', href: '#', isStartButton: true })}
${govuk.pagination({ previous: { href: '#p1' }, next: { href: '#p3' }, items: pages })}
${govuk.panel({ titleText: 'Complaint sent', text: html`Your reference is<br><strong>RED-2026-0012</strong>`, headingLevel: 2 })}
`,
  };
}
