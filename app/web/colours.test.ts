import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, determineTextColour } from './colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#123456', '#123456'), 1);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

test('text on any colour reaches 4.5 to 1, whatever was wished for', () => {
  fc.assert(
    fc.property(colour, fc.option(colour, { nil: undefined }), (brand, wished) => {
      assert.ok(contrast(brand, determineTextColour(brand, wished)) >= 4.5, `${brand} ${wished}`);
    }),
    { seed: 20260327, numRuns: 2000 },
  );
});

test('a wished colour that can be read is kept, another is not', () => {
  assert.equal(determineTextColour('#ffdd00', '#1d1d1b'), '#1d1d1b');
  assert.equal(determineTextColour('#ffdd00', '#ffffff'), '#000000');
  assert.equal(determineTextColour('#0b3d59', 'red'), '#ffffff');
});
