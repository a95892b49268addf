// Housing Plus: the people and beginnings that its clause tests share.
import {
  acknowledged,
  contacted,
  defined,
  findingRecorded,
  person,
  received,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

export const PACK = 'housing-plus';
export const ada = person('ada', ['customer-advocacy-officer']);
export const amir = person('amir', ['customer-advocacy-officer']);
export const sona = person('sona', ['senior-advocacy-officer']);
export const sid = person('sid', ['senior-advocacy-officer']);
export const hal = person('hal', ['head-of-service@homes-plus']);
export const hope = person('hope', ['head-of-service@severn-homes']);
export const rita = person('rita', ['head-of-regulated-care']);
export const dana = person('dana', ['director-of-housing']);
export const dov = person('dov', ['director-of-service@care-plus']);
export const dee = person('dee', ['director-of-service@county-town-homes']);
export const exa = person('exa', ['executive-director']);
export const ewan = person('ewan', ['executive-director']);
export const guard = person('guard', ['safeguarding-lead']);

export const landlord = (service = 'homes-plus'): Promise<UnderPolicy> => underPolicy(PACK, { service });

export const NOT_UPHELD = { findings: { 1: { finding: 'not-upheld' } } };

/** Received on Wednesday 25 March 2026, acknowledged on the next day: Easter falls within the ten working days. */
export async function receivedBeforeEaster(service?: string, facts: object = {}): Promise<UnderPolicy> {
  return (await landlord(service)).given(
    received('2026-03-25', { ...facts }),
    defined('2026-03-26', undefined, { by: ada }),
    acknowledged('2026-03-26', undefined, { by: ada }),
  );
}

/** Who answers for the case: the head of the service complained about, and an advocacy officer. */
export const leads = (head = hal, officer = ada): Record<string, unknown> => ({
  'seats.head-of-service': head.id,
  'seats.advocacy-officer': officer.id,
  'seat-roles': { 'head-of-service': head.roles, 'advocacy-officer': officer.roles },
});

/** The two named, the complaint talked through, and the way of the answer agreed: only looking into it is left. */
export async function readyToInvestigate(service?: string, head = hal, facts: object = {}): Promise<UnderPolicy> {
  return (await receivedBeforeEaster(service, facts)).given(
    stepDone('2026-03-27', 'name-leads', leads(head), { by: ada }),
    contacted('2026-03-30', { reached: true }, { by: ada }),
    stepDone('2026-03-30', 'agree-answer-way', { 'answer-way': 'letter' }, { by: ada }),
  );
}

/** Found on by the head and approved by both: only the Stage 1 response is left, due on Friday 10 April. */
export async function approved(service?: string, head = hal): Promise<UnderPolicy> {
  return (await readyToInvestigate(service, head)).given(
    findingRecorded('2026-04-02', NOT_UPHELD, { by: head }),
    stepDone('2026-04-08', 'approve-by-head', {}, { by: head }),
    stepDone('2026-04-08', 'approve-by-officer', {}, { by: ada }),
  );
}
