import type { Policy } from '../../../engine/index.ts';
import { describeList } from '../../texts/index.ts';

/** The services a team looks after, by name; those that the procedure has no longer are left out. */
export function describeServices({ pack }: Policy, services: readonly string[]): string {
  const names = pack.services.filter(({ id }) => services.includes(id)).map(({ name }) => name);
  return names.length === 0 ? 'What its people have' : describeList(names);
}
