import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { fileSender, type MailSender, sendMail, smtpSender } from './send-mail.ts';

const from = 'Anytown Homes <complaints@anytown.example>';
const message = {
  ...{ organisation: 'anytown', kind: 'mail', key: 'c1/ack', attempt: 1 },
  payload: { to: 'Ada <ada@example.org>', subject: 'Your complaint, £5', text: 'Dear Ada,\nwe have your complaint.' },
};

describe('mail by SMTP', () => {
  const arrived: { to: string[]; from: string; raw: string }[] = [];
  let server: SMTPServer;
  let sender: MailSender;
  before(async () => {
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const code = { 'gone@example.org': 550, 'full@example.org': 452 }[address];
        done(code === undefined ? null : Object.assign(new Error(`${address} is not here`), { responseCode: code }));
      },
      onData: (stream, session, done) => {
        void readText(stream).then((raw) => {
          const { mailFrom, rcptTo } = session.envelope;
          arrived.push({ raw, from: mailFrom ? mailFrom.address : '', to: rcptTo.map((to) => to.address) });
          done();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    sender = smtpSender({ smtpUrl: `smtp://127.0.0.1:${port}`, from });
  });
  after(async () => {
    sender.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  test('arrives whole, from the landlord, under an id that stays when it is sent again', async () => {
    await sendMail(sender)(message);
    await sendMail(sender)({ ...message, attempt: 2 });
    const [first, second] = arrived.splice(0);
    assert.deepEqual(
      { to: first?.to, from: first?.from },
      { to: ['ada@example.org'], from: 'complaints@anytown.example' },
    );
    assert.match(first?.raw ?? '', /^Subject: =\?UTF-8\?/m);
    assert.match(first?.raw ?? '', /Dear Ada,\r\nwe have your complaint\./);
    const idOf = (raw = '') => /^Message-ID: (<\w{40}@anytown\.example>)/m.exec(raw)?.[1];
    assert.ok(idOf(first?.raw));
    assert.equal(idOf(first?.raw), idOf(second?.raw));
  });

  test('a line break in a subject makes no header of its own', async () => {
    await sendMail(sender)({ ...message, payload: { ...message.payload, subject: 'Hello\r\nBcc: spy@example.org' } });
    const [mail] = arrived.splice(0);
    assert.deepEqual(mail?.to, ['ada@example.org']);
    assert.doesNotMatch(mail?.raw ?? '', /^Bcc/m);
  });

  test('a refusal for good is told from one for now, and neither names the address', async () => {
    const failure = async (to: string) => {
      const error = await sendMail(sender)({ ...message, payload: { ...message.payload, to } }).then(
        () => assert.fail('it was taken'),
        (refusal: Error & { code?: string; permanent?: boolean }) => refusal,
      );
      return { code: error.code, permanent: error.permanent ?? false, named: `${error.stack}`.includes(to) };
    };
    assert.deepEqual(await failure('gone@example.org'), { code: '550', permanent: true, named: false });
    assert.deepEqual(await failure('full@example.org'), { code: '452', permanent: false, named: false });
  });

  test('a server that is not there is for now', async () => {
    const nowhere = smtpSender({ smtpUrl: 'smtp://127.0.0.1:1', from });
    await assert.rejects(
      sendMail(nowhere)(message),
      (error: { code?: string; permanent?: boolean }) => error.permanent === undefined && error.code !== undefined,
    );
  });

  test('a payload that is no mail is refused for good', async () => {
    await assert.rejects(sendMail(sender)({ ...message, payload: { to: 'a' } }), {
      permanent: true,
      code: 'not-a-mail',
    });
  });
});

test('mail into files: whole .eml files, listed newest first, sent again without a double', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'redress-mail-'));
  try {
    const sender = fileSender({ folder: join(folder, 'mail'), from });
    assert.deepEqual(await sender.list(), []);
    await sendMail(sender)(message);
    await sendMail(sender)({
      ...message,
      key: 'c1/response',
      payload: { ...message.payload, subject: 'Our response' },
    });
    await sendMail(sender)({
      ...message,
      key: 'c1/response',
      payload: { ...message.payload, subject: 'Our response' },
    });
    const kept = await sender.list();
    assert.deepEqual(
      kept.map((mail) => mail.subject),
      ['Our response', 'Your complaint, £5'],
    );
    assert.match(await readFile(join(folder, 'mail', kept[1]!.file), 'utf8'), /^To: Ada <ada@example.org>/m);
  } finally {
    await rm(folder, { recursive: true });
  }
});
