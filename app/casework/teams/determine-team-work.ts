import type { IsoDate } from '../../../engine/index.ts';
import type { Team } from '../../identity/team-events.ts';
import { listMembers } from '../../identity/teams.ts';
import type { TeamWork } from '../../store/cases/is-work-of-team.ts';

/** The work of the team with an id, by who belongs to it on a day; undefined for no team, nothing for one that is gone. */
export function determineTeamWork(teams: readonly Team[], id: string | undefined, on: IsoDate): TeamWork | undefined {
  if (id === undefined) return undefined;
  const team = teams.find((one) => one.id === id);
  return team ? { people: listMembers(team, on), services: team.services } : { people: [], services: [] };
}

/** The teams to choose from: those at work, and the one that is chosen though it was closed since. */
export function offerTeams(teams: readonly Team[], chosen: string | undefined): { value: string; text: string }[] {
  return teams
    .filter(({ id, closedOn }) => closedOn === undefined || id === chosen)
    .map(({ id, name, closedOn }) => ({ value: id, text: closedOn === undefined ? name : `${name} (closed)` }));
}
