import type { Stories } from './load-stories.ts';
import type { Random } from './random.ts';

/** Somebody invented who complains: name and how to reach them, as a case keeps them. */
export type Resident = {
  readonly 'resident-name': string;
  readonly 'resident-email': string;
  readonly 'resident-telephone': string;
  readonly 'resident-address': string;
};

/** Numbers of telephones that are kept free for drama, so many that hardly two people have the same. */
const FREE = ['01632 960', '0113 496 0', '0114 496 0', '0115 496 0', '0116 496 0', '0117 496 0', '0118 496 0'].concat([
  '0121 496 0',
  '0151 496 0',
  '0161 496 0',
  '0191 498 0',
  '07700 900',
]);

const describeTelephone = (random: Random): string => `${random.pick(FREE)}${String(random.between(100, 999))}`;

/** Somebody who lives on a street. */
export function describeResident(stories: Stories, random: Random, street = random.pick(stories.streets)): Resident {
  const [first, last] = [random.pick(stories['first-names']), random.pick(stories['last-names'])];
  return {
    'resident-name': `${first} ${last}`,
    'resident-email': `${first}.${last}@residents.example`.toLowerCase(),
    'resident-telephone': describeTelephone(random),
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
    contact: describeTelephone(random),
    email: `${first}.${last}@residents.example`.toLowerCase(),
    address: `${random.between(1, 120)} ${random.pick(stories.streets)}`,
  };
}
