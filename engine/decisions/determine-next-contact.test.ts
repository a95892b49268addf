// When the complainant is next to hear from the landlord: the plan, the day told, an extension, the pack.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  contacted,
  defined,
  extended,
  findingRecorded,
  happen,
  person,
  promised,
  received,
  responseIssued,
  underPolicy,
} from '../../test/support/under-policy.ts';
import type { Pack } from '../policy/load-pack.ts';
import { determineNextContact } from './determine-next-contact.ts';
import { listDuties } from './list-duties.ts';

const planned = happen('contact-plan-set');
const FIXTURE = 'anytown-homes';

const everyTen = (pack: Pack): Pack => ({
  ...pack,
  'contact-plan': { every: { n: 10, unit: 'working-day' }, assumption: 'Ten days.' },
});

/** Received on Monday 2 March 2026. */
const open = async (change?: (pack: Pack) => Pack) =>
  (await underPolicy(FIXTURE, change ? { change } : {})).given(received('2026-03-02'), defined('2026-03-03'));

type Scene = Awaited<ReturnType<typeof open>>;
const next = (scene: Scene) => {
  const contact = determineNextContact(scene.standing);
  return contact && `${contact.rests} ${contact.due}`;
};

test('a pack that says nothing makes nobody get in touch, until a plan is agreed', async () => {
  const scene = await open();
  assert.equal(next(scene), undefined);
  const agreed = scene.given(planned('2026-03-05', { every: 3, 'plan-channel': 'telephone' }));
  assert.equal(next(agreed), 'plan 2026-03-10');
  assert.equal(determineNextContact(agreed.standing)?.channel, 'telephone');
  assert.deepEqual(
    listDuties(agreed.standing)
      .filter(({ kind }) => kind === 'contact')
      .map(({ id, due }) => `${id} ${due}`),
    ['contact 2026-03-10'],
  );
});

test('it is counted from the receipt, then from each word they had, and a try that reached nobody is none', async () => {
  const scene = await open(everyTen);
  assert.equal(next(scene), 'pack 2026-03-16');
  const told = scene.given(acknowledged('2026-03-05'));
  assert.equal(next(told), 'pack 2026-03-19');
  const tried = told.given(contacted('2026-03-10', { reached: false }));
  assert.equal(next(tried), 'pack 2026-03-19');
  const spoken = tried.given(contacted('2026-03-11', { reached: true }));
  assert.equal(next(spoken), 'pack 2026-03-25');
  const theirs = spoken.given({ ...contacted('2026-03-12'), by: { id: 'r', kind: 'resident', roles: [] } });
  assert.equal(next(theirs), 'pack 2026-03-25');
  assert.equal(next(theirs.given(happen('update-sent')('2026-03-13', { text: 'We wait.' }))), 'pack 2026-03-27');
});

test('what was agreed with them comes before the pack, and ends on a working day', async () => {
  const scene = (await open(everyTen)).given(acknowledged('2026-03-05'));
  const weekly = scene.given(planned('2026-03-06', { every: 4, 'every-unit': 'week' }));
  // four weeks from Friday 6 March is Good Friday; Easter Monday is off as well
  assert.equal(next(weekly), 'plan 2026-04-07');
  const later = scene.given(planned('2026-03-06', { every: 2, 'counted-from': '2026-03-20' }));
  assert.equal(next(later), 'plan 2026-03-24');
  scene.when({ what: 'contact-plan-set', with: { every: 0 } }).thenRefused('contact-every-nothing');
});

test('an overdue word is pointed out, and one on its day is not', async () => {
  const scene = (await open(everyTen)).given(acknowledged('2026-03-05'));
  scene.on('2026-03-19').thenNotWarned('contact-overdue');
  scene.on('2026-03-20').thenWarned('contact-overdue', 'assumption');
});

