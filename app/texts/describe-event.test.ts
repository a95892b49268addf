import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import type { CaseEvent, EventBody, IsoDate, Lapsed, Policy } from '../../engine/index.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { describeEvent } from './describe-event.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();
let policy: Policy;
before(async () => {
  const { policies } = await loadPolicies({ only: ['anytown-homes'] });
  policy = policies.versions('anytown-homes')[0] as Policy;
});

const names: Readonly<Record<string, string>> = { p1: 'Ada Ade', p2: 'Bo Bell' };
const nameOf = (person: string): string | undefined => names[person];
const by = { id: 'p1', kind: 'staff', roles: [] } as const;
const at = { n: 3, on: '2026-04-02' as IsoDate, recordedOn: '2026-04-02' as IsoDate, by };
const tell = (body: EventBody | Lapsed): string => {
  const { title, detail } = describeEvent(texts, policy, { ...at, ...body } as CaseEvent, { nameOf });
  return detail === undefined ? title : `${title} / ${detail}`;
};

const inStage1 = { stage: 'stage-1' } as const;
const due = '2026-05-01' as IsoDate;

test('what happened in a line, with the procedure’s own names', () => {
  assert.equal(
    tell({ type: 'received', kind: 'complaint', channel: 'telephone', service: 'housing', facts: {} }),
    'Received by telephone / A complaint, logged by Ada Ade',
  );
  assert.equal(tell({ type: 'forwarded', to: 'complaints-officer' }), 'Passed on to Complaints officer by Ada Ade');
  assert.equal(
    tell({ type: 'acknowledged', ...inStage1, step: 'acknowledge', filled: [], told: due }),
    'Acknowledged by Ada Ade / The letter promised a response by Friday 1 May 2026',
  );
  assert.equal(
    tell({ type: 'allocated', ...inStage1, step: 'allocate', to: 'p2', toRoles: [] }),
    'Given to Bo Bell by Ada Ade / Stage 1',
  );
  assert.equal(
    tell({ type: 'escalation-requested', ...inStage1, facts: {}, opens: 'stage-2' }),
    'Next stage asked for: Stage 2 opened / Recorded by Ada Ade',
  );
  assert.equal(
    tell({
      type: 'extended',
      ...inStage1,
      clock: 'stage-1-response',
      rule: 'extension',
      facts: {},
      extra: { n: 10, unit: 'working-day' },
    }),
    'More time for “Stage 1 response”: 10 working days / By Ada Ade',
  );
  assert.equal(
    tell({ type: 'complaint-refused', ground: 'too-late', facts: {} }),
    'Complaint refused by Ada Ade / More than 12 months ago',
  );
  assert.equal(
    tell({ type: 'promise-made', promise: 1, head: 'apology', due }),
    'Promise 1 made: Apology, by Friday 1 May 2026 / By Ada Ade',
  );
  assert.equal(
    tell({ type: 'payment-made', promise: 1, pence: 5050 }),
    '£50.50 paid towards promise 1 / Recorded by Ada Ade',
  );
  assert.equal(
    tell({ type: 'step-done', ...inStage1, step: 'respond', outcome: 'sent-back', facts: {} }),
    'Send the Stage 1 response: sent-back / By Ada Ade',
  );
  assert.equal(
    tell({ type: 'facts-recorded', facts: { complexity: true } }),
    'Answers recorded by Ada Ade / What makes it complex?',
  );
  assert.equal(
    tell({ type: 'lapsed', clock: 'stage-1-response', on: due, opens: 'stage-2' }),
    'The time for “Stage 1 response” ran out: Stage 2 opened',
  );
});

test('who is not known by name is called by what they are', () => {
  const noted = { ...at, type: 'noted', by: { id: 'p9', kind: 'ombudsman', roles: [] } } as const;
  assert.equal(describeEvent(texts, policy, noted, { nameOf }).title, 'Note by the ombudsman');
});

