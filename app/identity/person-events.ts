import type { Projection } from '../store/projections.ts';
import { saveReadModels } from '../store/save-read-models.ts';
import type { JsonObject, NewEvent, StoredEvent, StoredEventWithTexts } from '../store/stored-event.ts';
import type { Person } from './person.ts';
import type { RoleTerm } from './role-terms.ts';

export const PERSON_STREAM = 'person:';

/** What a person may do in an organisation. */
export type Standing = { readonly roles: readonly RoleTerm[]; readonly administrator: boolean };

const asData = ({ roles, administrator }: Standing): JsonObject =>
  JSON.parse(JSON.stringify({ roles, administrator })) as JsonObject;

/** Somebody joined an organisation, or came back to it. Name and address are kept apart from the event. */
export const personAdded = (on: string, texts: { name: string; email: string }, standing: Standing): NewEvent => ({
  type: 'person-added',
  data: asData(standing),
  texts: { ...texts },
  happenedOn: on,
});

export const rolesChanged = (on: string, standing: Standing): NewEvent => ({
  type: 'roles-changed',
  data: asData(standing),
  happenedOn: on,
});

/** Somebody left: they cannot sign in to this organisation any more. What they did stays theirs. */
export const accountClosed = (on: string): NewEvent => ({ type: 'account-closed', data: {}, happenedOn: on });

/** A one-time link for a new password was made. */
export const passwordLinkIssued = (on: string): NewEvent => ({
  type: 'password-link-issued',
  data: {},
  happenedOn: on,
});

/** The person that the events of their stream amount to; undefined before the first. Texts that were deleted leave blanks. */
export function evolvePerson(id: string, events: readonly (StoredEvent | StoredEventWithTexts)[]): Person | undefined {
  return events.reduce<Person | undefined>((person, event) => applyEvent(id, person, event), undefined);
}

function applyEvent(
  id: string,
  person: Person | undefined,
  event: StoredEvent | StoredEventWithTexts,
): Person | undefined {
  const standing = event.data as unknown as Standing;
  const { name = '', email = '' }: Record<string, string> = 'texts' in event ? event.texts : {};
  switch (event.type) {
    case 'person-added':
      return { id, name, email, state: 'active', roles: standing.roles, administrator: standing.administrator };
    case 'roles-changed':
      return person && { ...person, roles: standing.roles, administrator: standing.administrator };
    case 'account-closed':
      return person && { ...person, state: 'closed' };
    default:
      return person;
  }
}

/** Keeps the list of people of each organisation. */
export const personProjection: Projection = {
  name: 'people',
  tables: ['person'],
  withTexts: true,
  async apply(tx, organisation, stream, events) {
    if (!stream.startsWith(PERSON_STREAM) || events.length === 0) return;
    const id = stream.slice(PERSON_STREAM.length);
    const person = evolvePerson(id, events);
    if (!person) return;
    const { name, email, state, roles, administrator } = person;
    const row = {
      person_id: id,
      name,
      state,
      roles: JSON.parse(JSON.stringify(roles)),
      details: { email, administrator },
      version: events.length,
    };
    await saveReadModels(tx, organisation, { person_id: id }, { person: [row] });
  },
};
