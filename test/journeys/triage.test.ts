// What comes in on a Monday, sorted by a team new to it: ten things by six doors, and what each turns out to be. Then a
// complaint that few may see, tried by somebody outside. Under a real landlord's procedure, over Easter 2026.
// Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { openWorld, type Visit, WIDTHS, type World } from '../support/journey.ts';

const LANDLORD = 'stockport-homes';
const area = 'housing';

let world: World;
/** The references of what came in, by a word for each. */
const references: Record<string, string> = {};

/** The address of the case that few may see. */
let restricted = '';
/** The address of a file on it. */
let evidence = '';

const DAMP = 'The damp in the back bedroom has come through the new paint. I reported it in January and nobody came.';
const STAIRS = `From: Carla Nunes <carla.nunes@resident.example>
To: feedback@landlord.example
Subject: Shouted at
Date: Thu, 26 Mar 2026 09:12:00 +0000
Message-ID: <stairs-1@resident.example>
Content-Type: text/plain; charset=utf-8

Sid Marsh from your office shouted at me on the stairs in front of my children.
`;
const CLADDING = `From: Abdul Rahim <abdul.rahim@resident.example>
To: feedback@landlord.example
Subject: Cladding on Heaton Tower
Date: Fri, 27 Mar 2026 16:40:00 +0000
Message-ID: <cladding-1@resident.example>
Content-Type: text/plain; charset=utf-8

A panel came off the outside of Heaton Tower in the wind on Thursday.
It fell on to the path. I told the caretaker and nothing has happened.
`;

type Told = { readonly words: string; readonly channel: string; readonly on: string; readonly name: string };
const TOLD: Readonly<Record<string, Told & { readonly more?: Readonly<Record<string, string>> }>> = {
  comment: {
    words: 'The benches by the pond would be nicer facing the water.',
    channel: 'letter',
    on: '2026-03-28',
    name: 'Walter Finch',
  },
  compliment: {
    words: 'The young man who mended my boiler on Sunday was kindness itself. Please thank him.',
    channel: 'letter',
    on: '2026-03-29',
    name: 'Edna Croft',
  },
  again: {
    words:
      'I wrote on your website about the damp in the back bedroom that came through the new paint. Nobody came in January.',
    channel: 'e-mail',
    on: '2026-03-30',
    name: 'Joan Pell',
    more: { 'resident-email': 'joan.pell@resident.example' },
  },
  street: {
    words: 'The street lamp outside the library has been out for a week.',
    channel: 'telephone',
    on: '2026-03-30',
    name: 'Tony Budd',
  },
  court: {
    words: 'My solicitor filed our claim about the disrepair on Friday, and I still want an answer from you.',
    channel: 'letter',
    on: '2026-03-30',
    name: 'Devon Hill',
  },
  risk: {
    words: 'The heating is off and my mother is 88. I do not think her carer feeds her.',
    channel: 'telephone',
    on: '2026-03-30',
    name: 'Gail Moor',
  },
};

const HEARD = 'What the neighbour heard.';

/** Hands in what reached somebody, without sorting it, and keeps its reference under a word. */
async function putIn(visit: Visit, key: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  await visit.open('/inbox/new');
  await visit.fill(inputs);
  await visit.press('Put it in');
  const [reference = ''] = /\d\d-[0-9A-Z]{5}/.exec(await visit.read('body')) ?? [];
  assert.notEqual(reference, '', await visit.read());
  references[key] = reference;
}

/** Hands in an e-mail as the file that a mail program saves. */
async function putInMessage(visit: Visit, key: string, message: string): Promise<void> {
  await visit.open('/inbox/new');
  const file = { name: `${key}.eml`, mimeType: 'message/rfc822', buffer: Buffer.from(message) };
  await visit.page.locator('[name="message"]').setInputFiles(file);
  await visit.press('Put it in');
  references[key] = /\d\d-[0-9A-Z]{5}/.exec(await visit.read())?.[0] ?? '';
}

async function complainOnTheWebsite(): Promise<void> {
  const joan = await world.visit();
  await joan.open(`/${LANDLORD}/complain`);
  await joan.fill({
    'what-happened': DAMP,
    'outcome-sought': 'Treat the damp for good.',
    'resident-name': 'Joan Pell',
    'resident-email': 'joan.pell@resident.example',
  });
  await joan.press('Send my complaint');
  const [reference = ''] = /\d\d-[0-9A-Z]{5}(?=<\/strong>)/.exec(await joan.page.content()) ?? [];
  references['damp'] = reference;
  await joan.close();
}

