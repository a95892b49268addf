import type { z } from 'zod';
import { describeShapeFaults } from './check-shape.ts';
import { didYouMean, type Fault, type Path } from './fault.ts';
import { type Ombudsman, ombudsmenSchema, type Regime, regimeSchema } from './schema.ts';

/** Checks a regime as it was read from its file: its shape, and that its values cite provisions that it has. */
export function checkRegime(raw: unknown): { readonly regime?: Regime; readonly faults: readonly Fault[] } {
  const parsed = regimeSchema.safeParse(raw);
  if (!parsed.success) return { faults: describeShapeFaults(parsed.error.issues, raw, regimeSchema) };
  const regime = parsed.data;
  const numbers = regime.provisions.map(({ number }) => number);
  const cited = (['outer-limits', 'values', 'expects'] as const).flatMap((key) =>
    regime[key].map(({ provision }, i) => ({ provision, path: [key, i, 'provision'] as Path })),
  );
  const unknown = cited
    .filter(({ provision }) => !numbers.includes(provision))
    .map(({ provision, path }) => ({
      path,
      what: `The regime has no provision \`${provision}\`.`,
      why: 'Whoever asks why would be led to nothing.',
      mend: `${didYouMean(provision, numbers)}Correct the number, or add the provision.`,
    }));
  const twice = numbers.flatMap((number, i) =>
    numbers.indexOf(number) < i ? [standsTwice(['provisions', i], number)] : [],
  );
  return { regime, faults: [...unknown, ...twice] };
}

/** Checks the list of ombudsmen: its shape, ids once each, and contact details whose dates follow each other. */
export function checkOmbudsmen(raw: unknown): {
  readonly ombudsmen: readonly Ombudsman[];
  readonly faults: readonly Fault[];
} {
  const parsed = ombudsmenSchema.safeParse(raw);
  if (!parsed.success)
    return { ombudsmen: [], faults: describeShapeFaults(parsed.error.issues, raw, ombudsmenSchema as z.ZodType) };
  const { ombudsmen } = parsed.data;
  const ids = ombudsmen.map(({ id }) => id);
  const twice = ids.flatMap((id, i) => (ids.indexOf(id) < i ? [standsTwice(['ombudsmen', i], id)] : []));
  const dates = ombudsmen.flatMap(({ contacts }, o) => badContacts(contacts, ['ombudsmen', o, 'contacts']));
  return { ombudsmen, faults: [...twice, ...dates] };
}

const standsTwice = (path: Path, id: string): Fault => ({
  path,
  what: `“${id}” stands twice.`,
  why: 'Packs call it by this name and could mean either.',
  mend: 'Take one of them out, or give it another name.',
});

function badContacts(contacts: Ombudsman['contacts'], path: Path): Fault[] {
  return contacts.flatMap(({ from, until }, i) => {
    const next = contacts[i + 1];
    const isBackwards = until !== undefined && until < from;
    const overlaps = next !== undefined && (until === undefined || until >= next.from);
    if (!isBackwards && !overlaps) return [];
    return [
      {
        path: [...path, i],
        what: isBackwards
          ? `These contact details end (${until}) before they begin (${from}).`
          : 'These contact details overlap the next.',
        why: 'A letter prints the details in force on its own date, and only one entry may be.',
        mend: 'Let `until` be the day before the next entry’s `from`; list the entries in order.',
      },
    ];
  });
}
