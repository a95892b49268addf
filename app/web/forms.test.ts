import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Field, readForm, renderField, renderForm, typedFrom } from './forms.ts';
import { html } from './html.ts';

const findings: Field = {
  name: 'findings',
  label: 'Findings',
  kind: 'per-point',
  required: true,
  points: [
    { n: 1, label: 'The leak' },
    { n: 3, label: 'No reply' },
  ],
  fields: [
    {
      name: 'finding',
      label: 'Finding',
      kind: 'choice',
      required: true,
      options: [
        { value: 'upheld', label: 'Upheld' },
        { value: 'not-upheld', label: 'Not upheld' },
      ],
    },
    { name: 'reason', label: 'Reason', kind: 'long-text', required: false },
    { name: 'paid', label: 'Amount paid', kind: 'money', required: false },
  ],
};

const fields: Field[] = [
  { name: 'received', label: 'Date the complaint was received', kind: 'date', required: true },
  { name: 'called', label: 'Call', kind: 'moment', required: false },
  { name: 'subject', label: 'Subject', kind: 'text', required: true },
  { name: 'story', label: 'What happened?', kind: 'long-text', required: true },
  { name: 'offer', label: 'Offer', kind: 'money', required: false },
  { name: 'days', label: 'Number of days', kind: 'number', required: false },
  { name: 'urgent', label: 'Is it urgent?', kind: 'yes-no', required: true },
  {
    name: 'channels',
    label: 'Channels',
    kind: 'choices',
    required: false,
    options: [
      { value: 'email', label: 'Email' },
      { value: 'post', label: 'Post' },
    ],
  },
  {
    name: 'letter',
    label: 'Letter',
    kind: 'texts',
    required: true,
    parts: [
      { value: 'decision', label: 'Decision', required: true },
      { value: 'lessons', label: 'Lessons', required: false },
    ],
  },
  { name: 'helpers', label: 'People who helped', kind: 'person', required: false, multiple: true },
  findings,
];

const complete = {
  'received-day': '27',
  'received-month': '3',
  'received-year': '2026',
  subject: ' A leak ',
  story: 'One\r\ntwo',
  urgent: 'yes',
  channels: ['email', 'post'],
  'letter.decision': 'We agree.',
  helpers: 'Ann\r\n\r\nBen\r\n',
  'findings.1.finding': 'upheld',
  'findings.1.paid': '£1,250.5',
  'findings.3.finding': 'not-upheld',
  'findings.3.reason': 'Answered in time.',
};

function messages(asked: Field, body: Record<string, string | string[]>): string[] {
  return readForm([asked], body).errors.map((error) => `${error.field}: ${error.message}`);
}

const of = (
  kind: 'text' | 'long-text' | 'date' | 'moment' | 'number' | 'money' | 'yes-no',
  more: object = {},
): Field => ({
  name: 'it',
  label: 'Compensation',
  kind,
  required: true,
  ...more,
});

test('a complete form gives values of the right kinds', () => {
  const read = readForm(fields, complete);
  assert.deepEqual(read.errors, []);
  assert.deepEqual(read.values, {
    received: '2026-03-27',
    subject: 'A leak',
    story: 'One\ntwo',
    urgent: true,
    channels: ['email', 'post'],
    letter: { decision: 'We agree.' },
    helpers: ['Ann', 'Ben'],
    findings: [
      { n: 1, finding: 'upheld', paid: 125050 },
      { n: 3, finding: 'not-upheld', reason: 'Answered in time.' },
    ],
  });
});

test('an empty form names every required input, in order, and says how to mend it', () => {
  assert.deepEqual(
    readForm(fields, {}).errors.map((error) => `${error.field}: ${error.message}`),
    [
      'received-day: Enter the date the complaint was received, like 27 3 2026',
      'subject: Enter the subject',
      'story: Enter the answer to “What happened?”',
      'urgent: Select yes or no for “Is it urgent?”',
      'letter.decision: Enter the decision',
      'findings.1.finding: Point 1: Select the finding',
      'findings.3.finding: Point 3: Select the finding',
    ],
  );
});

test('dates: words for months and ISO are taken; what is not a date is refused, and the wrong part is named', () => {
  const read = (body: Record<string, string>) => readForm([of('date')], body);
  assert.equal(read({ 'it-day': '1', 'it-month': 'Sept', 'it-year': '2026' }).values['it'], '2026-09-01');
  assert.equal(read({ it: '2026-03-07' }).values['it'], '2026-03-07');
  assert.equal(read({ it: '7/3/2026' }).values['it'], '2026-03-07');
  assert.equal(read({ 'it-day': '29', 'it-month': '2', 'it-year': '2024' }).values['it'], '2024-02-29');
  assert.deepEqual(messages(of('date'), { 'it-day': '29', 'it-month': '2', 'it-year': '2026' }), [
    'it-day: The compensation must be a real date, like 27 3 2026',
  ]);
  assert.deepEqual(messages(of('date'), { 'it-day': '29', 'it-month': '13', 'it-year': '2026' }), [
    'it-month: The month of the compensation must be a number from 1 to 12, like 3',
  ]);
  assert.deepEqual(messages(of('date'), { 'it-day': '29', 'it-month': '1', 'it-year': '26' }), [
    'it-year: The year of the compensation must have 4 numbers, like 2026',
  ]);
  assert.deepEqual(messages(of('date'), { 'it-day': '29' }), [
    'it-month: The compensation must have a month and a year, like 27 3 2026',
  ]);
});

