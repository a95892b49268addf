// HP-9.2 in the interface: both named people are told when a complaint comes close to its day and when it is late, and no
// response goes without the approval of both.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { writeDigest } from '../../../app/casework/digest/write-digest.ts';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { findPoliciesFolder } from '../../../app/packs/find-pack-files.ts';
import { listActions, SEAT_ROLES } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { answerAll, doOn, entitled, loadCase, logCase, standingNow } from '../../support/drive-case.ts';

let server: CaseworkServer;

const HEAD = 'head-of-service';
const OFFICER = 'customer-advocacy-officer';

const lateOf = async (person: string): Promise<string> => {
  server.signIn(person);
  const { body } = await server.get(caseworkPaths.myWork());
  return (/<section id="late">[\s\S]*?<\/section>/.exec(body)?.[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

/** What My work shows somebody. */
async function myWork(person: string): Promise<string> {
  server.signIn(person);
  return (await server.get(caseworkPaths.myWork())).body;
}

/** A complaint with both named, given to somebody to look into. */
async function nameBoth(): Promise<string> {
  const id = await logCase(server, { service: 'homes-plus' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  const roles = (of: string) => server.people.find((person) => person.id === of)?.roles ?? [];
  const seats = { 'seats.head-of-service': HEAD, 'seats.advocacy-officer': OFFICER };
  const held = { [SEAT_ROLES]: { 'head-of-service': roles(HEAD), 'advocacy-officer': roles(OFFICER) } };
  await doOn(server, id, 'do-step', { step: 'name-leads', input: { ...seats, ...held } });
  await doOn(server, id, 'allocate', { input: { to: 'investigator', 'to-roles': roles('investigator') } });
  return id;
}

/** Does the next of the procedure's own with everything answered, as somebody who may. */
async function doNext(
  id: string,
  command: string,
  { step, input = {} }: { step?: string; input?: Record<string, unknown> } = {},
): Promise<void> {
  const standing = standingNow(server, await loadCase(server, id));
  const action = listActions(standing, entitled('somebody')).find(
    (one) => one.command.name === command && (step === undefined || one.step?.id === step),
  );
  assert.ok(action, command);
  const told = { ...answerAll(standing, action), ...input };
  await doOn(server, id, command, { input: told, ...(step !== undefined && { step }) });
}

const NOT_UPHELD = { 1: { finding: 'not-upheld', reasons: 'We came in time.' } };

describe('late warnings', () => {
  before(async () => {
    server = await openCaseworkServer('housing-plus', '2026-03-02', findPoliciesFolder());
  });
  after(() => server.close());

  test('[HP-9.2] the head of service and the officer named on a case are both told that it is late', async () => {
    const id = await nameBoth();
    const { reference } = (await loadCase(server, id)).origin;
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

  test('[HP-9.2] both stand on the case, and without the approval of both its response does not go', async () => {
    server.setDay('2026-03-02');
    const id = await nameBoth();
    const page = caseworkPaths.casePage({ id });
    const action = (name: string): string => caseworkPaths.action({ id, action: name });
    const wordsOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    server.signIn(HEAD);
    assert.match(wordsOf((await server.get(page)).body), /Head of service One.*Customer advocacy officer One/);
    await doNext(id, 'acknowledge');
    await doNext(id, 'contact');
    await doNext(id, 'do-step', { step: 'agree-answer-way', input: { 'answer-way': 'letter' } });
    await doNext(id, 'record-finding', { input: { findings: NOT_UPHELD } });
    await doNext(id, 'draft');
    const respond = (): ReturnType<CaseworkServer['send']> => server.send(action('respond'), { channel: 'letter' });
    for (const [person, step, says] of [
      [HEAD, 'approve-by-head', 'Head of service approves the response'],
      [OFFICER, 'approve-by-officer', 'Customer advocacy officer approves the response'],
    ] as const) {
      const early = await respond();
      assert.equal(early.status, 400);
      assert.match(wordsOf(early.body), new RegExp(`Nothing was recorded.*“${says}” has to be done first`));
      server.signIn(`${person}-2`);
      const other = await server.send(action(`step:${step}`), {});
      assert.equal(other.status, 400, 'somebody else of the role, who is not named on the case');
      assert.match(wordsOf(other.body), /This is for whoever is named as/);
      assert.ok(!(await myWork(`${person}-2`)).includes(id));
      assert.ok((await myWork(person)).includes(id), 'it waits for whoever is named');
      server.signIn(person);
      const given = await server.send(action(`step:${step}`), {});
      assert.equal(given.status, 303, wordsOf(given.body).slice(0, 900));
      server.signIn(HEAD);
    }
    const sent = await respond();
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 900));
    assert.match(wordsOf((await server.get(page)).body), /Response sent/);
  });
});
