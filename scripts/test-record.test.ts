import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { determineFingerprint, findRecord, saveRecord, type TestResult } from './test-record.ts';

function inFolder(run: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'redress-record-'));
  try {
    run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const one: TestResult = { file: 'a.test.ts', path: ['one'], result: 'passed', ms: 1 };

test('the fingerprint changes with a file’s content or name, and not with the docs', () => {
  inFolder((folder) => {
    mkdirSync(join(folder, 'docs'));
    mkdirSync(join(folder, 'engine'));
    const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
    write('engine/a.ts', '1');
    const first = determineFingerprint(folder);
    write('docs/a.md', 'prose');
    write('README.md', 'prose');
    assert.equal(determineFingerprint(folder), first);
    write('engine/a.ts', '2');
    const second = determineFingerprint(folder);
    assert.notEqual(second, first);
    write('engine/b.ts', '');
    assert.notEqual(determineFingerprint(folder), second);
  });
});

test('groups of one state of the files add up; a run of another state starts afresh', () => {
  inFolder((folder) => {
    const file = join(folder, 'out', 'last-run.json');
    saveRecord({ fingerprint: 'x', groups: { engine: [one] } }, file);
    saveRecord({ fingerprint: 'x', groups: { store: [] } }, file);
    assert.deepEqual(findRecord(file), { fingerprint: 'x', groups: { engine: [one], store: [] } });
    saveRecord({ fingerprint: 'y', groups: { store: [one] } }, file);
    assert.deepEqual(findRecord(file), { fingerprint: 'y', groups: { store: [one] } });
  });
});

test('a record that is not there or cannot be read is none', () => {
  inFolder((folder) => {
    assert.equal(findRecord(join(folder, 'none.json')), undefined);
    writeFileSync(join(folder, 'half.json'), '{"finger');
    assert.equal(findRecord(join(folder, 'half.json')), undefined);
  });
});