const EVERY: { readonly [T in EventBody['type']]: readonly Extract<EventBody, { type: T }>[] } = {
  received: [{ type: 'received', kind: 'complaint', channel: 'web', service: 'housing', facts: {} }],
  forwarded: [{ type: 'forwarded', to: 'nobody' }],
  classified: [{ type: 'classified', kind: 'comment', service: 'housing', facts: {} }],
  merged: ['26-ABCDE', 'not-open'].map((into) => ({ type: 'merged', into })),
  'taken-in': ['26-ABCDE', 'not-open'].map((from) => ({ type: 'taken-in', from, channel: 'e-mail' })),
  'not-ours': [{ type: 'not-ours' }],
  'kept-apart': ['26-ABCDE', 'not-open'].map((from) => ({ type: 'kept-apart', from })),
  'facts-recorded': [{ type: 'facts-recorded', facts: {} }],
  defined: [{ type: 'defined', ...inStage1, step: 'define', points: [1, 2], outcomeSought: true }],
  'definition-confirmed': [
    { type: 'definition-confirmed', stage: 'stage-1', result: 'agreed', channel: 'telephone' },
    { type: 'definition-confirmed', stage: 'stage-1', result: 'corrected', channel: 'e-mail' },
    { type: 'definition-confirmed', stage: 'stage-1', result: 'not-reached', channel: 'telephone' },
  ],
  acknowledged: [{ type: 'acknowledged', ...inStage1, step: 'acknowledge', filled: [] }],
  allocated: [{ type: 'allocated', ...inStage1, step: 'allocate', to: 'chosen-4', toRoles: [] }],
  contacted: [true, false].map((reached) => ({ type: 'contacted', reached, channel: 'telephone' })),
  'step-done': [
    { type: 'step-done', ...inStage1, step: 'gone', facts: {} },
    { type: 'step-done', ...inStage1, step: 'gone', facts: {}, tried: true },
    { type: 'step-done', ...inStage1, step: 'gone', facts: {}, seats: [{ seat: 'chair', person: 'p1', roles: [] }] },
    {
      type: 'step-done',
      ...inStage1,
      step: 'gone',
      outcome: 'agreed',
      facts: {},
      seats: [{ seat: 'chair', person: 'p1', roles: [] }],
    },
  ],
  'finding-recorded': [{ type: 'finding-recorded', ...inStage1, step: 'investigate', point: 1, finding: 'upheld' }],
  'point-added': [{ type: 'point-added', ...inStage1, point: 3, related: true }],
  'point-withdrawn': [{ type: 'point-withdrawn', ...inStage1, point: 3 }],
  drafted: [
    { type: 'drafted', ...inStage1, step: 'draft', filled: [] },
    { type: 'drafted', ...inStage1, step: 'draft', filled: [], forComment: true, channel: 'letter' },
  ],
  'information-requested': [
    { type: 'information-requested', request: 1, to: 'p1', due },
    { type: 'information-requested', request: 2, point: 1, due },
  ],
  'information-chased': [{ type: 'information-chased', request: 1 }],
  'information-received': [{ type: 'information-received', request: 1 }],
  'information-put-off': [
    { type: 'information-put-off', request: 1, why: 'needs-longer' },
    { type: 'information-put-off', request: 1, why: 'needs-longer', proposed: due },
    { type: 'information-put-off', request: 1, why: 'not-theirs' },
  ],
  'information-due-moved': [{ type: 'information-due-moved', request: 1, due }],
  'information-settled': [{ type: 'information-settled', request: 1 }],
  'information-withdrawn': [{ type: 'information-withdrawn', request: 1 }],
  'contact-plan-set': [
    { type: 'contact-plan-set', every: { n: 5, unit: 'working-day' }, from: due },
    { type: 'contact-plan-set', every: { n: 2, unit: 'week' }, from: due, channel: 'telephone' },
  ],
  'contact-plan-ended': [{ type: 'contact-plan-ended' }],
  'requirement-recorded': [{ type: 'requirement-recorded', requirement: 1, source: 'court', due }],
  'requirement-updated': [
    { type: 'requirement-updated', requirement: 1 },
    { type: 'requirement-updated', requirement: 1, due },
  ],
  'requirement-met': [{ type: 'requirement-met', requirement: 1 }],
  'draft-commented': [
    { type: 'draft-commented', ...inStage1, comment: 1 },
    { type: 'draft-commented', ...inStage1, comment: 2, finished: true },
    { type: 'draft-commented', ...inStage1, finished: true },
  ],
  extended: [
    { type: 'extended', ...inStage1, clock: 'gone', rule: 'x', facts: {} },
    { type: 'extended', ...inStage1, clock: 'gone', rule: 'x', facts: {}, to: due },
  ],
  'time-agreed': [{ type: 'time-agreed', ...inStage1, clock: 'gone', to: due }],
  'update-sent': [{ type: 'update-sent', ...inStage1 }],
  'verbal-response-given': [{ type: 'verbal-response-given', ...inStage1, channel: 'in-person' }],
  'response-issued': [{}, { final: true }, { unsent: true }].map((more) => ({
    type: 'response-issued',
    ...inStage1,
    step: 'respond',
    channel: 'letter',
    filled: [],
    final: false,
    ...more,
  })),
  'escalation-requested': [false, true].map((instructed) => ({
    type: 'escalation-requested',
    ...inStage1,
    facts: {},
    instructed,
  })),
  'escalation-accepted': [{ type: 'escalation-accepted', ...inStage1, opens: 'stage-2' }],
  'escalation-refused': [
    { type: 'escalation-refused', ...inStage1, facts: {} },
    { type: 'escalation-refused', ...inStage1, facts: {}, ground: 'too-late' },
  ],
  'time-limit-decided': [true, false].map((accepted) => ({ type: 'time-limit-decided', limit: 'x', accepted })),
  'complaint-refused': [{ type: 'complaint-refused', facts: {} }],
  referred: [{ type: 'referred', route: 'elsewhere' }],
  'promise-made': [{ type: 'promise-made', promise: 1, head: 'gone' }],
  'promise-updated': [
    { type: 'promise-updated', promise: 1 },
    { type: 'promise-updated', promise: 1, due },
  ],
  'promise-kept': [{ type: 'promise-kept', promise: 1 }],
  'payment-made': [{ type: 'payment-made', promise: 1, pence: 1 }],
  'award-asked': [{ type: 'award-asked', pence: 25000, of: 'p2' }],
  'award-decided': [
    { type: 'award-decided', approved: true, pence: 25000 },
    { type: 'award-decided', approved: false },
  ],
  'learning-noted': [true, false].map((none) => ({ type: 'learning-noted', none })),
  withdrawn: [{ type: 'withdrawn' }],
  closed: [{ type: 'closed' }, { type: 'closed', outcome: 'answered' }],
  reopened: [true, false].map((instructed) => ({ type: 'reopened', opens: 'stage-1', instructed })),
  noted: [{ type: 'noted' }],
  'question-set': [{ type: 'question-set', point: 1 }],
  'evidence-added': [
    { type: 'evidence-added', evidence: 1, kind: 'document', points: [] },
    { type: 'evidence-added', evidence: 2, kind: 'photograph', points: [1, 2], takenOn: due },
  ],
  interviewed: [{ type: 'interviewed', evidence: 3, points: [1] }],
  visited: [{ type: 'visited', evidence: 4, points: [] }],
  'evidence-withdrawn': [{ type: 'evidence-withdrawn', evidence: 1 }],
  'evidence-shared': [{ type: 'evidence-shared', evidence: 2 }],
  'colleague-contacted': [{ type: 'colleague-contacted', channel: 'e-mail', points: [] }],
  'outsider-contacted': [{ type: 'outsider-contacted', who: 'contractor', channel: 'telephone', points: [1] }],
  corrected: [{ type: 'corrected', event: 1, rightOn: due }],
  voided: [{ type: 'voided', event: 1 }],
  'procedure-changed': [{ type: 'procedure-changed', procedure: 'complaints', opens: 'stage-1' }],
  linked: ['new', 'not-open', 'AB-1'].map((to) => ({ type: 'linked', to, how: 'split-off' })),
  'ombudsman-contacted': [{ type: 'ombudsman-contacted', what: 'order' }],
  'representative-named': [{ type: 'representative-named' }],
  'supporter-named': [{ type: 'supporter-named' }],
  'resident-joined': [{ type: 'resident-joined', resident: 2 }],
  'resident-left': [{ type: 'resident-left', resident: 2 }],
  'details-recorded': [{ type: 'details-recorded', resident: 1, named: true, reachable: true }],
  'copy-sent': [
    { type: 'copy-sent', letter: 3, to: 'resident-2' },
    { type: 'copy-sent', letter: 3, to: 'representative' },
  ],
  'incident-recorded': [
    { type: 'incident-recorded', kind: 'threat', against: 'p1' },
    { type: 'incident-recorded', kind: 'gone' },
  ],
  'contact-restricted': [[], ['telephone', 'web-chat'] as const].map((channels) => ({
    type: 'contact-restricted',
    restriction: 1,
    whom: 'resident-1',
    channels,
    starts: due,
    review: due,
  })),
  'restriction-reasoned': [{ type: 'restriction-reasoned', restriction: 1 }],
  'restriction-reviewed': [
    { type: 'restriction-reviewed', restriction: 1, outcome: 'kept', review: due },
    { type: 'restriction-reviewed', restriction: 1, outcome: 'changed', review: due },
    { type: 'restriction-reviewed', restriction: 1, outcome: 'lifted' },
  ],
  'case-restricted': [
    { type: 'case-restricted', reason: 'own-complaint', person: 'p1' },
    { type: 'case-restricted', reason: 'safeguarding' },
  ],
  'case-restriction-lifted': [{ type: 'case-restriction-lifted' }],
  'case-opened-to': [{ type: 'case-opened-to', people: [{ person: 'p1', roles: [] }] }],
  'panel-days-proposed': [
    { type: 'panel-days-proposed', ...inStage1, days: [due], people: ['p1'], due },
    { type: 'panel-days-proposed', ...inStage1, days: [due, due], people: ['p1', 'p9'], due },
  ],
  'panel-availability-given': [
    { type: 'panel-availability-given', ...inStage1, person: 'p1', can: [due] },
    { type: 'panel-availability-given', ...inStage1, person: 'p1', can: [] },
  ],
  'interest-declared': [true, false].map((conflict) => ({
    type: 'interest-declared',
    ...inStage1,
    person: 'p1',
    conflict,
  })),
  'panel-reply-recorded': [{ type: 'panel-reply-recorded', ...inStage1, coming: 'represented' }],
  'panel-papers-chosen': [{ type: 'panel-papers-chosen', ...inStage1, papers: ['complaint', 'letter-4'] }],
  'panel-papers-sent': [true, false].map((toComplainant) => ({
    type: 'panel-papers-sent',
    ...inStage1,
    papers: ['complaint'],
    to: ['p1'],
    toComplainant,
  })),
  'panel-minutes-kept': [{ type: 'panel-minutes-kept', ...inStage1, attended: ['p1'] }],
  'comment-answered': [{ type: 'comment-answered', ...inStage1, comment: 2, answer: 'accepted-in-part' }],
  'authority-recorded': [true, false].map((given) => ({ type: 'authority-recorded', given })),
};

test('every kind of event can be told', () => {
  for (const body of Object.values(EVERY).flat()) assert.doesNotMatch(tell(body), /undefined|[{}]/, body.type);
});

test('no line is left over', () => {
  const source = readFileSync(new URL('./describe-event.ts', import.meta.url), 'utf8');
  const known = new Set([...Object.keys(EVERY), 'lapsed']);
  const unused = Object.keys(texts.events).filter((key) => {
    const [type = '', variant] = key.split('.');
    return !known.has(type) || (variant !== undefined && !source.includes(`'${variant}'`));
  });
  assert.deepEqual(unused, []);
  assert.deepEqual(
    [...known].filter((type) => texts.events[type] === undefined),
    [],
  );
});
