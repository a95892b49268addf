import type { AddresseeKey, CaseEvent, Channel } from '../../engine/index.ts';
import type { PersonWording } from './gather-people.ts';

/** How a letter reaches somebody: by e-mail, which Redress sends; by post, which is printed; or they have given no address. */
export type Way = 'e-mail' | 'post' | 'none';

const ON_SCREEN: readonly string[] = ['e-mail', 'web', 'portal', 'web-chat', 'social-media'];

/**
 * How a letter goes to somebody. They may have said how they want to be written to; else who complained first gets it
 * the way it was sent or, where that is not said, the way they came to us; all others by e-mail where they gave one.
 */
export function chooseWay(
  key: AddresseeKey,
  person: PersonWording | undefined,
  came: Channel | undefined,
  event?: CaseEvent,
): Way {
  const post = person?.address === undefined ? 'none' : 'post';
  if (person?.email === undefined) return post;
  const sent = event && 'channel' in event && event.type !== 'received' ? event.channel : undefined;
  const asked = person.channel ?? (key === 'resident-1' ? (sent ?? came) : undefined);
  return asked === undefined || ON_SCREEN.includes(asked) || post === 'none' ? 'e-mail' : 'post';
}
