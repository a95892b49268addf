import { randomUUID } from 'node:crypto';
import { addCalendarDays, type IsoDate, localDateOf } from '../../engine/index.ts';
import type { Database } from '../store/open-database.ts';
import { runOnStream } from '../store/run-command.ts';
import type { NewEvent } from '../store/stored-event.ts';
import {
  evolveTeams,
  type Membership,
  memberJoined,
  memberLeft,
  TEAMS_STREAM,
  type Team,
  type TeamSettings,
  teamChanged,
  teamClosed,
  teamMade,
  teamOpened,
  teamProjection,
  teamRenamed,
} from './team-events.ts';

export type TeamRefusal = 'not-there' | 'name-taken' | 'closed' | 'member-already' | 'ends-before-it-begins';
export type TeamOutcome = { readonly done: string } | { readonly refused: TeamRefusal };

/** The teams of every organisation. `by` is the id of who does it. */
export type Teams = {
  /** All of them by name, those closed among them. */
  readonly list: (organisation: string) => Promise<readonly Team[]>;
  readonly make: (organisation: string, team: { name: string } & TeamSettings, by: string) => Promise<TeamOutcome>;
  readonly change: (
    organisation: string,
    id: string,
    team: { name: string } & TeamSettings,
    by: string,
  ) => Promise<TeamOutcome>;
  readonly join: (organisation: string, id: string, member: Membership, by: string) => Promise<TeamOutcome>;
  /** Today is their last day; who joined today or later is taken back. */
  readonly leave: (organisation: string, id: string, person: string, by: string) => Promise<TeamOutcome>;
  readonly close: (organisation: string, id: string, by: string) => Promise<TeamOutcome>;
  readonly open: (organisation: string, id: string, by: string) => Promise<TeamOutcome>;
};

type Parts = { readonly database: Database; readonly now: () => string };

/** Opens the teams of an installation over the store. */
export function openTeams(parts: Parts): Teams {
  return {
    list: (organisation) => listTeams(parts, organisation),
    make: (organisation, { name, ...settings }, by) => {
      const id = randomUUID();
      return decide(parts, { organisation, id, by }, (teams, _team, today) =>
        isTaken(teams, name) ? { refused: 'name-taken' } : { events: [teamMade(today, id, name.trim(), settings)] },
      );
    },
    change: (organisation, id, { name, ...settings }, by) =>
      decide(parts, { organisation, id, by }, (teams, team, today) => {
        if (!team) return { refused: 'not-there' };
        if (isTaken(teams, name, id)) return { refused: 'name-taken' };
        return { events: describeChange(team, name.trim(), settings, today) };
      }),
    join: (organisation, id, member, by) =>
      decide(parts, { organisation, id, by }, (_teams, team, today) => decideJoin(team, member, today)),
    leave: (organisation, id, person, by) =>
      decide(parts, { organisation, id, by }, (_teams, team, today) => decideLeave(team, person, today)),
    close: (organisation, id, by) =>
      decide(parts, { organisation, id, by }, (_teams, team, today) => {
        if (!team) return { refused: 'not-there' };
        return team.closedOn === undefined ? { events: [teamClosed(today, id)] } : { refused: 'closed' };
      }),
    open: (organisation, id, by) =>
      decide(parts, { organisation, id, by }, (_teams, team, today) =>
        team?.closedOn === undefined ? { refused: 'not-there' } : { events: [teamOpened(today, id)] },
      ),
  };
}

type Decided = { readonly events: NewEvent[] } | { readonly refused: TeamRefusal };
type Whose = { readonly organisation: string; readonly id: string; readonly by: string };

async function decide(
  { database, now }: Parts,
  { organisation, id, by }: Whose,
  wanted: (teams: readonly Team[], team: Team | undefined, today: IsoDate) => Decided,
): Promise<TeamOutcome> {
  const at = now();
  const stream = { database, organisation, stream: TEAMS_STREAM, actor: by, now: at, projections: [teamProjection] };
  const outcome = await runOnStream<TeamRefusal>({ ...stream, kind: 'decides' }, (events) => {
    const teams = evolveTeams(events);
    const decided = wanted(
      teams,
      teams.find((team) => team.id === id),
      localDateOf(at) as IsoDate,
    );
    return 'refused' in decided ? { refused: [decided.refused] } : decided;
  });
  return 'refused' in outcome ? { refused: outcome.refused[0] ?? 'not-there' } : { done: id };
}

/** Of two teams at work none has the name of the other. */
const isTaken = (teams: readonly Team[], name: string, besides?: string): boolean =>
  teams.some(
    (team) =>
      team.id !== besides && team.closedOn === undefined && team.name.toLowerCase() === name.trim().toLowerCase(),
  );

/** Only what differs is recorded. */
function describeChange(team: Team, name: string, settings: TeamSettings, today: IsoDate): NewEvent[] {
  const same =
    team.leader === settings.leader && [...team.services].sort().join() === [...settings.services].sort().join();
  return [
    ...(name === team.name ? [] : [teamRenamed(today, team.id, name)]),
    ...(same ? [] : [teamChanged(today, team.id, settings)]),
  ];
}

function decideJoin(team: Team | undefined, member: Membership, today: IsoDate): Decided {
  if (!team) return { refused: 'not-there' };
  if (team.closedOn !== undefined) return { refused: 'closed' };
  const { person, from, to = '9999-12-31' } = member;
  if (to < from) return { refused: 'ends-before-it-begins' };
  const overlaps = team.members.some(
    (one) => one.person === person && one.from <= to && from <= (one.to ?? '9999-12-31'),
  );
  return overlaps ? { refused: 'member-already' } : { events: [memberJoined(today, team.id, member)] };
}

function decideLeave(team: Team | undefined, person: string, today: IsoDate): Decided {
  const open = team?.members.filter((one) => one.person === person && (one.to === undefined || one.to > today)) ?? [];
  if (!team || open.length === 0) return { refused: 'not-there' };
  const last = open.some(({ from }) => from < today) ? today : addCalendarDays(today, -1);
  return { events: [memberLeft(today, team.id, person, last)] };
}

async function listTeams({ database }: Parts, organisation: string): Promise<readonly Team[]> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx.selectFrom('team').selectAll().where('organisation', '=', organisation).execute(),
  );
  const teams = rows.map(
    (row): Team => ({
      id: row.team_id,
      name: row.name || 'Team without a name',
      services: row.services as string[],
      leader: row.leader ?? undefined,
      members: row.members as unknown as Membership[],
      madeOn: row.made_on as IsoDate,
      closedOn: (row.closed_on ?? undefined) as IsoDate | undefined,
    }),
  );
  return teams.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** Who belongs to a team on a day: its members and whoever leads it. */
export function listMembers({ members, leader }: Team, on: IsoDate): readonly string[] {
  const present = members.filter(({ from, to }) => from <= on && (to === undefined || on <= to));
  return [...new Set([...(leader === undefined ? [] : [leader]), ...present.map(({ person }) => person)])];
}

/** The teams at work that a person belongs to on a day. */
export const findTeamsOf = (teams: readonly Team[], person: string, on: IsoDate): readonly Team[] =>
  teams.filter((team) => team.closedOn === undefined && listMembers(team, on).includes(person));
