import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Assets, serveAssets } from './assets.ts';
import type { NotificationBannerOptions } from './components/index.ts';
import { allOf, type FormBody, firstOf, type Upload } from './form-fields.ts';
import { isFromElsewhere, isGoodToken, renderToken, TOKEN_FIELD } from './form-token.ts';
import { type Html, html } from './html.ts';
import { type Page, renderPage, type Shell } from './page.ts';
import { PageError } from './page-error.ts';
import { describeError, PrivateLog } from './private-log.ts';
import { readBodies } from './read-body.ts';
import { renderKeptForm } from './render-kept-form.ts';
import { findSigned, sign } from './signing.ts';

/** Who is signed in. Identity adds its own properties by declaration merging. */
export interface Session {
  id: string;
}

/** Said once, on the next page: what was just done. Nothing personal: it travels in a cookie. */
export type Notice = { type?: 'success' | undefined; text: string };

export type ServerOptions = {
  /** `false`: silent. */
  logger?: false | { level?: string | undefined; stream?: { write(line: string): void } | undefined } | undefined;
  /** Behind a proxy that sets X-Forwarded-*: its addresses, or `true`. */
  trustProxy?: boolean | string | undefined;
  /** `true` wherever the pages are reached over https. */
  secureCookies: boolean;
  /** At least 32 characters; the same for all processes and after a restart. */
  csrfSecret: string;
  sessionOf(request: FastifyRequest): Session | undefined | Promise<Session | undefined>;
  shellOf(request: FastifyRequest): Shell | Promise<Shell>;
  /** Where to sign in: named when a form comes back after the sign-in has expired. */
  signInPath?: string | undefined;
  /** In bytes. Default 5 MB for forms, 25 MB for forms with files. */
  limits?: { body?: number | undefined; uploads?: number | undefined } | undefined;
};

declare module 'fastify' {
  interface FastifyRequest {
    session: Session | undefined;
    /** Files of a sent form. */
    uploads: Upload[];
    /** Every field of a sent form. */
    readonly form: FormBody;
    /** Hidden input every form of this request's page needs. */
    readonly csrfField: Html;
    /** Labels by name of the input, for showing a form back after a failure. */
    fieldLabels: Readonly<Record<string, string>>;
    browserKey: string;
  }
  interface FastifyReply {
    /** Sends a page in the shell of this request, with the notice left by the page before. */
    page(page: Page, status?: number): Promise<FastifyReply>;
    /** Leaves a notice for the next page: then `seeOther`. */
    notice(notice: Notice): FastifyReply;
    /** After a form was taken: the browser gets the next page by itself, and reloading sends nothing twice. Only addresses here: any other leads to `/`. */
    seeOther(address: string): FastifyReply;
  }
  interface FastifyContextConfig {
    /** `false`: no form token needed (machines, or a library with its own protection). */
    csrf?: false;
  }
}

const MB = 1024 * 1024;
const NEUTRAL: Shell = { organisation: { name: 'Redress', colours: { brand: '#0b3d59' } } };
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * The web server without its pages: forms, cookies, form tokens, security headers, style sheets, and pages for what goes wrong.
 * Routes are added to what it returns. Whatever fails after a form was sent, the answer holds what was typed.
 * @throws when the secret is too short.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  if (options.csrfSecret.length < 32) {
    throw new Error(
      'The secret for form tokens has fewer than 32 characters. Set a longer one, for instance from `openssl rand -hex 32`.',
    );
  }
  const limits = { body: options.limits?.body ?? 5 * MB, uploads: options.limits?.uploads ?? 25 * MB };
  const app = fastify({
    logger: loggerOf(options.logger),
    logController: new PrivateLog(),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: limits.body,
    requestTimeout: 120_000,
    genReqId: () => incidentId(),
    frameworkErrors: (_error, _request, answer) => {
      const reply = answer as unknown as FastifyReply;
      setHeaders(reply, options);
      return reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send('This address cannot be read. Check it and try again.\n');
    },
  });
  app.register(cookie);
  const assets = serveAssets(app);
  readBodies(app, limits);
  decorate(app, options, assets);
  // After the cookies' own hook, which must have read them.
  app.after(() => addHooks(app, options));
  app.setNotFoundHandler(notFound);
  app.setErrorHandler((error, request, reply) => failed(error, request, reply, options, limits));
  return app;
}

