import { type Actor, type Channel, type IsoDate, localDateOf, type Moment } from '../../engine/index.ts';
import { FileFault, type FileStore } from '../documents/file-store.ts';
import type { Casebook } from '../store/cases/casebook.ts';
import type { Message, MessageFile } from './read-message.ts';

/** Something that reached the landlord and that nobody has sorted yet. */
export type InboxItem = {
  readonly channel: Channel;
  /** The day of first contact, with the instant where it is known. */
  readonly moment: Moment;
  readonly words: string;
  readonly subject?: string | undefined;
  readonly from: {
    readonly name?: string | undefined;
    readonly email?: string | undefined;
    readonly telephone?: string | undefined;
    readonly address?: string | undefined;
  };
  readonly files?: readonly MessageFile[] | undefined;
};

type Parts = { readonly casebook: Casebook; readonly files: FileStore };

/**
 * Puts something into the inbox: a case that runs from its first contact as a complaint, until somebody says what it
 * is. Every way in that is not a form of its own goes through here. Files are kept by their digest; an empty one, or one
 * too large for the store, is named in the words instead, so that its loss is seen.
 *
 * Answers the case and its reference, or why the procedure takes nothing then.
 */
export async function putInInbox(
  { casebook, files }: Parts,
  organisation: string,
  actor: Actor,
  item: InboxItem,
): ReturnType<Casebook['register']> {
  const kept = await keepFiles(files, organisation, item.files ?? []);
  const lost = kept.lost.length > 0 ? `\n\n(Not kept, because empty or too large: ${kept.lost.join(', ')})` : '';
  const { name, email, telephone, address } = item.from;
  const input = {
    kind: 'complaint',
    channel: item.channel,
    'what-happened': `${item.words}${lost}`,
    untriaged: true,
    // somebody we cannot write to is asked for an address when it is sorted
    reachable: email !== undefined || address !== undefined,
    ...(item.subject !== undefined && { subject: item.subject }),
    ...(kept.digests.length > 0 && { attachments: kept.digests }),
  };
  const resident = { 'resident-name': name, 'resident-email': email, 'resident-telephone': telephone };
  const told = Object.entries({ ...resident, 'resident-address': address, ...kept.names });
  const texts = Object.fromEntries(told.filter((entry): entry is [string, string] => entry[1] !== undefined));
  return casebook.register({ organisation, actor, moment: item.moment, input, resident: texts });
}

/** A message as an inbox item: first contact when it says it was sent, at the latest now. */
export function toInboxItem(message: Message, now: string): InboxItem {
  const at = message.sentAt !== undefined && message.sentAt <= now ? message.sentAt : now;
  const files = message.attachments.map(({ name }) => name).join(', ');
  return {
    channel: 'e-mail',
    moment: { on: localDateOf(at) as IsoDate, at },
    words:
      message.text === ''
        ? `(The e-mail has no words${files === '' ? '' : `, and came with: ${files}`})`
        : message.text,
    subject: message.subject,
    from: message.from,
    files: message.attachments,
  };
}

type Kept = { digests: string[]; names: Record<string, string>; lost: string[] };

async function keepFiles(store: FileStore, organisation: string, files: readonly MessageFile[]): Promise<Kept> {
  const kept: Kept = { digests: [], names: {}, lost: [] };
  for (const { name, bytes } of files) {
    try {
      const { digest } = await store.keep(organisation, [bytes]);
      kept.digests.push(digest);
      kept.names[`file.${kept.digests.length}`] = name;
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      kept.lost.push(name);
    }
  }
  return kept;
}
