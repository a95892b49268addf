import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CHANNELS, type Channel, findCommand, type Moment, type Refusal } from '../../../engine/index.ts';
import { isWithinReach, seesCases } from '../../identity/authority.ts';
import { type InboxItem, putInInbox, toInboxItem } from '../../mail/put-in-inbox.ts';
import { readMessage } from '../../mail/read-message.ts';
import { describeFields, describeRefusal } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, readForm, renderForm, type Typed, type Upload } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import { makeOnce, type Once } from '../../web/once.ts';
import type { Page } from '../../web/page.ts';
import { toMoment } from '../actions/read-input-values.ts';
import { actorOf, getSignedIn } from '../get-signed-in.ts';
import { RECEIVED, residentFields } from '../log-complaint/list-log-fields.ts';
import { caseworkPaths } from '../paths.ts';

type PutIn = Awaited<ReturnType<typeof putInInbox>>;

/** Putting something into the inbox: the words of an e-mail, a letter or a call, or the e-mail itself as a file. */
export function routePutIn(app: FastifyInstance, parts: AppParts): void {
  const once = makeOnce<PutIn>((made) => 'caseId' in made);
  const { pattern } = caseworkPaths.putIn;
  app.get(pattern, { config: { access: 'signed-in' } }, (request, reply) => viewPutIn(parts, request, reply));
  app.post(pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    submitPutIn({ parts, once }, request, reply),
  );
}

const WORDS = 'words';
const MESSAGE = 'message';

function listPutInFields({ texts }: AppParts): readonly Field[] {
  const receive = findCommand('receive');
  const channel = { name: 'channel', label: '', required: false, kind: 'choice' as const };
  const options = CHANNELS.map((value) => ({ value, label: '' }));
  const [named] = receive ? describeFields(texts, receive, [{ ...channel, options }]) : [];
  const channels = named?.kind === 'choice' ? named.options.map(({ value, label }) => ({ value, label })) : [];
  return [
    {
      kind: 'long-text',
      name: WORDS,
      label: 'What does it say?',
      hint: 'Paste the e-mail, or write down the letter or the call. Leave it empty if you give the e-mail as a file.',
      required: false,
    },
    {
      kind: 'file',
      name: MESSAGE,
      label: 'The e-mail as a file',
      hint: 'Saved from your mail program, ending in .eml. What it says is taken from it, with its files.',
      required: false,
    },
    {
      kind: 'choice',
      name: 'channel',
      label: named?.label ?? 'How did it reach us?',
      options: channels,
      required: false,
    },
    {
      kind: 'moment',
      name: RECEIVED,
      label: 'When did it first reach us?',
      hint: 'The day it first reached anybody who works for us. Everything is counted from it. For an e-mail as a file, leave it empty to take the time it was sent.',
      required: false,
    },
    ...residentFields,
  ];
}

async function viewPutIn(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return reply.page(renderPutIn(parts, request, { channel: 'e-mail' }));
}

function renderPutIn(
  parts: AppParts,
  request: FastifyRequest,
  typed: Typed,
  errors: readonly FieldError[] = [],
  more?: Html,
): Page {
  const { person, organisation } = getSignedIn(request);
  const sees = seesCases(parts, organisation, person);
  return {
    title: 'Put something in the inbox',
    ...(sees && { back: { href: caseworkPaths.inbox(), text: 'Back to the inbox' } }),
    errors,
    body: html`${more}<p class="govuk-body">Hand in what reached you without sorting it. Whoever looks after complaints has it at once, with the day of first contact.</p>
<p class="govuk-body">To sort it in the same step, <a class="govuk-link" href="${caseworkPaths.newCase()}">log a complaint</a>.</p>
${renderForm({ action: caseworkPaths.putIn(), fields: listPutInFields(parts), csrfField: request.csrfField, submit: 'Put it in', typed, errors })}`,
  };
}

async function submitPutIn(
  { parts, once }: { readonly parts: AppParts; readonly once: Once<PutIn> },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { person, organisation } = getSignedIn(request);
  const fields = listPutInFields(parts);
  request.fieldLabels = Object.fromEntries(fields.map(({ name, label }) => [name, label]));
  const { values, errors, typed } = readForm(fields, request.form, request.uploads);
  const made = await makeItem(parts, values);
  const wrong = [...errors, ...('errors' in made ? made.errors : [])];
  if (wrong.length > 0 || !('item' in made)) return reply.page(renderPutIn(parts, request, typed, wrong), 400);
  const put = await once(request, () => putInInbox(parts, organisation, actorOf(person), made.item));
  if ('refused' in put) {
    const told = put.refused.map((refusal) => describeFault(parts, refusal));
    return reply.page(renderPutIn(parts, request, typed, told), 400);
  }
  const record = await parts.casebook.load(organisation, put.caseId);
  if (!record || !isWithinReach(parts, record, person))
    return reply.seeOther(caseworkPaths.receipt({ reference: put.reference }));
  const text = `It is in the inbox as ${put.reference}.`;
  return reply.notice({ type: 'success', text }).seeOther(caseworkPaths.sort({ id: put.caseId }));
}

const describeFault = ({ texts }: AppParts, refusal: Refusal): FieldError => ({
  field: ['in-the-future', 'no-procedure-then'].includes(refusal.code) ? `${RECEIVED}-day` : WORDS,
  message: describeRefusal(texts, refusal, 'receive'),
});

type Values = Readonly<Record<string, unknown>>;

/** What was typed goes before what the file says: whoever hands it in may know better. */
async function makeItem(
  { now }: AppParts,
  values: Values,
): Promise<{ readonly item: InboxItem } | { readonly errors: readonly FieldError[] }> {
  const upload = values[MESSAGE] as Upload | undefined;
  const message = upload && (await readMessage(upload.bytes));
  if (message && 'fault' in message) return { errors: [{ field: MESSAGE, message: message.fault }] };
  const found = message && toInboxItem(message, now());
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const moment: Moment | undefined = toMoment(text(RECEIVED) ?? '') ?? found?.moment;
  const words = [text(WORDS), found?.words].filter((one) => one !== undefined).join('\n\n');
  const errors = [
    ...(words === '' ? [{ field: WORDS, message: 'Enter what it says, or choose the e-mail as a file' }] : []),
    ...(moment ? [] : [{ field: `${RECEIVED}-day`, message: 'Enter the day it first reached us, like 27 3 2026' }]),
  ];
  if (errors.length > 0 || !moment) return { errors };
  const from = {
    name: text('resident-name') ?? found?.from.name,
    email: text('resident-email') ?? found?.from.email,
    telephone: text('resident-telephone'),
    address: text('resident-address'),
  };
  const channel = found ? 'e-mail' : ((text('channel') ?? 'other') as Channel);
  const original = upload
    ? [{ name: upload.filename || 'message.eml', mediaType: 'message/rfc822', bytes: upload.bytes }]
    : [];
  const files = [...(found?.files ?? []), ...original];
  return { item: { channel, moment, words, subject: found?.subject, from, files } };
}
