import {
  type ConditionChange,
  type PointSummary,
  RESULT_BATCH_MAX,
  type Receipt,
  type ResultBatch,
} from '#schemas/broker/messages';
import { type OutboxRecord, OutboxSeries } from './outbox-series.ts';

export interface OutboxOptions {
  directory: string;
  agentId: string;
  lane: number;
  /** New for each start of the lane. */
  epoch: string;
  maxBytes: number;
  /** Batches sent and not yet receipted, at most. */
  inFlight: number;
  resendAfterMs: number;
  clock: () => number;
  /** Hands a batch to the broker; false when it is away. */
  send: (payload: Uint8Array) => boolean;
  /** So many summaries had to go, oldest first. */
  dropped: (summaries: number) => void;
  /** The disk would not take a record; it is kept in memory. */
  diskFailed: (error: unknown) => void;
}

/** A record that was sent, and when, until its receipt comes. */
interface Flying {
  record: OutboxRecord;
  series: OutboxSeries;
  sentMs: number;
}

const encoder = new TextEncoder();

/**
 * Holds results until the hub has stored them: on disk, sent in a window of unreceipted batches, sent again after a while.
 * Beyond its bytes the oldest summaries go; changes never do. Changes go before summaries and onto the disk itself.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #changes: OutboxSeries;
  readonly #summaries: OutboxSeries;
  readonly #flying = new Map<OutboxRecord, Flying>();

  constructor(options: OutboxOptions) {
    this.#options = options;
    // Each kind has an epoch of its own, so that within an epoch batches are first sent in the order of their sequence.
    this.#changes = new OutboxSeries(options.directory, 'changes', `${options.epoch}-c`);
    this.#summaries = new OutboxSeries(options.directory, 'summaries', `${options.epoch}-s`);
  }

  /** Batches that are not yet receipted. */
  get depth(): number {
    return this.#changes.size + this.#summaries.size;
  }

  /** Reads what an earlier process left; it goes out first. */
  start(): void {
    this.#changes.start();
    this.#summaries.start();
    this.#bound();
  }

  /** Closes the files. What is in them is sent by the next start. */
  stop(): void {
    this.#changes.stop();
    this.#summaries.stop();
    this.#flying.clear();
  }

  /** Stores condition changes and sends them at once. */
  addChanges(changes: ConditionChange[]): void {
    if (changes.length === 0) return;
    for (let at = 0; at < changes.length; at += RESULT_BATCH_MAX)
      this.#add(this.#changes, changes.slice(at, at + RESULT_BATCH_MAX), []);
    this.#changes.sync(this.#options.diskFailed);
    this.pump();
  }

  /** Stores summaries and sends them as the window allows. */
  addSummaries(summaries: PointSummary[]): void {
    for (let at = 0; at < summaries.length; at += RESULT_BATCH_MAX)
      this.#add(this.#summaries, [], summaries.slice(at, at + RESULT_BATCH_MAX));
    this.#bound();
    this.pump();
  }

  /** The hub has stored a batch. A receipt for another outbox changes nothing. */
  receipt({ epoch, sequence }: Receipt): void {
    for (const series of [this.#changes, this.#summaries]) {
      const record = series.find(epoch, sequence);
      if (record !== undefined) this.#forget(series, record);
    }
    this.pump();
  }

  /** The broker is back: nothing that was in the air is known to have arrived. */
  reconnected(): void {
    this.#flying.clear();
    this.#changes.unsendAll();
    this.#summaries.unsendAll();
    this.pump();
  }

  /** Sends again what was not receipted in time, then what the window allows. To be called a few times a second. */
  pump(): void {
    const { clock, inFlight, resendAfterMs } = this.#options;
    const now = clock();
    for (const flying of this.#flying.values())
      if (now - flying.sentMs >= resendAfterMs && !this.#send(flying, now)) return;
    for (const series of [this.#changes, this.#summaries]) {
      for (let record = series.unsent(); record !== undefined; record = series.unsent()) {
        if (this.#flying.size >= inFlight) return;
        if (!this.#send({ record, series, sentMs: now }, now)) return;
        series.sent();
      }
    }
  }

  #send(flying: Flying, now: number): boolean {
    if (!this.#options.send(flying.series.payloadOf(flying.record))) return false;
    flying.sentMs = now;
    this.#flying.set(flying.record, flying);
    return true;
  }

  #add(series: OutboxSeries, changes: ConditionChange[], summaries: PointSummary[]): void {
    const { agentId, lane, clock } = this.#options;
    const { epoch, nextSequence: sequence } = series;
    const sentMs = Math.round(clock());
    const batch: ResultBatch = { agentId, lane, epoch, sequence, sentMs, changes, summaries };
    const payload = encoder.encode(JSON.stringify(batch));
    const error = series.append(payload, changes.length + summaries.length);
    if (error !== null) this.#options.diskFailed(error);
  }

  /** Drops the oldest summaries beyond the bytes allowed. */
  #bound(): void {
    let items = 0;
    while (this.#changes.bytes + this.#summaries.bytes > this.#options.maxBytes) {
      const record = this.#summaries.oldest();
      if (record === undefined) break;
      items += record.items;
      this.#forget(this.#summaries, record);
    }
    if (items > 0) this.#options.dropped(items);
  }

  #forget(series: OutboxSeries, record: OutboxRecord): void {
    this.#flying.delete(record);
    series.forget(record);
  }
}
