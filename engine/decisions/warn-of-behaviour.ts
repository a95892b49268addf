import type { CaseEvent } from '../case/events.ts';
import { listRestrictions } from '../case/restrictions.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Channel } from '../policy/vocabulary.ts';
import type { Warning } from './list-warnings.ts';

/**
 * What to look at about restrictions of contact: one whose review is overdue, which holds on and wants deciding; and a
 * contact made by a way that was limited on its day. The latter is kept, whoever began it.
 */
export function warnOfBehaviour(standing: Standing): readonly Warning[] {
  const { state, policy, asOf, history } = standing;
  const clause = describeSource(policy.pack.behaviour);
  const overdue = listRestrictions(state)
    .filter(({ review }) => review < asOf.on)
    .map(({ restriction, review }): Warning => {
      return { code: 'restriction-review-overdue', clause, values: { restriction, review } };
    });
  const made = history.flatMap((event): readonly Warning[] => {
    const channel = channelOf(event);
    const limited = channel !== undefined && isLimited(standing, channel, event);
    return limited ? [{ code: 'contact-though-restricted', clause, values: { channel, on: event.on } }] : [];
  });
  return [...overdue, ...made.slice(-1)];
}

const channelOf = (event: CaseEvent): Channel | undefined =>
  (event.type === 'contacted' || event.type === 'verbal-response-given') && event.by.kind === 'staff'
    ? event.channel
    : undefined;

/** By a restriction that held on the day, as its scope is now. */
const isLimited = ({ state }: Standing, channel: Channel, { on, n }: CaseEvent): boolean =>
  state.restrictions.some(
    (one) =>
      one.channels.includes(channel) &&
      one.starts <= on &&
      one.n < n &&
      (one.lifted === undefined || on < one.lifted.on),
  );