async function putTenThingsIn(): Promise<void> {
  await complainOnTheWebsite();
  const ian = await world.signIn('ian');
  await putIn(ian, 'request', {
    words: 'Could somebody look at the handle of my front door?',
    channel: 'telephone',
    'received-when': '2026-03-25',
    'resident-name': 'Rose Lind',
    'resident-telephone': '01632 960118',
  });
  await ian.close();
  const fay = await world.signIn('fay');
  await fay.open('/inbox');
  await fay.follow('Put something in the inbox');
  await putInMessage(fay, 'cladding', CLADDING);
  await fay.sees('Cladding on Heaton Tower');
  await putInMessage(fay, 'staff', STAIRS);
  for (const [key, { words, channel, on, name, more }] of Object.entries(TOLD))
    await putIn(fay, key, { words, channel, 'received-when': on, 'resident-name': name, ...more });
  await fay.open('/inbox');
  await fay.sees('10 things wait to be sorted', 'Has waited 5 days', 'Came yesterday', 'Came today');
  await fay.picture('triage-01-inbox');
  assert.deepEqual(fay.troubles, []);
  await fay.close();
}

/** Opens one from the inbox, as whoever works it off. */
async function take(visit: Visit, key: string): Promise<void> {
  await visit.open('/inbox');
  const item = visit.page.locator('main li').filter({ hasText: references[key] ?? '' });
  await visit.go(item.getByRole('link').first());
  await visit.sees('Sort what came in', references[key] ?? '');
}

type Inputs = Readonly<Record<string, string>>;

/** Sorts what is open: what it would change is told first, and recorded when it is confirmed. */
async function sort(visit: Visit, inputs: Inputs, ...told: (string | RegExp)[]): Promise<void> {
  await visit.fill(inputs);
  await visit.press('Go on');
  await visit.sees('What this changes', 'Nothing is recorded yet', ...told);
  await visit.fits();
  await visit.press('Confirm');
  await visit.sees('is sorted', 'Undo', 'Open this case');
}

const HOUSING = { service: 'housing', 'high-rise-safety': 'no', 'health-and-safety': 'no' };

/** What is no complaint runs against no time limit, and keeps its day all the same. */
async function sortWhatIsNoComplaint(fay: Visit): Promise<void> {
  await take(fay, 'request');
  const wish = { 'sort-as': 'service-request', ...HOUSING, 'wants-a-complaint': 'no' };
  await sort(
    fay,
    wish,
    'It becomes a service request. The first contact stays Wednesday 25 March',
    'No time limit runs',
  );
  for (const [kind, day] of [
    ['comment', 'Saturday 28 March'],
    ['compliment', 'Sunday 29 March'],
  ] as const) {
    await take(fay, kind);
    await sort(fay, { 'sort-as': kind, ...HOUSING }, `It becomes a ${kind}. The first contact stays ${day}`);
  }
}

/** Not ours only with why not and where they were told to turn. */
async function sendElsewhere(fay: Visit): Promise<void> {
  await take(fay, 'street');
  await fay.fill({ 'sort-as': 'not-ours', why: 'The street lamps are the Council’s.' });
  await fay.press('Go on');
  await fay.sees('Nothing was recorded yet, and nothing you typed is lost', 'Where were they told to turn?');
  assert.equal(await fay.page.locator('[name="why"]').inputValue(), 'The street lamps are the Council’s.');
  await fay.fill({ 'pointed-to': 'Stockport Council, street lighting' });
  await fay.press('Go on');
  await fay.sees('It is closed as not ours', 'You can undo it');
  await fay.press('Close it as not ours');
  await fay.sees('Not ours: sent elsewhere by Fay Robinson', 'Stockport Council, street lighting');
}

