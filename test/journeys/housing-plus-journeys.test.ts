// One complaint to each service of a group of landlords, every step clicked, from July to November 2026: somebody speaks for a
// tenant and both stages are gone through; three neighbours complain together; abuse is suspected; a new home was bought.
// Due dates here are counted by hand from a wall calendar; none comes from the engine.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import type { AddresseeKey } from '../../engine/index.ts';
import { type Member, openWorld, sayWhyIfAsked, type Visit, type World } from '../support/journey.ts';

const LANDLORD = 'housing-plus';
const PEOPLE = {
  ada: { name: 'Ada Moss', roles: [{ role: 'customer-advocacy-officer' }] },
  hal: { name: 'Hal Prior', roles: [{ role: 'head-of-service', area: 'homes-plus' }] },
  hope: { name: 'Hope Lacey', roles: [{ role: 'head-of-service', area: 'severn-homes' }] },
  ned: { name: 'Ned Burrow', roles: [{ role: 'head-of-service', area: 'county-town-homes' }] },
  rita: { name: 'Rita Fenn', roles: [{ role: 'head-of-regulated-care' }] },
  gwen: { name: 'Gwen Ashby', roles: [{ role: 'safeguarding-lead' }] },
  sona: { name: 'Sona Vale', roles: [{ role: 'senior-advocacy-officer' }] },
  sid: { name: 'Sid Garner', roles: [{ role: 'senior-advocacy-officer' }] },
  dana: { name: 'Dana Whitlow', roles: [{ role: 'director-of-housing' }] },
  exa: { name: 'Exa Thorne', roles: [{ role: 'executive-director' }] },
} as const satisfies Record<string, Member>;
type Person = keyof typeof PEOPLE;

let world: World;
const windows = new Map<Person, Visit>();

before(async () => {
  world = await openWorld({ organisation: LANDLORD, day: '2026-07-01', people: PEOPLE });
});

after(async () => {
  await world?.close();
});

/** The window of this person, signed in the first time it is asked for. */
async function as(person: Person): Promise<Visit> {
  const open = windows.get(person) ?? (await world.signIn(person));
  windows.set(person, open);
  return open;
}

/** Whatever went wrong unseen in any window: requests that failed, errors of scripts. */
function assertUntroubled(): void {
  for (const [person, { troubles }] of windows) assert.deepEqual(troubles, [], person);
}

/** The case that a journey is about, as each person comes to it on another day. */
class Case {
  readonly path: string;
  readonly reference: string;
  readonly pictures: string;
  /** Who did something last: the page of anybody else is older than that. */
  #last: Person | undefined;
  readonly #foundBy = new Set<Person>();

  constructor(path: string, reference: string, pictures: string) {
    this.path = path;
    this.reference = reference;
    this.pictures = pictures;
  }

  get id(): string {
    return this.path.split('/')[2] ?? '';
  }

