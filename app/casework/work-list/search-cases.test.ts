import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, entitled } from '../../../test/support/drive-case.ts';
import { deletePrivateTexts } from '../../store/delete-private-texts.ts';
import { rebuild } from '../../store/projections.ts';

let server: CaseworkServer;

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const subjectsOf = (body: string): string[] =>
  [...body.matchAll(/<a class="govuk-link govuk-!-font-weight-bold"[^>]*>([^<]*)</g)].map(
    ([, subject = '']) => subject,
  );

type Told = { subject: string; what?: string; reference?: string; resident?: Record<string, string> };

async function register({ subject, what, reference, resident = {} }: Told, input: object = {}): Promise<string> {
  const made = await server.parts.casebook.register({
    organisation: server.organisation,
    actor: entitled('logger'),
    moment: { on: server.parts.today() },
    input: { subject, 'what-happened': what ?? 'Something went wrong.', ...input },
    resident,
    reference,
  });
  if ('refused' in made) throw new Error(JSON.stringify(made.refused));
  return made.caseId;
}

/** What somebody sees who types this into the search box. */
async function search(words: string, query = ''): Promise<{ body: string; address: string }> {
  const sent = await server.send('/cases/search', { words }, `/cases${query}`);
  assert.equal(sent.status, 303);
  const address = sent.location ?? '';
  return { address, body: (await server.get(address)).body };
}
const find = async (words: string): Promise<string[]> => subjectsOf((await search(words)).body);