function loggerOf(logger: ServerOptions['logger']) {
  if (logger === false) return false;
  return { level: logger?.level ?? 'info', base: null, ...(logger?.stream ? { stream: logger.stream } : {}) };
}

/** Eight letters and digits that can be read out on the telephone. */
function incidentId(): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const text = [...randomBytes(8)].map((byte) => letters[byte % 32]).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}

function cookieName(options: ServerOptions, name: string): string {
  // The prefix makes browsers refuse the cookie from anywhere but this host over https.
  return options.secureCookies ? `__Host-redress-${name}` : `redress-${name}`;
}

function decorate(app: FastifyInstance, options: ServerOptions, assets: Assets): void {
  const notices = cookieName(options, 'notice');
  const cookies = { path: '/', httpOnly: true, sameSite: 'lax', secure: options.secureCookies } as const;
  app.decorateRequest('session', undefined);
  app.decorateRequest('browserKey', '');
  app.decorateRequest('uploads', null as never);
  app.decorateRequest('fieldLabels', null as never);
  app.decorateRequest('form', {
    getter: function form(this: FastifyRequest) {
      return (this.body ?? {}) as FormBody;
    },
  });
  app.decorateRequest('csrfField', {
    getter: function csrfField(this: FastifyRequest) {
      return renderToken(options.csrfSecret, holderOf(this));
    },
  });
  app.decorateReply('notice', function notice(this: FastifyReply, said: Notice) {
    const text = Buffer.from(JSON.stringify(said)).toString('base64url');
    return this.setCookie(notices, sign(options.csrfSecret, 'notice', text), { ...cookies, maxAge: 120 });
  });
  app.decorateReply('seeOther', function seeOther(this: FastifyReply, address: string) {
    return this.redirect(/^\/(?![/\\])/.test(address) ? address : '/', 303);
  });
  app.decorateReply('page', async function page(this: FastifyReply, content: Page, status = 200) {
    const request = this.request;
    const left = findNotice(options.csrfSecret, request.cookies?.[notices]);
    if (left) this.clearCookie(notices, cookies);
    const shell = await options.shellOf(request);
    const shown = { ...content, notification: content.notification ?? left };
    return this.code(status)
      .type('text/html; charset=utf-8')
      .send(renderPage(shown, shell, assets, request.csrfField));
  });
}

function findNotice(secret: string, signed: string | undefined): NotificationBannerOptions | undefined {
  const text = signed === undefined ? undefined : findSigned(secret, 'notice', signed);
  return text === undefined ? undefined : (JSON.parse(Buffer.from(text, 'base64url').toString()) as Notice);
}

function holderOf(request: FastifyRequest): { browserKey: string; sessionId: string | undefined } {
  return { browserKey: request.browserKey, sessionId: request.session?.id };
}

function addHooks(app: FastifyInstance, options: ServerOptions): void {
  const name = cookieName(options, 'form');
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(reply, options);
    request.uploads = [];
    request.fieldLabels = {};
    if (request.routeOptions.url?.startsWith('/assets/')) return;
    request.browserKey = request.cookies[name] ?? '';
    if (request.browserKey === '' && !isFromElsewhere(request)) {
      request.browserKey = randomBytes(18).toString('base64url');
      reply.setCookie(name, request.browserKey, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: options.secureCookies,
      });
    }
    request.session = await options.sessionOf(request);
  });
  app.addHook('preValidation', async (request) => {
    if (
      ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ||
      request.is404 ||
      request.routeOptions.config.csrf === false
    )
      return;
    if (
      isFromElsewhere(request) ||
      !isGoodToken(options.csrfSecret, holderOf(request), firstOf(request.form, TOKEN_FIELD))
    ) {
      throw staleForm(request, options);
    }
  });
}

function setHeaders(reply: FastifyReply, options: ServerOptions): void {
  reply.headers({
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // Not "no-referrer": browsers would then hide from us, too, where a form comes from.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'cache-control': 'no-store',
  });
  if (options.secureCookies) reply.header('strict-transport-security', 'max-age=31536000');
}

