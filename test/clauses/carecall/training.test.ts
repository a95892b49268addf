// Carecall: who has completed the training that the page promises of its team, and who has not, wherever a case is given.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import type { IsoDate, RoleHeld } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { emptyDatabase } from '../../support/databases.ts';
import { loadCase, logCase, standingNow } from '../../support/drive-case.ts';
import { allocated } from '../../support/under-policy.ts';
import { fay, fin, receivedBeforeEaster } from './scenes.ts';

const TEAM = 'customer-feedback-team';
const TRAINING = 'dealing with complaints and listening';

const trained = (trainedOn: string): readonly RoleHeld[] => [{ role: TEAM, trainedOn: trainedOn as IsoDate }];
const give = (roles: readonly RoleHeld[]) =>
  allocated('2026-03-27', { step: 'take-the-case', to: fin.id, 'to-roles': roles }, { by: fay });

test('[CC-3.5] a team member who completed the training by the day is given a case, and nothing is said', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  scene
    .when(give(trained('2026-03-27')))
    .thenAllowed()
    .thenEvents('allocated')
    .thenNotWarned('training-not-recorded');
});

test('[CC-3.5] one without it is given it as well, and the case says so under the page’s own words', async () => {
  const scene = (await receivedBeforeEaster()).on('2026-03-27');
  for (const roles of [fin.roles, trained('2026-03-28')]) {
    const done = scene.when(give(roles)).thenAllowed().thenEvents('allocated');
    done.thenWarned('training-not-recorded', 'team-training');
    assert.deepEqual(
      done.warnings.filter(({ code }) => code === 'training-not-recorded').map(({ values }) => values['training']),
      [TRAINING],
    );
  }
});

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const optionsOf = (body: string, name: string): string[] =>
  [
    ...(new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? '').matchAll(
      /<option[^>]*>([^<]*)/g,
    ),
  ]
    .map(([, text = '']) => text)
    .filter((text) => text.startsWith('Customer Feedback Team'));

describe('[CC-3.5] in the interface', () => {
  let server: CaseworkServer;
  const record = (id: string, roles: readonly RoleHeld[]): void => {
    const index = server.people.findIndex((one) => one.id === id);
    server.people[index] = { ...server.people[index]!, roles };
  };
  before(async () => {
    server = await openCaseworkServer('carecall', '2026-03-25');
    await emptyDatabase(server.parts.casebook.database);
    server.signIn(TEAM);
    record(TEAM, trained('2025-09-01'));
  });
  after(() => server.close());

  const form = (id: string): string => caseworkPaths.action({ id, action: 'step:take-the-case' });
  const handlerOf = async (id: string): Promise<string | undefined> =>
    standingNow(server, await loadCase(server, id)).state.handler?.person;

  test('[CC-3.5] who has it and who has not stands beside each name before anybody is chosen', async () => {
    const id = await logCase(server, { subject: 'The alarm failed' });
    const { body } = await server.get(form(id));
    assert.deepEqual(optionsOf(body, 'to'), [
      'Customer Feedback Team One, Customer Feedback Team',
      `Customer Feedback Team Two, Customer Feedback Team (no training recorded: ${TRAINING})`,
    ]);
    assert.match(
      wordsOf(body),
      new RegExp(`is not recorded: .*Customer Feedback Team Two: no training recorded: ${TRAINING}`),
    );
  });

  test('[CC-3.5] giving a case to somebody with the training says nothing of it', async () => {
    const id = await logCase(server, { subject: 'The alarm rang' });
    const sent = await server.send(form(id), { to: TEAM });
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 500));
    assert.equal(await handlerOf(id), TEAM);
    assert.doesNotMatch(wordsOf((await server.get(caseworkPaths.casePage({ id }))).body), /[Nn]o training/);
  });

  test('[CC-3.5] giving it to somebody without is flagged at once and on the case, until the training is recorded', async () => {
    const id = await logCase(server, { subject: 'Nobody came' });
    const sent = await server.send(form(id), { to: `${TEAM}-2` });
    assert.equal(sent.status, 303, wordsOf(sent.body).slice(0, 500));
    assert.equal(await handlerOf(id), `${TEAM}-2`);
    const page = await server.get(caseworkPaths.casePage({ id }));
    const flagged = new RegExp(
      `No training is recorded for Customer Feedback Team Two, Customer Feedback Team: ${TRAINING}\\.`,
    );
    assert.match(/govuk-notification-banner[\s\S]*?<h1/.exec(page.body)?.[0] ?? '', flagged);
    const again = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(again, flagged);
    assert.match(again, new RegExp(`Customer Feedback Team Two No training recorded: ${TRAINING}`));
    record(`${TEAM}-2`, trained('2026-03-25'));
    assert.doesNotMatch(wordsOf((await server.get(caseworkPaths.casePage({ id }))).body), /[Nn]o training/);
    record(`${TEAM}-2`, [{ role: TEAM }]);
  });

  test('[CC-3.5] the board says it in its list of people and again after several cases were given', async () => {
    const ids = [await logCase(server, { subject: 'One' }), await logCase(server, { subject: 'Two' })];
    const board = await server.get(caseworkPaths.board());
    assert.deepEqual(optionsOf(board.body, 'to'), [
      'Customer Feedback Team One',
      `Customer Feedback Team Two (no training recorded: ${TRAINING})`,
    ]);
    const chosen = ids.map((id): readonly [string, string] => ['cases', id]);
    const giving = async (to: string): Promise<string> => {
      const form = /<form method="post" action="\/board[\s\S]*/.exec(
        (await server.get(caseworkPaths.board())).body,
      )?.[0];
      const token = /name="_csrf" value="([^"]+)"/.exec(form ?? '')?.[1] ?? '';
      const fields = [['_csrf', token] as const, ...chosen, ['to', to] as const];
      return wordsOf((await server.sendRaw(caseworkPaths.board(), fields)).body);
    };
    const flagged = await giving(`${TEAM}-2`);
    assert.match(flagged, /No training is recorded for Customer Feedback Team Two/);
    assert.equal(flagged.match(/No training is recorded/g)?.length, 1);
    assert.doesNotMatch(await giving(TEAM), /No training is recorded/);
  });
});
