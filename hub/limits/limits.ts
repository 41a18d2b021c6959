import type { SettingsOf } from '#schemas/config/site-settings';
import type { LimitKind, Violation } from '#schemas/http/limits';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { type Taken, TokenBuckets } from './token-buckets.ts';

/** Violations that are listed; the audit trail has one of each kind and subject an hour. */
const LISTED_MAX = 500;
const RECORDED_EVERY_MS = 3_600_000;

/** Parts of files, at the rate of a fast network; no setting, for an agent is none of the people whom limits are set for. */
const PER_AGENT = { perHour: 360_000, burst: 1_000 };

export interface LimitDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** As set now: a change holds from the next request on. */
  readonly settings: () => SettingsOf<'limits'>;
}

/** How many requests each key, person and address may make, and who went beyond. */
export class Limits {
  readonly #deps: LimitDeps;
  readonly #buckets: TokenBuckets;
  readonly #violations = new Map<string, Violation & { recordedMs: number }>();

  constructor(deps: LimitDeps) {
    this.#deps = deps;
    this.#buckets = new TokenBuckets(deps.clock);
  }

  /** Takes one request off what `id` may still make. */
  take(kind: LimitKind, id: string): Taken {
    const { perKey, perPerson, perAddress, signIn, work } = this.#deps.settings();
    const people = { key: perKey, person: perPerson, address: perAddress, signIn, work };
    const rule = kind === 'agent' ? PER_AGENT : people[kind];
    return this.#buckets.take(`${kind} ${id}`, rule);
  }

  /** Notes that somebody went beyond; the audit trail is told once an hour of each. */
  exceeded(kind: LimitKind, id: string, route: string, actor: Actor): void {
    const nowMs = this.#deps.clock();
    const at = `${kind} ${id}`;
    const known = this.#violations.get(at);
    const isDue = known === undefined || known.recordedMs + RECORDED_EVERY_MS <= nowMs;
    this.#violations.delete(at);
    this.#violations.set(at, {
      kind,
      subject: id,
      route,
      firstMs: known?.firstMs ?? nowMs,
      lastMs: nowMs,
      refused: (known?.refused ?? 0) + 1,
      recordedMs: isDue ? nowMs : known.recordedMs,
    });
    const oldest = this.#violations.keys().next().value;
    if (this.#violations.size > LISTED_MAX && oldest !== undefined) this.#violations.delete(oldest);
    if (!isDue) return;
    const entry = {
      event: 'limit.exceeded' as const,
      actor,
      outcome: 'refused' as const,
      details: { kind, route },
    };
    this.#deps.store
      .record([], [entry])
      .catch((error) => this.#deps.log.error('a rate limit violation is not recorded', error));
  }

  /** Those who went beyond since the hub started, the latest first. */
  violations(): Violation[] {
    return [...this.#violations.values()].reverse().map(({ recordedMs: _, ...shown }) => shown);
  }
}
