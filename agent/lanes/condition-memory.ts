import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { AssignedPoint } from '#schemas/broker/messages';
import type { ToldConditions } from './lane-messages.ts';

/** Older than this, what was told says nothing about the machine now. */
const VALID_MS = 60_000;
/** A point that leaves and soon comes back, as when a hub restarts and has not yet heard of us, goes on where it was. */
const KEEP_LEFT_MS = 15_000;
/** Changes that come together are written together. */
const WRITE_AFTER_MS = 50;
/** Also without a change it is written so often: its age says until when the agent was alive. */
const REFRESH_MS = 10_000;

export interface ConditionMemoryOptions {
  file: string;
  clock: () => number;
  failed: (error: unknown) => void;
}

/**
 * The condition last told of each point. A lane that takes a point over goes on from it instead of calling a bad machine
 * good until its findings have persisted; the file carries it over the death of the agent.
 */
export class ConditionMemory {
  readonly #options: ConditionMemoryOptions;
  #told = new Map<string, ToldConditions[string]>();
  readonly #leftMs = new Map<string, number>();
  #write: Timer | null = null;
  #refresh: Timer | undefined;

  constructor(options: ConditionMemoryOptions) {
    this.#options = options;
  }

  /** Reads what an agent that died less than a minute ago had told. */
  start(): void {
    mkdirSync(dirname(this.#options.file), { recursive: true });
    const { atMs, told } = this.#read();
    if (this.#options.clock() - atMs < VALID_MS) this.#told = new Map(Object.entries(told));
    this.#refresh = setInterval(() => this.#writeNow(), REFRESH_MS);
  }

  /** Writes what is not yet written. */
  stop(): void {
    clearInterval(this.#refresh);
    if (this.#write !== null) this.#writeNow();
  }

  /** What is known of these points. */
  of(points: readonly AssignedPoint[]): ToldConditions {
    const known: ToldConditions = {};
    for (const { pointId } of points) {
      const condition = this.#told.get(pointId);
      if (condition !== undefined) known[pointId] = condition;
    }
    return known;
  }

  add(told: ToldConditions): void {
    for (const [pointId, condition] of Object.entries(told)) this.#told.set(pointId, condition);
    this.#write ??= setTimeout(() => this.#writeNow(), WRITE_AFTER_MS);
  }

  /** These are our points now. Of the others, another agent's perhaps, what is known grows old and is forgotten. */
  keepOnly(points: readonly AssignedPoint[]): void {
    const now = this.#options.clock();
    const ours = new Set<string>(points.map(({ pointId }) => pointId));
    for (const pointId of this.#told.keys()) {
      const leftMs = this.#leftMs.get(pointId) ?? now;
      if (now - leftMs >= KEEP_LEFT_MS) {
        this.#told.delete(pointId);
        this.#leftMs.delete(pointId);
      } else if (ours.has(pointId)) this.#leftMs.delete(pointId);
      else this.#leftMs.set(pointId, leftMs);
    }
  }

  #read(): { atMs: number; told: ToldConditions } {
    try {
      return JSON.parse(readFileSync(this.#options.file, 'utf8'));
    } catch (error) {
      // None yet at the first start. One that cannot be read costs some seconds of warming up, no more.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.#options.failed(error);
      return { atMs: 0, told: {} };
    }
  }

  #writeNow(): void {
    if (this.#write !== null) clearTimeout(this.#write);
    this.#write = null;
    const { file, clock, failed } = this.#options;
    const content = { atMs: Math.round(clock()), told: Object.fromEntries(this.#told) };
    try {
      writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch (error) {
      failed(error);
    }
  }
}
