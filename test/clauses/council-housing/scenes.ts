// Beginnings that the tests of the council's clauses share. March 2026 has no bank holiday before Easter.
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  findingRecorded,
  person,
  promised,
  received,
  responseIssued,
  stepDone,
  type TestHappening,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

export const PACK = 'council-housing';

export const cora = person('cora', ['complaints-officer']);
/** May review as well, so that it is the part she took, not her post, that keeps her from it. */
export const ines = person('ines', ['investigating-officer', 'reviewing-officer']);
export const rhea = person('rhea', ['reviewing-officer']);
export const mo = person('mo', ['complaints-manager']);

export type Finding = 'upheld' | 'partially-upheld' | 'not-upheld';
export const found = (finding: Finding): Record<string, unknown> => ({ findings: { 1: { finding } } });

export const ACTION = {
  kind: 'works-or-services',
  what: 'Mend the roof',
  owner: 'ines',
  due: '2026-04-30',
  contact: '01632 960200',
};

/** Received, allocated and acknowledged on Monday 2 March 2026. */
export async function acknowledgedAtOnce(
  service: 'housing' | 'other' = 'housing',
  answers: Record<string, unknown> = {},
): Promise<UnderPolicy> {
  const about = service === 'housing' ? { 'housing-subject': 'repairs', 'preferred-contact': 'e-mail' } : {};
  return (await underPolicy(PACK)).given(
    received('2026-03-02', { channel: 'letter', service, ...about, ...answers }),
    defined('2026-03-02', { points: [{ text: 'The roof leaks' }], 'outcome-sought': 'Mend it' }, { by: cora }),
    allocated('2026-03-02', { to: 'ines' }, { by: cora }),
    acknowledged('2026-03-02', undefined, { by: cora }),
  );
}

/** Found on, and the fault told, on Thursday 5 March. */
export async function investigated(
  finding: Finding = 'not-upheld',
  service: 'housing' | 'other' = 'housing',
): Promise<UnderPolicy> {
  return (await acknowledgedAtOnce(service)).given(
    findingRecorded('2026-03-05', found(finding), { by: ines }),
    fault('2026-03-05', 1, finding === 'not-upheld' ? 'no' : 'yes'),
    ...(finding === 'not-upheld' ? [] : [promised('2026-03-05', ACTION, { by: ines })]),
  );
}

export const fault = (on: string, stage: 1 | 2, answer: string): TestHappening =>
  stepDone(on, 'say-whether-at-fault', { [`stage-${stage}-at-fault`]: answer }, { by: stage === 1 ? ines : rhea });

export const discussed = (on: string, stage: 1 | 2, opportunity: string): TestHappening =>
  stepDone(
    on,
    'discuss',
    { [`stage-${stage}-opportunity`]: opportunity, [`stage-${stage}-discussion`]: 'We rang three times in one week.' },
    { by: stage === 1 ? ines : rhea },
  );

export const draftSent = (on: string, given: Record<string, unknown> = {}, by = ines): TestHappening => ({
  what: 'drafted',
  on,
  with: { ...given },
  by,
});

export const commented = (on: string, given: Record<string, unknown> = {}): TestHappening => ({
  what: 'draft-commented',
  on,
  with: { comment: 'The second date is wrong.', ...given },
});

/** No conversation was possible: the draft goes on the fifth working day, Monday 9 March, with comments until the 16th. */
export async function withDraftOut(finding: Finding = 'not-upheld'): Promise<UnderPolicy> {
  return (await investigated(finding)).given(discussed('2026-03-09', 1, 'not-possible'), draftSent('2026-03-09'));
}

/** Everything done at Stage 1 but the answer. */
export async function readyToAnswer(
  finding: Finding = 'not-upheld',
  service: 'housing' | 'other' = 'housing',
): Promise<UnderPolicy> {
  const scene = await investigated(finding, service);
  return service === 'other' ? scene : scene.given(discussed('2026-03-09', 1, 'declined'));
}

/** Answered at Stage 1 on Tuesday 10 March; a review asked for, allocated and acknowledged on Tuesday 5 May. */
export async function atStageTwo(service: 'housing' | 'other' = 'housing'): Promise<UnderPolicy> {
  return (await readyToAnswer('not-upheld', service)).given(
    responseIssued('2026-03-10', undefined, { by: ines }),
    escalationRequested('2026-05-05'),
    defined('2026-05-05', undefined, { by: cora }),
    allocated('2026-05-05', { to: 'rhea' }, { by: cora }),
    acknowledged('2026-05-05', undefined, { by: cora }),
  );
}

/** Everything done at Stage 2 but the answer and, for housing, the opportunity to discuss. */
export async function reviewed(
  finding: Finding = 'not-upheld',
  service: 'housing' | 'other' = 'housing',
): Promise<UnderPolicy> {
  return (await atStageTwo(service)).given(
    findingRecorded('2026-05-08', found(finding), { by: rhea }),
    fault('2026-05-08', 2, finding === 'not-upheld' ? 'no' : 'yes'),
    ...(finding === 'not-upheld' ? [] : [promised('2026-05-08', ACTION, { by: rhea })]),
  );
}
