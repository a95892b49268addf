// A Complaints Panel from the days proposed to the answer sent, by the clerk, the members and a manager, on a wide screen
// and again on a telephone: a member declares a conflict of interest and is refused the seat. April to May 2026.
// Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fillWording, findCommand, type IsoDate, makeContext } from '../../engine/index.ts';
import type { CaseworkServer } from '../support/casework-server.ts';
import { entitled, loadCase, standingNow } from '../support/drive-case.ts';
import { findFaults } from '../support/find-faults.ts';
import { act, openWorld, type Visit, WIDTHS, type World } from '../support/journey.ts';
import { readZip } from '../support/read-zip.ts';

const LANDLORD = 'carecall';
const STORY = 'Her alarm rang for half an hour and nobody answered.';
const NOTE = 'She shouted at the desk last year.';
const PLACE = 'At ten, in the common room of Larch Court';

let world: World;

const server = () => ({ organisation: world.organisation, parts: world.running.parts }) as unknown as CaseworkServer;

type Deed = {
  readonly on: string;
  readonly step?: string;
  readonly by?: string;
  readonly input?: Record<string, unknown>;
};

/** Records something that is not what this journey is about, with all its wording filled in. */
async function tell(caseId: string, name: string, { on, step, by = `${name}-er`, input = {} }: Deed): Promise<void> {
  world.setDay(on);
  const command = findCommand(name);
  assert.ok(command, name);
  const standing = standingNow(server(), await loadCase(server(), caseId));
  const context = makeContext(standing, { on: on as IsoDate });
  const own = context.stage?.steps.find(({ id }) => id === step);
  const outcome = await world.running.casebook.act({
    organisation: LANDLORD,
    caseId,
    actor: entitled(by),
    command: name,
    step,
    moment: { on: on as IsoDate },
    input: fillWording(context, command, command.fields(context, own), input),
  });
  assert.ok('done' in outcome, `${name}: ${JSON.stringify(outcome)}`);
}

/** Answered at Stage 1, Stage 2 asked for on Monday 20 April, acknowledged, and a panel wanted. */
async function reachPanel(): Promise<{ caseId: string; reference: string }> {
  const made = await world.running.casebook.register({
    organisation: LANDLORD,
    actor: entitled('logger'),
    moment: { on: '2026-03-25' as IsoDate },
    input: { 'what-happened': STORY, subject: 'Nobody answered the alarm', channel: 'telephone', service: 'with-home' },
    resident: { 'resident-name': 'Ivy Sands', 'resident-address': '8 Larch Court\nStockport' },
  });
  assert.ok('caseId' in made);
  const { caseId } = made;
  const nadia = world.ids['nadia'] ?? '';
  await tell(caseId, 'define', {
    on: '2026-03-26',
    input: { points: [{ text: 'Nobody answered the alarm' }], 'outcome-sought': 'A plan' },
  });
  await tell(caseId, 'note', { on: '2026-03-26', input: { text: NOTE } });
  await tell(caseId, 'acknowledge', { on: '2026-03-26' });
  await tell(caseId, 'do-step', { on: '2026-03-26', step: 'clarify', input: { tried: true } });
  await tell(caseId, 'do-step', { on: '2026-03-26', step: 'ask-remedy', input: { 'remedy-named': 'none-named' } });
  await tell(caseId, 'do-step', {
    on: '2026-03-26',
    step: 'confirm-details',
    input: { 'details-confirmed-by': 'spoken' },
  });
  await tell(caseId, 'allocate', { on: '2026-03-27', step: 'take-the-case', input: { to: nadia } });
  await tell(caseId, 'record-finding', {
    on: '2026-04-02',
    by: nadia,
    input: { findings: { 1: { finding: 'not-upheld', reasons: 'Two of three were on duty.' } } },
  });
  await tell(caseId, 'draft', { on: '2026-04-08', by: nadia });
  await tell(caseId, 'do-step', { on: '2026-04-09', step: 'quality-check', input: { outcome: 'passed' } });
  await tell(caseId, 'respond', {
    on: '2026-04-10',
    by: nadia,
    input: { channel: 'letter', parts: { reasons: { 1: 'Two of three were on duty that night.' } } },
  });
  await tell(caseId, 'request-escalation', { on: '2026-04-20' });
  await tell(caseId, 'acknowledge', { on: '2026-04-21' });
  await tell(caseId, 'do-step', { on: '2026-04-21', step: 'clarify-again', input: { tried: true } });
  await tell(caseId, 'do-step', {
    on: '2026-04-21',
    step: 'ask-remedy-again',
    input: { 'remedy-named-now': 'none-named' },
  });
  await tell(caseId, 'do-step', { on: '2026-04-21', step: 'talk-panel-through', input: { 'panel-choice': 'panel' } });
  return { caseId, reference: made.reference };
}

