import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { whomOf } from './lockout-subjects.ts';

interface Failures {
  count: number;
  lastMs: number;
}

export interface LockoutRules {
  /** Failures until the lock. */
  readonly failures: number;
  readonly longestMs: number;
}

/** Failures are forgotten after so long a silence. */
const FORGET_MS = 24 * 3_600_000;
/** Bounds the memory that an attacker with many names can take. */
const REMEMBERED_MAX = 20_000;
/** So many failures in a row may be a person’s own mistakes; then each further attempt waits twice as long as the one before. */
const FREE = 3;

/**
 * Makes guessing slow. What is counted is a subject: an account from everywhere, and an account from one address. From an
 * address at which the person has signed in before only the second counts, so that strangers cannot lock out the one who
 * works there. Outlives a restart.
 */
export class Lockout {
  readonly #deps: { store: Store; clock: Clock; log: Log; rules: () => LockoutRules };
  readonly #failures = new Map<string, Failures>();
  /** By whom they are about: lists ask it of each account, also while somebody tries thousands of names. */
  readonly #about = new Map<string, Set<string>>();
  /** Subjects whose counts are not in the store yet. */
  readonly #dirty = new Set<string>();

  constructor(deps: { store: Store; clock: Clock; log: Log; rules: () => LockoutRules }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.load();
  }

  /** Reads the counts anew: the console may have forgiven some. */
  async load(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT * FROM sign_in_failures WHERE last_ms > ?', [
      this.#deps.clock() - FORGET_MS,
    ]);
    this.#failures.clear();
    this.#about.clear();
    for (const row of rows) {
      this.#know(String(row.subject), Number(row.failures), Number(row.last_ms));
    }
  }

  /** Milliseconds until the next attempt on any of these subjects is heard; 0: now. */
  waitMs(subjects: readonly string[]): number {
    return Math.max(0, ...subjects.map((subject) => this.#waitOf(subject)));
  }

  /** Until when guessing keeps an account locked somewhere; null: it is not locked. */
  lockedUntilMs(userId: string): number | null {
    const { failures } = this.#deps.rules();
    const locked = this.#subjectsOf(userId).filter((subject) => {
      return (this.#failures.get(subject)?.count ?? 0) >= failures;
    });
    const longest = this.waitMs(locked);
    return longest > 0 ? this.#deps.clock() + longest : null;
  }

  /** Forgives all that was tried on an account, from wherever. */
  unlock(userId: string): void {
    this.forgive(this.#subjectsOf(userId));
  }

  /** Counts an attempt before it is checked: many sent at once must not all pass as the first. True when this one locks. */
  failed(subjects: readonly string[]): boolean {
    const nowMs = this.#deps.clock();
    let locks = false;
    for (const subject of subjects) {
      const known = this.#failures.get(subject);
      const count = known === undefined || known.lastMs < nowMs - FORGET_MS ? 0 : known.count;
      locks ||= count + 1 === this.#deps.rules().failures;
      // Last touched last: the first of the map is the one to forget.
      this.#failures.delete(subject);
      this.#know(subject, count + 1, nowMs);
      this.#dirty.add(subject);
    }
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > REMEMBERED_MAX && oldest !== undefined) this.#forget(oldest);
    return locks;
  }

  /** Forgives: the right password came, or an administrator says so. */
  forgive(subjects: readonly string[]): void {
    for (const subject of subjects) if (this.#failures.has(subject)) this.#forget(subject);
  }

  /** Writes down what changed. To be called now and then: what a kill loses of it are a second’s guesses. */
  async upkeep(): Promise<void> {
    if (this.#dirty.size === 0) return;
    const subjects = [...this.#dirty];
    this.#dirty.clear();
    try {
      await this.#deps.store.write(
        subjects.map((subject) => {
          const known = this.#failures.get(subject);
          return known === undefined
            ? { sql: 'DELETE FROM sign_in_failures WHERE subject = ?', args: [subject] }
            : {
                sql: `INSERT INTO sign_in_failures VALUES (?, ?, ?) ON CONFLICT (subject) DO UPDATE
                  SET failures = excluded.failures, last_ms = excluded.last_ms`,
                args: [subject, known.count, known.lastMs],
              };
        }),
      );
    } catch (error) {
      for (const subject of subjects) this.#dirty.add(subject);
      this.#deps.log.error('counts of failed sign-ins are not stored yet; tried again', error);
    }
  }

  #waitOf(subject: string): number {
    const known = this.#failures.get(subject);
    if (known === undefined || known.count < FREE) return 0;
    const { failures, longestMs } = this.#deps.rules();
    // One second after the third failure, growing to a minute at the limit, and from there to the longest wait.
    const wait =
      known.count < failures
        ? 1_000 * 2 ** (known.count - FREE)
        : 60_000 * 4 ** (known.count - failures);
    return Math.max(0, known.lastMs + Math.min(wait, longestMs) - this.#deps.clock());
  }

  #subjectsOf(userId: string): string[] {
    return [...(this.#about.get(userId.toLowerCase()) ?? [])];
  }

  #know(subject: string, count: number, lastMs: number): void {
    this.#failures.set(subject, { count, lastMs });
    const whom = whomOf(subject);
    this.#about.set(whom, (this.#about.get(whom) ?? new Set()).add(subject));
  }

  #forget(subject: string): void {
    this.#failures.delete(subject);
    const whom = whomOf(subject);
    const others = this.#about.get(whom);
    others?.delete(subject);
    if (others?.size === 0) this.#about.delete(whom);
    this.#dirty.add(subject);
  }
}
