import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  determineLetter,
  type IsoDate,
  type PartContent,
  type PartStanding,
  type Policy,
  type PromiseMade,
  type Standing,
} from '../../engine/index.ts';
import { makeSampleStandings } from '../../scripts/sample-standings.ts';
import { loadCalendars } from '../packs/load-calendars.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { type Block, describePart, type LetterWords, renderBlocksAsText } from './describe-part.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();
let policy: Policy;
let standings: readonly Standing[] = [];
before(async () => {
  const { policies } = await loadPolicies();
  policy = policies.versions('anytown-homes')[0] as Policy;
  const calendar = loadCalendars().calendarFor('england-and-wales');
  standings = policies
    .names()
    .flatMap((name) => policies.versions(name).flatMap((one) => makeSampleStandings(one, calendar)));
});

const words: LetterWords = {
  textsByPoint: (n) => ['', 'The boiler', 'Nobody rang'][n],
  promiseTexts: (n) => (n === 1 ? 'Replace the boiler.' : undefined),
  nameOf: (person) => (person === 'p1' ? 'Ada Ade' : undefined),
  textOf: (name) => ({ 'outcome-sought': 'A new boiler', complexity: 'Two builders must agree' })[name],
};

function tell(
  part: string,
  content: PartContent,
  given: LetterWords = words,
  filledBy: PartStanding['filledBy'] = 'engine',
): readonly Block[] {
  const standing: PartStanding = {
    part,
    name: '',
    filledBy,
    perPoint: false,
    noneAllowed: false,
    clause: undefined,
    hint: undefined,
    content,
    missing: undefined,
    lacks: [],
  };
  return describePart(texts, policy, standing, given);
}
const say = (part: string, content: PartContent, given?: LetterWords): string =>
  renderBlocksAsText(tell(part, content, given));

const on = '2026-05-01' as IsoDate;

test('the stage, the last stage, and the final response', () => {
  assert.equal(
    say('stage', { kind: 'stage', name: 'Stage 1', number: 1, final: false }),
    'Your complaint is at Stage 1 of our complaints procedure.',
  );
  assert.match(say('stage', { kind: 'stage', name: 'Stage 2', number: 2, final: true }), /This is the last stage/);
  assert.match(
    say('final-response', { kind: 'stage', name: 'Stage 2', number: 2, final: true }),
    /^This is our final response\./,
  );
});

const points: PartContent = {
  kind: 'points',
  overall: 'partially-upheld',
  points: [
    { n: 1, finding: 'upheld' },
    { n: 2, finding: 'not-upheld' },
  ],
};

test('the complaint, and what was decided on each point', () => {
  assert.deepEqual(tell('complaint-definition', points), [
    { kind: 'paragraph', text: 'Your complaint has these points:' },
    { kind: 'list', items: ['Point 1: The boiler', 'Point 2: Nobody rang'] },
  ]);
  assert.deepEqual(tell('finding-per-point', points), [
    {
      kind: 'list',
      items: ['Point 1: The boiler: we agree (upheld)', 'Point 2: Nobody rang: we do not agree (not upheld)'],
    },
  ]);
  assert.deepEqual(tell('decision', points)[0], { kind: 'paragraph', text: 'We agree with part of your complaint.' });
  assert.equal(say('complaint-definition', { ...points, points: [{ n: 1, finding: undefined }] }), 'The boiler');
});

test('the final response may be that of an earlier stage', () => {
  const earlier = say('final-response', { kind: 'stage', name: 'Stage 1', number: 1, final: false });
  assert.equal(earlier, 'Our Stage 1 response is our final response. It is the end of our complaints procedure.');
});

test('the findings are not listed twice in one letter', () => {
  const parts = [{ part: 'decision' }, { part: 'outcome', from: 'finding-per-point' }];
  const letters = [{ ...policy.pack.letters[0], parts }] as unknown as Policy['pack']['letters'];
  const both: Policy = { ...policy, pack: { ...policy.pack, letters } };
  const standing = { part: 'decision', filledBy: 'engine', content: points } as PartStanding;
  assert.equal(describePart(texts, both, standing).length, 1);
  assert.equal(describePart(texts, policy, standing).length, 2);
});

test('the last day for asking is not told twice in one letter', () => {
  const parts = [{ part: 'how-to-escalate' }, { part: 'last-day-to-escalate' }];
  const letters = [{ ...policy.pack.letters[0], parts }] as unknown as Policy['pack']['letters'];
  const both: Policy = { ...policy, pack: { ...policy.pack, letters } };
  const content: PartContent = { kind: 'escalation', to: 'Stage 2', lastDay: on };
  const standing = { part: 'how-to-escalate', filledBy: 'engine', content } as PartStanding;
  assert.doesNotMatch(JSON.stringify(describePart(texts, both, standing)), /Friday 1 May/);
  assert.match(JSON.stringify(describePart(texts, policy, standing)), /Friday 1 May/);
});