/** Kept as it looks, and looked at by axe. */
async function look(visit: Visit, name: string): Promise<void> {
  await visit.picture(name);
  assert.deepEqual(await findFaults(visit.page), [], name);
}

async function propose(tom: Visit, page: string): Promise<void> {
  await tom.open(page.replace('/panel', ''));
  await tom.sees('Panel Not arranged yet. 2 things are missing.');
  await tom.follow('Days, seats, papers and minutes');
  await tom.sees('Only staff see this page', /Still missing\s*Propose days/, 'Not arranged yet');
  await tom.picture('panel-01-nothing-yet');
  await tom.follow('Propose days for the panel');
  await tom.fill({
    'panel-first-day': '2026-05-12',
    'panel-second-day': '2026-05-13',
    'panel-times': PLACE,
    'say-by': '2026-04-27',
  });
  for (const one of ['greg', 'harriet', 'bernard', 'ruth']) await tom.fill({ 'panel-people': world.ids[one] ?? '' });
  await tom.picture('panel-02-propose');
  await tom.press('Propose days for the panel');
  assert.equal(tom.path, page);
  await tom.sees('Bernard Tully has not said when they can come', 'Asked to say by Monday 27 April 2026', PLACE);
}

/** By somebody who sees no case: the days, and that they are the resident's neighbour. */
async function sayWhen(
  person: string,
  days: readonly string[],
  conflict: string | undefined,
  name: string,
): Promise<void> {
  const visit = await world.signIn(person);
  await visit.open('/my-panels');
  await visit.sees('Arrange the Complaints Panel', 'Say by Monday 27 April 2026', PLACE);
  assert.doesNotMatch(await visit.read(), /Ivy|alarm rang|shouted/);
  await visit.fits();
  const keep = (what: string) => visit.picture(`${name}-${what}`);
  await keep('asked');
  assert.deepEqual(await findFaults(visit.page), []);
  for (const day of days) await visit.fill({ 'can-on': day });
  await visit.press('Say when you can come');
  await visit.sees('Recorded', days.length > 0 ? 'You said that you can come on' : 'cannot come on any of the days');
  await visit.fill({ 'has-conflict': conflict === undefined ? 'no' : 'yes' });
  if (conflict !== undefined) {
    await visit.press('Declare this');
    await visit.sees('Nothing says what the conflict of interest is');
    await keep('without-words');
    await visit.fill({ 'conflict-what': conflict });
  }
  await visit.press('Declare this');
  await visit.sees(
    conflict === undefined ? 'You declared that you have no conflict' : 'You declared a conflict of interest',
  );
  await visit.fits();
  assert.deepEqual(visit.troubles, []);
  await visit.close();
}

