import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';

/** A message that came by e-mail, as far as it says anything about a complaint. */
export type Message = {
  readonly from: { readonly name: string | undefined; readonly email: string | undefined };
  readonly subject: string | undefined;
  /** What it says, as plain text; empty where it is only a file. */
  readonly text: string;
  /** When it was sent, by its own word: an instant. Undefined where it does not say, or says nothing that is a time. */
  readonly sentAt: string | undefined;
  readonly attachments: readonly MessageFile[];
};

export type MessageFile = { readonly name: string; readonly mediaType: string; readonly bytes: Uint8Array };

/** What keeps bytes from being read as a message. The words say what is wrong and how to mend it, and quote nothing of it. */
export type MessageFault = { readonly fault: string };

const KB = 1024;
const LIMITS = { maxHeadersSize: 256 * KB, maxNestingDepth: 50, maxRfc822NestingDepth: 5 };
/** The longest text that is kept; the whole message is kept beside it as a file. */
const LONGEST_TEXT = 100_000;

/**
 * Reads a message as a mail program saves it (`.eml`). Takes what comes: without From, Subject or Date, with wrong
 * dates, in HTML only, with NUL characters, which are left out. Headers over 256 KB, or parts nested deeper than 50, are
 * a fault: no mail program writes them.
 */
export async function readMessage(bytes: Uint8Array): Promise<Message | MessageFault> {
  try {
    const email = await new PostalMime({ ...LIMITS, attachmentEncoding: 'arraybuffer' }).parse(bytes);
    if (!isMessage(email)) return { fault: NO_MESSAGE };
    return describe(email);
  } catch {
    return { fault: NO_MESSAGE };
  }
}

const NO_MESSAGE =
  'The file cannot be read as an e-mail. Save the e-mail from your mail program as an .eml file, or paste its words';

/** What has none of these is some other kind of file. */
const KNOWN_HEADERS = ['from', 'to', 'date', 'subject', 'message-id', 'received', 'return-path', 'content-type'];

const isMessage = ({ headers }: Email): boolean => headers.some(({ key }) => KNOWN_HEADERS.includes(key));

function describe(email: Email): Message {
  return {
    from: findSender(email),
    subject: clean(email.subject)?.slice(0, 200),
    text: (clean(email.text) ?? clean(toText(email.html)) ?? '').slice(0, LONGEST_TEXT),
    sentAt: findInstant(email.date),
    attachments: email.attachments.flatMap(describeFile),
  };
}

/** Who wrote it: the first mailbox of From, else of Sender; where answers go to somebody else, they go there. */
function findSender({ from, sender, replyTo }: Email): Message['from'] {
  const [author] = [from, sender].flatMap(listMailboxes);
  const [answers] = (replyTo ?? []).flatMap(listMailboxes);
  const email = [answers?.address, author?.address].map(clean).find((one) => one?.includes('@'));
  return { name: clean(author?.name), email };
}

function listMailboxes(address: Address | undefined): readonly { name: string; address: string }[] {
  if (!address) return [];
  return address.group ?? [{ name: address.name, address: address.address }];
}

/** Without characters that no text of ours can hold; undefined where nothing is left. */
function clean(text: string | undefined): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  const kept = text?.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  return kept === undefined || kept.trim() === '' ? undefined : kept.trim();
}

/** The words of HTML, should the parser have made no text of it. */
const toText = (html: string | undefined): string | undefined =>
  html?.replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');

function findInstant(date: string | undefined): string | undefined {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

function describeFile({ filename, mimeType, content }: Attachment): readonly MessageFile[] {
  if (typeof content === 'string') return [];
  const bytes = new Uint8Array(content);
  if (bytes.length === 0) return [];
  return [{ name: clean(filename ?? undefined)?.slice(0, 200) ?? 'file', mediaType: clean(mimeType) ?? '', bytes }];
}