/** What needs somebody at once, or goes another way, is told before it is recorded and stands on the case. */
async function sortWhatChangesTheRoute(fay: Visit): Promise<void> {
  await take(fay, 'cladding');
  const highRise = { ...HOUSING, 'high-rise-safety': 'yes', 'health-and-safety': 'yes' };
  // From Friday 27 March: 30, 31 March, 1, 2 and 7 April. Good Friday and Easter Monday lie between.
  await sort(
    fay,
    { 'sort-as': 'complaint', ...highRise },
    'The first contact stays Friday 27 March 2026',
    'Stage One acknowledgement: Tuesday 7 April 2026',
    'Fire or structural safety of a high-rise building: this goes on beside it, and Building Safety Manager is told',
  );
  await take(fay, 'court');
  await fay.fill({ concerns: 'claim-at-court' });
  await sort(fay, { 'sort-as': 'complaint', ...HOUSING }, 'Found in it: a claim that has been filed at court');
  await take(fay, 'risk');
  for (const concerns of ['at-risk', 'safeguarding']) await fay.fill({ concerns });
  await sort(fay, { 'sort-as': 'complaint', ...HOUSING }, 'somebody may be at risk now', 'may be abused or neglected');
  await fay.follow('Open this case');
  await fay.sees('To look at', 'When it was sorted, this was found in it: somebody may be at risk now');
}

/** A complaint about a colleague: few see it, and the colleague is not among them. */
async function sortWhatFewMaySee(fay: Visit): Promise<void> {
  await take(fay, 'staff');
  const about = { 'about-staff-conduct': 'yes', 'person-complained-about': world.ids['sid'] ?? '' };
  await sort(
    fay,
    { 'sort-as': 'complaint', ...HOUSING, ...about },
    'Only a few people will see it',
    'Sid Marsh will not see it',
  );
  await fay.picture('triage-02-sorted');
  await fay.follow('Open this case');
  restricted = fay.path;
  await fay.sees('Restricted: few see it', 'staff.eml');
  await fay.choose('Add evidence');
  const picture = { name: 'stairs.txt', mimeType: 'text/plain', buffer: Buffer.from(HEARD) };
  await fay.page.locator('main input[type="file"]').setInputFiles(picture);
  await fay.fill({ kind: 'document', description: 'What the neighbour heard' });
  await fay.press('Add evidence');
  const files = fay.page.locator('main').getByRole('link', { name: 'stairs.txt' });
  evidence = (await files.first().getAttribute('href')) ?? '';
}

async function sortEight(): Promise<void> {
  const fay = await world.signIn('fay');
  await sortWhatIsNoComplaint(fay);
  await sendElsewhere(fay);
  await sortWhatChangesTheRoute(fay);
  await sortWhatFewMaySee(fay);
  assert.deepEqual(fay.troubles, []);
  await fay.close();
}

async function mergeADuplicate(): Promise<void> {
  const fay = await world.signIn('fay');
  const { damp = '', again = '' } = references;
  await take(fay, 'again');
  await fay.sees('Likely the same matter', damp, 'same e-mail address, name much the same, says much the same');
  await fay.fits();
  for (const step of ['first', 'again']) {
    await fay.fill({ 'sort-as': 'part-of' });
    await fay.fill({ into: damp });
    await fay.press('Go on');
    await fay.sees(
      `It becomes part of ${damp}`,
      'Nothing that stands there is changed',
      'You can undo it on both sides',
    );
    await fay.press('Put them together');
    await fay.sees(`Put together with case ${damp} by Fay Robinson`);
    if (step === 'first') {
      await fay.press('Undo');
      await fay.sees('Undone. It stands as it did before', 'Sort what came in');
    }
  }
  await fay.follow(`Open ${damp}`);
  // From Monday 30 March: 31 March, 1, 2, 7 and 8 April.
  await fay.sees('Due Wednesday 8 April 2026', again, TOLD['again']?.words ?? '');
  assert.match(await fay.read('#timeline'), /Received.*Monday 30 March/);
  await fay.picture('triage-03-merged');
  await fay.follow('Sort it');
  await sort(fay, { 'sort-as': 'complaint', ...HOUSING }, 'The first contact stays Monday 30 March 2026');
  await fay.sees('Sorted: the inbox is empty');
  assert.deepEqual(fay.troubles, []);
  await fay.close();
}

