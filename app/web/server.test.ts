import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { html } from './html.ts';
import { PageError } from './page-error.ts';
import { createServer, type ServerOptions } from './server.ts';

const SECRET = 'a secret only for tests, 32 chars or more';
const FORM = 'application/x-www-form-urlencoded';
type Log = Record<string, unknown>;

/** A server with a few routes, and what it logged. Signed in as whoever the cookie `who` names. */
function serverWith(more: Partial<ServerOptions> = {}, routes?: (app: FastifyInstance) => void) {
  const logged: Log[] = [];
  const app = createServer({
    logger: { stream: { write: (line) => logged.push(JSON.parse(line) as Log) } },
    secureCookies: false,
    csrfSecret: SECRET,
    sessionOf: (request) => (request.cookies['who'] ? ({ id: request.cookies['who'] } as never) : undefined),
    shellOf: () => ({ organisation: { name: 'Anytown <Homes>', colours: { brand: '#ffdd00', text: '#ffffff' } } }),
    signInPath: '/sign-in',
    ...more,
  });
  app.get('/form/:id', async (request, reply) => reply.page({ title: 'A form', body: html`${request.csrfField}` }));
  app.post('/form/:id', async (request, reply) => {
    if (request.form['fail']?.[0] === 'bug') throw new Error('Mrs Jones of 4 Acacia Avenue broke it');
    if (request.form['fail']?.[0] === 'refuse')
      throw new PageError({ status: 409, title: 'Somebody else was first', text: 'Look again.' });
    return reply.send({
      form: request.form,
      uploads: request.uploads.map((file) => ({ ...file, bytes: file.bytes.length })),
    });
  });
  app.post('/done', async (_request, reply) =>
    reply.notice({ type: 'success', text: 'Acknowledged & kept' }).seeOther('/form/1'),
  );
  routes?.(app);
  return { app, logged };
}

/** A visitor: keeps cookies and knows the token of the last form. */
class Visitor {
  readonly cookies: Record<string, string> = {};
  token = '';
  readonly app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async send(request: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await this.app.inject({ cookies: this.cookies, ...request });
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0 || cookie.expires?.getTime() === 0) delete this.cookies[cookie.name];
      else this.cookies[cookie.name] = cookie.value;
    }
    this.token = /name="_csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? this.token;
    return response;
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url });
  }

  post(url: string, fields: Record<string, string> | [string, string][], headers: Record<string, string> = {}) {
    const payload = new URLSearchParams(fields);
    if (this.token && !payload.has('_csrf')) payload.append('_csrf', this.token);
    return this.send({
      method: 'POST',
      url,
      payload: payload.toString(),
      headers: { 'content-type': FORM, ...headers },
    });
  }
}

async function visitor(more: Partial<ServerOptions> = {}, routes?: (app: FastifyInstance) => void) {
  const { app, logged } = serverWith(more, routes);
  const visiting = new Visitor(app);
  await visiting.get('/form/1');
  return { visiting, app, logged };
}

test('pages carry the security headers and are not stored; the same holds for pages of failures', async () => {
  const { visiting } = await visitor();
  for (const url of ['/form/1', '/nowhere', '/%zz']) {
    const { headers } = await visiting.get(url);
    assert.match(
      String(headers['content-security-policy']),
      /default-src 'none'; script-src 'self'; style-src 'self'/,
      url,
    );
    assert.match(String(headers['content-security-policy']), /form-action 'self'; frame-ancestors 'none'/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-powered-by'], undefined);
  }
});

test('cookies are closed to scripts and other sites, and tied to https where there is https', async () => {
  const plain = (await serverWith().app.inject('/form/1')).cookies[0];
  assert.deepEqual(
    [plain?.name, plain?.httpOnly, plain?.sameSite, plain?.secure],
    ['redress-form', true, 'Lax', undefined],
  );
  const secure = (await serverWith({ secureCookies: true }).app.inject('/form/1')).cookies[0];
  assert.deepEqual(
    [secure?.name, secure?.httpOnly, secure?.secure, secure?.path],
    ['__Host-redress-form', true, true, '/'],
  );
});

test('a form with its token is taken; repeated fields and odd names are kept', async () => {
  const { visiting } = await visitor();
  const response = await visiting.post('/form/1', [
    ['a', '1'],
    ['a', '2'],
    ['constructor', 'x'],
    ['__proto__', 'y'],
  ]);
  assert.equal(response.statusCode, 200);
  assert.match(response.body, /"a":\["1","2"\],"constructor":\["x"\],"__proto__":\["y"\]/);
});

test('files and fields of a multipart form arrive together', async () => {
  const { visiting } = await visitor();
  const form = new FormData();
  form.append('_csrf', visiting.token);
  form.append('note', 'one');
  form.append('proof', new File(['abc'], 'photo “1”.png', { type: 'image/png' }));
  form.append('empty', new File([], ''));
  const packed = new Response(form);
  const response = await visiting.send({
    method: 'POST',
    url: '/form/1',
    payload: Buffer.from(await packed.arrayBuffer()),
    headers: { 'content-type': packed.headers.get('content-type') ?? '' },
  });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json().uploads, [
    { field: 'proof', filename: 'photo “1”.png', type: 'image/png', bytes: 3 },
  ]);
  assert.deepEqual(response.json().form['note'], ['one']);
});

