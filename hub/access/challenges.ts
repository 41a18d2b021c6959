import { jwtVerify, SignJWT } from 'jose';
import { UserId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { newToken } from './secret-token.ts';
import type { SignInMethod } from './session.ts';
import type { SigningKeys } from './signing-keys.ts';

const AUDIENCE = 'tremolo-second-factor';
const LIFETIME_S = 600;
/** Wrong codes that one challenge bears; then the password is asked for again. */
const TRIES_MAX = 5;

/** What was proven so far of a sign-in that still lacks its second factor. */
export interface Challenge {
  readonly id: string;
  readonly userId: UserId;
  /** By what the first step was proven. */
  readonly how: SignInMethod;
  readonly remember: boolean;
  readonly deliver: 'cookie' | 'body';
  /** When the session ends at the latest, as an identity provider said. */
  readonly endsMs: number | null;
}

/** Between the right password and the second factor: signed, short-lived, good for one sign-in and few tries. */
export class Challenges {
  readonly #deps: { keys: SigningKeys; clock: Clock };
  /** Tries used of each challenge, and when it can be forgotten. */
  readonly #tries = new Map<string, { count: number; expiresMs: number }>();

  constructor(deps: { keys: SigningKeys; clock: Clock }) {
    this.#deps = deps;
  }

  async issue({ userId, how, remember, deliver, endsMs }: Omit<Challenge, 'id'>): Promise<string> {
    const { kid, key } = this.#deps.keys.current();
    const nowS = Math.floor(this.#deps.clock() / 1_000);
    return new SignJWT({ how, remember, deliver, endsMs })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'challenge+jwt', kid })
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setJti(newToken())
      .setExpirationTime(nowS + LIFETIME_S)
      .sign(key);
  }

  /** The challenge, or null when it is not ours, too old, or used up. Reading it is free of charge. */
  async read(text: string): Promise<Challenge | null> {
    const nowMs = this.#deps.clock();
    try {
      const { payload } = await jwtVerify(text, ({ kid }) => this.#key(kid), {
        algorithms: ['EdDSA'],
        audience: AUDIENCE,
        typ: 'challenge+jwt',
        requiredClaims: ['sub', 'jti', 'exp'],
        currentDate: new Date(nowMs),
      });
      const id = String(payload.jti);
      if ((this.#tries.get(id)?.count ?? 0) >= TRIES_MAX) return null;
      return {
        id,
        userId: UserId.parse(payload.sub),
        how: payload.how as SignInMethod,
        remember: payload.remember === true,
        deliver: payload.deliver === 'body' ? 'body' : 'cookie',
        endsMs: typeof payload.endsMs === 'number' ? payload.endsMs : null,
      };
    } catch {
      // Forged, of another kind, or too old: all the same to whoever sent it.
      return null;
    }
  }

  /** Counts a try, before the code is checked. */
  tried(id: string): void {
    this.#note(id, (this.#tries.get(id)?.count ?? 0) + 1);
  }

  /** The sign-in is done: the challenge is good for nothing more. */
  spend(id: string): void {
    this.#note(id, TRIES_MAX);
  }

  #note(id: string, count: number): void {
    const nowMs = this.#deps.clock();
    for (const [old, { expiresMs }] of this.#tries) if (expiresMs <= nowMs) this.#tries.delete(old);
    this.#tries.set(id, { count, expiresMs: nowMs + LIFETIME_S * 1_000 });
  }

  #key(kid: string | undefined) {
    const key = this.#deps.keys.find(kid);
    if (key === null) throw new Error('The key is unknown.');
    return key;
  }
}
