import type { Row, Statement } from '../../store/statement.ts';

/** A pause in what is heard counts as no more than this: only what ran is learned from. */
const PAUSE_MAX_MS = 600_000;
const READINGS_LEAST = 30;
/** Steps of the median, as a share: large at first, then ever smaller. */
const STEP_FIRST = 0.5;
const STEP_LEAST = 0.01;

/** What a value usually is: the median of its first so many seconds, learned once and then kept, so that slow growth is not learned along. */
export class UsualValue {
  readonly key: string;
  readonly #spanMs: number;
  #n = 0;
  #heardMs = 0;
  #lastMs = 0;
  #log = 0;
  isChanged = false;

  constructor(key: string, windowSeconds: number) {
    this.key = key;
    this.#spanMs = windowSeconds * 1_000;
  }

  get isLearned(): boolean {
    return this.#n >= READINGS_LEAST && this.#heardMs >= this.#spanMs;
  }

  learn(atMs: number, value: number): void {
    if (this.isLearned || !(value > 0) || atMs <= this.#lastMs) return;
    const log = Math.log(value);
    if (this.#n === 0) this.#log = log;
    else {
      this.#heardMs += Math.min(atMs - this.#lastMs, PAUSE_MAX_MS);
      const step = Math.max(STEP_LEAST, STEP_FIRST / Math.sqrt(this.#n));
      // Up or down by a step, whatever the distance: a single blow does not move it (Robbins & Monro 1951).
      this.#log += Math.sign(log - this.#log) * Math.min(step, Math.abs(log - this.#log));
    }
    this.#n++;
    this.#lastMs = atMs;
    this.isChanged = true;
  }

  /** How many times the usual this is; null before that is known. */
  ratio(value: number): number | null {
    return this.isLearned ? value / Math.exp(this.#log) : null;
  }

  forget(): void {
    this.#n = 0;
    this.#heardMs = 0;
    this.isChanged = false;
  }

  load(row: Row): void {
    this.#n = Number(row.n);
    this.#heardMs = Number(row.heard_ms);
    this.#lastMs = Number(row.last_ms);
    this.#log = Number(row.log_value);
  }

  save(): Statement {
    return {
      sql: 'INSERT OR REPLACE INTO alarm_usual VALUES (?, ?, ?, ?, ?)',
      args: [this.key, this.#n, this.#heardMs, this.#lastMs, this.#log],
    };
  }
}

/** The usual values of all that rules compare with its own past. */
export class UsualValues {
  readonly #values = new Map<string, UsualValue>();
  #stored = new Map<string, Row>();

  load(rows: readonly Row[]): void {
    this.#stored = new Map(rows.map((row) => [String(row.key), row]));
  }

  /** Of what, which figure of it, and over how long it is learned. */
  of(memberId: string, figure: string, windowSeconds: number): UsualValue {
    const key = `${memberId}|${figure}|${windowSeconds}`;
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    const value = new UsualValue(key, windowSeconds);
    const row = this.#stored.get(key);
    if (row !== undefined) value.load(row);
    this.#values.set(key, value);
    return value;
  }

  /** What was learned since the last time, to be stored. */
  changes(): UsualValue[] {
    return [...this.#values.values()].filter(({ isChanged }) => isChanged);
  }

  /** Forgets what is usual of this: it is learned anew from now on, as after a repair. */
  forget(memberId: string): void {
    const prefix = `${memberId}|`;
    for (const [key, value] of this.#values) if (key.startsWith(prefix)) value.forget();
    for (const key of [...this.#stored.keys()])
      if (key.startsWith(prefix)) this.#stored.delete(key);
  }
}

/** The same in the store. */
export function forgetUsual(memberId: string): Statement {
  const prefix = `${memberId}|`;
  const sql = 'DELETE FROM alarm_usual WHERE substr(key, 1, ?) = ?';
  return { sql, args: [prefix.length, prefix] };
}