function staleForm(request: FastifyRequest, options: ServerOptions): PageError {
  const elsewhere = isFromElsewhere(request);
  if (elsewhere) {
    return new PageError({
      status: 403,
      title: 'This form came from another website',
      text: 'Nothing was saved. Open the page here and fill the form in again.',
      keep: false,
    });
  }
  const signIn =
    !request.session && options.signInPath !== undefined
      ? ' If you were signed in, sign in again in another tab first.'
      : '';
  return new PageError({
    status: 403,
    title: 'This form was open for too long',
    text: `Nothing was saved yet, and nothing you typed is lost.${signIn} Check it below and choose “Send again”.`,
  });
}

async function notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = html`<p class="govuk-body">Check the address if you typed it, or that the whole of it was copied if you pasted it.</p>
<p class="govuk-body">What you look for may have moved, or may not be open to you.</p>
${keptOf(request)}
<p class="govuk-body"><a class="govuk-link" href="/">Go to the first page</a></p>`;
  return safely(reply, { title: 'Page not found', body }, 404);
}

/** A page that comes out even when the shell itself is what failed. */
async function safely(reply: FastifyReply, page: Page, status: number): Promise<FastifyReply> {
  try {
    return await reply.page(page, status);
  } catch (error) {
    reply.log.error({ request: reply.request.id, ...describeError(error) }, 'page shell failed');
    return reply.code(status).type('text/html; charset=utf-8').send(barePage(page));
  }
}

function barePage(page: Page): string {
  return String(html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${page.title} – ${NEUTRAL.organisation.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>${page.title}</h1>${page.body}</main></body></html>
`);
}

async function failed(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  options: ServerOptions,
  limits: { body: number; uploads: number },
): Promise<FastifyReply> {
  const known = error instanceof PageError ? error : knownFailure(error, request, limits);
  if (!known) return failedUnexpectedly(error, request, reply);
  const signIn =
    known.status === 403 && !request.session && options.signInPath !== undefined && known.keep
      ? html`<p class="govuk-body"><a class="govuk-link" href="${options.signInPath}" target="_blank" rel="noopener">Sign in (opens in a new tab)</a></p>`
      : undefined;
  const body = html`<p class="govuk-body">${known.text}</p>${signIn}${known.keep && keptOf(request)}`;
  return safely(reply, { title: known.title, body }, known.status);
}

async function failedUnexpectedly(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  request.log.error(
    { incident: request.id, route: request.routeOptions.url ?? 'none', ...describeError(error) },
    'page failed',
  );
  const kept = keptOf(request);
  const what = kept
    ? 'What you sent may not have been saved. It stands below: you can send it again, or copy it.'
    : 'Try again in a few minutes.';
  const body = html`<p class="govuk-body">The fault is ours. ${what}</p>
<p class="govuk-body">If it happens again, tell the people who run this service. The number of this incident is <strong>${request.id}</strong>.</p>
${kept}`;
  return safely(reply, { title: 'Sorry, something went wrong', body }, 500);
}

/** What was typed, to be sent again, unless another site sent it. */
function keptOf(request: FastifyRequest): Html | undefined {
  if (request.method === 'GET' || request.method === 'HEAD' || isFromElsewhere(request)) return undefined;
  return renderKeptForm({
    // Two slashes in front would name another host.
    action: request.url.replace(/^[/\\]+/, '/'),
    body: request.form,
    uploads: request.uploads ?? [],
    csrfField: request.csrfField,
    submit: 'Send again',
    labels: request.fieldLabels,
  });
}

function knownFailure(
  error: unknown,
  request: FastifyRequest,
  limits: { body: number; uploads: number },
): PageError | undefined {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const own = request.routeOptions.bodyLimit;
    const isForFiles = request.headers['content-type']?.startsWith('multipart/');
    const limit = own !== limits.body ? own : isForFiles ? limits.uploads : limits.body;
    return new PageError({
      status: 413,
      title: 'What you sent is too large',
      text: `It can be ${Math.floor((limit / MB) * 10) / 10} MB at most. Nothing was saved. Go back in your browser, where your text still stands, and send less text or smaller files.`,
      keep: false,
    });
  }
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined;
  return new PageError({
    status: statusCode,
    title: 'We could not read what you sent',
    text: 'Nothing was saved. Go back in your browser and send the form again.',
  });
}

/** All values of one field of a sent form; for single ones, `firstOf`. */
export { allOf, firstOf };
