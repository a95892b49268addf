import { findChanges, type PackChange, type Period, type Policy } from '../../../engine/index.ts';
import { describePeriod, describePlace, type Texts } from '../../texts/index.ts';
import type { VersionDifference } from './compare-versions.ts';
import { prettify } from './prettify.ts';

/** Every place in which the files of two versions differ, by the name of the place, with what stands there. */
export const describeChanges = (texts: Texts, before: Policy, after: Policy): readonly VersionDifference[] =>
  findChanges(before.pack, after.pack).map((change) => ({
    name: describePlace(texts, (change.in === 'after' ? after : before).pack, withoutIs(change.path)),
    before: describeValue(texts, before, change.before),
    after: describeValue(texts, after, change.after),
  }));

/** `limit: {is: 10 working-days}`: the place is the limit. */
const withoutIs = (path: PackChange['path']): PackChange['path'] => (path.at(-1) === 'is' ? path.slice(0, -1) : path);

function describeValue(texts: Texts, { pack }: Policy, value: unknown): string | undefined {
  const { guards, pages } = texts.procedures;
  if (value === undefined) return undefined;
  if (typeof value === 'boolean') return value ? guards.yes : guards.no;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map((one) => prettify(String(one), pack)).join(', ');
  if (value === null || typeof value !== 'object') return prettify(String(value), pack);
  return isPeriod(value) ? describePeriod(value, texts) : pages['is-there'];
}

const isPeriod = (value: object): value is Period => 'n' in value && 'unit' in value;
