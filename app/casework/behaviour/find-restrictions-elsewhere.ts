import { type ContactRestriction, listRestrictions } from '../../../engine/index.ts';
import { standingOf } from '../../store/cases/casebook.ts';
import { isListedFor } from '../../store/cases/list-within-reach.ts';
import type { Tx } from '../../store/open-database.ts';
import { findSimilar } from '../../store/search/find-similar.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { readWording } from '../case-wording.ts';
import type { OpenCase } from '../open-case.ts';

/** A restriction of contact as another case of the same people has it. */
export type RestrictionElsewhere = {
  readonly caseId: string;
  readonly reference: string;
  /** The two cases are linked; else they have an e-mail address or a telephone number in common. */
  readonly isLinked: boolean;
  readonly restriction: ContactRestriction;
  readonly limits: string | undefined;
  readonly staysOpen: string | undefined;
};

type Other = Pick<RestrictionElsewhere, 'caseId' | 'reference' | 'isLinked'>;

/**
 * Restrictions that hold on the cases linked with this one, and on those with the same e-mail address or telephone
 * number, as far as whoever looks may see those: a restriction is of the person and not of one complaint.
 */
export async function findRestrictionsElsewhere(
  parts: AppParts,
  open: OpenCase,
): Promise<readonly RestrictionElsewhere[]> {
  const { organisation } = open.record;
  const others = await parts.casebook.database.inOrganisation(organisation, async (tx) => {
    const linked = await findLinked(tx, open);
    const alike = (await findAlike(tx, open)).filter((one) => !linked.some(({ caseId }) => caseId === one.caseId));
    return findRestricted(tx, organisation, [...linked, ...alike]);
  });
  const found: RestrictionElsewhere[] = [];
  for (const other of others) found.push(...(await readRestrictions(parts, organisation, other)));
  return found;
}

async function findLinked(tx: Tx, { record, standing, person }: OpenCase): Promise<readonly Other[]> {
  const references = [...new Set(standing.state.links.map(({ to }) => to))].filter((to) => to !== 'new');
  if (references.length === 0) return [];
  const rows = await tx
    .selectFrom('case_list')
    .select(['case_id as caseId', 'reference'])
    .where('organisation', '=', record.organisation)
    .where('reference', 'in', references)
    .where(isListedFor(person))
    .orderBy('reference')
    .execute();
  return rows.map((row) => ({ ...row, isLinked: true }));
}

/** Names and words may agree by chance; an e-mail address or a telephone number is somebody's. */
async function findAlike(tx: Tx, open: OpenCase): Promise<readonly Other[]> {
  const { record, standing, person } = open;
  const { email, telephone } = readWording(record, () => undefined).resident;
  if (email === undefined && telephone === undefined) return [];
  const likened = { email, telephone, received: standing.state.received?.on ?? '', caseId: record.caseId };
  const alike = await findSimilar(tx, { organisation: record.organisation, person }, likened);
  return alike.map(({ caseId, reference }) => ({ caseId, reference, isLinked: false }));
}

/** Those on which a restriction waits for its review: all on which one holds. */
async function findRestricted(tx: Tx, organisation: string, others: readonly Other[]): Promise<readonly Other[]> {
  if (others.length === 0) return [];
  const ids = others.map(({ caseId }) => caseId);
  const rows = await tx
    .selectFrom('duty')
    .select('case_id')
    .distinct()
    .where('organisation', '=', organisation)
    .where('case_id', 'in', ids)
    .where('kind', '=', 'behaviour-review')
    .execute();
  return others.filter(({ caseId }) => rows.some((row) => row.case_id === caseId));
}

async function readRestrictions(
  parts: AppParts,
  organisation: string,
  other: Other,
): Promise<readonly RestrictionElsewhere[]> {
  const record = await parts.casebook.load(organisation, other.caseId);
  if (!record) return [];
  return listRestrictions(standingOf(record, { on: parts.today(), at: parts.now() }).state).map((restriction) => {
    const { limits, 'stays-open': staysOpen } = record.texts.get(restriction.n) ?? {};
    return { ...other, restriction, limits, staysOpen };
  });
}
