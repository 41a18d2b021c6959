import type { RequestFigures } from '#schemas/http/system';
import type { Clock } from '../clock.ts';

const SLICE_MS = 10_000;
const SLICES = 360;
const MINUTE_MS = 60_000;
/** Bounds of durations grow by this from the first on: what is told is at most so much too long. */
const GROWTH = 1.15;
const FIRST_MS = 0.25;
const BOUNDS = 80;

interface Slice {
  /** Which slice of time it counts; an older one is to be emptied first. */
  at: number;
  requests: number;
  failed: number;
  readonly durations: Uint32Array;
}

/** How many requests come, how long they take and how many fail on our side: the last hour, in slices of ten seconds. */
export class RequestLoad {
  readonly #clock: Clock;
  readonly #slices: Slice[] = Array.from({ length: SLICES }, () => ({
    at: -1,
    requests: 0,
    failed: 0,
    durations: new Uint32Array(BOUNDS),
  }));
  /** Since the hub started, by the first digit of the status. */
  readonly totals: Record<'2xx' | '3xx' | '4xx' | '5xx', number> = {
    '2xx': 0,
    '3xx': 0,
    '4xx': 0,
    '5xx': 0,
  };
  totalMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  took(durationMs: number, status: number): void {
    const slice = this.#now();
    slice.requests++;
    slice.durations[boundOf(durationMs)]++;
    if (status >= 500) slice.failed++;
    const kind = `${Math.floor(status / 100)}xx` as keyof typeof this.totals;
    if (kind in this.totals) this.totals[kind]++;
    this.totalMs += durationMs;
  }

  figures(): RequestFigures {
    const minute = this.#last(MINUTE_MS);
    const durations = new Uint32Array(BOUNDS);
    for (const slice of minute) {
      for (let i = 0; i < BOUNDS; i++) durations[i] += slice.durations[i];
    }
    return {
      perMinute: minute.reduce((sum, { requests }) => sum + requests, 0),
      p95Ms: percentile(durations, 0.95),
      failedLastHour: this.#last(SLICES * SLICE_MS).reduce((sum, { failed }) => sum + failed, 0),
    };
  }

  #last(spanMs: number): Slice[] {
    const now = Math.floor(this.#clock() / SLICE_MS);
    const first = now - spanMs / SLICE_MS;
    return this.#slices.filter(({ at }) => at > first && at <= now);
  }

  #now(): Slice {
    const at = Math.floor(this.#clock() / SLICE_MS);
    const slice = this.#slices[at % SLICES];
    if (slice.at !== at) {
      Object.assign(slice, { at, requests: 0, failed: 0 });
      slice.durations.fill(0);
    }
    return slice;
  }
}

function boundOf(durationMs: number): number {
  if (durationMs <= FIRST_MS) return 0;
  const bound = Math.ceil(Math.log(durationMs / FIRST_MS) / Math.log(GROWTH));
  return Math.min(BOUNDS - 1, bound);
}

/** The upper bound of the durations, ms; null when there are none. */
function percentile(durations: Uint32Array, share: number): number | null {
  const all = durations.reduce((sum, n) => sum + n, 0);
  if (all === 0) return null;
  let seen = 0;
  const bound = durations.findIndex((n) => {
    seen += n;
    return seen >= all * share;
  });
  return FIRST_MS * GROWTH ** bound;
}
