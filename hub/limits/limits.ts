import type { SettingsOf } from '#schemas/config/site-settings';
import type { LimitKind, Violation } from '#schemas/http/limits';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import { DailyCounts } from './daily-counts.ts';
import { type Taken, TokenBuckets } from './token-buckets.ts';

/** Violations that are listed; the audit trail has one of each kind and subject an hour. */
const LISTED_MAX = 500;
const RECORDED_EVERY_MS = 3_600_000;

/** Parts of files, at the rate of a fast network; no setting, for an agent is none of the people whom limits are set for. */
const PER_AGENT = { perHour: 360_000, burst: 1_000 };

/** What is left of one limit of a request: of its rate, or of its day. */
export interface Allowance extends Taken {
  readonly policy: string;
  /** Seconds of its window where it has one; a rate fills evenly. */
  readonly windowS?: number;
}

export interface LimitDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** As set now: a change holds from the next request on. */
  readonly settings: () => SettingsOf<'limits'>;
}

/** How many requests each key, person and address may make, at once, an hour and a day, and who went beyond. */
export class Limits {
  readonly #deps: LimitDeps;
  readonly #buckets: TokenBuckets;
  readonly #days: DailyCounts;
  readonly #violations = new Map<string, Violation & { recordedMs: number }>();

  constructor(deps: LimitDeps) {
    this.#deps = deps;
    this.#buckets = new TokenBuckets(deps.clock);
    this.#days = new DailyCounts(deps.clock);
  }

  /** Takes one request off what `id` may still make, now and today; what its rate refuses does not count for the day. */
  take(kind: LimitKind, id: string): Allowance[] {
    const at = `${kind} ${id}`;
    if (kind === 'agent') return [{ policy: kind, ...this.#buckets.take(at, PER_AGENT) }];
    const { perKey, perPerson, perAddress, ...others } = this.#deps.settings();
    const rule = { key: perKey, person: perPerson, address: perAddress, ...others }[kind];
    const rate = { policy: kind, ...this.#buckets.take(at, rule) };
    if (!rate.allowed) return [rate];
    const day = this.#days.take(at, rule.perDay);
    return [rate, { policy: `${kind}-day`, windowS: 86_400, ...day }];
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
