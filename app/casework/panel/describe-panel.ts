import { findPanelStanding, listPanelLacks, type PanelLack, type PanelStanding } from '../../../engine/index.ts';
import { findAction } from '../actions/find-action.ts';
import { type Candidate, findCandidates } from '../actions/find-candidates.ts';
import type { OpenCase } from '../open-case.ts';

/** The panel of a case as its page shows it. */
export type PanelView = {
  readonly open: OpenCase;
  readonly panel: PanelStanding;
  readonly lacks: readonly PanelLack[];
  /** The key of the action that calls it together, and of the one in which it meets. */
  readonly calling: string;
  readonly meeting: string;
  /** By seat, everybody as they are judged for it now. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>;
  readonly name: (person: string) => string;
};

/** What the page of a panel is made from; undefined where the stage has none, or the case needs none. */
export function describePanel(open: OpenCase): PanelView | undefined {
  const panel = findPanelStanding(open.standing);
  if (!panel) return undefined;
  const calling = `step:${panel.step.id}`;
  const action = findAction(open, calling);
  return {
    open,
    panel,
    lacks: listPanelLacks(open.standing),
    calling,
    meeting: `step:${panel.meeting?.id ?? ''}`,
    candidates: action ? findCandidates(open, action) : new Map(),
    name: (person) => open.nameOf(person) ?? open.texts.pages.common!['unknown-person']!,
  };
}