/** From the page of the panel, with the day chosen: a form that was open before the declaration still names Bernard. */
async function callTogether(tom: Visit, stale: Visit, page: string): Promise<void> {
  await tom.open(page);
  await tom.sees(
    /Wednesday 13 May 2026\s+Bernard Tully Can come Conflict\s*Greg Hollis Has not said/,
    'Bernard Tully, Thursday 23 April 2026: They are neighbours',
  );
  await look(tom, 'panel-03-answers');
  await stale.fill({
    'seats.senior-manager': world.ids['harriet'] ?? '',
    'panel-on': '2026-05-13',
    'panel-place': PLACE,
  });
  await stale.press('Arrange the Complaints Panel');
  await stale.sees(
    'This cannot be done as it stands',
    'Tenant representative: This person declared a conflict of interest on Thursday 23 April 2026',
    'Who may sit here: Ruth Amos.',
  );
  await stale.picture('panel-04-conflict-refused');
  await tom.open(page);
  await tom.go(tom.page.locator('main a', { hasText: 'Meet on this day: Wednesday 13 May 2026' }));
  assert.equal(await tom.page.locator('[name="panel-on-day"]').inputValue(), '13');
  assert.equal(
    await tom.page.locator('[name="seats.tenant"]:checked, select[name="seats.tenant"]').first().inputValue(),
    world.ids['ruth'],
  );
  await tom.fill({ 'panel-place': PLACE, 'parts.taking-part': 'Come yourself, or let somebody speak for you.' });
  await tom.press('Arrange the Complaints Panel');
  await tom.follow('Days, seats, papers and minutes');
  assert.equal(tom.path, page);
  // 12, 11, 8, 7 and 6 May are the five working days before.
  await tom.sees('Meets on Wednesday 13 May 2026', 'Papers go by Wednesday 6 May 2026', PLACE, 'Read the invitation');
  await tom.picture('panel-05-called');
}

async function choosePapers(tom: Visit, page: string): Promise<void> {
  await tom.open(page);
  const text = await tom.read();
  assert.doesNotMatch(text, /shouted/, 'notes of staff are no papers');
  await tom.fill({ 'place.complaint': '1', 'place.definition': '2', 'place.findings': '3' });
  await tom.press('Choose these papers');
  await tom.sees('3 papers chosen.');
  await look(tom, 'panel-06-papers');
  const bytes = await tom.save(tom.page.locator('main a', { hasText: 'Save the papers with the originals' }));
  const files = readZip(Buffer.from(bytes));
  const sums = String(files.get('SHA256SUMS.txt'));
  for (const line of sums.trim().split('\n')) {
    const [digest, name = ''] = line.split(/ {2}/);
    assert.equal(
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex'),
      digest,
    );
  }
  assert.match(String(files.get('00 Papers.html')), new RegExp(STORY));
  await tom.follow('Read and print the papers');
  await tom.sees(
    'Index',
    'Paper 1. The complaint as they told it',
    STORY,
    'Paper 3.',
    'The complainant has not seen this.',
  );
  await look(tom, 'panel-07-bundle');
  await tom.print('panel-papers');
  await tom.open(page);
  await tom.follow('Record that the papers were sent');
  for (const one of ['harriet', 'ruth']) await tom.fill({ 'papers-to': world.ids[one] ?? '' });
  await tom.fill({ 'papers-to-complainant': 'no' });
  await tom.press('Record that the papers were sent');
  await tom.sees(/Sent\s*Tuesday 28 April 2026, to Harriet Lowe and Ruth Amos/);
  await tom.follow('Record what the complainant says to the invitation');
  await tom.fill({ 'panel-coming': 'represented', 'panel-with-whom': 'Her niece, who needs a seat by the door' });
  await tom.press('Record what the complainant says to the invitation');
  await tom.sees('Somebody comes for them', 'Her niece, who needs a seat by the door');
}

async function hold(harriet: Visit, page: string): Promise<void> {
  world.setDay('2026-05-13');
  await harriet.open('/my-work');
  await harriet.sees('Panel: you sit on it');
  await harriet.open(page);
  await harriet.sees('Write the minutes');
  await harriet.follow('Write the minutes');
  for (const one of ['harriet', 'ruth']) await harriet.fill({ 'panel-attended': world.ids[one] ?? '' });
  await harriet.fill({
    'panel-others': 'Her niece, June Sands, spoke for her',
    'panel-said': 'The desk had no plan for the night when one of three is ill.',
    'panel-questions': 'Was anybody rung? Nobody was.',
  });
  await harriet.press('Write the minutes');
  assert.equal(harriet.path, page);
  await harriet.follow('The panel reviews all the issues');
  await harriet.fill({
    'panel-heard-them': 'represented',
    'points.1.panel-conclusion': 'There was no plan for the night.',
  });
  await harriet.press('The panel reviews all the issues');
  await harriet.open(page);
  await harriet.sees('The panel has met', 'Her niece, June Sands, spoke for her', 'There was no plan for the night.');
  await harriet.follow('Decide each point, with reasons');
  await harriet.fill({ 'findings.1.finding': 'upheld', 'findings.1.reasons': 'There was no plan for the night.' });
  await harriet.press('Record what was found');
  await harriet.open(page);
  await harriet.sees('Upheld');
  await look(harriet, 'panel-08-decided');
}

