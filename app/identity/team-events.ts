import type { IsoDate } from '../../engine/index.ts';
import type { Projection } from '../store/projections.ts';
import { saveReadModels } from '../store/save-read-models.ts';
import type { JsonObject, NewEvent, StoredEvent, StoredEventWithTexts } from '../store/stored-event.ts';

/** Where the teams of an organisation are recorded. */
export const TEAMS_STREAM = 'organisation:teams';

/** Somebody belongs to a team from a day on, to another where that is set; both days included. */
export type Membership = { readonly person: string; readonly from: IsoDate; readonly to?: IsoDate | undefined };

/** People who work together: what they have, and what nobody has of the services they look after, is the team's work. */
export type Team = {
  readonly id: string;
  readonly name: string;
  /** Services whose cases nobody has are the team's to give out. */
  readonly services: readonly string[];
  readonly leader: string | undefined;
  readonly members: readonly Membership[];
  readonly madeOn: IsoDate;
  readonly closedOn: IsoDate | undefined;
};

export type TeamSettings = Pick<Team, 'services' | 'leader'>;

/** A team was made. Its name is kept apart from the event: people name teams after people. */
export const teamMade = (on: string, id: string, name: string, { services, leader }: TeamSettings): NewEvent => ({
  type: 'team-made',
  data: { team: id, services: [...services], ...(leader !== undefined && { leader }) },
  texts: { name },
  happenedOn: on,
});

export const teamRenamed = (on: string, id: string, name: string): NewEvent => ({
  type: 'team-renamed',
  data: { team: id },
  texts: { name },
  happenedOn: on,
});

/** What it looks after, or who leads it, changed: both as they are from now on. */
export const teamChanged = (on: string, id: string, { services, leader }: TeamSettings): NewEvent => ({
  type: 'team-changed',
  data: { team: id, services: [...services], ...(leader !== undefined && { leader }) },
  happenedOn: on,
});

export const memberJoined = (on: string, id: string, { person, from, to }: Membership): NewEvent => ({
  type: 'team-member-joined',
  data: { team: id, person, from, ...(to !== undefined && { to }) },
  happenedOn: on,
});

/** Somebody's last day in a team. One before their first takes the membership back. */
export const memberLeft = (on: string, id: string, person: string, to: IsoDate): NewEvent => ({
  type: 'team-member-left',
  data: { team: id, person, to },
  happenedOn: on,
});

export const teamClosed = (on: string, id: string): NewEvent => ({
  type: 'team-closed',
  data: { team: id },
  happenedOn: on,
});

export const teamOpened = (on: string, id: string): NewEvent => ({
  type: 'team-opened-again',
  data: { team: id },
  happenedOn: on,
});

/** The teams that the events of their stream amount to, in the order they were made; a name that was deleted is blank. */
export function evolveTeams(events: readonly (StoredEvent | StoredEventWithTexts)[]): readonly Team[] {
  const teams = new Map<string, Team>();
  for (const event of events) {
    const { team: id } = event.data as { team: string };
    const changed = applyEvent(teams.get(id), id, event);
    if (changed) teams.set(id, changed);
  }
  return [...teams.values()];
}

type Data = { readonly services?: string[]; readonly leader?: string } & Membership;

function applyEvent(team: Team | undefined, id: string, event: StoredEvent | StoredEventWithTexts): Team | undefined {
  const { services = [], leader, person, from, to } = event.data as unknown as Data;
  const name = ('texts' in event && event.texts['name']) || '';
  const on = event.happenedOn as IsoDate;
  if (event.type === 'team-made') return { id, name, services, leader, members: [], madeOn: on, closedOn: undefined };
  if (!team) return undefined;
  switch (event.type) {
    case 'team-renamed':
      return { ...team, name };
    case 'team-changed':
      return { ...team, services, leader };
    case 'team-member-joined':
      return { ...team, members: [...team.members, { person, from, ...(to !== undefined && { to }) }] };
    case 'team-member-left':
      return { ...team, members: team.members.flatMap((one) => endMembership(one, person, to ?? on)) };
    case 'team-closed':
      return { ...team, closedOn: on };
    case 'team-opened-again':
      return { ...team, closedOn: undefined };
    default:
      return team;
  }
}

/** Those of this person that had not ended: they end on this day, and are gone where they had not begun. */
function endMembership(one: Membership, person: string, to: IsoDate): readonly Membership[] {
  if (one.person !== person || (one.to !== undefined && one.to <= to)) return [one];
  return one.from > to ? [] : [{ ...one, to }];
}

/** Keeps the teams of each organisation as a table. */
export const teamProjection: Projection = {
  name: 'teams',
  tables: ['team'],
  withTexts: true,
  async apply(tx, organisation, stream, events) {
    if (stream !== TEAMS_STREAM) return;
    const rows = evolveTeams(events).map(({ id, name, services, leader, members, madeOn, closedOn }) => ({
      ...{ team_id: id, name, services: [...services], leader: leader ?? null, made_on: madeOn },
      members: JSON.parse(JSON.stringify(members)) as JsonObject[],
      closed_on: closedOn ?? null,
    }));
    await saveReadModels(tx, organisation, {}, { team: rows });
  },
};
