// Every kind of event is for the landlord alone or may be told to the complainant, by its kind and by no flag.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { underPolicy } from '../../test/support/under-policy.ts';
import type { CaseEvent, EventType } from '../case/events.ts';
import type { Policy } from '../policy/schema.ts';
import { isInternal } from './is-internal.ts';

/** Said here once more, by hand: a kind that comes in must be thought about in both places. */
const INSIDE: { readonly [T in EventType]: boolean } = {
  received: false,
  forwarded: true,
  classified: false,
  merged: false,
  'taken-in': true,
  'not-ours': false,
  'kept-apart': true,
  'facts-recorded': false,
  defined: false,
  'definition-confirmed': false,
  acknowledged: false,
  allocated: false,
  contacted: false,
  'step-done': false,
  'finding-recorded': true,
  'point-added': false,
  'point-withdrawn': false,
  drafted: true,
  'draft-commented': false,
  extended: false,
  'time-agreed': false,
  'update-sent': false,
  'verbal-response-given': false,
  'response-issued': false,
  'escalation-requested': false,
  'escalation-accepted': false,
  'escalation-refused': false,
  'time-limit-decided': false,
  'complaint-refused': false,
  referred: false,
  'promise-made': false,
  'promise-updated': false,
  'promise-kept': false,
  'payment-made': false,
  'award-asked': true,
  'award-decided': true,
  'learning-noted': true,
  withdrawn: false,
  closed: false,
  reopened: false,
  noted: true,
  'question-set': true,
  'evidence-added': true,
  interviewed: true,
  visited: true,
  'evidence-withdrawn': true,
  'evidence-shared': false,
  'colleague-contacted': true,
  'outsider-contacted': true,
  'information-requested': true,
  'information-chased': true,
  'information-received': true,
  'information-put-off': true,
  'information-due-moved': true,
  'information-settled': true,
  'information-withdrawn': true,
  'contact-plan-set': true,
  'contact-plan-ended': true,
  'requirement-recorded': true,
  'requirement-updated': true,
  'requirement-met': true,
  corrected: true,
  voided: true,
  'procedure-changed': false,
  linked: false,
  'ombudsman-contacted': false,
  'representative-named': false,
  'authority-recorded': false,
  'supporter-named': false,
  'resident-joined': false,
  'resident-left': false,
  'details-recorded': false,
  'copy-sent': false,
  'incident-recorded': true,
  'contact-restricted': false,
  'restriction-reasoned': true,
  'restriction-reviewed': true,
  'case-restricted': true,
  'case-restriction-lifted': true,
  'case-opened-to': true,
  'panel-days-proposed': true,
  'panel-availability-given': true,
  'interest-declared': true,
  'panel-reply-recorded': true,
  'panel-papers-chosen': true,
  'panel-papers-sent': true,
  'panel-minutes-kept': true,
  'comment-answered': true,
};

describe('who an event is for', () => {
  let policy: Policy;
  before(async () => {
    policy = (await underPolicy('anytown-homes')).policy;
  });
  const make = (type: string, more: object = {}): CaseEvent =>
    ({ type, facts: {}, step: 'a-step', ...more }) as unknown as CaseEvent;

  for (const [type, inside] of Object.entries(INSIDE))
    test(`${type} ${inside ? 'stays inside' : 'may be told'}`, () =>
      assert.equal(isInternal(policy, make(type)), inside));

  test('a draft that went for comment may be told', () =>
    assert.equal(isInternal(policy, make('drafted', { forComment: true })), false));

  test('a kind of event that is not known here stays inside', () =>
    assert.equal(isInternal(policy, make('made-by-a-newer-release')), true));
});
