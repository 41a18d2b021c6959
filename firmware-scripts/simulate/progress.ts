import type { Counters } from './counters.ts';

/** Writes what has happened since the last line; `json` for machines. */
export class Progress {
  readonly #counters: Counters;
  readonly #clock: () => number;
  readonly #startMs: number;
  #lastMs: number;
  #lastFrames = 0;
  #lastBytes = 0;

  constructor(counters: Counters, clock: () => number) {
    this.#counters = counters;
    this.#clock = clock;
    this.#startMs = clock();
    this.#lastMs = this.#startMs;
  }

  /** All counters, and the rates since the last call. */
  take(connections: { up: number; all: number }): ProgressLine {
    const { framesSent, framesDropped, bytesSent, dropped, mischief } = this.#counters;
    const nowMs = this.#clock();
    const spanS = Math.max(1e-3, (nowMs - this.#lastMs) / 1000);
    const line = {
      elapsedS: round((nowMs - this.#startMs) / 1000),
      framesSent,
      framesDropped,
      framesPerSecond: round((framesSent - this.#lastFrames) / spanS),
      megabytesPerSecond: round((bytesSent - this.#lastBytes) / spanS / 1e6),
      dropped: { ...dropped },
      mischief: { ...mischief },
      connections,
    };
    this.#lastMs = nowMs;
    this.#lastFrames = framesSent;
    this.#lastBytes = bytesSent;
    return line;
  }
}

/** One line of progress. `dropped` frames were never sent against our will, `mischief` was asked for. */
export interface ProgressLine {
  elapsedS: number;
  framesSent: number;
  framesDropped: number;
  framesPerSecond: number;
  megabytesPerSecond: number;
  dropped: Counters['dropped'];
  mischief: Counters['mischief'];
  connections: { up: number; all: number };
}

/** The line for a person. */
export function progressText(line: ProgressLine): string {
  const { framesSent, framesPerSecond, megabytesPerSecond, connections, mischief } = line;
  const parts = [
    `frames sent: ${framesSent} (${framesPerSecond}/s, ${megabytesPerSecond} MB/s)`,
    ...named('dropped', line.dropped),
    ...named('on purpose', mischief),
    ...(connections.up < connections.all
      ? [`${connections.up} of ${connections.all} connections up`]
      : []),
  ];
  return parts.join('; ');
}

function named(what: string, counts: object): string[] {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.length === 0
    ? []
    : [`${what}: ${some.map(([name, count]) => `${count} ${name}`).join(', ')}`];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