test('without a good token a form is refused with 403, comes back whole, and can be sent again', async () => {
  const { visiting } = await visitor();
  const long = 'Water came <through> the ceiling & nobody called back for three weeks.';
  const refused = await visiting.post('/form/7?from=list', {
    _csrf: 'old',
    _version: '3',
    story: long,
    finding: 'upheld',
    password: 'hunter2-secret',
  });
  assert.equal(refused.statusCode, 403);
  assert.match(refused.body, /<form method="post" action="\/form\/7\?from=list">/);
  assert.match(refused.body, /Water came &lt;through&gt; the ceiling &amp; nobody/);
  assert.match(refused.body, /type="hidden" name="finding" value="upheld"/);
  assert.match(refused.body, /type="hidden" name="_version" value="3"/);
  assert.match(refused.body, />\s*Send again\s*</);
  assert.doesNotMatch(refused.body, /hunter2/);
  const again = await visiting.post('/form/7?from=list', { story: long, finding: 'upheld', _version: '3' });
  assert.equal(again.statusCode, 200);
});

test('a token is worth nothing in another browser, after signing in or out, or when changed', async () => {
  const { visiting, app } = await visitor();
  const token = visiting.token;
  const other = new Visitor(app);
  await other.get('/form/1');
  assert.equal((await other.post('/form/1', { _csrf: token })).statusCode, 403);
  assert.equal((await visiting.post('/form/1', { _csrf: `${token}x` })).statusCode, 403);
  visiting.cookies['who'] = 'session-2';
  const refused = await visiting.post('/form/1', { _csrf: token, story: 'x' });
  assert.equal(refused.statusCode, 403);
  assert.equal((await visiting.post('/form/1', {})).statusCode, 200);
});

test('when the sign-in has expired, the page says where to sign in', async () => {
  const { visiting } = await visitor();
  visiting.cookies['who'] = 'session-1';
  await visiting.get('/form/1');
  delete visiting.cookies['who'];
  const refused = await visiting.post('/form/1', { story: 'kept' });
  assert.equal(refused.statusCode, 403);
  assert.match(refused.body, /href="\/sign-in" target="_blank"/);
  assert.match(refused.body, /kept/);
});

