import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foldCode, foldTelephone, foldText } from './fold-text.ts';
import { hashTerm } from './hash-term.ts';
import { listTerms } from './list-terms.ts';
import { countSlips, isNear, listKeys, soundOf, stemWord } from './spelling.ts';

const NEAR = `Mohammed Muhamed, Mohammed Mohamad, Muhammad Mohammed, Catherine Kathryn, Stephen Steven, Clark Clarke,
  Thompson Thomson, Smith Smyth, Philips Phillips, Macdonald McDonald, Reid Reed, Okonkwo Okonkow, Szymanski Simansky,
  Wiśniewska Wisniewska, Kowalczyk Kovalcyk, Nguyen Nguyn, Ann Anne, John Jon, Hussain Hussein, Hussain Husain, Sarah Sara,
  Kaur Kour, Patel Patil, Begum Begam, Gonzalez Gonsales, Fitzgerald Fitsgerald, Ahmed Ahmad, Chaudhry Choudhury,
  Wójcik Wojcik, O'Brien OBrien, Zoë Zoe, leaking leaks, plumber plummer, recieved received, appointment apointment,
  bathroom bathrom, neighbour neighbor, neighbors neighbours, boiler boyler, ceiling cieling, asbestos asbestus, mould mold,
  ventilation ventalation, compensation compinsation, rubbish rubish, maintenance maintainance, separate seperate`;
const FAR =
  'Smith Smart, leak lead, damp lamp, Harris Morris, Jones James, roof room, Ali Ava, Evans Owens, boiler brother';

const pairsOf = (text: string): [string, string][] =>
  text.split(/,\s*/).map((pair) => foldText(pair).split(' ') as [string, string]);

describe('spelling near enough', () => {
  test('other spellings of a name or word share a key, and are near', () => {
    for (const [one, other] of pairsOf(NEAR)) {
      const keys = new Set(listKeys(one));
      assert.ok(
        listKeys(other).some((key) => keys.has(key)),
        `${one} and ${other} share no key`,
      );
      assert.ok(isNear(one, other) && isNear(other, one), `${one} and ${other}`);
    }
  });

  test('other words are not', () => {
    for (const [one, other] of pairsOf(FAR)) assert.ok(!isNear(one, other), `${one} and ${other}`);
  });

  test('what sounds alike is alike, and grammar does not count', () => {
    assert.deepEqual(['mohammed', 'muhamed', 'catherine', 'kathryn'].map(soundOf), ['mmd', 'mmd', 'ktrn', 'ktrn']);
    assert.deepEqual(['leaks', 'leaking', 'leaked', 'leak', 'gas', 'ring'].map(stemWord), [
      ...['leak', 'leak', 'leak', 'leak'],
      ...['gas', 'ring'],
    ]);
    assert.deepEqual([countSlips('damp', 'dmap'), countSlips('damp', 'dam'), countSlips('', 'abc')], [1, 1, 3]);
  });

  test('signs, accents, capitals and what looks alike in a code make no difference', () => {
    assert.equal(foldText('  O’Brien, ZOË – Łódź! '), 'obrien zoe lodz');
    assert.deepEqual(['26-AB0LX', '26 abolx', '26ABOIX'].map(foldCode), Array(3).fill('26ab01x'));
    assert.deepEqual(
      ['+44 (0)7700 900123', '0044 7700 900 123', '07700 900123'].map(foldTelephone),
      Array(3).fill('07700900123'),
    );
  });

  test('a text is found by its words, numbers, postcodes and addresses', () => {
    const terms = listTerms(
      'Write to Ann-Marie at ann.smith@gmail.com or 07700 900123, Flat 2, SK1 3XE. The damp is back.',
    );
    for (const term of [
      'ann',
      'marie',
      'annmarie',
      'smith',
      '@ann.smith@gmail.com',
      '#07700900123',
      '=2',
      '=sk13xe',
      'damp',
    ])
      assert.ok(terms.has(term), term);
    for (const term of ['the', 'is', 'gmail', 'com', '']) assert.ok(!terms.has(term), term);
  });

  test('a term is another number for each organisation, and none is told from it twice', () => {
    assert.notEqual(hashTerm('one', 'damp'), hashTerm('other', 'damp'));
    const numbers = new Set(Array.from({ length: 200_000 }, (_none, n) => hashTerm('one', `word${n}`)));
    assert.equal(numbers.size, 200_000);
    assert.ok([...numbers].every((number) => Number.isSafeInteger(number) && number >= 0));
  });
});