describe('searching cases', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-04-01');
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-04-01');
    server.signIn('all');
  });
  after(() => server.close());

  const damp = (): Promise<string> =>
    register({
      subject: 'Damp in the bedroom',
      what: 'The wall is black with mould. The plumber’s appointments were missed twice.',
      reference: '26-AB3LX',
      resident: {
        'resident-name': 'Mohammed O’Brien',
        'resident-email': 'mo.obrien@example.org',
        'resident-telephone': '+44 7700 900123',
        'resident-address': '12 Orchard Close\nStockport\nSK1 3XE',
      },
    });

  test('by reference, however it was read out or typed', async () => {
    await damp();
    await register({ subject: 'Another', reference: '26-QQ9ZZ' });
    for (const typed of ['26-AB3LX', '26-ab3lx', '26ab3lx', '26 AB3LX', 'AB3LX', '26-AB3IX', '26-AB31X', ' 26–ab3lx '])
      assert.deepEqual(await find(typed), ['Damp in the bedroom'], typed);
    for (const slip of ['26-AB3LY', '26-BA3LX', '26-AB3L', '26-AB33LX'])
      assert.deepEqual(await find(slip), ['Damp in the bedroom'], slip);
    assert.deepEqual(await find('26-QQ9ZZ'), ['Another']);
    assert.deepEqual(await find('26-WWWWW'), []);
  });

  test('by name, address, telephone and e-mail, in any spelling near enough', async () => {
    await damp();
    await register({
      subject: 'A gate',
      resident: { 'resident-name': 'Zoë Kowalczyk', 'resident-address': '7 Mill Road, Stockport, SK2 5AB' },
    });
    for (const typed of ['Mohammed OBrien', 'muhamed o’brien', "MOHAMAD O'BRIEN", 'o brien mohamed', 'moham', 'Obrian'])
      assert.deepEqual(await find(typed), ['Damp in the bedroom'], typed);
    for (const typed of ['Zoe', 'kowalchyk', 'KOWALCZYK zoë', 'Kowalcyk', '7 mill rd', 'Mill Road Stockport'])
      assert.deepEqual(await find(typed), ['A gate'], typed);
    for (const typed of [
      'SK1 3XE',
      'sk13xe',
      'Orchad Close',
      '12 orchard cl',
      '07700900123',
      '07700 900 123',
      '900123',
    ])
      assert.deepEqual(await find(typed), ['Damp in the bedroom'], typed);
    for (const typed of ['mo.obrien@example.org', 'MO.OBrien@Example.org'])
      assert.deepEqual(await find(typed), ['Damp in the bedroom'], typed);
    assert.deepEqual(await find('Khan'), []);
  });

  test('by words in the complaint, its points and notes; just as typed comes before other spellings', async () => {
    const id = await damp();
    await doOn(server, id, 'define', {
      input: { points: [{ text: 'The extractor fan' }], 'outcome-sought': 'A ventilated room' },
    });
    await doOn(server, id, 'note', { input: { text: 'Spoke to Szymanski of the contractor.' } });
    for (const typed of [
      'mold',
      'plumer',
      'missed appointment',
      'extracter fan',
      'ventillated room',
      'simanski',
      'wall blak',
    ])
      assert.deepEqual(await find(typed), ['Damp in the bedroom'], typed);
    await register({ subject: 'Mold on the ceiling' });
    assert.deepEqual(await find('mould'), ['Damp in the bedroom', 'Mold on the ceiling']);
    assert.deepEqual(await find('mold'), ['Mold on the ceiling', 'Damp in the bedroom']);
  });

  test('where no case has all of it, those that have some, and the page says so', async () => {
    await damp();
    const { body } = await search('damp lift');
    assert.match(wordsOf(body), /No case has all of “damp lift”\. 1 has some of it/);
    assert.deepEqual(subjectsOf(body), ['Damp in the bedroom']);
    assert.match(wordsOf((await search('zzzz')).body), /0 cases found for “zzzz”\. .*Try fewer words/);
    assert.match(wordsOf((await search('the of and')).body), /0 cases found/);
  });

  test('what is typed stands in no address, and is nobody else’s', async () => {
    await damp();
    const { address, body } = await search('Mohammed O’Brien');
    assert.match(address, /^\/cases\?show=everything&search=[\w-]{12}$/);
    assert.doesNotMatch([...body.matchAll(/(?:href|action)="([^"]*)"/g)].join(' '), /Mohammed|Brien/i);
    assert.match(body, /value="Mohammed O’Brien"/);
    server.signIn('customer-feedback-officer');
    const other = wordsOf((await server.get(address)).body);
    assert.match(other, /This search is not kept any more, or it is somebody else’s/);
    assert.doesNotMatch(other, /found for/);
    server.signIn('all');
    server.setDay('2026-04-10');
    await search('gate');
    assert.match(wordsOf((await server.get(address)).body), /not kept any more/);
  });

  test('narrowed by filters, which stay in the address, and among open cases only when those are shown', async () => {
    const id = await damp();
    const [one, two] = server.policy.pack.services;
    await register({ subject: 'Damp in the hall' }, { service: two?.id });
    await doOn(server, id, 'withdraw');
    assert.deepEqual((await find('damp')).length, 2);
    const { address, body } = await search('damp', `?service=${two?.id}`);
    assert.match(address, new RegExp(`show=everything&service=${two?.id}&search=`));
    assert.deepEqual(subjectsOf(body), ['Damp in the hall']);
    const closed = await server.get(address.replace('show=everything', 'show=closed').replace(/service=[^&]*&/, ''));
    assert.deepEqual(subjectsOf(closed.body), ['Damp in the bedroom']);
    assert.match(wordsOf(body), new RegExp(`Service: ${two?.name} Take away`));
    assert.notEqual(one?.id, two?.id);
  });

  test('the person a complaint is about finds it by no word of it, and is not told that there is one', async () => {
    await register(
      { subject: 'Rude on the telephone', what: 'He shouted about the xylophone.', reference: '26-RUDEX' },
      { 'about-staff-conduct': true, 'person-complained-about': 'senior-officer' },
    );
    server.signIn('senior-officer');
    for (const typed of ['rude', 'xylophone', 'xylofone', '26-RUDEX', 'RUDEY', 'shouted xylophone zzz']) {
      const { body } = await search(typed);
      assert.match(wordsOf(body), /0 cases found/, typed);
      assert.doesNotMatch(body.replaceAll(typed, ''), /xylophone|RUDEX/i);
    }
    server.signIn('customer-feedback-officer');
    assert.deepEqual(await find('xylophone'), ['Rude on the telephone']);
  });

  test('once texts are deleted nothing is found by them any more, and no word of them is left', async () => {
    const id = await damp();
    await register({ subject: 'Damp as well' });
    const { database } = server.parts.casebook;
    const { organisation } = server;
    const isKnown = (word: string): Promise<boolean> =>
      database.inOrganisation(organisation, async (tx) => {
        const row = await tx.selectFrom('search_word').select('word').where('word', '=', word).executeTakeFirst();
        return row !== undefined;
      });
    assert.ok((await isKnown('mohammed')) && (await isKnown('damp')));
    const fields = [
      'resident-name',
      'resident-email',
      'resident-telephone',
      'resident-address',
      'subject',
      'what-happened',
    ];
    await database.inOrganisation(organisation, (tx) => deletePrivateTexts(tx, organisation, `case:${id}`, { fields }));
    for (const typed of ['mohammed', 'SK1 3XE', '07700900123', 'mo.obrien@example.org', 'mould'])
      assert.deepEqual(await find(typed), [], typed);
    assert.deepEqual(await find('damp'), ['Damp as well']);
    assert.ok(!(await isKnown('mohammed')) && (await isKnown('damp')));
    assert.equal((await find('26-AB3LX')).length, 1);
    const kept = await database.inOrganisation(organisation, (tx) =>
      tx.selectFrom('case_search').select(['subject', 'resident']).where('case_id', '=', id).executeTakeFirst(),
    );
    assert.deepEqual(kept, { subject: null, resident: null });
  });

  test('what was corrected is found by both, and a rebuild finds the same', async () => {
    const id = await damp();
    await doOn(server, id, 'record-details', { input: { resident: '1', 'resident-name': 'Mohammed Byrne' } });
    assert.deepEqual([await find('byrne'), await find('obrien')], [['Damp in the bedroom'], ['Damp in the bedroom']]);
    const look = () =>
      server.parts.casebook.database.inOrganisation(server.organisation, async (tx) => [
        await tx.selectFrom('case_search').selectAll().execute(),
        await tx.selectFrom('search_word').selectAll().orderBy('word').execute(),
      ]);
    const before = await look();
    await rebuild(server.parts.casebook.database, [...server.parts.casebook.projections]);
    assert.deepEqual(await look(), before);
  });
});
