// What a resident sees of the evidence: what was shown to them, its file, and no word of staff; also not by mail.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import {
  type Deed,
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import { textOf, Visitor } from '../../test/support/visitor.ts';
import { makeDocument } from '../demo/make-document.ts';
import { openFileStore, recordFile } from '../documents/file-store.ts';
import { issueFollowCode } from '../identity/follow-codes.ts';

const LANDLORD = 'anytown-homes';
const HOME = `/${LANDLORD}/follow/complaint`;
const ON = '2026-03-03';
const FILES = { id: 'f1', mediaType: 'application/pdf' };

describe('evidence shown to the complainant', () => {
  let parts: ResidentParts;
  let folder: string;
  let caseId: string;
  let visitor: Visitor;
  const bytes = makeDocument(['Survey']);

  before(async () => {
    const database = await sharedDatabase('pglite');
    await emptyDatabase(database);
    folder = mkdtempSync(join(tmpdir(), 'redress-shared-'));
    const made = await makeResidentParts(database);
    parts = { ...made, files: openFileStore({ folder, maxBytes: 1_000_000 }) };
    const registered = await registerCase(parts, LANDLORD, '2026-03-02');
    caseId = registered.caseId;
    const kept = await parts.files.keep(LANDLORD, [bytes]);
    const record = { ...kept, caseId, keptAt: parts.now(), keptBy: 'p1', mediaType: FILES.mediaType };
    await database.inOrganisation(LANDLORD, async (tx) => {
      await recordFile(tx, LANDLORD, { ...record, fileId: 'f1', name: 'SECRET name of staff.pdf' });
      await recordFile(tx, LANDLORD, { ...record, fileId: 'f2', name: 'other.pdf' });
    });
    const file = (id: string) => [{ ...FILES, ...kept, id }];
    const inside = { kind: 'document', 'obtained-from': 'SECRET source' };
    const deeds: readonly Deed[] = [
      {
        what: 'evidence-added',
        on: ON,
        input: { ...inside, description: 'SECRET one', caption: 'The survey of your flat', files: file('f1') },
      },
      { what: 'evidence-added', on: ON, input: { ...inside, description: 'SECRET two', files: file('f2') } },
      { what: 'visited', on: ON, input: { present: 'SECRET', 'what-was-seen': 'SECRET' } },
      { what: 'interviewed', on: ON, input: { present: 'SECRET', 'what-was-said': 'SECRET' } },
      { what: 'colleague-contacted', on: ON, input: { with: 'SECRET', 'what-was-said': 'SECRET' } },
      {
        what: 'outsider-contacted',
        on: ON,
        input: { outsider: 'contractor', with: 'SECRET', 'what-was-said': 'SECRET' },
      },
      { what: 'noted', on: ON, input: { text: 'SECRET' } },
    ];
    await driveCase(parts, LANDLORD, caseId, deeds);
    visitor = new Visitor(makePortalServer(parts));
    const code = await issueFollowCode(parts.casebook, LANDLORD, caseId, 'p1');
    await visitor.send(await visitor.open(`/${LANDLORD}/follow`), { reference: registered.reference, code });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('they read the words written for them and see the file, under a name that is not that of staff', async () => {
    const page = await visitor.open(HOME);
    assert.match(textOf(page), /What we looked at\s+The survey of your flat/);
    assert.match(textOf(page), /We showed you something that we looked at/);
    assert.doesNotMatch(page.body, /SECRET/);
    const file = await visitor.open(`${HOME}/files/1`);
    assert.deepEqual([file.statusCode, file.headers['content-type']], [200, 'application/pdf']);
    assert.ok(file.rawPayload.equals(bytes));
    assert.match(String(file.headers['content-disposition']), /filename="evidence-1\.pdf"/);
  });

  test('what was not shown to them is not there, nor is anything for somebody who follows no complaint', async () => {
    assert.equal((await visitor.open(`${HOME}/files/2`)).statusCode, 404);
    assert.equal((await visitor.open(`${HOME}/files/9`)).statusCode, 404);
    const stranger = new Visitor(makePortalServer(parts));
    assert.equal((await stranger.open(`${HOME}/files/1`)).statusCode, 303);
  });

  test('once it is withdrawn they see it no more', async () => {
    const why = { 'evidence-number': '1', why: 'SECRET reason' };
    await driveCase(parts, LANDLORD, caseId, [{ what: 'evidence-withdrawn', on: ON, input: why }]);
    assert.doesNotMatch(textOf(await visitor.open(HOME)), /The survey of your flat\s+Tuesday/);
    assert.equal((await visitor.open(`${HOME}/files/1`)).statusCode, 404);
  });
});