test('dates say what they are for', () => {
  assert.equal(say('response-due', { kind: 'date', on }), 'We will send you our answer by Friday 1 May 2026.');
  assert.equal(say('new-due-date', { kind: 'date', on }), 'We will now send you our answer by Friday 1 May 2026.');
  assert.match(say('last-day-to-escalate', { kind: 'date', on }), /^Please ask by Friday 1 May 2026\. If you are ill/);
});

test('an answer to a question: a choice by its name, a text in full, yes or no, a day, money, a person', () => {
  const asked = (kind: string, more: object = {}) => ({ ask: 'What?', kind, at: 'triage', ...more });
  const options = [{ id: 'part', name: 'Yes, in part' }];
  const facts = {
    choice: asked('choice', { options }),
    text: asked('text'),
    agreed: asked('yes-no'),
    day: asked('date'),
    sum: asked('money'),
    who: asked('person'),
  } as unknown as Policy['pack']['facts'];
  const own: Policy = { ...policy, pack: { ...policy.pack, facts } };
  const given: LetterWords = {
    ...words,
    textOf: (name) => (name === 'text' ? 'A long story.\n\nAnd its end.' : undefined),
  };
  const told = (fact: string, value: string | number | boolean) =>
    renderBlocksAsText(
      describePart(
        texts,
        own,
        { part: 'x', filledBy: 'engine', content: { kind: 'answer', fact, value } } as PartStanding,
        given,
      ),
    );
  assert.equal(told('choice', 'part'), 'Yes, in part');
  assert.equal(told('text', true), 'A long story.\n\nAnd its end.');
  assert.deepEqual([told('agreed', true), told('agreed', false)], ['Yes', 'No']);
  assert.equal(told('day', '2026-05-01'), 'Friday 1 May 2026');
  assert.equal(told('sum', 12550), '£125.50');
  assert.equal(told('who', 'p1'), 'Ada Ade');
});

test('where there is nothing, it is said', () => {
  assert.equal(say('last-day-to-escalate', { kind: 'none' }), 'There is no last day for asking.');
  assert.equal(say('remedies', { kind: 'none' }), 'We have not promised anything more.');
  assert.equal(say('outstanding-actions', { kind: 'none' }), 'There is nothing that we still have to do.');
  assert.equal(say('lessons', { kind: 'none' }), 'None.');
});

const promise: PromiseMade = { promise: 1, head: 'work', on, paid: 0, visit: 0 };
const promises = (...list: Partial<PromiseMade>[]): PartContent => ({
  kind: 'promises',
  promises: list.map((one) => ({ ...promise, ...one })),
  on,
});

test('a promise whose day is over is told as not kept yet, and not as still to come', () => {
  const after = { ...promises({ due: on, owner: 'p1' }, { due: on }, { due: on, kept: { on } }), on: '2027-01-04' };
  const [list] = tell('remedies', after as PartContent);
  const items = list?.kind === 'list' ? list.items : [];
  assert.match(items[0] ?? '', /We said we would do this by .*, and have not done it yet\. Ada Ade will do this\.$/);
  assert.match(items[1] ?? '', /and have not done it yet\.$/);
  assert.match(items[2] ?? '', /We did this on/);
});

test('promises with who, by when and how much; those kept say so', () => {
  const list = tell(
    'remedies',
    promises(
      { due: on, owner: 'p1' },
      { due: on, owner: 'p9' },
      { promise: 2, head: 'payment', pence: 15000, due: on },
      { kept: { on } },
    ),
  );
  assert.deepEqual(list, [
    {
      kind: 'list',
      items: [
        'Replace the boiler, by Friday 1 May 2026 (Ada Ade will do this)',
        'Replace the boiler, by Friday 1 May 2026',
        'Promise 2: Payment: £150, by Friday 1 May 2026',
        'Replace the boiler. We did this on Friday 1 May 2026.',
      ],
    },
  ]);
});

test('a promise says whom to ask about it, where that is known', () => {
  const given = { ...words, promiseContacts: (n: number) => (n === 1 ? 'Ada Ade, 01632 960 002.' : undefined) };
  const list = tell('remedies', promises({ due: on }, { promise: 2, head: 'payment', due: on }), given);
  assert.deepEqual(list, [
    {
      kind: 'list',
      items: [
        'Replace the boiler, by Friday 1 May 2026. If you want to ask about it: Ada Ade, 01632 960 002.',
        'Promise 2: Payment, by Friday 1 May 2026',
      ],
    },
  ]);
});

