import type { RoleHeld } from '../../engine/index.ts';
import type { RoleTerm } from './role-terms.ts';

/** Somebody who works for, or with, an organisation. The id is that of their account, the same in every organisation. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** A closed account cannot sign in; what the person did stays theirs. */
  readonly state: 'active' | 'closed';
  /** Roles of the organisation's pack held today, for all services or one. */
  readonly roles: readonly RoleHeld[];
  /** Every role given, with its days where it has any: also those to come and those that are over. Absent: as `roles`. */
  readonly terms?: readonly RoleTerm[] | undefined;
  readonly administrator: boolean;
};

/** The people of each organisation, as pages need them. */
export type PeopleDirectory = {
  readonly list: (organisation: string) => Promise<readonly Person[]>;
  readonly find: (organisation: string, id: string) => Promise<Person | undefined>;
};

/** Who is signed in, in which organisation. */
export type SignedIn = {
  readonly person: Person;
  readonly organisation: string;
};
