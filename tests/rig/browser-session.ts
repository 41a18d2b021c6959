import { generate } from 'otplib';
import { FACTOR_ROUTES, type TotpSetup } from '#schemas/http/factors';
import type { SessionInfo } from '#schemas/http/session';

/** A browser as the hub sees one: keeps the cookies that it is given, and sends the token that goes with them. */
export class BrowserSession {
  readonly origin: string;
  readonly #clock: () => number;
  readonly #cookies = new Map<string, string>();
  csrfToken = '';
  /** PEM of the authority that the browser trusts besides the system's. */
  trusts: string | null = null;
  /** Seed of the authenticator app, once there is one. */
  totpSecret: string | null = null;

  /** `clock` is of the authenticator app: that of the hub, where a test turns it. */
  constructor(origin: string, clock: () => number = Date.now) {
    this.origin = origin;
    this.#clock = clock;
  }

  /** As a request sends them. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The value of one of them, as a thief would take it. */
  cookieNamed(name: string): string {
    return this.#cookies.get(name) ?? '';
  }

  get headers(): Record<string, string> {
    return { cookie: this.cookie, 'x-csrf-token': this.csrfToken };
  }

  /** Sends a request as the page of this browser would. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...this.headers,
        origin: this.origin,
        ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
        ...more,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(this.trusts === null ? {} : { tls: { ca: this.trusts } }),
    });
    this.#keepCookies(response);
    const isRenewable = response.status === 401 && !path.startsWith('/api/v1/auth/');
    if (!isRenewable || !this.#cookies.has('tremolo-refresh')) return response;
    // As the page does: an access token lives for minutes.
    const renewed = await this.send('POST', '/api/v1/auth/refresh', {});
    return renewed.ok ? this.send(method, path, body, more) : response;
  }

  /** Goes to an address of this hub as by a link, and stays at what it answers: a redirect is for the test to follow. */
  async visit(path: string): Promise<Response> {
    const headers = { cookie: this.cookie };
    const response = await fetch(this.origin + path, { headers, redirect: 'manual' });
    this.#keepCookies(response);
    return response;
  }

  #keepCookies(response: Response): void {
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  /** The same, and what it answers; rejects when it is refused. */
  async ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.send(method, path, body);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }

  /** Makes the first account with the token of a setup link, and adds the second factor that administrators need. */
  async setUp(token: string, account: { name: string; password: string }): Promise<SessionInfo> {
    return this.#enter(
      await this.ask<SessionInfo>('POST', '/api/v1/setup', { token, ...account }),
      account.password,
    );
  }

  /** Signs in, with a code where one is asked for. */
  async signIn(name: string, password: string): Promise<SessionInfo> {
    const answer = await this.ask<{ kind: string; session: SessionInfo; challenge: string }>(
      'POST',
      '/api/v1/auth/login',
      { name, password },
    );
    if (answer.kind === 'session') return this.#enter(answer.session, password);
    const verified = await this.ask<{ session: SessionInfo }>('POST', '/api/v1/auth/login/verify', {
      challenge: answer.challenge,
      method: 'totp',
      code: await this.code(),
    });
    return this.#enter(verified.session, password);
  }

  /** The code that the authenticator app shows now, or `stepsAhead` × 30 s later. */
  code(stepsAhead = 0): Promise<string> {
    const epoch = Math.floor(this.#clock() / 1_000) + stepsAhead * 30;
    return generate({ secret: this.totpSecret ?? '', epoch });
  }

  /** Sets an authenticator app up. */
  async addTotp(password: string): Promise<string[]> {
    const { beginTotp, confirmTotp } = FACTOR_ROUTES;
    const { secret } = await this.ask<TotpSetup>('POST', beginTotp.path, { password });
    this.totpSecret = secret;
    // The code of a step ago: the one of now is left for signing in, for each is taken once.
    const code = await this.code(-1);
    const { backupCodes } = await this.ask<{ backupCodes: string[] }>('POST', confirmTotp.path, {
      code,
    });
    return backupCodes;
  }

  async #enter(info: SessionInfo, password: string): Promise<SessionInfo> {
    this.csrfToken = info.csrfToken;
    if (info.duty !== 'add_second_factor') return info;
    await this.addTotp(password);
    return this.ask<SessionInfo>('GET', '/api/v1/users/me/session');
  }
}
