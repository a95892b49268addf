import type { Option } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';

/** Everybody who works here, by id, with the titles of the roles they hold. */
export function offerPeople({ standing, people }: Pick<OpenCase, 'standing' | 'people'>): readonly Option[] {
  const title = (role: string): string => standing.policy.pack.roles.find(({ id }) => id === role)?.title ?? role;
  return people
    .filter(({ state }) => state === 'active')
    .map(({ id, name, roles }) => {
      const titles = [...new Set(roles.map(({ role }) => title(role)))];
      return { value: id, label: titles.length > 0 ? `${name}, ${titles.join(', ')}` : name };
    });
}
