import {
  determineReach,
  findInterest,
  findPanelStanding,
  findStage,
  type Interest,
  listPanelMembers,
  type PanelStanding,
} from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import type { AppParts } from '../../web/app-parts.ts';

/** A panel that somebody is asked to sit on, or sits on: what they need for that, and nothing more of the case. */
export type MyPanel = {
  readonly record: CaseRecord;
  readonly stage: string;
  readonly panel: PanelStanding;
  /** They were asked when they can come, and it is not settled yet. */
  readonly isAsked: boolean;
  readonly interest: Interest | undefined;
};

const MOST = 50;

/** The panels on which a person is asked to sit, or sits, until they have met, the earliest first. */
export async function findMyPanels(parts: AppParts, organisation: string, person: Person): Promise<readonly MyPanel[]> {
  const rows = await parts.casebook.database.inOrganisation(organisation, async (tx) => {
    await beginAtIndex(tx);
    return tx
      .selectFrom('panel_member')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('person', '=', person.id)
      .orderBy('day')
      .limit(MOST)
      .execute();
  });
  const ids = rows.map(({ case_id }) => case_id);
  const records = await parts.casebook.loadMany(organisation, ids);
  const found = [...records.values()].flatMap((record) => describeMine(parts, record, person) ?? []);
  return found.toSorted((a, b) => compare(dayOf(a), dayOf(b)));
}

const dayOf = ({ panel }: MyPanel): string => panel.day ?? panel.arranged?.proposed?.due ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A case seen as one of its panel: undefined for whoever is not asked and does not sit, and for whom it is about. */
export function describeMine(parts: AppParts, record: CaseRecord, person: Person): MyPanel | undefined {
  const standing = standingOf(record, { on: parts.today(), at: parts.now() });
  const panel = findPanelStanding(standing);
  if (!panel || determineReach(standing).barred.includes(person.id)) return undefined;
  if (!listPanelMembers(standing).includes(person.id)) return undefined;
  const isAsked = panel.arranged?.proposed?.people.includes(person.id) === true && panel.called === undefined;
  const visit = standing.state.visits.at(-1);
  return {
    record,
    stage: findStage(standing.policy, visit?.procedure, visit?.stage)?.name ?? '',
    panel,
    isAsked,
    interest: findInterest(standing.state, person.id),
  };
}