test('a question as a label is quoted, with the word for its answer', () => {
  assert.deepEqual(messages(of('date', { label: 'When was it received?' }), {}), [
    'it-day: Enter the date for “When was it received?”, like 27 3 2026',
  ]);
  assert.deepEqual(messages(of('money', { label: 'How much was offered?' }), { it: 'x' }), [
    'it: The amount for “How much was offered?” must be an amount in pounds, like 150 or 150.50',
  ]);
});

test('moments: a date, with a time of day if somebody knows it', () => {
  const date = { 'it-day': '2', 'it-month': '4', 'it-year': '2026' };
  const value = (time: string) => readForm([of('moment')], { ...date, 'it-time': time }).values['it'];
  assert.equal(value(''), '2026-04-02');
  assert.equal(value('9.05am'), '2026-04-02T09:05');
  assert.equal(value('12am'), '2026-04-02T00:00');
  assert.equal(value('2pm'), '2026-04-02T14:00');
  assert.equal(readForm([of('moment')], { it: '2026-04-02T14:30' }).values['it'], '2026-04-02T14:30');
  for (const wrong of ['25:00', '14', 'noon', '13pm', '0am']) {
    assert.match(
      messages(of('moment'), { ...date, 'it-time': wrong })[0] ?? '',
      /^it-time: The time of the compensation must be a time of day, like 14:30/,
      wrong,
    );
  }
});

test('money: pounds typed, whole pence given; below zero and parts of pennies refused', () => {
  const pence = (typed: string) => readForm([of('money')], { it: typed }).values['it'];
  assert.equal(pence('150'), 15000);
  assert.equal(pence('£1,250.50'), 125050);
  assert.equal(pence('0.07'), 7);
  assert.equal(pence('19.99'), 1999);
  assert.equal(pence('0'), 0);
  assert.deepEqual(messages(of('money'), { it: '-500' }), [
    'it: The compensation must be £0 or more, like 150 or 150.50',
  ]);
  assert.deepEqual(messages(of('money'), { it: '−0.01' }), [
    'it: The compensation must be £0 or more, like 150 or 150.50',
  ]);
  assert.deepEqual(messages(of('money'), { it: '£-5' }), [
    'it: The compensation must be £0 or more, like 150 or 150.50',
  ]);
  assert.deepEqual(messages(of('money'), { it: '1.005' }), [
    'it: The compensation must have no part of a penny, like 150 or 150.50',
  ]);
  for (const wrong of ['ten', '1e3', 'NaN', '1,2', '£', '0x10']) {
    assert.deepEqual(
      messages(of('money'), { it: wrong }),
      ['it: The compensation must be an amount in pounds, like 150 or 150.50'],
      wrong,
    );
  }
  assert.deepEqual(messages(of('money'), { it: '10000000' }), ['it: The compensation must be less than £10,000,000']);
});

test('numbers: only numbers', () => {
  const value = (typed: string) => readForm([of('number')], { it: typed }).values['it'];
  assert.deepEqual([value('12'), value('-3'), value('1,200.5')], [12, -3, 1200.5]);
  for (const wrong of ['NaN', 'Infinity', '1e5', 'twelve', '1 2']) {
    assert.deepEqual(messages(of('number'), { it: wrong }), ['it: The compensation must be a number, like 12'], wrong);
  }
});

test('a text that is too long says how much; characters are counted, not code units', () => {
  assert.deepEqual(messages(of('text'), { it: 'x'.repeat(512) }), [
    'it: The compensation is too long: it has 512 characters and can have 500. Shorten it by 12.',
  ]);
  assert.deepEqual(messages(of('text'), { it: '🏠'.repeat(500) }), []);
});

test('an input named for an e-mail address takes what can be one, and says what one looks like', () => {
  const fields = ['resident-email', 'email-words'].map(
    (name) => ({ kind: 'text', name, label: 'E-mail', required: false }) as const,
  );
  const read = (typed: string) => readForm(fields, { 'resident-email': typed, 'email-words': 'by e-mail' });
  assert.deepEqual(read(' ó.o’connor+1@post.example ').values['resident-email'], 'ó.o’connor+1@post.example');
  for (const wrong of ['nowhere', 'jo at post.example', 'jo@@post.example', '@post.example', 'jo@', 'jo@post']) {
    const { errors, values, typed } = read(wrong);
    assert.deepEqual([errors.map(({ field }) => field), values['resident-email']], [['resident-email'], undefined]);
    assert.match(errors[0]?.message ?? '', /like name@example\.org, or leave it empty/);
    assert.equal(typed['resident-email'], wrong);
  }
  assert.deepEqual(read('').errors, []);
});

