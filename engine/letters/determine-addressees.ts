import type { AddresseeKey } from '../case/events.ts';
import type { CaseState, Complainant } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { makeGuardWorld } from '../clocks/make-guard-world.ts';
import { evaluateGuard, type FactValue } from '../policy/evaluate-guard.ts';
import type { Fact, LetterTo, Source } from '../policy/schema.ts';
import type { AddresseeKind } from '../policy/vocabulary.ts';

/** Why somebody gets no letters. */
export type KeptFrom =
  | 'has-left'
  | 'cannot-be-written-to'
  | 'goes-to-the-other'
  | 'no-authority'
  | 'authority-incomplete'
  | 'authority-withdrawn';

/** Somebody a letter to the complainant could go to, and whether it does. */
export type Addressee = {
  readonly key: AddresseeKey;
  readonly kind: 'resident' | 'representative';
  /** The number of a complainant; undefined for who acts for them. */
  readonly resident: number | undefined;
  readonly keptFrom: KeptFrom | undefined;
  /** Where the rule stands that lets them have it, or keeps it from them. */
  readonly source: Source | undefined;
  /** The questions about the permission that nobody has answered. */
  readonly lacks: readonly NamedFact[];
};

type NamedFact = Fact & { readonly id: string };

export const keyOfResident = (resident: number): AddresseeKey => `resident-${resident}`;

/**
 * Everybody whom a letter to the complainant could go to as the case stands, and who of them gets it: each complainant
 * under their own name, and who acts for them. Nothing goes to a representative until permission is recorded with
 * every fact that the pack asks for, and from the moment it is withdrawn; until then, and after, the complainants get
 * the letters whatever the pack says of a represented case. A complainant who left gets none, nor does one who gave no
 * way to be written to. A supporter is no addressee.
 */
export function determineAddressees(standing: Standing): readonly Addressee[] {
  const { state } = standing;
  const authority = determineAuthority(standing);
  const chosen = authority.keptFrom === undefined && state.represented ? chooseAddressees(standing) : undefined;
  const residents = state.complainants.map((one) => describeResident(standing, one, chosen));
  return state.represented ? [...residents, describeRepresentative(authority, chosen)] : residents;
}

/** Those of them who get a letter that goes now. */
export function listRecipients(standing: Standing): readonly Addressee[] {
  return determineAddressees(standing).filter(({ keptFrom }) => keptFrom === undefined);
}

/** The facts that permission needs on this case and that are not answered, or answered with no. */
export function findMissingAuthority(
  standing: Standing,
  facts: CaseState['facts'] = standing.state.facts,
): readonly NamedFact[] {
  const { pack } = standing.policy;
  const world = { ...makeGuardWorld(standing), facts: { ...standing.state.facts, ...facts } };
  return (pack.intake.representative?.needs ?? []).flatMap((id) => {
    const fact = pack.facts[id];
    return fact && evaluateGuard(fact.when, world) && isNo(facts[id]) ? [{ ...fact, id }] : [];
  });
}

const isNo = (value: FactValue | undefined): boolean => value === undefined || value === false || value === 'no';

type Authority = Pick<Addressee, 'keptFrom' | 'source' | 'lacks'>;

function determineAuthority(standing: Standing): Authority {
  const { state, policy, history } = standing;
  const source = policy.pack.intake.representative;
  if (state.authority) {
    const lacks = findMissingAuthority(standing);
    return { keptFrom: lacks.length > 0 ? 'authority-incomplete' : undefined, source: lacks[0] ?? source, lacks };
  }
  const told = history.findLast(
    (event) => event.type === 'authority-recorded' || event.type === 'representative-named',
  );
  const withdrawn = told?.type === 'authority-recorded';
  return {
    keptFrom: withdrawn ? 'authority-withdrawn' : 'no-authority',
    source,
    lacks: withdrawn ? [] : findMissingAuthority(standing, {}),
  };
}

type Chosen = { readonly to: readonly AddresseeKind[]; readonly source: Source | undefined };

/** Whom the pack lets have the letters of a represented case: the first entry that holds; both where it says nothing. */
function chooseAddressees(standing: Standing): Chosen {
  const rule = standing.policy.pack.intake.representative;
  const world = makeGuardWorld(standing);
  const entry = rule?.['letters-to']?.find((one) => 'otherwise' in one || evaluateGuard(one.when, world));
  if (!entry) return { to: ['complainant', 'representative'], source: rule };
  return { to: listAddressees(entry), source: hasSource(entry) ? entry : rule };
}

const listAddressees = (entry: LetterTo): readonly AddresseeKind[] =>
  'otherwise' in entry ? entry.otherwise : entry.to;

const hasSource = ({ clause, regime, assumption }: Source): boolean => (clause ?? regime ?? assumption) !== undefined;

function describeResident(
  { policy }: Standing,
  { resident, left, reachable }: Complainant,
  chosen: Chosen | undefined,
): Addressee {
  const base = { key: keyOfResident(resident), kind: 'resident' as const, resident, lacks: [] };
  if (left) return { ...base, keptFrom: 'has-left', source: undefined };
  if (chosen && !chosen.to.includes('complainant'))
    return { ...base, keptFrom: 'goes-to-the-other', source: chosen.source };
  if (!reachable) return { ...base, keptFrom: 'cannot-be-written-to', source: policy.pack.intake.anonymous };
  return { ...base, keptFrom: undefined, source: chosen?.source };
}

function describeRepresentative(authority: Authority, chosen: Chosen | undefined): Addressee {
  const base = { key: 'representative', kind: 'representative', resident: undefined } as const;
  if (!chosen) return { ...base, ...authority };
  const keptFrom = chosen.to.includes('representative') ? undefined : ('goes-to-the-other' as const);
  return { ...base, keptFrom, source: chosen.source, lacks: [] };
}
