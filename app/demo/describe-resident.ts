import type { Stories } from './load-stories.ts';
import type { Random } from './random.ts';

/** Somebody invented who complains: name and how to reach them, as a case keeps them. */
export type Resident = {
  readonly 'resident-name': string;
  readonly 'resident-email': string;
  readonly 'resident-telephone': string;
  readonly 'resident-address': string;
};

/** Somebody who lives on a street; the numbers of telephones are kept free for drama. */
export function describeResident(stories: Stories, random: Random, street = random.pick(stories.streets)): Resident {
  const [first, last] = [random.pick(stories['first-names']), random.pick(stories['last-names'])];
  return {
    'resident-name': `${first} ${last}`,
    'resident-email': `${first}.${last}@residents.example`.toLowerCase(),
    'resident-telephone': `01632 960${String(random.between(100, 999))}`,
    'resident-address': `${random.between(1, 120)} ${street}`,
  };
}

/** The street somebody lives on, for a neighbour of theirs. */
export const findStreet = (resident: Resident): string => resident['resident-address'].replace(/^\d+ /, '');

/** Somebody of the same family, who acts for a resident. */
export function describeRelative(stories: Stories, random: Random, resident: Resident): Record<string, string> {
  const first = random.pick(stories['first-names']);
  const last = resident['resident-name'].split(' ').at(-1) ?? '';
  return {
    name: `${first} ${last}`,
    relation: random.pick(stories.relations),
    contact: `01632 960${String(random.between(100, 999))}`,
    email: `${first}.${last}@residents.example`.toLowerCase(),
    address: `${random.between(1, 120)} ${random.pick(stories.streets)}`,
  };
}
