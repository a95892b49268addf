import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributes, classes, Html, html, joined, trusted } from './html.ts';

const SEED = { seed: 20260327, numRuns: 500 };

test('interpolated text never yields a tag, an attribute or an entity of its own', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 's', '\u0000', '\n') }),
  );
  fc.assert(
    fc.property(nasty, (text) => {
      const made = String(html`<p title="${text}">${text}</p>`);
      const [, title = '', inner = ''] = /^<p title="([^"]*)">([^<>]*)<\/p>$/.exec(made) ?? [];
      assert.equal(title, inner, made);
      assert.doesNotMatch(inner, /[<>"']/);
      assert.ok(!inner.includes('\u0000'));
      assert.equal(unescaped(inner), text.replaceAll('\u0000', '\uFFFD'));
    }),
    SEED,
  );
});

function unescaped(text: string): string {
  const words: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (found) => words[found] ?? '');
}

test('markup made here stands as it is; arrays are joined; nothing shows as nothing', () => {
  assert.equal(String(html`${html`<b>${'<'}</b>`}${['a', html`<i></i>`, ['&']]}`), '<b>&lt;</b>a<i></i>&amp;');
  assert.equal(String(html`[${undefined}${null}${false}${true}${''}${0}]`), '[0]');
  assert.equal(String(joined(['<', html`<br>`], ', ')), '&lt;, <br>');
});

test('an object that only looks like markup is not trusted', () => {
  const forged = { toString: () => '<script>', markup: '<script>' };
  assert.equal(String(html`${forged as unknown as string}`), '');
  assert.ok(trusted('<p>') instanceof Html);
});

test('attributes: true is bare, false and undefined are left out, values are escaped, names are checked', () => {
  assert.equal(
    String(attributes({ id: 'a"b', hidden: true, disabled: false, title: undefined, rows: 0 })),
    ' id="a&quot;b" hidden rows="0"',
  );
  assert.throws(() => attributes({ 'a onload=x': 'y' }), /is not an attribute name/);
});

test('an address that could run code becomes #', () => {
  for (const href of [
    'javascript:alert(1)',
    ' JaVaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ]) {
    assert.equal(String(attributes({ href })), ' href="#"', href);
  }
  for (const href of [
    '/cases/1?a=b:c',
    '#x',
    '?q=a:b',
    'https://a.example',
    'mailto:a@b.example',
    'tel:+44',
    '',
    'page',
  ]) {
    assert.equal(String(attributes({ href })), ` href="${href}"`, href);
  }
});

test('class names are joined, empty ones left out', () => {
  assert.equal(classes('a', undefined, false, '', 'b'), 'a b');
  assert.equal(classes(undefined), undefined);
});
