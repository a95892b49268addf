import type { IsoDate, Pack, RoleHeld } from '../../engine/index.ts';
import type { Stories } from './load-stories.ts';
import type { Random } from './random.ts';

/** Somebody invented who works for a landlord of the demo. */
export type CastMember = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleHeld[];
  readonly administrator: boolean;
};

/** Before any case of the demo. */
const TRAINED_ON = '2024-01-15' as IsoDate;

/**
 * The people of one landlord: two for each role, so that nobody has to review their own work, and one administrator. A
 * role that is held for a service has one person in each, who can stand in for another's review; where there is one
 * service only, two. Of those whose role wants training the last has had none, so that it shows what comes of it.
 */
export function makePeople(pack: Pack, stories: Stories, random: Random): readonly CastMember[] {
  const names = makeNames(stories, random);
  const people = pack.roles
    .flatMap((role) => listHolders(pack, role))
    .map((role, index) => describe(names(index), pack, [role], false));
  return [...people, describe(names(people.length), pack, [], true)];
}

function listHolders({ services }: Pack, { id, area, training }: Pack['roles'][number]): readonly RoleHeld[] {
  const held: RoleHeld[] =
    area === 'of-the-service' && services.length > 1
      ? services.map((service) => ({ role: id, area: service.id }))
      : [{ role: id }, { role: id }];
  if (training === undefined) return held;
  return held.map((role, index) => (index < held.length - 1 ? { ...role, trainedOn: TRAINED_ON } : role));
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