test('a case that is answered owes a word while a promise is open, and a closed one none', async () => {
  const given = (await open(everyTen)).given(acknowledged('2026-03-04'), findingRecorded('2026-03-05'));
  const answered = given.given(responseIssued('2026-03-06'));
  assert.equal(next(answered), undefined);
  const made = { kind: 'work', what: 'Mend the roof', due: '2026-05-01', owner: 'p7' };
  const owing = given.given(promised('2026-03-05', made), responseIssued('2026-03-06'));
  assert.equal(next(owing), 'pack 2026-03-20');
  assert.equal(next(owing.given(happen('promise-kept')('2026-03-09'))), undefined);
  assert.equal(next(answered.given(planned('2026-03-09', { every: 5 }))), 'plan 2026-03-16');
  assert.equal(next(owing.given(happen('closed')('2026-03-09'))), undefined);
});

test('an extension that says how often comes before the pack; one that asks for agreement is pointed out', async () => {
  const often = (every: object) => (pack: Pack) => {
    const changed = structuredClone(everyTen(pack));
    for (const procedure of changed.procedures)
      for (const stage of procedure.stages)
        for (const clock of stage.clocks) for (const rule of clock.extensions) Object.assign(rule, every);
    return changed;
  };
  const given = async (change: (pack: Pack) => Pack) =>
    (await open(change)).given(acknowledged('2026-03-04'), extended('2026-03-10', { complexity: 'Much.' }));
  const soon = await given(often({ 'update-every': { n: 2, unit: 'working-day' } }));
  assert.equal(next(soon), 'extension 2026-03-12');
  const agree = await given(often({ 'update-every': 'as-agreed' }));
  assert.equal(next(agree), 'pack 2026-03-24');
  agree.thenWarned('plan-to-agree');
  agree.given(planned('2026-03-11', { every: 5 })).thenNotWarned('plan-to-agree');
});

test('whoever works on cases may agree a plan, with a part in this one or not; somebody without a role may not', async () => {
  const scene = await open();
  const agree = (roles: readonly string[]) =>
    scene.when({ what: 'contact-plan-set', with: { every: 5 }, by: person('p9', roles) });
  agree(['staff']).thenAllowed();
  agree([]).thenRefused('no-role');
});

test('once the response is overdue it is counted from the missed day, or the last word since; not before', async () => {
  const often = (pack: Pack): Pack => ({
    ...pack,
    'contact-plan': { 'once-overdue': { n: 3, unit: 'working-day' }, assumption: 'Three days.' },
  });
  // acknowledged on Wednesday 4 March: the response is due on the 18th
  const scene = (await open(often)).given(acknowledged('2026-03-04'));
  assert.equal(next(scene.on('2026-03-18')), undefined);
  assert.equal(next(scene.on('2026-03-19')), 'overdue 2026-03-23');
  const told = scene.given(contacted('2026-03-20', { reached: true }));
  assert.equal(next(told), 'overdue 2026-03-25');
  assert.equal(next(told.given(planned('2026-03-20', { every: 5 }))), 'plan 2026-03-27');
});

test('where it is to be agreed once the response is overdue, that is pointed out until it is', async () => {
  const agree = (pack: Pack): Pack => ({
    ...pack,
    'contact-plan': { 'once-overdue': 'as-agreed', assumption: 'As agreed.' },
  });
  const scene = (await open(agree)).given(acknowledged('2026-03-04'));
  scene.on('2026-03-18').thenNotWarned('plan-to-agree-overdue');
  scene.on('2026-03-19').thenWarned('plan-to-agree-overdue', 'assumption');
  scene.given(planned('2026-03-19', { every: 5 })).thenNotWarned('plan-to-agree-overdue');
});

test('a plan that was ended counts no more, and there is none to end afterwards', async () => {
  const ended = happen('contact-plan-ended');
  const scene = (await open(everyTen)).given(acknowledged('2026-03-05'), planned('2026-03-06', { every: 2 }));
  assert.equal(next(scene), 'plan 2026-03-10');
  const over = scene.given(ended('2026-03-06', { 'plan-ended-why': 'Only the answer.' }));
  assert.equal(next(over), 'pack 2026-03-19');
  over.when({ what: 'contact-plan-ended' }).thenRefused('no-contact-plan', 'assumption');
  (await open()).when({ what: 'contact-plan-ended' }).thenRefused('no-contact-plan');
});
