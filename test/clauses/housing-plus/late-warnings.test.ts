// HP-9.2 in the interface: both named people are told when a complaint comes close to its day, and when it is late.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeDigest } from '../../../app/casework/digest/write-digest.ts';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { SEAT_ROLES } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../support/drive-case.ts';

let server: CaseworkServer;

const HEAD = 'head-of-service';
const OFFICER = 'customer-advocacy-officer';

const lateOf = async (person: string): Promise<string> => {
  server.signIn(person);
  const { body } = await server.get(caseworkPaths.myWork());
  return (/<section id="late">[\s\S]*?<\/section>/.exec(body)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

describe('late warnings', () => {
  before(async () => {
    server = await openCaseworkServer('housing-plus', '2026-03-02', findPoliciesFolder());
  });
  after(() => server.close());

  test('[HP-9.2] the head of service and the officer named on a case are both told that it is late', async () => {
    const id = await logCase(server, { service: 'homes-plus' });
    const { reference } = (await loadCase(server, id)).origin;
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
    const roles = (of: string) => server.people.find((person) => person.id === of)?.roles ?? [];
    const seats = { 'seats.head-of-service': HEAD, 'seats.advocacy-officer': OFFICER };
    const held = { [SEAT_ROLES]: { 'head-of-service': roles(HEAD), 'advocacy-officer': roles(OFFICER) } };
    await doOn(server, id, 'do-step', { step: 'name-leads', input: { ...seats, ...held } });
    await doOn(server, id, 'allocate', { input: { to: 'investigator', 'to-roles': roles('investigator') } });
    for (const person of [HEAD, OFFICER])
      assert.doesNotMatch(await lateOf(person), new RegExp(reference), 'not before');
    server.setDay('2026-05-05');
    for (const person of [HEAD, OFFICER]) {
      assert.match(await lateOf(person), new RegExp(`${reference}`), person);
      assert.match(await lateOf(person), /You are named on this case; Investigating colleague One has it/, person);
      const mail = await writeDigest(server.parts, server.organisation, person);
      assert.match(mail?.text ?? '', new RegExp(reference), `${person} by e-mail`);
    }
    assert.match(await lateOf('investigator'), new RegExp(reference), 'and whoever has it');
    for (const person of [`${HEAD}-2`, 'investigator-2'])
      assert.doesNotMatch(await lateOf(person), new RegExp(reference));
  });
});
