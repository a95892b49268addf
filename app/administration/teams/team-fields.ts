import type { FastifyRequest } from 'fastify';
import type { TeamRefusal } from '../../identity/teams.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { Field, FormContext } from '../../web/forms.ts';
import { findOrganisation } from '../calendar/find-organisation.ts';

/** What each refusal says, at the field that it is about. */
export const TEAM_REFUSED: Readonly<Record<TeamRefusal, { readonly field: string; readonly message: string }>> = {
  'not-there': { field: '', message: 'This is not there any more. Somebody else may have changed the team just now' },
  'name-taken': { field: 'name', message: 'There is a team of this name already. Choose another name' },
  closed: { field: '', message: 'This team is closed. Open it again first' },
  'member-already': { field: 'person', message: 'This person is in the team on these days already. Choose other days' },
  'ends-before-it-begins': { field: 'to-day', message: 'The last day must be the first day or later' },
};

/** Everybody whose account is open; and who leads the team now, so that saving something else does not take them away. */
export async function offerStaff(parts: AppParts, request: FastifyRequest, leader?: string): Promise<FormContext> {
  const people = await parts.people.list(findOrganisation(parts, request).id);
  return {
    people: people
      .filter(({ id, state }) => state === 'active' || id === leader)
      .map(({ id, name, state }) => ({ value: id, label: state === 'active' ? name : `${name} (account closed)` })),
  };
}

/** What an administrator says of a team: what it is called, who leads it, what it looks after. */
export function listTeamFields(parts: AppParts, request: FastifyRequest): readonly Field[] {
  const { services } = findOrganisation(parts, request).policy.pack;
  return [
    { kind: 'text', name: 'name', label: 'What is the team called?', required: true },
    {
      kind: 'person',
      name: 'leader',
      label: 'Who leads it?',
      hint: 'Counts as one of the team.',
      required: false,
    },
    {
      kind: 'choices',
      name: 'services',
      label: 'Which services does it look after?',
      hint: 'Cases of these that nobody has yet, and what comes into the inbox, stand on the team’s lists. With none chosen the team sees what its people have.',
      required: false,
      options: services.map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
}

/** The same as they were typed and read. */
export function readTeam(values: Readonly<Record<string, unknown>>) {
  const { leader, services } = values;
  return {
    name: String(values['name'] ?? ''),
    leader: typeof leader === 'string' && leader !== '' ? leader : undefined,
    services: Array.isArray(services) ? (services as readonly string[]) : [],
  };
}
