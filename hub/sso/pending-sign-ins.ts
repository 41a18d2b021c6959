import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';

const LIFETIME_MS = 10 * 60_000;
/** Anybody can begin: what is begun and never finished must not fill the memory. */
const PENDING_MAX = 10_000;

const TAG_LENGTH = 8;

/** What all states of one sign-in begin with: the cookie of its binding is named by it. It says nothing of the rest. */
export function tagOf(state: string): string {
  return state.slice(0, TAG_LENGTH).replace(/[^\w-]/g, '');
}

interface Pending<Payload> {
  readonly payload: Payload;
  readonly bindingHash: Buffer;
  readonly expiresMs: number;
}

/**
 * Sign-ins that were begun here and go on at an identity provider. Each has a state, which travels by way of the provider, and a
 * binding, which stays in a cookie of the browser that began: who lures somebody else into finishing one lacks the other half.
 * Kept in memory, by hash: a restart ends them, and the person begins again.
 */
export class PendingSignIns<Payload> {
  readonly #clock: Clock;
  readonly #pending = new Map<string, Pending<Payload>>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  /** Begins one. */
  begin(payload: Payload): { state: string; binding: string } {
    const binding = newSecret();
    const tag = newSecret().slice(0, TAG_LENGTH);
    return { state: this.#keep(payload, digest(binding), tag), binding };
  }

  /** What was begun under this state in this browser; null when it is unknown, too old, of another browser, or was taken before. */
  take(state: string, binding: string): Payload | null {
    const found = this.#remove(state);
    return found !== null && timingSafeEqual(found.bindingHash, digest(binding))
      ? found.payload
      : null;
  }

  /**
   * The same where the browser sends no cookie along, as with a form that another site posts. It proves nothing about the
   * browser: `goOn` gives a new state, which only the browser that began can take.
   */
  claim(state: string): { payload: Payload; goOn: (next: Payload) => string } | null {
    const found = this.#remove(state);
    if (found === null) return null;
    const tag = tagOf(state);
    return { payload: found.payload, goOn: (next) => this.#keep(next, found.bindingHash, tag) };
  }

  #keep(payload: Payload, bindingHash: Buffer, tag: string): string {
    const nowMs = this.#clock();
    for (const [key, { expiresMs }] of this.#pending) {
      if (expiresMs > nowMs && this.#pending.size < PENDING_MAX) break;
      this.#pending.delete(key);
    }
    const state = tag + newSecret();
    this.#pending.set(keyOf(state), { payload, bindingHash, expiresMs: nowMs + LIFETIME_MS });
    return state;
  }

  #remove(state: string): Pending<Payload> | null {
    const key = keyOf(state);
    const found = this.#pending.get(key);
    this.#pending.delete(key);
    return found !== undefined && found.expiresMs > this.#clock() ? found : null;
  }
}

const newSecret = () => randomBytes(32).toString('base64url');
const digest = (text: string) => createHash('sha256').update(text).digest();
const keyOf = (state: string) => digest(state).toString('base64url');
