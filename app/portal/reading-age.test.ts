import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sharedDatabase } from '../../test/support/databases.ts';
import { getSentencesOf } from '../../test/support/reading-age.ts';
import {
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import { Visitor } from '../../test/support/visitor.ts';
import { linesOf, parseTemplate } from '../documents/parse-template.ts';
import { getPlainLanguage } from '../documents/plain-language/advise-on-words.ts';
import { countSyllables, determineReadingAge } from '../documents/plain-language/determine-reading-age.ts';
import { issueFollowCode } from '../identity/follow-codes.ts';
import type { OrganisationPart } from '../web/app-parts.ts';

const DEFAULT_AGE = 12;
const limitOf = ({ policy }: OrganisationPart): number => getPlainLanguage(policy.pack).readingAge;

describe('words that residents read', () => {
  let parts: ResidentParts;
  before(async () => {
    parts = await makeResidentParts(await sharedDatabase('pglite'));
  });

  const check = (what: string, sentences: readonly string[], atMost: number): void => {
    const age = determineReadingAge(sentences);
    assert.ok(
      age <= atMost,
      `${what} reads at ${age.toFixed(1)} years; the most is ${atMost}:\n${sentences.join('\n')}`,
    );
  };

  test('every page stays at or under the landlord’s reading age', async () => {
    const visitor = new Visitor(makePortalServer(parts));
    for (const url of ['/', '/about', '/privacy', '/accessibility']) {
      check(url, getSentencesOf((await visitor.open(url)).body), DEFAULT_AGE);
    }
    for (const organisation of parts.organisations) {
      for (const page of ['', '/complain', '/follow']) {
        const url = `/${organisation.id}${page}`;
        check(url, getSentencesOf((await visitor.open(url)).body), limitOf(organisation));
      }
    }
  });

  test('so do the page with the code and that of a followed complaint', async () => {
    const visitor = new Visitor(makePortalServer(parts));
    const sent = await visitor.send(await visitor.open('/anytown-homes/complain'), {
      'what-happened': 'The heating is cold.',
    });
    check('the page with the code', getSentencesOf(sent.body.replace(/In words: .*?\./, '')), DEFAULT_AGE);
    const { caseId, reference } = await registerCase(parts, 'anytown-homes', '2026-03-05');
    await driveCase(parts, 'anytown-homes', caseId, [
      {
        what: 'defined',
        on: '2026-03-05',
        input: { points: [{ text: 'The lift is out of order' }], 'outcome-sought': 'Mend it' },
      },
      { what: 'acknowledged', on: '2026-03-05', input: { parts: { 'responsible-for': 'The lift is ours.' } } },
    ]);
    const code = await issueFollowCode(parts.casebook, 'anytown-homes', caseId, 'p1');
    const page = await visitor.send(await visitor.open('/anytown-homes/follow'), { reference, code });
    assert.equal(page.statusCode, 200);
    check('a followed complaint', getSentencesOf(page.body), DEFAULT_AGE);
  });

  test('so does every letter template', () => {
    for (const organisation of parts.organisations) {
      for (const [id, template] of organisation.templates) {
        const lines = parseTemplate(template)
          .flatMap(linesOf)
          .map((line) => line.replace(/\{\{[^}]*\}\}/g, ''));
        check(`${organisation.id}: ${id}`, lines, limitOf(organisation));
      }
    }
  });

  test('the measure tells plain words from heavy ones', () => {
    for (const [word, syllables] of [
      ['complaint', 2],
      ['write', 1],
      ['people', 2],
      ['landlord', 2],
      ['wanted', 2],
      ['asked', 1],
      ['changes', 2],
      ['the', 1],
    ] as const) {
      assert.equal(countSyllables(word), syllables, word);
    }
    assert.ok(determineReadingAge(['We write to you. We say what we found.']) < 8);
    assert.ok(
      determineReadingAge([
        'Notwithstanding the aforementioned considerations, jurisdictional determinations necessitate comprehensive investigation',
      ]) > 20,
    );
  });
});
