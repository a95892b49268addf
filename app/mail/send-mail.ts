import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { sha256 } from '../store/canonical-json.ts';
import type { OutboxMessage } from '../store/enqueue.ts';

export type Mail = { to: string; subject: string; text: string; html?: string };
/** Sends one mail. `id` stays the same when a mail is sent again, so that a mail server can drop the second. */
export type MailSender = { send(id: string, mail: Mail): Promise<void>; close(): void };
export type KeptMail = { file: string; to: string; subject: string; text: string };

/** A mail that will not go however often it is tried. The message names no address. */
export class MailRefused extends Error {
  permanent = true;
  code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Sends by an SMTP server, such as `smtps://user:password@mail.example`. Answers of the 500s are not tried again. */
export function smtpSender({ smtpUrl, from }: { smtpUrl: string; from: string }): MailSender {
  const transport = createTransport(
    { url: smtpUrl, connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, ...guarded },
    { from },
  );
  return {
    send: async (id, mail) => {
      try {
        await transport.sendMail({ ...mail, messageId: `<${id}@${domainOf(from)}>` });
      } catch (error) {
        throw describeFailure(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Writes mails as .eml files into a folder instead of sending them, for trying out. `list` gives the newest first. */
export function fileSender({ folder, from }: { folder: string; from: string }): MailSender & {
  list(): Promise<KeptMail[]>;
} {
  const transport = createTransport({ streamTransport: true, buffer: true, ...guarded }, { from });
  return {
    send: async (id, mail) => {
      await mkdir(folder, { recursive: true });
      const sent = await transport.sendMail({ ...mail, messageId: `<${id}@${domainOf(from)}>` });
      await writeWhole(join(folder, `${id}.eml`), sent.message as Buffer);
      await writeWhole(
        join(folder, `${id}.json`),
        JSON.stringify({ order: process.hrtime.bigint().toString(), ...mail }),
      );
    },
    list: () => listKept(folder),
    close: () => transport.close(),
  };
}

/** The outbox handler of kind `mail`: its payload is a `Mail`. */
export function sendMail(sender: MailSender): (message: OutboxMessage) => Promise<void> {
  return async ({ organisation, kind, key, payload }) => {
    const { to, subject, text, html } = payload;
    if (typeof to !== 'string' || typeof subject !== 'string' || typeof text !== 'string') {
      throw new MailRefused('not-a-mail', `The message ${key} lacks to, subject or text.`);
    }
    const mail = { to, subject, text, ...(typeof html === 'string' ? { html } : {}) };
    await sender.send(sha256(`${organisation}/${kind}/${key}`).slice(0, 40), mail);
  };
}

// Nothing in a mail's fields may make the server read a file or fetch an address.
const guarded = { disableFileAccess: true, disableUrlAccess: true };

function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost';
}

function describeFailure(thrown: unknown): Error {
  const error = thrown as { code?: string; responseCode?: number; command?: string };
  const code = String(error.responseCode ?? error.code ?? 'failed');
  const message = `The mail server did not take the mail${error.command ? ` at ${error.command}` : ''}.`;
  if (error.responseCode !== undefined && error.responseCode >= 500 && error.code !== 'EAUTH') {
    return new MailRefused(code, message);
  }
  return Object.assign(new Error(message), { code });
}

async function listKept(folder: string): Promise<KeptMail[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const kept = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => {
        const { order, to, subject, text } = JSON.parse(await readFile(join(folder, name), 'utf8'));
        return { order: BigInt(order), mail: { file: name.replace('.json', '.eml'), to, subject, text } as KeptMail };
      }),
  );
  return kept.sort((a, b) => (a.order > b.order ? -1 : 1)).map(({ mail }) => mail);
}

async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const draft = `${file}.${randomUUID()}.draft`;
  await writeFile(draft, content);
  await rename(draft, file);
}
