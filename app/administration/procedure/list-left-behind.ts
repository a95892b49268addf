import type { Policy } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';

/**
 * What works under one version and would stop under another, in words: roles that people hold and that are there no
 * more, roles that nobody holds yet, services that are there no more. Empty where nothing is left behind.
 */
export function listLeftBehind(before: Policy, after: Policy, people: readonly Person[]): readonly string[] {
  const present = people.filter(({ state }) => state === 'active');
  const holders = (role: string): number =>
    present.filter(({ roles }) => roles.some((one) => one.role === role)).length;
  const gone = before.pack.roles.filter(({ id }) => !after.pack.roles.some((role) => role.id === id));
  const come = after.pack.roles.filter(({ id }) => !before.pack.roles.some((role) => role.id === id));
  const services = before.pack.services.filter(({ id }) => !after.pack.services.some((service) => service.id === id));
  return [
    ...gone
      .filter(({ id }) => holders(id) > 0)
      .map(
        ({ id, title }) => `The role “${title}” is there no more. ${countPeople(holders(id))} it: give them another.`,
      ),
    ...come
      .filter(({ id }) => holders(id) === 0)
      .map(
        ({ title }) =>
          `Nobody holds the new role “${title}”. Give it to somebody on the day, or what only it may do waits.`,
      ),
    ...services.map(({ name }) => `No complaint about “${name}” can be taken any more: the service is not there.`),
  ];
}

const countPeople = (n: number): string => (n === 1 ? 'One person holds' : `${n} people hold`);