async function holdAPanel(): Promise<void> {
  const { caseId, reference } = await reachPanel();
  const page = `/cases/${caseId}/panel`;
  world.setDay('2026-04-22');
  const tom = await world.signIn('tom');
  await propose(tom, page);
  const stale = await world.signIn('nadia');
  await stale.open(`/cases/${caseId}/actions/step:arrange-panel`);
  await stale.fill({ 'seats.tenant': world.ids['bernard'] ?? '' });
  world.setDay('2026-04-23');
  await sayWhen('bernard', ['2026-05-12', '2026-05-13'], 'They are neighbours', 'panel-bernard');
  await sayWhen('ruth', ['2026-05-13'], undefined, 'panel-ruth');
  const harriet = await world.signIn('harriet');
  await harriet.open('/my-work');
  await harriet.sees('Panel: say when you can come');
  await harriet.picture('panel-my-work');
  await harriet.open('/my-panels');
  await harriet.fill({ 'can-on': '2026-05-13' });
  await harriet.press('Say when you can come');
  await harriet.fill({ 'has-conflict': 'no' });
  await harriet.press('Declare this');
  await callTogether(tom, stale, page);
  await stale.close();
  await tom.open(`/cases/${caseId}/consultation`);
  await tom.sees('Views asked for', 'Ask somebody for their view');
  await look(tom, 'panel-consultation');
  world.setDay('2026-04-28');
  await choosePapers(tom, page);
  await hold(harriet, page);
  const inStage = (what: string, deed: Omit<Deed, 'on'>) => tell(caseId, what, { on: '2026-05-14', ...deed });
  await inStage('do-step', { step: 'seek-resolution', input: { resolution: 'not-agreed' } });
  const promised = { kind: 'practice-changed', what: 'Write a plan for the night', due: '2026-06-30' };
  await inStage('promise', { input: { ...promised, owner: world.ids['harriet'] ?? '' } });
  await inStage('draft', { by: world.ids['harriet'] ?? '' });
  await inStage('do-step', { step: 'quality-check', input: { outcome: 'passed' } });
  world.setDay('2026-05-15');
  await harriet.open(`/cases/${caseId}`);
  await act(harriet, 'Send the response', { channel: 'letter' });
  // 21 to 24 and 27 to 30 April, 1, 5 to 8, 11 to 15 and 18, 19 May.
  await harriet.sees('Response sent', 'in time: it was due Tuesday 19 May 2026', reference);
  for (const visit of [tom, harriet]) {
    assert.deepEqual(visit.troubles, []);
    await visit.close();
  }
}

for (const { on, window } of WIDTHS)
  describe(`a panel, ${on}`, () => {
    before(async () => {
      const team = (name: string) => ({
        name,
        roles: [{ role: 'customer-feedback-team', trainedOn: '2025-03-10' as IsoDate }],
      });
      world = await openWorld({
        window,
        organisation: LANDLORD,
        day: '2026-03-25',
        people: {
          nadia: team('Nadia Okafor'),
          tom: team('Tom Ferris'),
          greg: { name: 'Greg Hollis', roles: [{ role: 'senior-manager' }] },
          harriet: { name: 'Harriet Lowe', roles: [{ role: 'senior-manager' }] },
          bernard: {
            name: 'Bernard Tully',
            roles: [{ role: 'tenant-representative', trainedOn: '2026-01-15' as IsoDate }],
          },
          ruth: {
            name: 'Ruth Amos',
            roles: [{ role: 'tenant-representative', trainedOn: '2025-09-01' as IsoDate }],
          },
        },
      });
    });
    after(() => world?.close());

    test('days, a conflict of interest refused, papers, minutes, the decision, and the answer goes', holdAPanel);
  });
