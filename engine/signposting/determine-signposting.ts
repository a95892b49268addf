import type { IsoDate } from '../calendar/index.ts';
import type { CaseWorld } from '../clocks/case-world.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard } from '../policy/evaluate-guard.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Ombudsman } from '../policy/schema.ts';

/** Where a complainant can turn, with the contact details in force on a day. */
export type Signpost = {
  readonly ombudsman: string;
  readonly name: string;
  readonly kind: Ombudsman['kind'];
  readonly howTo: string;
  readonly contact: Ombudsman['contacts'][number];
  readonly clause: string | undefined;
};

/**
 * The ombudsman for this case, and any regulator that one of its routes adds. The first entry of the pack's list whose
 * condition holds names the ombudsman. Contact details are those in force on the day of the letter or page, so that a
 * change of address needs one dated line and no letter template.
 */
export function determineSignposting(world: CaseWorld, on: IsoDate = world.asOf.on): readonly Signpost[] {
  const { pack, ombudsmen } = world.policy;
  const guards = makeGuardWorld(world);
  const first = pack.signposting.find((entry) => 'otherwise' in entry || evaluateGuard(entry.when, guards));
  const main = first && { id: 'otherwise' in first ? first.otherwise : first.ombudsman, source: first };
  const added = pack.intake.routes
    .filter((route) => route['adds-signpost'] !== undefined && evaluateGuard(route.when, guards))
    .map((route) => ({ id: route['adds-signpost'] ?? '', source: route }));
  return [...(main ? [main] : []), ...added].flatMap(({ id, source }) => {
    const ombudsman = ombudsmen.get(id);
    const contact = ombudsman && findContact(ombudsman, on);
    if (!ombudsman || !contact) return [];
    return [
      {
        ombudsman: id,
        name: ombudsman.name,
        kind: ombudsman.kind,
        howTo: ombudsman['how-to'],
        contact,
        clause: describeSource(source),
      },
    ];
  });
}

/** The contact details in force on a day; before the first dated entry, the first. */
export function findContact(ombudsman: Ombudsman, on: IsoDate): Ombudsman['contacts'][number] | undefined {
  const inForce = ombudsman.contacts.findLast(
    (contact) => contact.from <= on && (contact.until === undefined || on <= contact.until),
  );
  return inForce ?? ombudsman.contacts[0];
}
