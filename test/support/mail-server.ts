import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { type MailSender, smtpSender } from '../../app/mail/send-mail.ts';

/** A mail as it arrived: to whom, and all of it as text, its quoted-printable lines put together again. */
export type Arrived = { readonly to: readonly string[]; readonly text: string };

/** A mail server on this machine, and a sender that speaks to it. */
export type MailServer = {
  readonly sender: MailSender;
  readonly arrived: Arrived[];
  close(): Promise<void>;
};

const decode = (raw: string): string =>
  Buffer.from(
    raw
      .replace(/=\r\n/g, '')
      .replace(/\r\n/g, '\n')
      .replace(/=([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  ).toString('utf8');

/** Starts it on a port that is free. */
export async function startMailServer(from: string): Promise<MailServer> {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      void readText(stream).then((raw) => {
        arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: decode(raw) });
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const sender = smtpSender({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
  return {
    sender,
    arrived,
    close: async () => {
      sender.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
