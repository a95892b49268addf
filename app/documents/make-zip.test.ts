import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readZip } from '../../test/support/read-zip.ts';
import { makeZip } from './make-zip.ts';

const AT = '2026-04-27T09:30:00Z';

async function pack(files: readonly { name: string; bytes: Buffer }[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const entries = files.map(({ name, bytes }) => ({ name, read: () => bytes }));
  for await (const chunk of makeZip(entries, AT)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('an archive holds its files under their names, byte for byte', async () => {
  const files = [
    { name: '01 Größe.txt', bytes: Buffer.from('The boiler – out again.') },
    { name: '02 empty.bin', bytes: Buffer.alloc(0) },
    { name: '03 bytes.bin', bytes: Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256)) },
  ];
  const read = readZip(await pack(files));
  assert.deepEqual(
    [...read.keys()],
    files.map(({ name }) => name),
  );
  for (const { name, bytes } of files) assert.deepEqual(read.get(name), bytes);
});

test('an archive with one byte changed does not pass as whole, and the same files make the same archive', async () => {
  const whole = await pack([{ name: 'a', bytes: Buffer.from('abc') }]);
  assert.deepEqual(await pack([{ name: 'a', bytes: Buffer.from('abc') }]), whole);
  const broken = Buffer.from(whole);
  broken[whole.indexOf('abc')] = 0;
  assert.throws(() => readZip(broken), /“a” is not whole/);
});