  /** Opens it: the first time from the work list, later at its address. */
  async by(person: Person, day?: string): Promise<Visit> {
    if (day !== undefined) world.setDay(day);
    const visit = await as(person);
    if (this.#foundBy.has(person)) await visit.open(this.path);
    else await find(visit, this.reference);
    await sayWhyIfAsked(visit);
    this.#foundBy.add(person);
    this.#last = person;
    return visit;
  }

  /** Opens the form of an action at its address, as an old page or a bookmark could. */
  async reach(person: Person, action: string): Promise<Visit> {
    const visit = await as(person);
    await visit.open(`${this.path}/actions/${action}`);
    await sayWhyIfAsked(visit);
    return visit;
  }

  /** Does an action of the case page: opens its form, fills it in, sends it. */
  async act(person: Person, action: string, inputs: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const visit = await as(person);
    if (visit.path !== this.path || this.#last !== person) await visit.open(this.path);
    await sayWhyIfAsked(visit);
    this.#last = person;
    await visit.choose(action);
    await visit.fill(inputs);
    await visit.press(action);
    await visit.sees('Success');
    return visit;
  }

  /** Looks at a letter that went, from the case, for each of those named, and keeps each as it would be printed. */
  async printLetter(
    person: Person,
    title: string,
    name: string,
    to: readonly string[],
    ...expected: (string | RegExp)[]
  ) {
    const visit = await as(person);
    await visit.open(this.path);
    await visit.go(visit.page.locator('#letters').getByRole('link', { name: title, exact: true }).last());
    for (const [index, one] of to.entries()) {
      if (index > 0)
        await visit.go(visit.page.locator('.redress-screen').getByRole('link', { name: one, exact: true }));
      await visit.sees(`Dear ${one}`, ...expected);
      await visit.print(`${this.pictures}-letter-${name}${to.length > 1 ? `-${index + 1}` : ''}`);
    }
  }

  /** The resident's own page of the case, opened with a code. */
  async follow(resident: AddresseeKey): Promise<Visit> {
    const { reference } = this;
    const code = await issueFollowCode(world.running.casebook, LANDLORD, this.id, world.ids['ada'] ?? '', resident);
    const visit = await world.visit();
    await visit.open('/');
    await visit.follow('Housing Plus Group');
    await visit.follow('Follow a complaint you have made');
    await visit.fill({ reference, code });
    await visit.press('Go to my complaint');
    return visit;
  }
}

async function find(visit: Visit, reference: string): Promise<void> {
  await visit.open('/cases');
  const row = visit.page.locator('main tr, main li').filter({ hasText: reference });
  await visit.go(row.locator('a[href^="/cases/"]').first());
}

/** Logs it, and answers with the case. */
async function log(person: Person, pictures: string, inputs: Readonly<Record<string, string>>): Promise<Case> {
  const visit = await as(person);
  await visit.open('/cases');
  await visit.follow('Log a complaint');
  await visit.fill({ channel: 'letter', kind: 'complaint', ...inputs });
  await visit.press('Log it');
  const [, reference = ''] = /Logged as ([\w-]+)/.exec(await visit.read()) ?? [];
  assert.notEqual(reference, '', await visit.read());
  return new Case(visit.path, reference, pictures);
}

const LIFT = 'The lift was out of order from 18 May';
const CALLS = 'Nobody rang back after two calls';
const REASON_1 = 'The part was ordered five weeks late.';
const REASON_2 = 'Both calls were logged and neither was passed on.';
const BETTER_1 = 'The part was ordered five weeks late, and we did not tell you.';

async function logForOlive(): Promise<Case> {
  const lift = await log('ada', 'homes-plus', {
    'received-when': '2026-07-01',
    service: 'homes-plus',
    'what-happened':
      'My mother cannot get down the stairs. The lift has been out of order since 18 May.\nWe rang twice.',
    'outcome-sought': 'Mend the lift and tell us why nobody rang back.',
    'resident-name': 'Olive Trent',
    'resident-address': '7 Sow Court\nStafford',
    represented: 'yes',
    'who-they-are': 'customer',
    'event-on': '2026-05-18',
    'aware-on': '2026-05-18',
    safeguarding: 'no',
    'about-staff-conduct': 'no',
  });
  const ada = await as('ada');
  // 2, 3, 6, 7 and 8 July.
  await ada.sees(
    'Stage 1 acknowledgement',
    'Due Wednesday 8 July 2026, 5 working days left',
    'permission not recorded yet',
  );
  await lift.act('ada', 'Name a representative', {
    name: 'Mei Trent',
    relation: 'her daughter',
    address: '22 Mill Lane\nStone',
  });
  return lift;
}

/** Until all three are recorded, the daughter gets no letter and no code. */
async function askForAuthority(lift: Case): Promise<void> {
  const ada = await lift.by('ada', '2026-07-02');
  await ada.choose('Acknowledge the complaint');
  await ada.fill({ 'points.1.text': LIFT, 'parts.responsibilities': 'The lift is ours to keep going.' });
  await ada.press('Add another point');
  await ada.fill({ 'points.2.text': CALLS });
  await ada.press('Preview the letter');
  // 3, 6 to 10, 13 to 16 July.
  await ada.sees('How the letter would read', 'Thursday 16 July 2026', 'Dear Olive Trent');
  await ada.press('Acknowledge the complaint');
  await ada.sees('Due next: Stage 1 response', 'Due Thursday 16 July 2026, 10 working days left');
  await lift.printLetter('ada', 'We have your complaint', '1-acknowledgement', ['Olive Trent'], '7 Sow Court');
  const letter = ada.path;
  await ada.open(`${letter}/for/representative`);
  await ada.sees(
    'This letter cannot be printed for them',
    'permission to act is not recorded yet',
    'Clause 7, authority',
  );
  await ada.open(`${lift.path}/code`);
  await ada.sees('Not for Mei Trent', 'permission to act is not recorded yet');
  await ada.open(lift.path);
  await ada.choose('Record permission to act');
  await ada.fill({ given: 'yes', 'signed-authority-on': '2026-07-02', 'agreed-approach': 'both' });
  await ada.press('Record permission to act');
  await ada.sees('Nothing was recorded', 'Does the customer wish us to look into it?', 'Clause 7, authority');
  await ada.picture('homes-plus-01-permission-not-full');
  await ada.fill({ 'wants-investigation': 'yes' });
  await ada.press('Record permission to act');
  assert.doesNotMatch(await ada.read(), /Nothing goes to the representative yet/);
  await ada.sees(/Mei TrentThe representative, her daughterGets letters/);
}

/** The head of another service does not answer for this one. */
async function nameLeads(lift: Case): Promise<void> {
  const ada = await lift.by('ada');
  await ada.choose('Name the two who answer for it');
  await ada.sees('who cannot be chosen, and why', 'Hope Lacey');
  await offer(ada, 'seats.head-of-service', 'hope');
  await ada.fill({ 'seats.advocacy-officer': world.ids['ada'] ?? '' });
  await ada.press('Name the two who answer for it');
  await ada.sees(
    'Nothing was recorded',
    'Head of service: This is for: Head of service (Homes Plus)',
    'Clause 9, investigation',
  );
  await ada.picture('homes-plus-02-wrong-head');
  await ada.fill({ 'seats.head-of-service': world.ids['hal'] ?? '', 'seats.advocacy-officer': world.ids['ada'] ?? '' });
  await ada.press('Name the two who answer for it');
  await ada.sees('Hal Prior');
}

/** Chooses somebody whom the form does not offer, as a page that was open for long could. */
async function offer(visit: Visit, name: string, person: Person): Promise<void> {
  const select = `select[name="${name}"]`;
  const value = world.ids[person] ?? '';
  await visit.page.evaluate(
    `document.querySelector('${select}').add(new Option('${PEOPLE[person].name}', '${value}'))`,
  );
  await visit.page.locator(select).selectOption(value);
}

/** One of nine reasons gives ten working days more; beyond twenty only a director, who has spoken with them. */
async function takeMoreTime(lift: Case): Promise<void> {
  world.setDay('2026-07-06');
  await lift.act('ada', 'Record a contact', {
    channel: 'telephone',
    reached: 'yes',
    with: 'Mei Trent',
    'what-was-said': 'She told me that the lift stops between the floors.',
  });
  await lift.act('ada', 'Agree how they get our answer', { 'answer-way': 'letter' });
  const sona = await lift.by('sona', '2026-07-14');
  await sona.choose('Take more time');
  assert.equal(await sona.page.locator('input[name="reason"]').count(), 9);
  await sona.fill({ by: '10' });
  await sona.press('Take more time');
  await sona.sees('Nothing was recorded', 'Clause 9, extension');
  await sona.fill({ reason: 'third-party' });
  await sona.press('Take more time');
  // 17, 20 to 24, 27 to 30 July.
  await sona.sees('Due Thursday 30 July 2026');
  await lift.printLetter(
    'sona',
    'We need more time',
    '2-extension',
    ['Olive Trent', 'Mei Trent'],
    'Thursday 30 July 2026',
  );
  world.setDay('2026-07-29');
  const longer = {
    to: '2026-08-14',
    agreed: 'yes',
    'delay-explained': 'The part has to be made anew.',
    'delay-told-on': '2026-07-29',
  };
  const ada = await lift.reach('ada', 'extend');
  await ada.fill(longer);
  await ada.press('Take more time');
  await ada.sees('Nothing was recorded', 'Director of housing', 'Clause 9, beyond');
  const dana = await lift.by('dana');
  await dana.choose('Take more time');
  await dana.fill({ ...longer, 'parts.why-so-long': 'The part has to be made anew, and comes in August.' });
  await dana.picture('homes-plus-03-director');
  await dana.press('Take more time');
  await dana.sees('Due Friday 14 August 2026');
  await lift.printLetter(
    'dana',
    'What we agreed about the delay',
    '3-long-delay',
    ['Olive Trent'],
    'Friday 14 August 2026',
  );
}

/** Two approve, each for the very words: a change asks both again. */
async function answerFirst(lift: Case): Promise<void> {
  world.setDay('2026-08-03');
  await lift.act('hal', 'Record what was found', {
    'findings.1.finding': 'upheld',
    'findings.1.reasons': 'The part was ordered on 22 June.',
    'findings.2.finding': 'upheld',
    'findings.2.reasons': 'The log shows both calls.',
  });
  await lift.act('hal', 'Promise something', {
    kind: 'action',
    what: 'Mend the lift',
    owner: world.ids['hal'] ?? '',
    due: '2026-08-21',
  });
  await lift.act('hal', 'Draft the response', { 'parts.reasons.1': REASON_1, 'parts.reasons.2': REASON_2 });
  await lift.act('hal', 'Head of service approves the response');
  world.setDay('2026-08-04');
  await lift.act('ada', 'Customer advocacy officer approves the response');
  await lift.act('ada', 'Draft the response', { 'parts.reasons.1': BETTER_1 });
  const ada = await lift.reach('ada', 'respond');
  await ada.sees(
    'As the case stands, this cannot be done',
    '“Head of service approves the response” has to be done first',
    '“Customer advocacy officer approves the response” has to be done first',
    'Clause 9, investigation',
  );
  await ada.picture('homes-plus-04-approve-again');
  await lift.act('hal', 'Head of service approves the response');
  await lift.act('ada', 'Customer advocacy officer approves the response');
  world.setDay('2026-08-05');
  await ada.choose('Send the response');
  await ada.fill({ 'parts.reasons.2': 'Nobody was at fault.' });
  await ada.press('Send the response');
  await ada.sees(
    'Nothing was recorded',
    '“Head of service approves the response” was done for other words or findings than these',
    'Clause 9, investigation',
  );
  await ada.fill({ 'parts.reasons.2': REASON_2 });
  await ada.press('Preview the letter');
  await ada.sees('How the letter would read', BETTER_1, REASON_2);
  await ada.press('Send the response');
  await ada.sees('Response sent', 'Done Wednesday 5 August 2026, in time: it was due Friday 14 August 2026');
  await lift.printLetter(
    'ada',
    'Our Stage 1 response',
    '4-stage-one',
    ['Olive Trent', 'Mei Trent'],
    BETTER_1,
    'by Friday 21 August 2026',
    // 6, 7, 10 to 14, 17 to 21, 24 to 28 August, 1 to 3 September: the bank holiday on 31 August lies between.
    'Thursday 3 September 2026',
    'Housing Ombudsman Service',
  );
}

/** Asked for on her own page, which opens Stage 2 by itself. */
async function askForReview(lift: Case): Promise<void> {
  world.setDay('2026-08-10');
  const mei = await lift.follow('representative');
  await mei.sees('We sent you our answer on Wednesday 5 August 2026', 'Mend the lift');
  await mei.picture('homes-plus-05-followed');
  await mei.fill({ 'what-is-unresolved': 'The lift stopped again on Saturday.' });
  await mei.press('Ask for Stage 2');
  await mei.sees('We have your request');
  assert.deepEqual(mei.troubles, []);
  await mei.close();
  const ada = await lift.by('ada', '2026-08-11');
  await ada.sees('Due next: Stage 2 acknowledgement', 'Due Monday 17 August 2026');
  await lift.act('ada', 'Define the complaint');
  await lift.act('ada', 'Acknowledge the complaint', { 'parts.responsibilities': 'The lift is ours to keep going.' });
  // 12 to 14, 17 to 21, 24 to 28 August, 1 to 4, 7 to 9 September.
  await ada.sees('Stage 2 response', 'Due Wednesday 9 September 2026', 'Summer bank holiday');
  await lift.printLetter(
    'ada',
    'Your complaint is now at Stage 2',
    '5-stage-two',
    ['Olive Trent'],
    'Wednesday 9 September 2026',
  );
}

const SIGNED = { 'investigation-adequate': 'yes', 'conclusions-reasonable': 'yes', 'solution-right': 'yes' };
const FOUND = { 'findings.1.finding': 'upheld', 'findings.2.finding': 'upheld' };

/** Reviewed and signed off by people who took no part before. */
async function review(lift: Case): Promise<void> {
  world.setDay('2026-08-20');
  const sona = await lift.reach('sona', 'record-finding');
  await sona.fill(FOUND);
  await sona.press('Record what was found');
  await sona.sees('Nothing was recorded', 'You took part in', 'Clause 10, review');
  await sona.picture('homes-plus-06-took-part');
  await lift.act('sid', 'Record what was found', FOUND);
  await lift.act('sid', 'Promise something', {
    kind: 'compensation',
    what: 'Pay for the weeks without a lift',
    amount: '300',
    owner: world.ids['sid'] ?? '',
    due: '2026-09-18',
  });
  await lift.act('sid', 'Draft the response', { 'parts.reasons.1': 'It failed again.', 'parts.reasons.2': REASON_2 });
  world.setDay('2026-08-25');
  const dana = await lift.reach('dana', 'step:sign-off');
  await dana.sees('As the case stands, this cannot be done', 'You took part in', 'Clause 10, sign off');
  const exa = await lift.by('exa');
  await exa.choose('Sign off the final response');
  await exa.fill({ ...SIGNED, 'solution-right': 'no' });
  await exa.press('Sign off the final response');
  await exa.sees(
    'Nothing was recorded',
    'Are you satisfied with the solution that is proposed?',
    'Clause 10, sign off',
  );
  await exa.picture('homes-plus-07-sign-off');
  await exa.fill(SIGNED);
  await exa.press('Sign off the final response');
  await exa.sees('Success');
}

async function answerFinally(lift: Case): Promise<void> {
  const sid = await lift.by('sid', '2026-08-27');
  await sid.choose('Send the response');
  await sid.press('Send the response');
  await sid.sees('Response sent', 'Done Thursday 27 August 2026, in time: it was due Wednesday 9 September 2026');
  await sid.picture('homes-plus-08-answered');
  await lift.printLetter(
    'sid',
    'Our final response',
    '6-final',
    ['Olive Trent', 'Mei Trent'],
    'This is our final response',
    '£300, by Friday 18 September 2026',
    'Housing Ombudsman Service',
    'within 12 months',
  );
}

test('[HP-10.6] a tenant somebody speaks for, from log to final response', async () => {
  const lift = await logForOlive();
  await askForAuthority(lift);
  await nameLeads(lift);
  await takeMoreTime(lift);
  await answerFirst(lift);
  await askForReview(lift);
  await review(lift);
  await answerFinally(lift);
  assertUntroubled();
});

const PARAPET = 'The parapet over the front doors drops stone';
const NEIGHBOURS = ['Una Marsh', 'Ben Tull', 'Cy Oakden'] as const;

/** Three complain; one of them comes in later, and gets what went before. */
async function logForNeighbours(): Promise<Case> {
  world.setDay('2026-09-01');
  const wall = await log('ada', 'severn-homes', {
    'received-when': '2026-09-01',
    service: 'severn-homes',
    'what-happened': 'Stone comes down from the parapet over our three front doors.',
    'outcome-sought': 'Make it safe.',
    'resident-name': NEIGHBOURS[0],
    'resident-address': '1 Quay Row\nBridgnorth',
    residents: '3',
    'event-on': '2026-08-24',
    'aware-on': '2026-08-24',
  });
  await wall.act('ada', 'Add a resident', {
    'resident-name': NEIGHBOURS[1],
    'resident-address': '2 Quay Row\nBridgnorth',
    'resident-channel': 'letter',
  });
  world.setDay('2026-09-02');
  await wall.act('ada', 'Acknowledge the complaint', {
    'points.1.text': PARAPET,
    'parts.responsibilities': 'The parapet is ours.',
  });
  const ada = await as('ada');
  // 3, 4, 7 to 11, 14 to 16 September.
  await ada.sees('Due next: Stage 1 response', 'Due Wednesday 16 September 2026, 10 working days left');
  await wall.printLetter('ada', 'We have your complaint', '1-acknowledgement', NEIGHBOURS.slice(0, 2), PARAPET);
  world.setDay('2026-09-03');
  await wall.act('ada', 'Add a resident', {
    'resident-name': NEIGHBOURS[2],
    'resident-address': '3 Quay Row\nBridgnorth',
    'resident-channel': 'letter',
  });
  await ada.sees('Resident 3 joined later and has not had: We have your complaint');
  await ada.picture('severn-homes-01-joined-later');
  await ada.choose('Send a copy of a letter');
  await ada.sees('Wednesday 2 September 2026');
  await ada.page.locator('input[name="letter"]').check();
  await ada.fill({ 'copy-to': 'resident-3' });
  await ada.press('Send a copy of a letter');
  assert.doesNotMatch(await ada.read(), /has not had/);
  return wall;
}

async function answerNeighbours(wall: Case): Promise<void> {
  await wall.act('ada', 'Name the two who answer for it', {
    'seats.head-of-service': world.ids['hope'] ?? '',
    'seats.advocacy-officer': world.ids['ada'] ?? '',
  });
  await wall.act('ada', 'Record a contact', {
    channel: 'telephone',
    reached: 'yes',
    'what-was-said': 'They told us more.',
  });
  await wall.act('ada', 'Agree how they get our answer', { 'answer-way': 'letter' });
  world.setDay('2026-09-08');
  await wall.act('hope', 'Record what was found', { 'findings.1.finding': 'not-upheld' });
  await wall.act('hope', 'Draft the response', {
    'parts.reasons.1': 'A mason went up on 4 September. No stone is loose.',
  });
  await wall.act('hope', 'Head of service approves the response');
  await wall.act('ada', 'Customer advocacy officer approves the response');
  world.setDay('2026-09-10');
  await wall.act('ada', 'Send the response');
  const ada = await as('ada');
  await ada.sees('Done Thursday 10 September 2026, in time: it was due Wednesday 16 September 2026');
  // 11, 14 to 18, 21 to 25, 28 to 30 September, 1, 2, 5 to 8 October.
  await wall.printLetter('ada', 'Our Stage 1 response', '2-answer', NEIGHBOURS, 'Thursday 8 October 2026');
}

/** One of them asks for the review. It is declined by the director alone, and each of them is told. */
async function declineReview(wall: Case): Promise<void> {
  world.setDay('2026-09-14');
  const ben = await wall.follow('resident-2');
  await ben.sees('We sent you our answer on Thursday 10 September 2026');
  await ben.picture('severn-homes-02-followed-by-one-of-three');
  await ben.press('Ask for Stage 2');
  await ben.sees('We have your request');
  assert.deepEqual(ben.troubles, []);
  await ben.close();
  world.setDay('2026-09-15');
  const court = {
    ground: 'claim-filed-at-court',
    'claim-filed-on': '2026-09-11',
    evidence: 'The sealed claim form of 11 September',
    'parts.explanation': 'You filed a claim about the parapet at the county court on 11 September.',
    'parts.told-as': 'In this letter. Tell us if you would like it in another form.',
  };
  const hope = await wall.reach('hope', 'refuse-escalation');
  await hope.fill(court);
  await hope.press('Refuse the request for the next stage');
  await hope.sees(
    'Nothing was recorded',
    'This is for: Director of housing, Executive director',
    'Clause 10, declined',
  );
  await hope.picture('severn-homes-03-wrong-person');
  const dana = await wall.act('dana', 'Refuse the request for the next stage', court);
  await dana.sees('The case is closed');
  await dana.picture('severn-homes-04-declined');
  await wall.printLetter(
    'dana',
    'Why we cannot review your complaint',
    '3-declined',
    NEIGHBOURS,
    court['parts.explanation'],
    'Housing Ombudsman Service',
  );
}

test('[HP-10.2] three neighbours together, each with their letters, until the review is declined', async () => {
  const wall = await logForNeighbours();
  await answerNeighbours(wall);
  await declineReview(wall);
  assertUntroubled();
});

const CARE_OMBUDSMAN = 'Local Government and Social Care Ombudsman';
const LEFT_ALONE = 'My father was left on the floor for two hours, and has marks on his arm.';

/** Whoever logged it keeps the reference; only those who act on it see more. */
async function logSuspicion(): Promise<Case> {
  world.setDay('2026-09-17');
  const ada = await as('ada');
  await ada.open('/cases');
  await ada.follow('Log a complaint');
  await ada.fill({
    channel: 'telephone',
    'received-when': '2026-09-17',
    service: 'care-plus',
    kind: 'complaint',
    'what-happened': LEFT_ALONE,
    'resident-name': 'Frank Ebdon',
    'resident-address': '5 Larch House\nStafford',
    'event-on': '2026-09-15',
    'aware-on': '2026-09-15',
    safeguarding: 'yes',
  });
  await ada.press('Log it');
  const [reference = ''] = /\d\d-[0-9A-Z]{5}/.exec(await ada.read()) ?? [];
  await ada.picture('care-plus-01-receipt');
  const gwen = await as('gwen');
  await find(gwen, reference);
  await gwen.sees('Why do you open this case?');
  assert.doesNotMatch(await gwen.read(), new RegExp(LEFT_ALONE));
  await sayWhyIfAsked(gwen);
  await gwen.sees('Restricted: few see it', LEFT_ALONE);
  const care = new Case(gwen.path, reference, 'care-plus');
  await shutOut(care, 'ada');
  return care;
}

async function shutOut(care: Case, person: Person): Promise<void> {
  const visit = await as(person);
  await visit.open('/cases');
  assert.doesNotMatch(await visit.read(), new RegExp(care.reference));
  await visit.open(care.path);
  await visit.sees('Page not found');
}

async function acknowledgeCare(care: Case): Promise<void> {
  await care.act('gwen', 'Name the two who answer for it', {
    'seats.head-of-service': world.ids['rita'] ?? '',
    'seats.advocacy-officer': world.ids['ada'] ?? '',
  });
  world.setDay('2026-09-18');
  const ada = await care.by('ada');
  await ada.picture('care-plus-02-restricted');
  await care.act('ada', 'Acknowledge the complaint', {
    'points.1.text': 'He was left on the floor for two hours',
    'outcome-sought': 'Tell us how it came about.',
    'parts.responsibilities': 'We look after the alarm and the people who answer it.',
  });
  // 21 to 25, 28 to 30 September, 1 and 2 October.
  await ada.sees('Due next: Stage 1 response', 'Due Friday 2 October 2026, 10 working days left');
  await care.printLetter('ada', 'We have your complaint', '1-acknowledgement', ['Frank Ebdon'], CARE_OMBUDSMAN);
  await care.act('ada', 'Record a contact', {
    channel: 'telephone',
    reached: 'yes',
    'what-was-said': 'We spoke with his son.',
  });
  await care.act('ada', 'Agree how they get our answer', { 'answer-way': 'letter' });
  await shutOut(care, 'hal');
}

/** No answer before the safeguarding lead has decided. */
async function answerCare(care: Case): Promise<void> {
  world.setDay('2026-09-25');
  await care.act('ada', 'Tell them where things stand', {
    'next-update-on': '2026-10-02',
    'parts.what-has-happened': 'We have read the record of the alarm.',
    'parts.what-comes-next': 'We speak with the two colleagues next.',
  });
  await care.printLetter('ada', 'Where things stand', '2-update', ['Frank Ebdon'], CARE_OMBUDSMAN);
  world.setDay('2026-09-29');
  await care.act('rita', 'Record what was found', { 'findings.1.finding': 'upheld' });
  await care.act('rita', 'Promise something', {
    kind: 'changed-practice',
    what: 'Have two people listen to the alarm at night',
    owner: world.ids['rita'] ?? '',
    due: '2026-10-12',
  });
  await care.act('rita', 'Draft the response', {
    'parts.reasons.1': 'One of two colleagues was away, and nobody stood in.',
  });
  await care.act('rita', 'Head of service approves the response');
  await care.act('ada', 'Customer advocacy officer approves the response');
  const ada = await care.reach('ada', 'respond');
  await ada.press('Send the response');
  await ada.sees('Nothing was recorded', '“Decide on a safeguarding referral” has to be done first', 'Clause 6');
  await ada.picture('care-plus-03-referral-first');
  await care.act('gwen', 'Decide on a safeguarding referral', {
    outcome: 'referred',
    'referral-decision': 'Referred to the council today, because of the marks.',
  });
  await care.act('ada', 'Send the response');
  await care.printLetter(
    'ada',
    'Our Stage 1 response',
    '3-answer',
    ['Frank Ebdon'],
    CARE_OMBUDSMAN,
    'by Monday 12 October 2026',
  );
  assert.doesNotMatch(await ada.read(), /Housing Ombudsman|Referred to the council/);
}

/** The reviewer sees nothing of it either until somebody gives it to them. */
async function giveToReviewer(care: Case): Promise<void> {
  world.setDay('2026-10-05');
  await care.act('ada', 'Record a request for the next stage', {
    'what-is-unresolved': 'Nobody has said sorry to him.',
  });
  await care.act('ada', 'Acknowledge the complaint', { 'parts.responsibilities': 'The alarm is ours.' });
  // 6 to 9, 12 to 16, 19 to 23, 26 to 30 October, 2 November.
  await (await as('ada')).sees('Stage 2 response', 'Due Monday 2 November 2026, 20 working days left');
  await care.printLetter('ada', 'Your complaint is now at Stage 2', '4-stage-two', ['Frank Ebdon'], CARE_OMBUDSMAN);
  await shutOut(care, 'sid');
  await care.act('ada', 'Choose who looks into it', { to: world.ids['sid'] ?? '' });
  await (await care.by('sid')).sees('This case is restricted', 'Nobody has said sorry to him.');
}

/** Reviewed by the reviewer alone, signed off by an executive director, and sent. */
async function answerCareFinally(care: Case): Promise<void> {
  world.setDay('2026-10-20');
  await care.act('ada', 'Define the complaint', { 'outcome-sought': 'Say sorry to him.' });
  await care.act('sid', 'Record what was found', { 'findings.1.finding': 'upheld' });
  await care.act('sid', 'Promise something', {
    kind: 'apology',
    what: 'Say sorry to Mr Ebdon in person',
    owner: world.ids['sid'] ?? '',
    due: '2026-11-06',
  });
  await care.act('sid', 'Draft the response', { 'parts.reasons.1': 'Nobody had said sorry, and somebody should.' });
  await care.act('gwen', 'Decide on a safeguarding referral', {
    outcome: 'no-referral',
    'referral-decision': 'Nothing new since the first one.',
  });
  await care.act('exa', 'Sign off the final response', SIGNED);
  world.setDay('2026-10-22');
  await care.act('sid', 'Send the response');
  const sid = await care.by('sid');
  await sid.sees('Done Thursday 22 October 2026, in time: it was due Monday 2 November 2026');
  await care.printLetter(
    'sid',
    'Our final response',
    '5-final',
    ['Frank Ebdon'],
    CARE_OMBUDSMAN,
    'This is our final response',
  );
}

test('[HP-6] suspected abuse: few see the case, and no answer goes before the decision on a referral', async () => {
  const care = await logSuspicion();
  await acknowledgeCare(care);
  await answerCare(care);
  await giveToReviewer(care);
  await answerCareFinally(care);
  assertUntroubled();
});

const BUYER = ['Nia Corrie'] as const;
const NEW_HOMES = 'New Homes Ombudsman';

/** Received on a Friday: time starts on Monday 2 November and then runs in calendar days. */
async function logNewHome(): Promise<Case> {
  world.setDay('2026-10-30');
  const home = await log('ada', 'county-town-homes', {
    'received-when': '2026-10-30',
    service: 'county-town-homes',
    'what-happened': 'The kitchen floor of the house that we bought in June has come up.',
    'outcome-sought': 'Lay the floor anew.',
    'resident-name': BUYER[0],
    'resident-address': '14 Orchard Rise\nStafford',
    'outright-purchase': 'yes',
    'event-on': '2026-10-12',
    'aware-on': '2026-10-12',
  });
  const ada = await as('ada');
  await ada.sees('Appendix A, which holds this process, is not in the policy as published');
  await ada.sees('Due next: Acknowledgement', 'Due Saturday 7 November 2026', 'Thursday 12 November 2026');
  await ada.picture('county-town-homes-01-reconstructed');
  world.setDay('2026-11-03');
  await home.act('ada', 'Acknowledge the complaint', { 'points.1.text': 'The kitchen floor has come up' });
  await home.printLetter('ada', 'We have your complaint about your new home', '1-acknowledgement', BUYER, NEW_HOMES);
  return home;
}

async function answerNewHome(home: Case): Promise<void> {
  world.setDay('2026-11-10');
  await home.act('ada', 'Send the path to resolution', {
    'parts.how-looked-into': 'Our site manager comes on 12 November to look at the floor.',
    'parts.warranty-body': 'You can ask the warranty body to settle it. Its number is on your certificate.',
  });
  await home.printLetter(
    'ada',
    'How we will settle your complaint',
    '2-path',
    BUYER,
    NEW_HOMES,
    'Wednesday 2 December 2026',
  );
  world.setDay('2026-11-27');
  await home.act('ned', 'Record what was found', { 'findings.1.finding': 'upheld' });
  await home.act('ned', 'Promise something', {
    kind: 'action',
    what: 'Lay the kitchen floor anew',
    owner: world.ids['ned'] ?? '',
    due: '2027-01-08',
  });
  await home.act('ned', 'Send the response', {
    'parts.reasons.1': 'The boards were laid before the screed was dry.',
    'parts.more-time': 'The screed has to dry until the new year.',
    channel: 'letter',
  });
  const ned = await as('ned');
  await ned.sees('Done Friday 27 November 2026, in time: it was due Wednesday 2 December 2026');
  await home.printLetter(
    'ned',
    'Our assessment and response',
    '3-assessment',
    BUYER,
    NEW_HOMES,
    'by Friday 8 January 2027',
  );
}

async function settleNewHome(home: Case): Promise<void> {
  world.setDay('2026-12-21');
  await home.act('ada', 'Send an update', {
    'parts.what-has-happened': 'The old boards are out.',
    'parts.what-comes-next': 'The new ones are laid in the week of 4 January.',
  });
  const ada = await as('ada');
  // Day 56 is a bank holiday, and counts all the same.
  await ada.sees('Eight-week letter', 'Due Monday 28 December 2026');
  await home.act('ada', 'Send the eight-week letter', {
    'parts.why-not-settled': 'The screed is not dry yet.',
    'parts.what-comes-next': 'We lay the floor in the week of 4 January.',
  });
  await home.printLetter('ada', 'Your complaint after eight weeks', '4-eight-weeks', BUYER, NEW_HOMES);
  world.setDay('2027-01-11');
  await home.act('ada', 'Send the letter that closes it', {
    outcome: 'settled',
    'parts.what-was-done': 'The floor was laid on 6 January.',
  });
  await ada.sees('The case is closed');
  await home.printLetter(
    'ada',
    'Your complaint is closed',
    '5-closing',
    BUYER,
    NEW_HOMES,
    'The floor was laid on 6 January.',
  );
  const nia = await home.follow('resident-1');
  await nia.sees('Your complaint is closed', 'These steps and times are not in the landlord’s own text', NEW_HOMES);
  await nia.picture('county-town-homes-02-followed');
  await nia.close();
}

test('[HP-A] a home bought outright, from the first letter to the last, by a timetable put together from a code', async () => {
  const home = await logNewHome();
  await answerNewHome(home);
  await settleNewHome(home);
  assertUntroubled();
});