/** Tries to come upon the restricted case in every way there is, as somebody who may not see it. */
async function findNothing(visit: Visit): Promise<void> {
  const hidden = new RegExp(`${references['staff']}|Nunes|Shouted|stairs`);
  for (const list of ['/cases?show=everything', '/inbox', '/my-work', '/board', '/promises']) {
    await visit.open(list);
    assert.doesNotMatch(await visit.read(), hidden, list);
  }
  await visit.open('/cases?show=everything');
  for (const words of [
    references['staff'] ?? '',
    'Carla Nunes',
    'carla.nunes@resident.example',
    'shouted on the stairs',
  ]) {
    await visit.fill({ words });
    await visit.press('Search');
    await visit.sees('0 cases found');
  }
  await visit.open('/cases?show=everything');
  const sheet = await visit.save(visit.page.getByRole('button', { name: 'Export as a spreadsheet' }));
  const { sheets } = await readXlsx(sheet);
  const exported = JSON.stringify(sheets.map(({ rows }) => rows));
  assert.match(exported, /Abdul Rahim/, 'an ordinary case is there');
  assert.doesNotMatch(exported, hidden);
  const [, , id = ''] = restricted.split('/');
  // Word for word what stands there for a case that there never was.
  await visit.open(restricted.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')));
  const nothing = await visit.read();
  assert.match(nothing, /Page not found/);
  for (const address of [
    ...['', '/open', '/investigation', '/print', '/actions/note', '/definition'].map((end) => restricted + end),
    ...[evidence, `${evidence}?download=1`, `/inbox/${id}`, `/inbox/${id}/files/1`],
  ]) {
    await visit.open(address);
    assert.equal(await visit.read(), nothing, address);
  }
}

async function tryFromOutside(): Promise<void> {
  for (const person of ['ian', 'sid']) {
    const visit = await world.signIn(person);
    await findNothing(visit);
    await visit.fits();
    assert.deepEqual(visit.troubles, []);
    await visit.close();
  }
}

async function openWithAReason(): Promise<void> {
  const hope = await world.signIn('hope');
  await hope.open(evidence);
  await hope.sees('Why do you open this case?', references['staff'] ?? '');
  assert.doesNotMatch(await hope.read(), /Nunes|Shouted/);
  await hope.press('Open the case');
  await hope.sees('There is a problem');
  await hope.picture('triage-04-why-do-you-open-it');
  await hope.open(restricted);
  await hope.fill({ 'opening-reason': 'reviewing', words: 'Mrs Nunes rang me.' });
  await hope.press('Open the case');
  await hope.sees('Restricted: few see it', 'Shouted at');
  await hope.fits();
  const file = await hope.save(hope.page.locator('#documents').getByRole('link', { name: 'stairs.txt' }).first());
  assert.equal(Buffer.from(file).toString(), HEARD);
  assert.deepEqual(hope.troubles, []);
  await hope.close();
  const fay = await world.signIn('fay');
  await fay.open(restricted);
  await fay.sees(/Who opened it.*Hope Adeyemi.*Mrs Nunes rang me\./);
  assert.deepEqual(fay.troubles, []);
  await fay.close();
}

for (const { on, window } of WIDTHS)
  describe(`ten mixed things sorted, and one that few may see, ${on}`, () => {
    before(async () => {
      world = await openWorld({
        organisation: LANDLORD,
        day: '2026-03-30',
        people: {
          fay: { name: 'Fay Robinson', roles: [{ role: 'customer-feedback-officer' }] },
          ian: { name: 'Ian Whitworth', roles: [{ role: 'investigating-officer', area }] },
          sid: { name: 'Sid Marsh', roles: [{ role: 'investigating-officer', area }] },
          hope: { name: 'Hope Adeyemi', roles: [{ role: 'head-of-service', area }] },
        },
        window,
      });
    });
    after(() => world?.close());

    test(
      'ten things come in by their several doors, and wait in one inbox from the day they first reached anybody',
      putTenThingsIn,
    );
    test('eight of them are sorted, each as what it is, and nothing that changes the route is missed', sortEight);
    test(
      'a duplicate is merged, the merger undone and made again, and the day of first contact stays',
      mergeADuplicate,
    );
    test(
      'somebody outside, and the person it is about, find the restricted case in no list, search, export, address or file',
      tryFromOutside,
    );
    test('somebody who may see it is asked why, reads on, and who opened it is kept', openWithAReason);
  });
