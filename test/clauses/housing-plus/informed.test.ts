// Housing Plus: people are spoken with, kept informed, asked whether they are happy; what regulators require is kept to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listDuties } from '../../../engine/index.ts';
import { contacted, happen, received, stepDone } from '../../support/under-policy.ts';
import { ada, approved, landlord, receivedBeforeEaster } from './scenes.ts';

type Scene = Awaited<ReturnType<typeof landlord>>;

const dueOf = (scene: Scene, id: string): string | undefined =>
  listDuties(scene.standing).find((duty) => duty.id === id)?.due;

test('[HP-S.3] a discussion is held or tried before the response goes', async () => {
  const scene = await receivedBeforeEaster();
  scene.on('2026-04-01').when({ what: 'response-issued', by: ada }).thenRefused('step-first', 'standards-discuss');
  for (const reached of [true, false]) {
    const talked = scene.given(contacted('2026-03-30', { reached }, { by: ada })).on('2026-04-01');
    const refusals = talked.when({ what: 'response-issued', by: ada }).refusals;
    assert.ok(!refusals.some(({ clause }) => clause === 'standards-discuss'));
  }
});

test('[HP-S.3] on an open complaint there is always a day for the next word, and it turns overdue', async () => {
  // ten working days from Wednesday 25 March: 26, 27, 30, 31 March, 1, 2, 7, 8, 9, 10 April
  const logged = (await landlord()).given(received('2026-03-25'));
  assert.equal(dueOf(logged, 'contact'), '2026-04-10');
  // acknowledged on 26 March: one day later
  const told = await receivedBeforeEaster();
  assert.equal(dueOf(told.on('2026-03-27'), 'contact'), '2026-04-13');
  told.on('2026-04-13').thenNotWarned('contact-overdue');
  told.on('2026-04-14').thenWarned('contact-overdue', 'standards-solution');
  // spoken with on the 14th: ten more
  const spoken = told.given(contacted('2026-04-14', { reached: true }, { by: ada }));
  assert.equal(dueOf(spoken, 'contact'), '2026-04-28');
  spoken.thenNotWarned('contact-overdue');
});

test('[HP-S.3] the day told with an update counts, and so does what was agreed with the person', async () => {
  const told = (await receivedBeforeEaster()).given(
    stepDone('2026-03-30', 'holding-update', { 'next-update-on': '2026-04-08' }, { by: ada }),
  );
  assert.equal(dueOf(told, 'contact'), '2026-04-08');
  told.on('2026-04-09').thenWarned('contact-overdue', 'standards-solution');
  const agreed = told.given(happen('contact-plan-set')('2026-03-31', { every: 2 }, { by: ada }));
  assert.equal(dueOf(agreed, 'contact'), '2026-04-02');
});

test('[HP-S.3] nobody is owed a word who gave no way to have one', async () => {
  const nobody = (await landlord()).given(received('2026-03-25', { anonymous: true, reachable: false }));
  assert.equal(dueOf(nobody, 'contact'), undefined);
});

test('[HP-S.3] whether they were happy with the solution is recorded from the response on', async () => {
  const happy = { what: 'satisfaction-recorded', with: { 'happy-with-solution': 'happy' }, by: ada };
  const before = await approved();
  before.on('2026-04-13').when(happy).thenRefused('nothing-to-be-happy-with', 'standards-solution');
  const sent = before.given(happen('response-issued')('2026-04-13', undefined, { by: ada }));
  assert.equal(sent.standing.state.facts['happy-with-solution'], undefined);
  sent.on('2026-04-15').when(happy).thenAllowed();
  const told = sent.given({ ...happy, on: '2026-04-15' });
  assert.equal(told.standing.state.facts['happy-with-solution'], 'happy');
  const lessons = {
    'lesson-cause': 'A visit was missed.',
    'lesson-actions': 'none',
    learning: 'Visits are confirmed.',
  };
  const close = (given: object) => ({ what: 'closed', with: { ...lessons, ...given }, by: ada });
  sent.on('2026-04-16').when(close({})).thenRefused('field-missing', 'standards-solution');
  told.on('2026-04-16').when(close({})).thenAllowed();
});

test('[HP-1.3] what a commissioner, regulator or ombudsman requires by a day is a task until it is met', async () => {
  const scene = await receivedBeforeEaster();
  for (const source of ['commissioner', 'regulator', 'ombudsman', 'housing-ombudsman']) {
    const required = scene.given(
      happen('requirement-recorded')(
        '2026-04-01',
        { 'required-by': source, 'requirement-text': 'An account of the repairs.', 'required-on': '2026-04-20' },
        { by: ada },
      ),
    );
    const task = listDuties(required.standing).find(({ kind }) => kind === 'requirement');
    assert.deepEqual([task?.id, task?.due], ['requirement:1', '2026-04-20']);
    assert.deepEqual([task?.values.source, task?.values.clause], [source, '1-requirements']);
    // still there, and its day over, on the 21st
    assert.equal(dueOf(required.on('2026-04-21'), 'requirement:1'), '2026-04-20');
    const met = required.given(happen('requirement-met')('2026-04-17', { 'met-how': 'Sent by e-mail.' }, { by: ada }));
    assert.equal(dueOf(met, 'requirement:1'), undefined);
  }
});

test('[HP-1.3] a requirement names who requires it and by when, and another body gives its name', async () => {
  const scene = await receivedBeforeEaster();
  const wish = (given: Readonly<Record<string, unknown>>) => ({ what: 'requirement-recorded', with: given, by: ada });
  const whole = { 'required-by': 'other', 'requirement-text': 'A copy.', 'required-on': '2026-04-20' };
  scene.when(wish({ ...whole, 'required-by': undefined })).thenRefused('field-missing');
  scene.when(wish({ ...whole, 'required-on': undefined })).thenRefused('field-missing');
  scene.when(wish(whole)).thenRefused('field-missing', '1-requirements');
  scene.when(wish({ ...whole, 'required-by-name': 'The fire service' })).thenAllowed();
});

test('[HP-1.3] it stands on a closed case, and a day that the ombudsman gives with an enquiry is one', async () => {
  const closed = (await receivedBeforeEaster()).given(happen('withdrawn')('2026-04-01', undefined, { by: ada }));
  const asked = closed.given(
    happen('ombudsman-contacted')('2026-04-02', { text: 'Send us the file.', 'by-when': '2026-04-15' }),
  );
  assert.equal(dueOf(asked, 'requirement:1'), '2026-04-15');
  const later = asked.given(
    happen('requirement-updated')('2026-04-03', { 'required-on': '2026-04-22', 'requirement-news': 'A week more.' }),
  );
  assert.equal(dueOf(later, 'requirement:1'), '2026-04-22');
});
