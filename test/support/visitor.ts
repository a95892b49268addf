// A visitor without scripts: keeps cookies, sends forms as a page holds them, follows where it is led.
import assert from 'node:assert/strict';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

export class Visitor {
  readonly #app: FastifyInstance;
  readonly #cookies = new Map<string, string>();
  readonly #address: string;
  /** Every address asked for or led to, in order. */
  readonly addresses: string[] = [];

  constructor(app: FastifyInstance, address = '192.0.2.1') {
    this.#app = app;
    this.#address = address;
  }

  async open(url: string): Promise<LightMyRequestResponse> {
    return this.#ask({ method: 'GET', url });
  }

  /** Sends a form of a page, as it stands there but for `values`, and follows. */
  async send(
    page: LightMyRequestResponse,
    values: Readonly<Record<string, string>>,
    action?: string,
  ): Promise<LightMyRequestResponse> {
    return this.follow(await this.post(page, values, action));
  }

  /** Sends a form and stays with the answer. */
  async post(
    page: LightMyRequestResponse,
    values: Readonly<Record<string, string>>,
    action?: string,
  ): Promise<LightMyRequestResponse> {
    const forms = [...page.body.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)];
    const form = forms.find((one) => action === undefined || one[1] === action);
    assert.ok(form, `no form ${action ?? ''} on the page`);
    const hidden = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      (input) => [input[1] ?? '', input[2] ?? ''] as const,
    );
    const payload = new URLSearchParams({ ...Object.fromEntries(hidden), ...values }).toString();
    return this.#ask({
      method: 'POST',
      url: form[1] ?? '',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }

  async follow(answer: LightMyRequestResponse): Promise<LightMyRequestResponse> {
    return answer.statusCode === 303 ? this.open(String(answer.headers.location)) : answer;
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name);
  }

  async #ask(request: { method: 'GET' | 'POST'; url: string; payload?: string; headers?: Record<string, string> }) {
    this.addresses.push(request.url);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.inject({
      ...request,
      remoteAddress: this.#address,
      headers: { ...request.headers, cookie },
    });
    for (const { name, value } of answer.cookies as { name: string; value: string }[]) {
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}

/** The text of a page as it is read: no markup, no script. */
export function textOf(page: LightMyRequestResponse | string): string {
  const body = typeof page === 'string' ? page : page.body;
  return body
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1');
}
