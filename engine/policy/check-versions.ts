import { addCalendarDays, parseIsoDate } from '../calendar/index.ts';
import type { Fault } from './fault.ts';
import type { Pack } from './schema.ts';

/** A fault of one version among the others of its pack. */
export type VersionFault = { readonly pack: Pack; readonly fault: Fault };

/**
 * Versions of one pack follow each other without overlap and without a gap; only the last is open-ended. A version in
 * force to 31 July 2023 is followed by one from 1 August 2023.
 */
export function checkVersions(packs: readonly Pack[]): VersionFault[] {
  const inOrder = packs.toSorted((a, b) => (a['in-force'].from < b['in-force'].from ? -1 : 1));
  return inOrder.flatMap((pack, i) => {
    const next = inOrder[i + 1];
    if (!next) return [];
    const because = describeJoin(pack, next);
    if (because === undefined) return [];
    const fault: Fault = {
      path: ['in-force', 'from'],
      what: `Version ${next.version} ${because}`,
      why: 'On each day exactly one version must be in force: nothing falls back to the nearest.',
      mend: `Let version ${pack.version} end (\`until\`) on the day before version ${next.version} begins.`,
    };
    return [{ pack: next, fault }];
  });
}

function describeJoin(pack: Pack, next: Pack): string | undefined {
  const { from, until } = pack['in-force'];
  const begins = next['in-force'].from;
  if (until === undefined || until >= begins || from === begins) {
    return `begins on ${begins}, while version ${pack.version} is in force ${until ? `until ${until}` : 'without an end'}.`;
  }
  const end = parseIsoDate(until);
  const dayAfter = end === undefined ? begins : addCalendarDays(end, 1);
  return dayAfter === begins
    ? undefined
    : `begins on ${begins}, and version ${pack.version} ends on ${until}: no version is in force from ${dayAfter}.`;
}