test('a NUL character is refused, named, and taken out of what is shown again', () => {
  const read = readForm([of('long-text')], { it: 'a\u0000b' });
  assert.equal(read.typed['it'], 'ab');
  assert.match(read.errors[0]?.message ?? '', /^The compensation held a character that cannot be kept \(NUL\)/);
});

test('answers that are not on the list are refused', () => {
  const asked: Field = {
    name: 'it',
    label: 'Stage',
    kind: 'choice',
    required: true,
    options: [{ value: 'a', label: 'A' }],
  };
  assert.deepEqual(messages(asked, { it: 'b' }), ['it: Select the stage from the list']);
  assert.deepEqual(messages({ ...asked, kind: 'choices' }, { it: ['a', 'b'] }), ['it: Select the stage from the list']);
  assert.deepEqual(messages(of('yes-no'), { it: 'maybe' }), ['it: Select the compensation from the list']);
  const person: Field = { name: 'it', label: 'Person', kind: 'person', required: true };
  assert.equal(readForm([person], { it: 'p9' }, [], { people: [{ value: 'p1', label: 'Ann' }] }).errors.length, 1);
  assert.equal(readForm([person], { it: 'Ann' }).values['it'], 'Ann');
});

test('files: the upload itself, several where several may come, empty ones refused', () => {
  const file: Field = { name: 'it', label: 'Evidence', kind: 'file', required: true };
  const upload = { field: 'it', filename: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array(3) };
  assert.equal(readForm([file], {}, [upload]).values['it'], upload);
  assert.deepEqual(readForm([{ ...file, multiple: true }], {}, [upload, upload]).values['it'], [upload, upload]);
  assert.match(
    readForm([file], {}, [{ ...upload, bytes: new Uint8Array() }]).errors[0]?.message ?? '',
    /“a.pdf” is empty/,
  );
  assert.deepEqual(messages(file, {}), ['it: Choose a file for the evidence']);
});

test('a form drawn from values and sent unchanged gives the same values', () => {
  const read = readForm(fields, complete);
  const again = readForm(fields, typedFrom(fields, read.values));
  assert.deepEqual(again.errors, []);
  assert.deepEqual(again.values, read.values);
});

test('amounts survive being shown and sent again', () => {
  const asked = [of('money')];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), (pence) => {
      assert.equal(readForm(asked, typedFrom(asked, { it: pence })).values['it'], pence);
    }),
    { seed: 20260327, numRuns: 300 },
  );
});

test('whatever was typed is given back, right or wrong, and stands in the form drawn again', () => {
  const text = fc.string({ minLength: 1, maxLength: 40 }).map((value) => value.replaceAll('\u0000', '') || 'x');
  const names = [
    'received-day',
    'received-month',
    'received-year',
    'subject',
    'story',
    'offer',
    'days',
    'letter.decision',
    'findings.1.reason',
  ];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), text), (body) => {
      const read = readForm(fields, body);
      assert.deepEqual({ ...read.typed }, { ...body });
      const drawn = fields.map((field) => String(renderField(field, read.typed, read.errors))).join('');
      for (const value of Object.values(body)) {
        if (value.trim() === value) assert.ok(drawn.includes(String(html`${value}`)), `${value} is lost`);
      }
    }),
    { seed: 20260327, numRuns: 150 },
  );
});

test('every error leads to an input of the form drawn again', () => {
  const read = readForm(fields, { 'called-day': '1', 'called-month': '1', 'called-year': '2026', 'called-time': 'x' });
  const drawn = fields.map((field) => String(renderField(field, read.typed, read.errors))).join('');
  assert.ok(read.errors.length > 6);
  for (const error of read.errors) {
    assert.ok(drawn.includes(`id="${error.field.replaceAll('.', '-')}"`), error.field);
    assert.ok(drawn.includes(String(html`${error.message}`)), error.message);
  }
});

test('optional answers say so, and a radio can be taken back', () => {
  const drawn = String(renderField({ name: 'it', label: 'Kept', kind: 'yes-no', required: false }));
  assert.match(drawn, /Kept \(optional\)/);
  assert.match(drawn, /Not answered/);
});

test('a form has its token, its hidden fields and, with a file, the right encoding', () => {
  const drawn = String(
    renderForm({
      action: '/cases/1/actions/acknowledge',
      fields: [{ name: 'proof', label: 'Proof', kind: 'file', required: false }],
      csrfField: html`<input name="_csrf">`,
      submit: 'Save',
      hidden: { _version: 7 },
      cancel: { href: '/cases/1' },
    }),
  );
  assert.match(
    drawn,
    /<form method="post" action="\/cases\/1\/actions\/acknowledge" novalidate enctype="multipart\/form-data">/,
  );
  assert.match(drawn, /<input name="_csrf">/);
  assert.match(drawn, /name="_version" value="7"/);
});
