import { findCurrentVisit, findLetterOfEvent, listApprovals, localDateOf, makeContext } from '../../../engine/index.ts';
import { listWorkingCopies, type WorkingCopy } from '../../store/working-copies.ts';
import { describeList, describeMoment, type Texts } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { Typed } from '../../web/forms.ts';
import type { WishedAction } from '../actions/find-action.ts';
import type { OpenCase } from '../open-case.ts';
import { copyOf } from './letter-key.ts';

/** A text of a letter that can be compared with another, or gone on with. */
export type LetterVersion = {
  /** As it stands in addresses. */
  readonly key: string;
  /** `copy`: typed and not recorded yet. `kept`: recorded as a draft. `sent`: it went. */
  readonly kind: 'copy' | 'kept' | 'sent';
  /** Who wrote it, by id. */
  readonly by: string;
  /** The instant it was saved or recorded. */
  readonly at: string;
  /** The recording it went with; undefined for a copy. */
  readonly n: number | undefined;
  /** The number of a copy among its writer's; 0 for what is recorded. */
  readonly version: number;
  readonly typed: Typed;
};

/** Every text there is of a letter in this stay in its stage, the oldest first: recorded drafts, what went, what was typed. */
export async function listVersions(
  parts: Pick<AppParts, 'casebook'>,
  open: OpenCase,
  action: WishedAction,
): Promise<readonly LetterVersion[]> {
  const { organisation } = open.record;
  const { caseId, letter } = copyOf(open, action);
  const copies = await parts.casebook.database.inOrganisation(organisation, (tx) =>
    listWorkingCopies(tx, organisation, { caseId, letter }),
  );
  return [...listRecorded(open, action), ...copies.map(toVersion)].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

const toVersion = ({ person, version, savedAt, typed }: WorkingCopy): LetterVersion => ({
  key: `copy-${person}-${version}`,
  kind: 'copy',
  by: person,
  at: savedAt,
  n: undefined,
  version,
  typed,
});

/** The drafts kept and letters sent with words for this letter since the stage began. */
function listRecorded({ standing, record }: OpenCase, { letter }: WishedAction): readonly LetterVersion[] {
  const opening = findCurrentVisit(standing.state)?.opening ?? 0;
  return standing.history
    .filter((event) => event.n > opening && findLetterOfEvent(standing, event)?.letter.id === letter?.id)
    .flatMap((event): readonly LetterVersion[] => {
      const texts = Object.entries(record.texts.get(event.n) ?? {}).filter(([name]) => name.startsWith('parts.'));
      if (texts.length === 0) return [];
      const kind = event.type === 'drafted' && event.forComment !== true ? ('kept' as const) : ('sent' as const);
      const at = record.recordedAt.get(event.n) ?? event.on;
      const typed = Object.fromEntries(texts);
      return [{ key: `${kind}-${event.n}`, kind, by: event.by.id, at, n: event.n, version: 0, typed }];
    });
}

/** The text that was approved: the last recorded before the approval that was given last. */
export function findApproved(open: OpenCase, versions: readonly LetterVersion[]): LetterVersion | undefined {
  const given = listApprovals(makeContext(open.standing, open.standing.asOf)).flatMap((approval) => approval.given);
  const last = Math.max(0, ...given.map(({ n }) => n));
  return versions.findLast(({ kind, n = Number.POSITIVE_INFINITY }) => kind === 'kept' && n < last);
}

/** A version in words: what it is, whose, of when, and who approved it as it was. */
export function describeVersion(open: OpenCase, version: LetterVersion, versions: readonly LetterVersion[]): string {
  const name = open.nameOf(version.by) ?? 'somebody';
  const when = describeInstant(open.texts, version.at);
  const approved = listApprovers(open, version, versions);
  const noted = approved.length === 0 ? '' : `; approved by ${describeList(approved, open.texts)}`;
  return `${KINDS[version.kind]} ${name}, ${when}${noted}`;
}

const KINDS: Readonly<Record<LetterVersion['kind'], string>> = {
  copy: 'Working copy of',
  kept: 'Version kept by',
  sent: 'Sent by',
};

/** Who approved a version as it was: after it was kept, and before the next. */
function listApprovers(open: OpenCase, version: LetterVersion, versions: readonly LetterVersion[]): readonly string[] {
  const { n } = version;
  if (version.kind !== 'kept' || n === undefined) return [];
  const next = versions.find((one) => one.kind === 'kept' && (one.n ?? 0) > n)?.n ?? Number.POSITIVE_INFINITY;
  return listApprovals(makeContext(open.standing, open.standing.asOf))
    .flatMap(({ given }) => given)
    .filter((one) => one.n > n && one.n < next)
    .map(({ person }) => open.nameOf(person) ?? 'somebody');
}

/** An instant as a day and a time in London. */
export const describeInstant = (texts: Texts, at: string): string =>
  describeMoment({ on: localDateOf(at) ?? at, at }, texts);