test('a form from another website is refused; nothing of it is shown, and no cookie is changed', async () => {
  const { visiting, app } = await visitor();
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of foreign) {
    const refused = await visiting.post('/form/1', { story: 'planted text' }, headers);
    assert.equal(refused.statusCode, 403);
    assert.doesNotMatch(refused.body, /planted text/);
  }
  const bare = await app.inject({
    method: 'POST',
    url: '/form/1',
    payload: 'a=1',
    headers: { 'content-type': FORM, 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(bare.cookies.length, 0);
});

test('an address that is not there gives 404, also for a sent form, which comes back', async () => {
  const { visiting } = await visitor();
  const missing = await visiting.get('/nowhere?name=Jones');
  assert.equal(missing.statusCode, 404);
  assert.match(missing.body, /<h1 class="govuk-heading-l">Page not found<\/h1>/);
  const posted = await visiting.post('/nowhere', { story: 'Typed for a long time, and not lost at all.' });
  assert.equal(posted.statusCode, 404);
  assert.match(posted.body, /Typed for a long time/);
});

test('a failure of ours keeps what was typed, gives a number, and tells nothing else', async () => {
  const { visiting, logged } = await visitor();
  const response = await visiting.post('/form/9', { fail: 'bug', story: '\nFirst line\nsecond line', _version: '4' });
  assert.equal(response.statusCode, 500);
  const incident = /<strong>([0-9A-Z]{4}-[0-9A-Z]{4})<\/strong>/.exec(response.body)?.[1];
  assert.match(response.body, /<textarea[^>]*name="story"[^>]*>\n\nFirst line\nsecond line<\/textarea>/);
  assert.match(response.body, /name="fail" value="bug"/);
  assert.doesNotMatch(response.body, /Jones|server\.test/);
  const line = logged.find((entry) => entry['msg'] === 'page failed');
  assert.equal(line?.['incident'], incident);
  assert.equal(line?.['route'], '/form/:id');
  assert.match(JSON.stringify(line?.['where']), /server\.test\.ts/);
  const again = await visiting.post('/form/9', { story: 'x' });
  assert.equal(again.statusCode, 200);
});

test('a refusal with a page of its own keeps what was typed as well', async () => {
  const { visiting } = await visitor();
  const response = await visiting.post('/form/9', {
    fail: 'refuse',
    story: 'A long account of what went wrong with the repair.',
  });
  assert.equal(response.statusCode, 409);
  assert.match(response.body, /Somebody else was first/);
  assert.match(response.body, /A long account of what went wrong/);
});

test('the log holds method, pattern, status, time and number: no address, no name, no message', async () => {
  const { visiting, logged } = await visitor();
  await visiting.get('/form/Jones?name=Jones');
  await visiting.get('/Jones');
  await visiting.post('/form/Jones', { fail: 'bug', name: 'Jones' });
  assert.doesNotMatch(JSON.stringify(logged), /Jones|Acacia/);
  const line = logged.find((entry) => entry['msg'] === 'answered');
  assert.deepEqual(Object.keys(line ?? {}).sort(), [
    'level',
    'method',
    'ms',
    'msg',
    'reqId',
    'request',
    'route',
    'status',
    'time',
  ]);
  assert.deepEqual([line?.['method'], line?.['route'], line?.['status']], ['GET', '/form/:id', 200]);
});

test('too much is refused with a page that says how much may come', async () => {
  const { visiting } = await visitor({ limits: { body: 2 * 1024 * 1024 } });
  const large = await visiting.post('/form/1', { story: 'x'.repeat(2.5 * 1024 * 1024) });
  assert.equal(large.statusCode, 413);
  assert.match(large.body, /It can be 2 MB at most/);
  const many = await visiting.post(
    '/form/1',
    Array.from({ length: 2001 }, (_, index) => [`f${index}`, ''] as [string, string]),
  );
  assert.equal(many.statusCode, 413);
  assert.match(many.body, /too many fields/);
});

test('other kinds of bodies and broken forms are refused with a page', async () => {
  const { visiting } = await visitor();
  const json = await visiting.send({
    method: 'POST',
    url: '/form/1',
    payload: '{}',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(json.statusCode, 415);
  assert.match(json.body, /We could not read what you sent/);
  const broken = await visiting.send({
    method: 'POST',
    url: '/form/1',
    payload: 'x',
    headers: { 'content-type': 'multipart/form-data; boundary=a' },
  });
  assert.equal(broken.statusCode, 400);
  assert.match(broken.body, /arrived damaged/);
});

test('after a form, the next page says once what was done', async () => {
  const { visiting } = await visitor();
  const done = await visiting.post('/done', {});
  assert.deepEqual([done.statusCode, done.headers.location], [303, '/form/1']);
  assert.match((await visiting.get('/form/1')).body, /Acknowledged &amp; kept/);
  assert.doesNotMatch((await visiting.get('/form/1')).body, /Acknowledged/);
});

test('neither a form sent back nor a next page can lead to another host', async () => {
  const { visiting } = await visitor({}, (app) => {
    app.post('/go', async (request, reply) => reply.seeOther(request.form['to']?.[0] ?? ''));
  });
  const posted = await visiting.post('//evil.example/x', { story: 'x' });
  assert.doesNotMatch(posted.body, /action="\/\//);
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '']) {
    assert.equal((await visiting.post('/go', { to })).headers.location, '/', to);
  }
  assert.equal((await visiting.post('/go', { to: '/cases?page=2' })).headers.location, '/cases?page=2');
});

test('a notice nobody signed is not shown', async () => {
  const { visiting } = await visitor();
  const forged = Buffer.from(JSON.stringify({ text: 'Send money' })).toString('base64url');
  visiting.cookies['redress-notice'] = `${forged}.AAAA`;
  assert.doesNotMatch((await visiting.get('/form/1')).body, /Send money/);
});

test('even when sign-in or the shell fails, a page comes out and what was typed stays', async () => {
  let broken = false;
  const { visiting } = await visitor({
    shellOf: () => {
      if (broken) throw new Error('no pack');
      return { organisation: { name: 'A', colours: { brand: '#000000' } } };
    },
  });
  broken = true;
  const response = await visiting.post('/form/1', {
    fail: 'bug',
    story: 'Still here after all that has gone wrong today.',
  });
  assert.equal(response.statusCode, 500);
  assert.match(response.body, /Still here after all that/);
});

test('the shell: title, language, landlord escaped, text that can be read, one h1, one main, error in the title', async () => {
  const { visiting } = await visitor({}, (app) => {
    app.get('/wrong', async (_request, reply) =>
      reply.page(
        { title: 'Log a complaint', body: html`<p>x</p>`, errors: [{ field: 'a.b', message: 'Enter the date' }] },
        400,
      ),
    );
  });
  const { body } = await visiting.get('/form/1');
  assert.match(body, /^<!DOCTYPE html>\n<html class="govuk-template" lang="en">/);
  assert.match(body, /<title>A form – Complaints – Anytown &lt;Homes&gt;<\/title>/);
  assert.match(body, /\/assets\/brand\/ffdd00-000000\.css/);
  assert.equal(body.match(/<h1/g)?.length, 1);
  assert.equal(body.match(/<main/g)?.length, 1);
  assert.doesNotMatch(body, / style=|<style|<script>|onclick/);
  const wrong = await visiting.get('/wrong');
  assert.match(wrong.body, /<title>Error: Log a complaint – /);
  assert.match(wrong.body, /<a href="#a-b">Enter the date<\/a>/);
});

test('style sheets and scripts are kept for ever under their digest, and name no licensed font and no crown', async () => {
  const { visiting } = await visitor();
  const { body } = await visiting.get('/form/1');
  const addresses = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(addresses.length >= 6);
  for (const url of addresses) {
    const asset = await visiting.get(url);
    assert.equal(asset.statusCode, 200, url);
    assert.match(String(asset.headers['cache-control']), /immutable/);
    assert.match(String(asset.headers['content-type']), /^(text\/(css|javascript); charset=utf-8|image\/svg\+xml)$/);
    assert.equal(asset.cookies.length, 0);
    if (!url.endsWith('.css')) continue;
    assert.doesNotMatch(asset.body, /GDS|@font-face|crest|sourceMappingURL/);
    for (const [, inner = ''] of asset.body.matchAll(/url\(([^)]*)\)/g)) {
      assert.equal((await visiting.get(inner)).statusCode, 200, inner);
    }
  }
  const packed = await visiting.send({ url: addresses[1] ?? '', headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(packed.headers['content-encoding'], 'br');
  for (const wrong of [
    '/assets/0123456789abcdef/govuk-frontend.css',
    '/assets/brand/ffdd00-ffffff.css',
    '/assets/..%2f..%2fpackage.json/x',
  ]) {
    assert.equal((await visiting.get(wrong)).statusCode, 404, wrong);
  }
});

test('a secret that is too short is refused at the start, with the way to mend it', () => {
  assert.throws(() => serverWith({ csrfSecret: 'short' }), /fewer than 32 characters\. Set a longer one/);
});
