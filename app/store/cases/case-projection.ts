import {
  determineReach,
  determineStanding,
  findHandler,
  findPanelStanding,
  findSatisfaction,
  findWaitingRequest,
  type IsoDate,
  isUntriaged,
  isWaiting,
  listPanelMembers,
  localDateOf,
  type Standing,
} from '../../../engine/index.ts';
import type { Projection } from '../projections.ts';
import { saveReadModels } from '../save-read-models.ts';
import type { JsonObject, StoredEvent } from '../stored-event.ts';
import { getOrigin, toCaseEvent } from './case-events.ts';
import type { CasePolicies } from './case-policies.ts';
import { describeWork } from './describe-work.ts';

export const CASE_STREAM = 'case:';

/**
 * Keeps the lists in step with the events of a case: the case itself, its running clocks, points, promises, duties and
 * learning. It looks on the day of the last recording, so that a rebuild comes out equal; pages that show what lapsed
 * since then determine the standing afresh.
 */
export function makeCaseProjection(policies: CasePolicies): Projection {
  return {
    name: 'cases',
    tables: [
      'case_list',
      'running_clock',
      'point',
      'action',
      'duty',
      'awaited',
      'learning',
      'inbox_item',
      'satisfaction',
      'panel_member',
    ],
    async apply(tx, organisation, stream, events) {
      if (!stream.startsWith(CASE_STREAM) || events.length === 0) return;
      const caseId = stream.slice(CASE_STREAM.length);
      const { standing, on } = determineStandingOf(policies, events);
      await saveReadModels(
        tx,
        organisation,
        { case_id: caseId },
        {
          case_list: [describeCase(caseId, standing, events)],
          running_clock: describeClocks(caseId, standing),
          point: describePoints(caseId, standing),
          action: describePromises(caseId, standing),
          ...describeWork(caseId, standing, on),
          learning: describeLearning(caseId, standing, events),
          inbox_item: describeInboxItem(caseId, standing),
          satisfaction: describeSatisfaction(caseId, standing),
          panel_member: describePanelMembers(caseId, standing),
        },
      );
    },
  };
}

/** The standing on the day of the last recording, and on any other day. */
function determineStandingOf(policies: CasePolicies, stored: readonly StoredEvent[]) {
  const { pack, packVersion } = getOrigin(stored);
  const policy = policies.get(pack, packVersion);
  const events = stored.map(toCaseEvent);
  const on = (day: IsoDate): Standing => determineStanding(policy, policies.calendarFor(policy), events, { on: day });
  return { standing: on(localDateOf(stored.at(-1)?.recordedAt ?? '') as IsoDate), on };
}

function describeCase(caseId: string, standing: Standing, events: readonly StoredEvent[]) {
  const { state, nextDue } = standing;
  const origin = getOrigin(events);
  const { barred, only } = determineReach(standing);
  return {
    case_id: caseId,
    reference: origin.reference,
    pack: origin.pack,
    pack_version: origin.packVersion,
    service: state.service ?? null,
    stage: state.visits.at(-1)?.stage ?? null,
    status: state.status,
    kind: state.kind ?? 'complaint',
    received_on: state.received?.on ?? events[0]?.happenedOn ?? '',
    handler: findHandler(state) ?? null,
    // A request that waits for a decision has no clock yet; by the day it was made it stands in its place among what is due.
    next_due: nextDue?.due ?? findWaitingRequest(state)?.on ?? null,
    next_due_clock: nextDue?.id ?? null,
    late: nextDue?.state === 'late',
    restricted: barred.length > 0 || only !== undefined,
    standing: {
      outcome: state.outcome ?? null,
      restrictedPeople: [...barred],
      reach: only ? { roles: [...only.roles], people: [...only.people] } : null,
    } as JsonObject,
    version: events.length,
    channel: state.channel ?? null,
  };
}

/** One while it waits to be sorted, by the day of first contact. */
const describeInboxItem = (caseId: string, { state }: Standing) =>
  isUntriaged(state) && state.received
    ? [
        {
          case_id: caseId,
          received_on: state.received.on,
          received_at: state.received.at ?? null,
          channel: state.channel ?? 'other',
        },
      ]
    : [];

/** One from the first response on, where the procedure asks. */
function describeSatisfaction(caseId: string, standing: Standing) {
  const found = findSatisfaction(standing);
  if (!found) return [];
  const { answeredOn, answer, saidOn } = found;
  const service = standing.state.service ?? null;
  return [{ case_id: caseId, service, answered_on: answeredOn, answer: answer ?? null, said_on: saidOn ?? null }];
}

const describeClocks = (caseId: string, standing: Standing) =>
  standing.clocks.filter(isWaiting).map((clock) => ({
    case_id: caseId,
    clock_id: clock.id,
    name: clock.name,
    stage: clock.stage,
    due: clock.due ?? null,
    due_at: clock.dueAt ?? null,
    state: clock.state,
  }));

const describePoints = (caseId: string, { state }: Standing) =>
  state.points.map((point) => ({
    case_id: caseId,
    point_id: String(point.n),
    number: point.n,
    state: point.withdrawn ? 'withdrawn' : 'open',
    finding: Object.values(point.findings).at(-1) ?? null,
    details: { addedIn: point.addedIn } as JsonObject,
  }));

const describePromises = (caseId: string, { state }: Standing) =>
  state.promises.map((promise) => ({
    case_id: caseId,
    action_id: String(promise.promise),
    owner: promise.owner ?? null,
    due: promise.due ?? null,
    state: promise.kept ? 'kept' : 'open',
    kept_on: promise.kept?.on ?? null,
    details: { kind: promise.head, pence: promise.pence ?? null, paid: promise.paid } as JsonObject,
  }));

function describePanelMembers(caseId: string, standing: Standing) {
  const panel = findPanelStanding(standing);
  const day = panel?.day ?? panel?.arranged?.proposed?.due ?? null;
  return listPanelMembers(standing).map((person) => ({ case_id: caseId, person, day }));
}

function describeLearning(caseId: string, { state }: Standing, events: readonly StoredEvent[]) {
  const noted = events.findLast((event) => event.type === 'learning-noted');
  if (!noted || state.learning === 'none-yet') return [];
  const details = { recording: noted.version } as JsonObject;
  return [
    { case_id: caseId, learning_id: '1', theme: null, state: state.learning, noted_on: noted.happenedOn, details },
  ];
}
