import type { EscalationWindow, Extension, Limit, Pack } from '../../engine/index.ts';
import { describeCondition, findClockName } from './describe-guard.ts';
import { describePeriod } from './describe-period.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

/** The time a clock allows: “10 working days”, “as agreed with the complainant, 20 working days at most”. */
export function describeTimeAllowed(texts: Texts, pack: Pack, limit: Limit): string {
  const words = texts.procedures.limits;
  const several = limit['first-of']?.map(({ when, ...own }) => {
    const one = { limit: describeTimeAllowed(texts, pack, own) };
    return when
      ? fill(words['on-condition'], { ...one, when: describeCondition(texts, pack, when) })
      : fill(words.otherwise, one);
  });
  if (several) return several.join('; ');
  if (limit.is) return describePeriod(limit.is, texts);
  if (limit.with) return fill(words.with, { clock: findClockName(pack, limit.with) });
  if (limit.unknown) return words.unknown;
  if (!limit['as-agreed']) return words.none;
  const most = limit['at-most'];
  return most ? fill(words['as-agreed-at-most'], { period: describePeriod(most, texts) }) : words['as-agreed'];
}

/** More time and on what terms: “up to 10 working days more; the complainant must agree”. */
export function describeMoreTime(texts: Texts, extension: Extension): string {
  const words = texts.procedures.extensions;
  const { extra, total, agreement, reasons, beyond, 'update-every': every } = extension;
  const said = [
    extra && fill(words.extra, { period: describePeriod(extra, texts) }),
    total && fill(words.total, { period: describePeriod(total, texts) }),
    extension.uncapped && words.uncapped,
    !extra && !total && !extension.uncapped && words.plain,
    agreement && words.agreement,
    reasons?.length === 1 && fill(words['one-reason'], { reason: reasons[0]?.name }),
    reasons && reasons.length > 1 && fill(words.reasons, { n: reasons.length }),
    beyond && words.beyond,
    every === 'as-agreed' && words['update-as-agreed'],
    every && every !== 'as-agreed' && fill(words['update-every'], { period: describePeriod(every, texts) }),
  ];
  return said.filter((one): one is string => typeof one === 'string').join('; ');
}

/** The second last day of a window that has two; empty where it has one. */
export function describeSecondDay(texts: Texts, pack: Pack, { 'or-later': second }: EscalationWindow): string {
  if (!second) return '';
  const question = pack.facts[second.from]?.ask ?? second.from;
  return fill(texts.procedures.drawing['window-or-later'], { period: describePeriod(second.within, texts), question });
}
