import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPacks } from '../packs/load-packs.ts';
import { checkTemplate, loadTemplates } from './load-templates.ts';
import { parseTemplate } from './parse-template.ts';

const { versions } = await loadPacks({ only: ['anytown-homes'] });
const policies = versions.flatMap(({ policy }) => policy ?? []);
const told = (template: string, letter = 'extension-notice') =>
  checkTemplate(template, letter, policies).map(({ line, what }) => `${line}: ${what}`);
const PARTS = '[[extension-reason]]\n\n[[new-due-date]]\n\n[[ombudsman]]\n';

test('a sound template has no fault', () => {
  assert.deepEqual(told(`# More time\n\nDear {{resident-name}}\n\n${PARTS}`), []);
});

test('each fault is told with its line', () => {
  assert.match(
    told(`# More time\n\n[[reason]]\n\n${PARTS}`).join('\n'),
    /^3: The letter “extension-notice” has no part “reason”\.$/,
  );
  assert.match(
    told(`# More time\n\nDear\n{{residents-name}}\n\n${PARTS}`).join('\n'),
    /^4: Nothing is known to put in for \{\{residents-name\}\}\.$/,
  );
  assert.match(
    told('# More time\n\n[[extension-reason]]\n\n[[ombudsman]]').join('\n'),
    /leaves out the part “new-due-date” \(The new date\)/,
  );
  assert.match(told(PARTS).join('\n'), /^1: The template does not begin with its title\.$/);
  assert.match(told(`# One\n\n# Two\n\n${PARTS}`).join('\n'), /^3: There is more than one title\.$/);
  assert.match(
    told(`# More time\n\nBecause [[extension-reason]] it is\n\n${PARTS}`).join('\n'),
    /^3: A part stands inside other text/,
  );
  assert.match(
    told(`# More time\n\n${PARTS}`, 'no-such').join('\n'),
    /^1: There is no letter “no-such” in the pack\.$/,
  );
});

test('a folder is read; a template with a fault is left out and told with its file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-letters-'));
  try {
    mkdirSync(join(folder, 'letters'));
    writeFileSync(join(folder, 'letters', 'extension-notice.md'), `# More time\n\n${PARTS}`);
    writeFileSync(join(folder, 'letters', 'refusal.md'), '# No');
    const { templates, faults } = await loadTemplates(folder, policies);
    assert.deepEqual([...templates.keys()], ['extension-notice']);
    assert.equal(faults.length, 3);
    assert.ok(faults.every(({ file, line, mend }) => file.endsWith('refusal.md') && line === 1 && mend !== ''));
    assert.equal((await loadTemplates(join(folder, 'nowhere'), policies)).templates.size, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a template is read by line', () => {
  assert.deepEqual(parseTemplate('# T\n\nOne\ntwo\n\n- a\n- b\n## H\n[[p]]'), [
    { kind: 'title', line: 1, text: 'T' },
    { kind: 'paragraph', line: 3, lines: ['One', 'two'] },
    { kind: 'list', line: 6, items: ['a', 'b'] },
    { kind: 'heading', line: 8, text: 'H' },
    { kind: 'part', line: 9, part: 'p' },
  ]);
});
