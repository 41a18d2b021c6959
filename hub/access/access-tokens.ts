import { jwtVerify, SignJWT } from 'jose';
import { SessionId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { hashToken } from './secret-token.ts';
import type { SigningKeys } from './signing-keys.ts';

export const ISSUER = 'tremolo';
export const AUDIENCE = 'tremolo-api';
/** Tokens that were checked lately; the oldest goes first. */
const REMEMBERED_MAX = 10_000;

/** Access tokens: JWTs signed with EdDSA (RFC 8037) that name a session, and live for minutes. */
export class AccessTokens {
  readonly #deps: { keys: SigningKeys; clock: Clock; lifetimeMinutes: () => number };
  readonly #checked = new Map<string, { sessionId: SessionId; expiresMs: number }>();

  constructor(deps: { keys: SigningKeys; clock: Clock; lifetimeMinutes: () => number }) {
    this.#deps = deps;
  }

  /** A new token for the session, and the seconds that it lives. */
  async issue(userId: string, sessionId: SessionId): Promise<{ token: string; lifetimeS: number }> {
    const { keys, clock, lifetimeMinutes } = this.#deps;
    const { kid, key } = keys.current();
    const lifetimeS = lifetimeMinutes() * 60;
    const nowS = Math.floor(clock() / 1_000);
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(nowS)
      .setExpirationTime(nowS + lifetimeS)
      .sign(key);
    return { token, lifetimeS };
  }

  /** The session that a token names, or null when it is not ours, was altered, or has run out. Whether that session is still open is another question. */
  async sessionOf(token: string): Promise<SessionId | null> {
    const nowMs = this.#deps.clock();
    const hash = hashToken(token);
    const known = this.#checked.get(hash);
    if (known !== undefined) return known.expiresMs > nowMs ? known.sessionId : null;
    const claims = await this.#verify(token, nowMs);
    const sessionId = SessionId.safeParse(claims?.sid);
    if (claims?.exp === undefined || !sessionId.success) return null;
    this.#checked.set(hash, { sessionId: sessionId.data, expiresMs: claims.exp * 1_000 });
    const oldest = this.#checked.keys().next().value;
    if (this.#checked.size > REMEMBERED_MAX && oldest !== undefined) this.#checked.delete(oldest);
    return sessionId.data;
  }

  async #verify(token: string, nowMs: number) {
    try {
      const { payload } = await jwtVerify(
        token,
        ({ kid }) => {
          const key = this.#deps.keys.find(kid);
          if (key === null) throw new Error('The key is unknown.');
          return key;
        },
        {
          algorithms: ['EdDSA'],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: 'at+jwt',
          requiredClaims: ['sub', 'sid', 'exp'],
          currentDate: new Date(nowMs),
        },
      );
      return payload;
    } catch {
      // Whatever is wrong with it, the answer is the same: nobody.
      return null;
    }
  }
}
