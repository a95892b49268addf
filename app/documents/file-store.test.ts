import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { describeOnEveryDatabase } from '../../test/support/databases.ts';
import { sha256 } from '../store/canonical-json.ts';
import { type FileStore, findFile, findFilesOfCase, forgetFile, openFileStore, recordFile } from './file-store.ts';

const org = 'anytown';
const photo = Buffer.from('a photo of damp');
const digest = sha256(photo);

describe('the file store', () => {
  let folder: string;
  let files: FileStore;
  const place = () => join(folder, org, digest.slice(0, 2), digest);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-files-'));
    files = openFileStore({ folder, maxBytes: 1000 });
  });
  beforeEach(() => rm(join(folder, org), { recursive: true, force: true }));
  after(() => rm(folder, { recursive: true }));

  test('keeps bytes under their digest and reads them back', async () => {
    assert.deepEqual(await files.keep(org, [photo.subarray(0, 4), photo.subarray(4)]), { digest, size: photo.length });
    assert.deepEqual(await files.read(org, digest), photo);
    assert.deepEqual(await readdir(join(folder, org)), [digest.slice(0, 2)]);
  });

  test('never writes a kept file again', async () => {
    await files.keep(org, [photo]);
    const { ino, mtimeMs } = await stat(place());
    await Promise.all([1, 2, 3].map(() => files.keep(org, [photo])));
    const again = await stat(place());
    assert.deepEqual({ ino: again.ino, mtimeMs: again.mtimeMs }, { ino, mtimeMs });
  });

  test('refuses what is too large or empty, and leaves nothing behind', async () => {
    await assert.rejects(files.keep(org, [Buffer.alloc(600), Buffer.alloc(401)]), {
      code: 'too-large',
      message: /larger than 1000 bytes/,
    });
    await assert.rejects(files.keep(org, []), { code: 'empty' });
    assert.deepEqual(await readdir(join(folder, org)), []);
    assert.equal((await files.keep(org, [Buffer.alloc(1000)])).size, 1000);
  });

  test('leaves nothing behind when the sender breaks off', async () => {
    const broken = async function* () {
      yield photo;
      throw new Error('connection lost');
    };
    await assert.rejects(files.keep(org, broken()), /connection lost/);
    assert.deepEqual(await readdir(join(folder, org)), []);
  });

  test('notices a file that was changed or lost, and does not pass it on', async () => {
    await files.keep(org, [photo]);
    await writeFile(place(), 'something else');
    await assert.rejects(files.read(org, digest), { code: 'damaged' });
    await assert.rejects(files.keep(org, [photo]), { code: 'damaged' });
    await files.remove(org, digest);
    await assert.rejects(files.read(org, digest), { code: 'missing' });
  });

  test('does not read outside its folder or for another organisation', async () => {
    await files.keep(org, [photo]);
    await assert.rejects(files.read('other', digest), { code: 'missing' });
    await assert.rejects(async () => files.read(org, '../../etc/passwd'), { code: 'missing' });
    await assert.rejects(async () => files.read('..', digest), /cannot be an organisation/);
  });
});

describeOnEveryDatabase('records of files', (given) => {
  const record = {
    caseId: 'c1',
    digest,
    size: 5_000_000_000,
    mediaType: 'image/jpeg',
    keptAt: '2026-04-02T09:00:00.000Z',
    keptBy: 'p1',
  };

  test('are found by id and by case, and tell when the last of a digest has gone', async () => {
    await given.empty();
    await given.database.inOrganisation(org, async (tx) => {
      await recordFile(tx, org, { ...record, fileId: 'f1', name: 'damp\0.jpg' });
      await recordFile(tx, org, { ...record, fileId: 'f2', name: 'same.jpg' });
      assert.deepEqual(await findFile(tx, org, 'f1'), { ...record, fileId: 'f1', name: 'damp\uFFFD.jpg' });
      assert.deepEqual(
        (await findFilesOfCase(tx, org, 'c1')).map((file) => file.fileId),
        ['f1', 'f2'],
      );
      assert.equal(await forgetFile(tx, org, 'f1'), undefined);
      assert.equal(await forgetFile(tx, org, 'f2'), digest);
      assert.equal(await forgetFile(tx, org, 'f2'), undefined);
    });
  });
});
