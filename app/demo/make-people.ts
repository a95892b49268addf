import type { Pack, RoleHeld } from '../../engine/index.ts';
import type { Stories } from './load-stories.ts';
import type { Random } from './random.ts';

/** Somebody invented who works for a landlord of the demo. */
export type CastMember = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleHeld[];
  readonly administrator: boolean;
};

/**
 * Two people for each role of a pack, so that nobody has to review their own work, and one administrator. Where the
 * pack sends a review to somebody of another service, each service has people of its own.
 */
export function makePeople(pack: Pack, stories: Stories, random: Random): readonly CastMember[] {
  const names = makeNames(stories, random);
  const apart = JSON.stringify(pack.procedures).includes('"area":"other"');
  const held = pack.roles.flatMap(({ id, area }): readonly RoleHeld[] =>
    apart && area === 'of-the-service'
      ? pack.services.map((service) => ({ role: id, area: service.id }))
      : [{ role: id }],
  );
  const people = held.flatMap((role) => [role, role]).map((role, index) => describe(names(index), pack, [role], false));
  return [...people, describe(names(people.length), pack, [], true)];
}

function makeNames(stories: Stories, random: Random): (index: number) => string {
  const [first, last] = [random.shuffle(stories['staff-first-names']), random.shuffle(stories['staff-last-names'])];
  return (index) => {
    // The last names move on by one each time the first names are through, so that no name comes twice.
    const round = Math.floor(index / first.length);
    return `${first[index % first.length]} ${last[(index + round) % last.length]}`;
  };
}

function describe(name: string, pack: Pack, roles: readonly RoleHeld[], administrator: boolean): CastMember {
  const local = name.toLowerCase().replaceAll(' ', '.');
  return { name, email: `${local}@${pack.pack}.example`, roles, administrator };
}
