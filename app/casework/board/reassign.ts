import type { FastifyRequest } from 'fastify';
import { makeContext, type Refusal, type Warning, warnOfChoice } from '../../../engine/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { keyOf, listCaseActions } from '../actions/find-action.ts';
import { ROLES_OF_CHOSEN } from '../actions/find-candidates.ts';
import { describeCaseTitle } from '../case-words.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { findOpenCase, type OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** What came of giving one case to somebody. */
export type Reassigned = {
  readonly open: OpenCase;
  readonly title: string;
  /** Where to go on with it: the case, or its own form for choosing somebody. */
  readonly href: string;
  /** Empty: it was done. */
  readonly refusals: readonly Refusal[];
  /** What to think of where it was done. */
  readonly warnings: readonly Warning[];
  /** Somebody wrote to it in the same moment, too often to get a word in. */
  readonly changed: boolean;
};

export type ReassignWish = { readonly chosen: readonly string[]; readonly to: string; readonly why: string };

/** So many at once at most: what a board can show. */
const MOST = 200;

/**
 * Gives several cases to one person, each by its own rules: what is refused is told with its reason, and the others are
 * done all the same. A case that is not there for whoever asks is passed over.
 */
export async function reassign(
  parts: AppParts,
  request: FastifyRequest,
  wish: ReassignWish,
): Promise<readonly Reassigned[]> {
  const { person, organisation } = getSignedIn(request);
  const people = await parts.people.list(organisation);
  const covered = await parts.absences.findCovered(organisation, person.id, parts.today());
  const records = await parts.casebook.loadMany(organisation, wish.chosen.slice(0, MOST));
  const done: Reassigned[] = [];
  for (const [, record] of records) {
    const open = findOpenCase(parts, record, person, people, { covered });
    if (open) done.push(await giveOne(parts, open, wish));
  }
  return done;
}

async function giveOne(parts: AppParts, open: OpenCase, { to, why }: ReassignWish): Promise<Reassigned> {
  const { record, standing, actor, people, texts, wording } = open;
  const { organisation, caseId } = record;
  const ways = listCaseActions(open).filter(({ command }) => command.name === 'allocate');
  const action = ways.find(({ refusals }) => refusals.length === 0) ?? ways[0];
  const title = describeCaseTitle(texts, standing, wording);
  const form = action && caseworkPaths.action({ id: caseId, action: keyOf(action) });
  const page = caseworkPaths.casePage({ id: caseId });
  const roles = people.find(({ id, state }) => id === to && state === 'active')?.roles ?? [];
  const outcome = await parts.casebook.act({
    ...{ organisation, caseId, actor, command: 'allocate', step: action?.step?.id, moment: { on: standing.asOf.on } },
    input: { to, [ROLES_OF_CHOSEN]: roles, ...(why !== '' && { why }) },
  });
  const context = makeContext(standing, standing.asOf);
  const warnings = warnOfChoice(context, { step: action?.step }, { person: to, roles });
  if ('done' in outcome) return { open, title, href: page, refusals: [], warnings, changed: false };
  const refusals = 'refused' in outcome ? outcome.refused : [];
  return { open, title, href: form ?? page, refusals, warnings, changed: 'changed' in outcome };
}
