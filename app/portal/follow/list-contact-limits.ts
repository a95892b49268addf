import { type IsoDate, listRestrictionsInForce, type Standing } from '../../../engine/index.ts';
import type { FollowedRecord } from './followed-case.ts';

/** How contact with somebody is limited, in the words written for them. */
export type ContactLimit = {
  readonly limits: string | undefined;
  readonly staysOpen: string | undefined;
  readonly review: IsoDate;
};

/** Restrictions that hold today for whoever follows the case; those of other people on it are not theirs to read. */
export function listContactLimits(record: FollowedRecord, standing: Standing): readonly ContactLimit[] {
  return listRestrictionsInForce(standing.state, standing.asOf.on)
    .filter(({ whom }) => whom === record.follower)
    .map(({ n, review }) => {
      const { limits, 'stays-open': staysOpen } = record.texts.get(n) ?? {};
      return { limits, staysOpen, review };
    });
}
