import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { findPlaceholders, type Input } from '../../engine/index.ts';
import { sharedDatabase } from '../../test/support/databases.ts';
import {
  type Deed,
  driveCase,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import type { LetterRequest } from './compose-letter.ts';
import { gatherLetterTexts, makeLetterWords } from './gather-letter-texts.ts';
import { listSentLetters, type SentLetter } from './list-sent-letters.ts';
import { renderLetter, renderLetterPage, renderLetterText } from './render-letter.ts';

const define: Input = {
  points: [{ text: 'The lift was out of order for six weeks' }, { text: 'Nobody answered my calls' }],
  'outcome-sought': 'Mend the lift & say <b>sorry</b>',
};
const findings = { '1': { finding: 'upheld' }, '2': { finding: 'not-upheld' } };
const reasons = {
  '1': 'The part was ordered late.\n\nWe should have told you.',
  '2': 'We have a note of <i>three</i> calls back.',
};
const promise: Input = { what: 'Mend the lift', owner: 'p2', due: '2026-04-10' };

const STOCKPORT: readonly Deed[] = [
  {
    what: 'classified',
    on: '2026-03-05',
    input: { kind: 'complaint', 'high-rise-safety': false, 'health-and-safety': false, 'wants-a-complaint': true },
  },
  { what: 'defined', on: '2026-03-06', input: define },
  {
    what: 'acknowledged',
    on: '2026-03-06',
    input: { parts: { responsibilities: 'The lift is ours. The road is not.' } },
  },
  { what: 'allocated', on: '2026-03-06', input: { to: 'p2' } },
  { what: 'finding-recorded', on: '2026-03-16', by: 'p2', input: { findings } },
  {
    what: 'extended',
    on: '2026-03-18',
    by: 'p2',
    input: { agreed: true, 'exceptional-circumstance': 'The maker of the lift has not answered us' },
  },
  { what: 'promise-made', on: '2026-03-24', by: 'p2', input: { ...promise, kind: 'delivery-of-service' } },
  {
    what: 'response-issued',
    on: '2026-03-25',
    by: 'p2',
    input: { parts: { 'how-investigated': 'We read the log.', 'failures-found': 'none', reasons } },
  },
];

const ANYTOWN: readonly Deed[] = [
  { what: 'defined', on: '2026-03-06', input: define },
  { what: 'acknowledged', on: '2026-03-06', input: { parts: { 'responsible-for': 'The lift is ours.' } } },
  { what: 'finding-recorded', on: '2026-03-16', by: 'p2', input: { findings } },
  { what: 'promise-made', on: '2026-03-17', by: 'p2', input: { ...promise, kind: 'work' } },
  { what: 'extended', on: '2026-03-18', by: 'p2', input: { complexity: 'Two firms look after the lift' } },
  { what: 'response-issued', on: '2026-03-19', by: 'p2', input: { parts: { reasons } } },
];

const COUNCIL: readonly Deed[] = [
  { what: 'defined', on: '2026-03-06', input: define },
  { what: 'allocated', on: '2026-03-06', input: { to: 'p2' } },
  { what: 'acknowledged', on: '2026-03-06', input: { parts: { responsibilities: 'The lift is ours.' } } },
  { what: 'finding-recorded', on: '2026-03-16', by: 'p2', input: { findings } },
  {
    what: 'step-done',
    on: '2026-03-17',
    by: 'p2',
    step: 'discuss',
    input: { 'stage-1-opportunity': 'declined', 'stage-1-discussion': 'She would rather have it in writing.' },
  },
  { what: 'extended', on: '2026-03-18', by: 'p2', input: { complexity: 'The maker of the lift has not answered us' } },
  {
    what: 'promise-made',
    on: '2026-03-24',
    by: 'p2',
    input: { ...promise, kind: 'works-or-services', contact: '01632 960200' },
  },
  {
    what: 'step-done',
    on: '2026-03-24',
    by: 'p2',
    step: 'say-whether-at-fault',
    input: { 'stage-1-at-fault': 'in-part' },
  },
  {
    what: 'response-issued',
    on: '2026-03-25',
    by: 'p2',
    input: {
      parts: {
        reasons,
        summary: 'You told us about the lift, and we agree in part.',
        background: 'The lift is from 1998.',
        'what-went-wrong': 'The part was ordered late.',
        apology: 'We are sorry for the six weeks.',
        lessons: 'We keep the part in store from now on.',
        'other-remedies': 'You asked for nothing more.',
      },
    },
  },
];

describe('letters of the packs, with real texts', () => {
  let parts: ResidentParts;
  before(async () => {
    parts = await makeResidentParts(await sharedDatabase('pglite'));
  });

  const drive = async (organisation: string, deeds: readonly Deed[]): Promise<CaseRecord> => {
    const { caseId } = await registerCase(parts, organisation, '2026-03-05');
    await driveCase(parts, organisation, caseId, deeds);
    return (await parts.casebook.load(organisation, caseId))!;
  };
  const requestFor = (record: CaseRecord, sent: SentLetter): LetterRequest => ({
    policy: record.policy,
    template: parts.organisations.find(({ id }) => id === record.organisation)?.templates.get(sent.letter.letter.id),
    letter: sent.letter,
    texts: parts.texts,
    words: makeLetterWords(sent.gathered, (id) => ({ p2: 'Tom Ellis' })[id], sent.n),
    resident: { name: 'Ada <Brown>', address: '4 Mill Lane\nAnytown' },
    reference: record.origin.reference,
    organisation: record.policy.pack.organisation.name,
    on: sent.on,
    handler: { name: 'Priya Shah', title: 'Complaints officer' },
  });

  for (const [organisation, deeds, due, extended] of [
    ['stockport-homes', STOCKPORT, 'Friday 20 March 2026', 'Tuesday 7 April 2026'],
    ['anytown-homes', ANYTOWN, 'Friday 20 March 2026', 'Tuesday 7 April 2026'],
    ['council-housing', COUNCIL, 'Thursday 19 March 2026', 'Thursday 2 April 2026'],
  ] as const) {
    test(`${organisation}: every letter is whole, dated by the engine, and holds no gap`, async () => {
      const record = await drive(organisation, deeds);
      const letters = listSentLetters(record);
      assert.deepEqual(
        letters.map(({ on }) => on),
        ['2026-03-06', '2026-03-18', organisation === 'anytown-homes' ? '2026-03-19' : '2026-03-25'],
      );
      const texts = letters.map((sent) => renderLetterText(requestFor(record, sent)));
      for (const [index, text] of texts.entries()) {
        assert.deepEqual(findPlaceholders(text), [], text);
        assert.match(text, /Dear Ada <Brown>/);
        assert.match(text, /Housing Ombudsman/);
        assert.ok(
          text.trimEnd().endsWith(`Priya Shah\nComplaints officer\n${record.policy.pack.organisation.name}`),
          text,
        );
        for (const part of letters[index]!.letter.parts) assert.equal(part.missing, undefined, part.part);
      }
      assert.ok(texts[0]!.includes(`We will send you our answer by ${due}.`), texts[0]);
      assert.ok(texts[0]!.includes('Mend the lift & say <b>sorry</b>'), texts[0]);
      assert.ok(texts[1]!.includes(`We will now send you our answer by ${extended}.`), texts[1]);
      assert.match(texts[1]!, /The maker of the lift|Two firms/);
      assert.match(texts[2]!, /Point 1: The lift was out of order for six weeks/);
      assert.ok(texts[2]!.includes('Mend the lift, by Friday 10 April 2026 (Tom Ellis will do this)'), texts[2]);
    });
  }

  test('what a person wrote is never markup, and blank lines make paragraphs', async () => {
    const record = await drive('anytown-homes', ANYTOWN);
    const response = listSentLetters(record).at(-1)!;
    const page = String(renderLetter(requestFor(record, response), { headingLevel: 2 }));
    assert.match(page, /&lt;i&gt;three&lt;\/i&gt;/);
    assert.match(page, /Dear Ada &lt;Brown&gt;/);
    assert.match(
      page,
      /<p class="govuk-body">The part was ordered late\.<\/p>\s*<p class="govuk-body">We should have told you\.<\/p>/,
    );
    assert.match(page, /<h2 class="govuk-heading-l">Our Stage 1 response<\/h2>/);
    assert.match(page, /<h4 class="govuk-heading-s">Point 1/);
  });

  test('a letter keeps saying what it said, whatever is recorded after it', async () => {
    const record = await drive('anytown-homes', ANYTOWN.slice(0, 2));
    const before = renderLetterText(requestFor(record, listSentLetters(record)[0]!));
    await driveCase(parts, record.organisation, record.caseId, [
      {
        what: 'defined',
        on: '2026-03-09',
        input: { points: [{ text: 'Something quite different' }], why: 'They told us more' },
      },
      ...ANYTOWN.slice(4, 5),
    ]);
    const later = (await parts.casebook.load(record.organisation, record.caseId))!;
    assert.equal(renderLetterText(requestFor(later, listSentLetters(later)[0]!)), before);
    assert.deepEqual(
      gatherLetterTexts(later)
        .points.get(1)
        ?.map(({ text }) => text),
      ['The lift was out of order for six weeks', 'Something quite different'],
    );
  });

  test('a part that does not hold vanishes with its heading; one that the template forgets is added before the signature', async () => {
    const record = await drive('anytown-homes', ANYTOWN);
    const sent = listSentLetters(record)[0]!;
    const template =
      '# Hello\n\n## Never\n\n[[not-held]]\n\n## Kept\n\nWords.\n\n[[not-held]]\n\nYours\n\n{{handler-name}}';
    const text = renderLetterText({ ...requestFor(record, sent), template });
    assert.doesNotMatch(text, /Never|not-held/);
    assert.match(text, /Kept\n\nWords\./);
    assert.match(
      text,
      /When we will answer\n\nWe will send you our answer by Friday 20 March 2026\.[\s\S]*Yours\n\nPriya Shah\n$/,
    );
    const nobody = renderLetterText({ ...requestFor(record, sent), template, handler: undefined, resident: {} });
    assert.doesNotMatch(nobody, /handler|undefined/);
    assert.match(
      renderLetterText({ ...requestFor(record, sent), template: undefined, resident: {} }),
      /Dear Resident[\s\S]*The stage/,
    );
  });

  test('the page to print has both addresses, and date and reference once', async () => {
    const record = await drive('anytown-homes', ANYTOWN);
    const request = requestFor(record, listSentLetters(record)[0]!);
    const page = String(renderLetterPage(request).body);
    assert.match(page, /4 Mill Lane<br>Anytown/);
    assert.equal(page.split(record.origin.reference).length, 2);
    const bare = String(renderLetterPage({ ...request, template: '# Hello\n\nDear {{resident-name}}' }).body);
    assert.equal(bare.split(record.origin.reference).length, 2);
    assert.equal(bare.split('Friday 6 March 2026').length, 2);
  });

  test('every letter of every pack has a template, and there is none without a letter', () => {
    for (const { id, policy, templates } of parts.organisations) {
      const files = readdirSync(`policies/${id}/letters`).map((name) => name.replace(/\.md$/, ''));
      assert.deepEqual(files.toSorted(), policy.pack.letters.map((letter) => letter.id).toSorted(), id);
      assert.deepEqual([...templates.keys()].toSorted(), files.toSorted(), `${id}: a template has faults`);
      for (const name of files) assert.ok(readFileSync(`policies/${id}/letters/${name}.md`, 'utf8').startsWith('# '));
    }
  });
});
