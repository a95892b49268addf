import { findContact, type IsoDate, type Ombudsman, type Policy } from '../../../engine/index.ts';

/** Somebody outside the landlord whom a resident can turn to, with the contact details in force on a day. */
export type PublicSignpost = {
  readonly id: string;
  readonly name: string;
  readonly howTo: string;
  /** What it is for, where it is not for everything: names of services, or the name of a route. */
  readonly about: readonly string[];
  readonly contact: Ombudsman['contacts'][number];
};

/** Everybody the pack can send a resident to: first whom it names for most complaints, then those for some. */
export function findSignposts(policy: Policy, on: IsoDate): readonly PublicSignpost[] {
  const { signposting, intake, services } = policy.pack;
  const named = signposting.map((entry) => {
    if ('otherwise' in entry) return { id: entry.otherwise, about: [] };
    const wanted = [(entry.when as { service?: string | readonly string[] }).service ?? []].flat();
    return { id: entry.ombudsman, about: services.filter(({ id }) => wanted.includes(id)).map(({ name }) => name) };
  });
  const added = intake.routes.flatMap((route) =>
    route['adds-signpost'] ? [{ id: route['adds-signpost'], about: [route.name] }] : [],
  );
  const all = [...named.toReversed(), ...added];
  return all.flatMap(({ id, about }, index) => {
    const ombudsman = policy.ombudsmen.get(id);
    const contact = ombudsman && findContact(ombudsman, on);
    const before = all.findIndex((other) => other.id === id) < index;
    return ombudsman && contact && !before
      ? [{ id, name: ombudsman.name, howTo: ombudsman['how-to'], about, contact }]
      : [];
  });
}
