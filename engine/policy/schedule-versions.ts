import { addCalendarDays, type IsoDate } from '../calendar/index.ts';
import type { Policy } from './schema.ts';

/** The first day of a version as its landlord chose it, which counts in place of the day in its file. */
export type ChosenDay = { readonly version: string; readonly from: IsoDate };

/**
 * The versions of one procedure with the days on which they are in force, the earliest first. `files`: they have their
 * days from their files. `added`: they have none before one is chosen, and are not among the answer until then. Where
 * days were chosen, each version ends on the day before the next begins, so that on every day exactly one is in force;
 * a version whose day was chosen has no end of its own. Without chosen days the files are answered as they are.
 *
 * A file in force from 2020-01-01 and a version added for 2027-01-01: the first then ends on 2026-12-31.
 */
export function scheduleVersions(
  files: readonly Policy[],
  added: readonly Policy[],
  days: readonly ChosenDay[],
): readonly Policy[] {
  const chosen = new Map(days.map(({ version, from }) => [version, from]));
  const begins = [
    ...files.map((policy) => ({ policy, from: chosen.get(policy.pack.version) ?? fromOf(policy) })),
    ...added.flatMap((policy) => {
      const from = chosen.get(policy.pack.version);
      return from === undefined ? [] : [{ policy, from }];
    }),
  ].toSorted((one, other) => (one.from < other.from ? -1 : 1));
  if (begins.every(({ policy }) => !chosen.has(policy.pack.version))) return begins.map(({ policy }) => policy);
  return begins.map(({ policy, from }, at) => {
    const next = begins[at + 1];
    const until = next ? addCalendarDays(next.from, -1) : chosen.has(policy.pack.version) ? undefined : untilOf(policy);
    return withDays(policy, from, until);
  });
}

const fromOf = ({ pack }: Policy): IsoDate => pack['in-force'].from as IsoDate;
const untilOf = ({ pack }: Policy): IsoDate | undefined => pack['in-force'].until as IsoDate | undefined;

/** The same object where nothing changes: whoever keeps something by it goes on finding it. */
function withDays(policy: Policy, from: IsoDate, until: IsoDate | undefined): Policy {
  if (fromOf(policy) === from && untilOf(policy) === until) return policy;
  const { until: _, ...dates } = policy.pack['in-force'];
  return {
    ...policy,
    pack: { ...policy.pack, 'in-force': { ...dates, from, ...(until !== undefined && { until }) } },
  };
}
