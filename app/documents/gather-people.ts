import type { AddresseeKey, CaseEvent } from '../../engine/index.ts';

/** What a case knows of somebody who gets its letters, from wording that is kept apart. */
export type PersonWording = {
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly email: string | undefined;
  readonly telephone: string | undefined;
  /** How they asked to be written to, as a channel. */
  readonly channel?: string | undefined;
  /** What a representative or supporter is to the complainant. */
  readonly relation?: string | undefined;
};

type TextsByField = Readonly<Record<string, string>>;
type Told = { readonly event: CaseEvent; readonly texts: TextsByField };

export const NOBODY_KNOWN: PersonWording = {
  name: undefined,
  address: undefined,
  email: undefined,
  telephone: undefined,
};

/** The people of a case by the key that letters use; what was told later stands in for what was told before. */
export function gatherPeople(told: readonly Told[]): ReadonlyMap<AddresseeKey, PersonWording> {
  const people = new Map<AddresseeKey, PersonWording>();
  for (const { event, texts } of told) {
    const resident = findResidentOf(event);
    if (resident !== undefined) {
      const key: AddresseeKey = `resident-${resident}`;
      people.set(key, { ...(people.get(key) ?? NOBODY_KNOWN), ...dropUnknown(readResident(texts)) });
    }
    const representative = readRepresentative(event, texts);
    if (representative) people.set('representative', representative);
  }
  return people;
}

/** Those who help the complainant and act for nobody, in the order they were named. */
export function gatherSupporters(told: readonly Told[]): readonly PersonWording[] {
  return told.flatMap(({ event, texts }) => (event.type === 'supporter-named' ? [readNamed(texts)] : []));
}

function findResidentOf(event: CaseEvent): number | undefined {
  if (event.type === 'received') return 1;
  return event.type === 'resident-joined' || event.type === 'details-recorded' ? event.resident : undefined;
}

const readResident = (texts: TextsByField): PersonWording => ({
  name: texts['resident-name'],
  address: texts['resident-address'],
  email: texts['resident-email'],
  telephone: texts['resident-telephone'],
  channel: texts['resident-channel'],
});

const dropUnknown = (words: PersonWording): Partial<PersonWording> =>
  Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined));

function readRepresentative(event: CaseEvent, texts: TextsByField): PersonWording | undefined {
  if (event.type === 'representative-named') return readNamed(texts);
  const { 'representative-name': name, 'representative-contact': contact } = texts;
  if (event.type !== 'received' || (name ?? contact) === undefined) return undefined;
  return readNamed({ ...(name !== undefined && { name }), ...(contact !== undefined && { contact }) });
}

/** Of a contact told in one line, what looks like an e-mail address is one. */
function readNamed({ name, relation, contact, email, address }: TextsByField): PersonWording {
  const inLine = contact?.match(/[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+/)?.[0];
  const rest = contact !== undefined && inLine === undefined ? contact : undefined;
  return { name, relation, email: email ?? inLine, address, telephone: rest };
}
