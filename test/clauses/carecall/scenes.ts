// Carecall: the beginnings that its clause tests share.
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  findingRecorded,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

export const PACK = 'carecall';
export const fay = person('fay', ['customer-feedback-team']);
export const fin = person('fin', ['customer-feedback-team']);
export const sam = person('sam', ['service-manager']);
export const mo = person('mo', ['manager']);
export const sen = person('sen', ['senior-manager']);
export const sue = person('sue', ['senior-manager']);

export const carecall = (service = 'with-home'): Promise<UnderPolicy> => underPolicy(PACK, { service });

/** Nothing found wrong with any of so many points. */
export const notUpheld = (points = 1): object =>
  Object.fromEntries(Array.from({ length: points }, (_, index) => [index + 1, { finding: 'not-upheld' }]));

/** The three things asked for before the investigation, all on one day. */
export const CLARIFY = { 'what-the-complaint-is': 'The alarm rang and nobody came' };
export const ASK_REMEDY = { 'remedy-named': 'named', 'remedy-sought': 'An apology and a new alarm' };
export const CONFIRM = { 'details-confirmed-by': 'spoken' };

/** Received on Wednesday 25 March 2026, acknowledged on the next day: Easter falls within the ten working days. */
export async function receivedBeforeEaster(service?: string, points = 1): Promise<UnderPolicy> {
  const texts = Array.from({ length: points }, (_, index) => ({ text: `Point ${index + 1}` }));
  return (await carecall(service)).given(
    received('2026-03-25'),
    defined('2026-03-26', { points: texts }, { by: fay }),
    acknowledged('2026-03-26', undefined, { by: fay }),
  );
}

/** Clarified, asked, confirmed, and taken by Fay of the team: only looking into it is left to do. */
export async function readyToInvestigate(service?: string, points = 1): Promise<UnderPolicy> {
  return (await receivedBeforeEaster(service, points)).given(
    stepDone('2026-03-26', 'clarify', CLARIFY, { by: fay }),
    stepDone('2026-03-26', 'ask-remedy', ASK_REMEDY, { by: fay }),
    stepDone('2026-03-26', 'confirm-details', CONFIRM, { by: fay }),
    allocated('2026-03-27', { step: 'take-the-case', to: 'fay', 'to-roles': fay.roles }, { by: fay }),
  );
}

/** Looked into, written by Fay and not yet checked. */
export async function written(service?: string, points = 1): Promise<UnderPolicy> {
  return (await readyToInvestigate(service, points)).given(
    findingRecorded('2026-04-02', { findings: notUpheld(points) }, { by: fay }),
    { what: 'drafted', on: '2026-04-08', by: fay },
  );
}

/** Checked by Fin: only the Stage 1 reply is left to send, which is due on Friday 10 April. */
export async function checked(service?: string, points = 1): Promise<UnderPolicy> {
  return (await written(service, points)).given(
    stepDone('2026-04-09', 'quality-check', { outcome: 'passed' }, { by: fin }),
  );
}

/** Answered at Stage 1 on 10 April 2026. */
export async function answered(service?: string, points = 1): Promise<UnderPolicy> {
  return (await checked(service, points)).given(responseIssued('2026-04-10', undefined, { by: fay }));
}

/** Stage 2 asked for on Monday 20 April 2026, acknowledged on the next day: due on Tuesday 19 May. */
export async function atStageTwo(service?: string, points = 1): Promise<UnderPolicy> {
  return (await answered(service, points)).given(
    escalationRequested('2026-04-20'),
    acknowledged('2026-04-21', undefined, { by: fin }),
  );
}

/** Clarified and asked afresh at Stage 2. */
export async function askedAfresh(service?: string, points = 1): Promise<UnderPolicy> {
  return (await atStageTwo(service, points)).given(
    stepDone('2026-04-22', 'clarify-again', { 'what-is-unresolved': 'It failed again' }, { by: fin }),
    stepDone('2026-04-22', 'ask-remedy-again', { 'remedy-named-now': 'none-named' }, { by: fin }),
  );
}

export const tess = person('tess', ['tenant-representative']);

/** Who sits on the panel, and since when the tenant has had the training; without a day, never. */
export const seats = (manager: { id: string; roles: object } = sue, trainedOn: string | undefined = '2025-01-31') => ({
  'seats.senior-manager': manager.id,
  'seats.tenant': tess.id,
  'seat-roles': {
    'senior-manager': manager.roles,
    tenant: [{ role: 'tenant-representative', ...(trainedOn && { trainedOn }) }],
  },
});

/** A panel talked through with the complainant and arranged for 6 May 2026. */
export async function panelArranged(service?: string, points = 1): Promise<UnderPolicy> {
  return (await askedAfresh(service, points)).given(
    stepDone('2026-04-22', 'talk-panel-through', { 'panel-choice': 'panel' }, { by: fin }),
    stepDone('2026-04-23', 'arrange-panel', { ...seats(), 'panel-on': '2026-05-06' }, { by: fin }),
  );
}

/** Everything done at Stage 2 but its reply. */
export async function decidedAtStageTwo(service?: string): Promise<UnderPolicy> {
  return (await panelArranged(service)).given(
    stepDone('2026-05-06', 'panel-meets', { 'panel-heard-them': 'took-part' }, { by: sue }),
    stepDone('2026-05-06', 'seek-resolution', { resolution: 'not-agreed', 'who-agreed': 'Nobody' }, { by: sue }),
    findingRecorded('2026-05-07', { findings: notUpheld() }, { by: sue }),
    { what: 'drafted', on: '2026-05-08', by: sue },
    stepDone('2026-05-11', 'quality-check', { outcome: 'passed' }, { by: fin }),
  );
}