test('each comment on the draft stands with its answer under it', () => {
  const given = { ...words, commentTexts: (n: number) => (n === 1 ? ' It was <b>May</b>. ' : undefined) };
  const answers = [
    { n: 1, text: 'We corrected it.\n\nThank you.' },
    { n: 2, text: 'We looked again.' },
  ];
  assert.deepEqual(tell('comments', { kind: 'text-per-comment', texts: answers }, given, 'person'), [
    { kind: 'heading', text: 'What you said on our draft (1)' },
    { kind: 'paragraph', text: 'You said: “It was <b>May</b>.”' },
    { kind: 'paragraph', text: 'We corrected it.' },
    { kind: 'paragraph', text: 'Thank you.' },
    { kind: 'heading', text: 'What you said on our draft (2)' },
    { kind: 'paragraph', text: 'We looked again.' },
  ]);
});

test('how to go on, by which ways, and until when', () => {
  const open = say('how-to-escalate', { kind: 'escalation', to: 'Stage 2', lastDay: undefined });
  assert.match(
    open,
    /your complaint to go to Stage 2\.\n\n.*by e-mail, .* and in any other way\.\n\nThere is no last day for asking\.$/s,
  );
  assert.match(
    say('how-to-escalate', { kind: 'escalation', to: 'Stage 2', lastDay: on }),
    /Please ask by Friday 1 May 2026\./,
  );
});

test('the ombudsman with every contact detail there is', () => {
  const contact = {
    from: '2026-01-13',
    post: 'PO Box 1',
    telephone: '0300',
    email: 'a@b.example',
    'email-note': 'Enquiries only.',
    'checked-on': '2026-01-13',
    confirmed: true,
    source: 's',
  };
  const signpost = {
    ombudsman: 'o',
    name: 'The Ombudsman',
    kind: 'ombudsman' as const,
    howTo: 'You can ask the Ombudsman.',
    contact,
    clause: undefined,
  };
  assert.deepEqual(tell('ombudsman', { kind: 'signposts', signposts: [signpost] }), [
    { kind: 'paragraph', text: 'You can ask the Ombudsman.' },
    { kind: 'paragraph', text: 'The Ombudsman' },
    { kind: 'list', items: ['Post: PO Box 1', 'Telephone: 0300', 'E-mail: a@b.example (Enquiries only.)'] },
  ]);
});

test('a ground, a reason, what is wanted, the channels and a person', () => {
  assert.equal(say('ground', { kind: 'id', id: 'too-late' }), 'The reason is: More than 12 months ago.');
  assert.equal(
    say('extension-reason', { kind: 'id', id: 'complexity' }),
    'We need more time. The reason is: Two builders must agree.',
  );
  assert.equal(say('extension-reason', { kind: 'id', id: 'complexity' }, {}), 'We need more time.');
  assert.equal(
    say('extension-reason', { kind: 'id', id: 'Snow fell.' }),
    'We need more time. The reason is: Snow fell.',
  );
  assert.equal(
    say('outcome-sought', { kind: 'id', id: 'outcome-sought' }),
    'You told us that you want this to happen: A new boiler.',
  );
  assert.match(say('outcome-sought', { kind: 'id', id: 'outcome-sought' }, {}), /^You have not told us yet/);
  assert.match(say('channels', { kind: 'id', id: 'channels' }), /^You can get in touch with us/);
  assert.equal(say('handler', { kind: 'person', person: 'p1' }), 'Ada Ade is looking into your complaint.');
  assert.equal(say('handler', { kind: 'person', person: 'p9' }), 'A member of staff is looking into your complaint.');
});

test('what a person wrote keeps its paragraphs, and its marks are only text', () => {
  const blocks = tell(
    'reasons',
    { kind: 'text-per-point', texts: [{ n: 1, text: 'It took {five} weeks.\r\n\r\n<b>Sorry</b>' }] },
    words,
    'person',
  );
  assert.deepEqual(blocks, [
    { kind: 'heading', text: 'Point 1: The boiler' },
    { kind: 'paragraph', text: 'It took {five} weeks.' },
    { kind: 'paragraph', text: '<b>Sorry</b>' },
  ]);
});

test('every part of every letter of every pack can be said', () => {
  let told = 0;
  for (const standing of standings) {
    for (const { id } of standing.policy.pack.letters) {
      const matter = { ground: 'a-ground', reason: 'a-reason', clock: standing.nextDue?.clock };
      const letter = determineLetter(standing, id, {}, matter);
      for (const part of letter?.parts.filter(({ filledBy, content }) => filledBy === 'engine' && content) ?? []) {
        const text = renderBlocksAsText(describePart(texts, standing.policy, part, words));
        assert.match(text, /\S/, `${id}: ${part.part}`);
        assert.doesNotMatch(text, /undefined|[{}]/, `${id}: ${part.part}`);
        told++;
      }
    }
  }
  assert.ok(told > 100);
});
