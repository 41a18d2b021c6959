import { ACCESS_ROUTES } from '#schemas/http/access';
import type { RouteRow } from '#schemas/http/route-row';
import { SESSION_ROUTES, type SessionInfo } from '#schemas/http/session';
import type { Ask, Memory } from './api-mix.ts';
import type { Member } from './crowd.ts';

/** An access token lives for ten minutes; a page renews it before that. */
const RENEW_MS = 8 * 60_000;

export interface Answered {
  readonly kind: string;
  readonly status: number;
  /** From sending the request until the last byte of the answer. */
  readonly ms: number;
  readonly bytes: number;
  /** What was wrong, or null. */
  readonly error: string | null;
}

/** One signed-in person at a browser: keeps cookies and what has an ETag, and sends one request at a time. */
export class ApiPerson {
  readonly memory: Memory;
  readonly #origin: string;
  readonly #member: Member;
  readonly #etags = new Map<string, string>();
  #renewedMs: number;

  constructor(origin: string, member: Member, memory: Memory) {
    this.#origin = origin;
    this.#member = { ...member };
    this.memory = memory;
    this.#renewedMs = memory.nowMs();
  }

  get role(): string {
    return this.#member.role;
  }

  get isRenewalDue(): boolean {
    return this.memory.nowMs() - this.#renewedMs > RENEW_MS;
  }

  /** Gets new tokens for the refresh token, as a page does. */
  renew(): Promise<Answered> {
    this.#renewedMs = this.memory.nowMs();
    return this.send({ row: ACCESS_ROUTES.refresh, body: {} });
  }

  /** Sends it and reads the whole answer; never rejects: what goes wrong is in the answer. */
  async send(ask: Ask): Promise<Answered> {
    const kind = `${ask.row.method} ${ask.row.path}`;
    const path = addressOf(ask);
    const startMs = performance.now();
    let [status, bytes] = [0, 0];
    try {
      const response = await fetch(this.#origin + path, this.#request(ask, path));
      status = response.status;
      const text = await response.text();
      const ms = performance.now() - startMs;
      bytes = text.length;
      this.#keep(response, ask.row, path);
      return { kind, status, ms, bytes, error: this.#check(ask, status, text) };
    } catch (error) {
      return { kind, status, ms: performance.now() - startMs, bytes, error: String(error) };
    }
  }

  #request({ row, body }: Ask, path: string): RequestInit {
    const { cookie, refreshCookie, csrfToken } = this.#member;
    const etag = this.#etags.get(path);
    const isRenewal = row === ACCESS_ROUTES.refresh;
    return {
      method: row.method,
      headers: {
        cookie: isRenewal ? `${cookie}; ${refreshCookie}` : cookie,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(row.method === 'GET' ? {} : { origin: this.#origin, 'x-csrf-token': csrfToken }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
  }

  #keep(response: Response, row: RouteRow, path: string): void {
    const etag = response.headers.get('etag');
    if (etag !== null && row.etag) this.#etags.set(path, etag);
    for (const set of response.headers.getSetCookie()) {
      const [pair] = set.split(';');
      if (pair.startsWith('tremolo=')) this.#member.cookie = pair;
      if (pair.startsWith('tremolo-refresh=')) this.#member.refreshCookie = pair;
    }
  }

  /** What is wrong with the answer, or null: a wrong status, no JSON, or somebody else's session. */
  #check({ row, took }: Ask, status: number, text: string): string | null {
    const expected = row.status ?? (row.answer === undefined ? 204 : 200);
    if (status === 304 && row.etag) return null;
    if (status !== expected) return `${status} ${text.slice(0, 200)}`;
    if (took === undefined && row !== SESSION_ROUTES.session) return null;
    const answer = JSON.parse(text);
    took?.(answer as never);
    if (row !== SESSION_ROUTES.session) return null;
    const { user } = answer as SessionInfo;
    return user.userId === this.#member.userId ? null : `the session of ${user.userId}`;
  }
}

function addressOf({ row, params = {}, query }: Ask): string {
  const path = row.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''));
  if (query === undefined) return path;
  const words = Object.entries(query).map(([name, value]) => [name, String(value)]);
  return `${path}?${new URLSearchParams(words)}`;
}
