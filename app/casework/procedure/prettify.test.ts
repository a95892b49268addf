import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPacks } from '../../packs/load-packs.ts';
import { prettify } from './prettify.ts';

test('values are told as people say them, and ids by what they stand for', async () => {
  const { versions } = await loadPacks({ only: ['anytown-homes'] });
  const pack = versions[0]?.policy?.pack;
  assert.equal(prettify('england-and-wales'), 'England and Wales');
  assert.equal(prettify('at most 10 working-days more'), 'at most 10 working days more');
  assert.equal(
    prettify('12 calendar-months from filed-on, then person-decides', pack),
    '12 months from “When was the claim filed at court?”, then a person decides',
  );
  assert.equal(prettify('not who took stage-1.respond', pack), 'not who took “Send the Stage 1 response” (Stage 1)');
  assert.equal(prettify('acknowledge.done', pack), '“Acknowledge the complaint”');
  assert.equal(prettify('an e-mail, no id', pack), 'an e-mail, no id');
});
