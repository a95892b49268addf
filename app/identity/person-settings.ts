import { localDateOf } from '../../engine/index.ts';
import type { Database, Tx } from '../store/open-database.ts';
import { readStream } from '../store/read-stream.ts';
import { runOnStream } from '../store/run-command.ts';
import { issueLink, redeemLink } from './capability-links.ts';
import { PERSON_STREAM, personProjection } from './person-events.ts';

/** What a person of the staff chooses for themselves: the daily e-mail, and a calendar address of their due dates. */
export type PersonSettings = {
  /** Whether they get the daily e-mail: yes, until they switch it off. */
  readonly wantsDigest: (organisation: string, person: string) => Promise<boolean>;
  readonly switchDigest: (organisation: string, person: string, on: boolean) => Promise<void>;
  readonly hasFeed: (organisation: string, person: string) => Promise<boolean>;
  /** A new address, shown once; the one before stops working. */
  readonly renewFeed: (organisation: string, person: string) => Promise<string>;
  readonly revokeFeed: (organisation: string, person: string) => Promise<void>;
  /** Whose calendar a token opens; undefined for one that is no good, or not any more. */
  readonly findFeedOwner: (organisation: string, token: string) => Promise<string | undefined>;
};

type Parts = { readonly database: Database; readonly now: () => string };

const PURPOSE = 'calendar-feed';
const YEARS = 5;
const OFTEN = 1_000_000_000;

/** Opens the settings of people over the store. */
export function openPersonSettings(parts: Parts): PersonSettings {
  const { database, now } = parts;
  return {
    wantsDigest: (organisation, person) =>
      database.inOrganisation(organisation, async (tx) => {
        const events = await readStream(tx, organisation, `${PERSON_STREAM}${person}`);
        return events.findLast(({ type }) => type === 'digest-switched')?.data['on'] !== false;
      }),
    switchDigest: async (organisation, person, on) => {
      const event = { type: 'digest-switched', data: { on }, happenedOn: localDateOf(now()) ?? '' };
      const stream = `${PERSON_STREAM}${person}`;
      const command = { database, organisation, stream, actor: person, now: now(), projections: [personProjection] };
      await runOnStream<never>({ ...command, kind: 'adds-only' }, () => ({ events: [event] }));
    },
    hasFeed: (organisation, person) =>
      database.inOrganisation(organisation, async (tx) => (await findLinks(tx, organisation, person)).length > 0),
    renewFeed: (organisation, person) =>
      database.inOrganisation(organisation, async (tx) => {
        await revoke(tx, organisation, person, now());
        const expiresAt = new Date(Date.parse(now()) + YEARS * 365 * 86_400_000).toISOString();
        const asked = { organisation, purpose: PURPOSE, subject: person, form: 'link' as const, issuedBy: person };
        const { token } = await issueLink(tx, {
          ...asked,
          expiresAt,
          uses: OFTEN,
          attempts: 1000,
          lockMinutes: 15,
          now: now(),
        });
        return token;
      }),
    revokeFeed: (organisation, person) =>
      database.inOrganisation(organisation, (tx) => revoke(tx, organisation, person, now())),
    findFeedOwner: (organisation, token) =>
      database.inOrganisation(organisation, async (tx) => {
        const found = await redeemLink(tx, { organisation, purpose: PURPOSE, token, now: now() });
        return 'redeemed' in found ? found.redeemed.subject : undefined;
      }),
  };
}

const findLinks = (tx: Tx, organisation: string, person: string) =>
  tx
    .selectFrom('capability_link')
    .select('link_id')
    .where('organisation', '=', organisation)
    .where('purpose', '=', PURPOSE)
    .where('subject', '=', person)
    .where('revoked_at', 'is', null)
    .execute();

async function revoke(tx: Tx, organisation: string, person: string, now: string): Promise<void> {
  await tx
    .updateTable('capability_link')
    .set({ revoked_at: now })
    .where('organisation', '=', organisation)
    .where('purpose', '=', PURPOSE)
    .where('subject', '=', person)
    .where('revoked_at', 'is', null)
    .execute();
}
