/** Asks for pages over HTTP as a browser does: keeps cookies, sends the tokens of forms, follows where it is led. */
export class Browser {
  readonly #url: string;
  readonly #cookies = new Map<string, string>();
  #token = '';

  constructor(url: string) {
    this.#url = url;
  }

  /** Opens a page, and where it leads on that one. @throws unless it is there */
  async open(address: string): Promise<void> {
    await this.#follow(await this.#ask(address));
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.open('/sign-in');
    await this.#send('/sign-in', { email, password });
    if (this.#cookies.size < 2) throw new Error(`${email} could not sign in.`);
    await this.open('/cases');
  }

  /** Sends what is typed into the search box, and opens what was found. */
  async search(words: string): Promise<void> {
    await this.#send('/cases/search', { show: 'everything', words });
  }

  async #send(address: string, inputs: Readonly<Record<string, string>>): Promise<void> {
    const body = new URLSearchParams({ _csrf: this.#token, ...inputs });
    await this.#follow(await this.#ask(address, { method: 'POST', body }));
  }

  async #follow(answer: Response): Promise<void> {
    const text = await answer.text();
    const on = answer.headers.get('location');
    if (answer.status === 303 && on !== null) return this.open(on);
    if (answer.status !== 200) throw new Error(`${answer.url} answered ${answer.status}.`);
    this.#token = /name="_csrf" value="([^"]*)"/.exec(text)?.[1] ?? this.#token;
  }

  async #ask(address: string, more: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(address, this.#url), { ...more, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
