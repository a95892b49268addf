import { daysBetween, type Standing } from '../../../engine/index.ts';
import { isWithinReach } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import { findSimilarTo, type Likeness } from '../../store/search/find-similar.ts';
import type { AppParts } from '../../web/app-parts.ts';

/** A case that may be the same matter or from the same person, and why it is shown. */
export type Alike = {
  readonly record: CaseRecord;
  readonly standing: Standing;
  /** What the two have in common, the surest first. */
  readonly because: readonly Likeness[];
  /** It says much the same, or comes from the same person within a few weeks: it may be the same matter. */
  readonly likely: boolean;
};

const MOST_SHOWN = 8;
/** Further apart, two contacts of one person are more often two matters than one. */
const DAYS_NEAR = 42;

/**
 * Cases like this one that the person who looks may see: with the same e-mail address, telephone number, address or
 * name, or most of the words. Without those that are kept apart from it, linked to it or merged into it. The likeliest
 * first.
 */
export async function findAlike(parts: AppParts, record: CaseRecord, person: Person): Promise<readonly Alike[]> {
  const { organisation, caseId } = record;
  const own = standingOf(record, { on: parts.today() });
  const found = await parts.casebook.database.inOrganisation(organisation, (tx) =>
    findSimilarTo(tx, { organisation, person }, caseId),
  );
  const { keptApart, links, mergedInto } = own.state;
  const settled = new Set([...keptApart, ...links.map(({ to }) => to), mergedInto]);
  const alike: Alike[] = [];
  for (const { caseId: id, why } of found.filter(({ reference }) => !settled.has(reference))) {
    if (alike.length >= MOST_SHOWN) break;
    const other = await parts.casebook.load(organisation, id);
    if (!other || !isWithinReach(parts, other, person)) continue;
    const standing = standingOf(other, { on: parts.today() });
    if (standing.state.mergedInto === record.origin.reference) continue;
    alike.push({ record: other, standing, because: why, likely: isLikely(own, standing, why) });
  }
  return alike.toSorted((a, b) => Number(b.likely) - Number(a.likely));
}

function isLikely(own: Standing, other: Standing, because: readonly Likeness[]): boolean {
  if (because.includes('words')) return true;
  const [a, b] = [own.state.received?.on, other.state.received?.on];
  const near = a !== undefined && b !== undefined && Math.abs(daysBetween(a, b)) <= DAYS_NEAR;
  return near && other.state.status !== 'closed' && because.some((kind) => kind === 'email' || kind === 'telephone');
}
