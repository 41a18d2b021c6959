import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OutboxSegment, type SegmentRecord } from './outbox-segment.ts';

const SEGMENT_BYTES = 1024 * 1024;
/** So many payloads that wait to be sent are kept in memory besides the disk. */
const CACHED = 64;

/** One batch that waits to be sent or to be receipted. */
export interface OutboxRecord {
  readonly epoch: string;
  readonly sequence: number;
  readonly items: number;
  readonly size: number;
  /** Null where the disk would not take it: then it lives in memory only. */
  readonly at: { segment: OutboxSegment; record: SegmentRecord } | null;
  payload: Uint8Array | null;
}

/**
 * Batches of one kind on disk, oldest first, until they are receipted. Each start begins a new epoch, so that a sequence is
 * never used twice; what an earlier epoch left over is still there under its own name and goes out first.
 */
export class OutboxSeries {
  readonly epoch: string;
  readonly #directory: string;
  readonly #kind: string;
  /** By epoch and sequence, in the order of their making. */
  readonly #records = new Map<string, OutboxRecord>();
  #unsent: OutboxRecord[] = [];
  #nextUnsent = 0;
  #writing: OutboxSegment | null = null;
  #segments = 0;
  #nextSequence = 1;
  #bytes = 0;

  constructor(directory: string, kind: string, epoch: string) {
    this.#directory = directory;
    this.#kind = kind;
    this.epoch = epoch;
  }

  get size(): number {
    return this.#records.size;
  }

  /** Bytes of all payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  get nextSequence(): number {
    return this.#nextSequence;
  }

  /** Reads what earlier epochs left. */
  start(): void {
    mkdirSync(this.#directory, { recursive: true });
    const files = readdirSync(this.#directory).filter((name) => name.startsWith(`${this.#kind}.`));
    for (const name of files.sort()) this.#recover(name);
  }

  /** Closes the files; they stay for the next start. */
  stop(): void {
    const segments = new Set([...this.#records.values()].map((record) => record.at?.segment));
    for (const segment of segments) segment?.close();
    this.#records.clear();
    this.#unsent = [];
    this.#writing = null;
  }

  /** Adds a batch under the next sequence. Returns the error of a disk that would not take it, or null. */
  append(payload: Uint8Array, items: number): unknown {
    const sequence = this.#nextSequence++;
    let at: OutboxRecord['at'] = null;
    let error: unknown = null;
    try {
      const segment = this.#segmentToWrite();
      at = { segment, record: segment.append(sequence, items, payload) };
    } catch (thrown) {
      error = thrown;
    }
    const keep = at === null || this.#unsent.length - this.#nextUnsent < CACHED;
    const size = payload.byteLength;
    this.#add({ epoch: this.epoch, sequence, items, size, at, payload: keep ? payload : null });
    return error;
  }

  find(epoch: string, sequence: number): OutboxRecord | undefined {
    return this.#records.get(keyOf(epoch, sequence));
  }

  /** The oldest batch, the first to go when there is too much. */
  oldest(): OutboxRecord | undefined {
    return this.#records.values().next().value;
  }

  /** The next batch that was not yet sent; `sent` moves on. */
  unsent(): OutboxRecord | undefined {
    while (this.#nextUnsent < this.#unsent.length) {
      const record = this.#unsent[this.#nextUnsent];
      if (this.find(record.epoch, record.sequence) === record) return record;
      this.#nextUnsent++;
    }
    this.#unsent = [];
    this.#nextUnsent = 0;
    return undefined;
  }

  /** The batch of `unsent` is in the air. */
  sent(): void {
    const record = this.#unsent[this.#nextUnsent++];
    if (record.at !== null) record.payload = null;
  }

  /** All are to be sent again, from the oldest. */
  unsendAll(): void {
    this.#unsent = [...this.#records.values()];
    this.#nextUnsent = 0;
  }

  payloadOf(record: OutboxRecord): Uint8Array {
    return record.payload ?? record.at!.segment.read(record.at!.record);
  }

  /** Forgets a batch, and its file with the last one in it. */
  forget(record: OutboxRecord): void {
    this.#records.delete(keyOf(record.epoch, record.sequence));
    this.#bytes -= record.size;
    const segment = record.at?.segment;
    if (segment === undefined || --segment.live > 0) return;
    if (segment === this.#writing) this.#writing = null;
    segment.remove();
  }

  /** Puts what was written last on the disk itself, in the background. */
  sync(failed: (error: Error) => void): void {
    this.#writing?.sync(failed);
  }

  #segmentToWrite(): OutboxSegment {
    if (this.#writing === null || this.#writing.bytes >= SEGMENT_BYTES) {
      const number = String(this.#segments++).padStart(8, '0');
      const name = `${this.#kind}.${this.epoch}.${number}`;
      this.#writing = OutboxSegment.create(join(this.#directory, name));
    }
    return this.#writing;
  }

  #recover(name: string): void {
    const epoch = name.split('.')[1];
    const { segment, records } = OutboxSegment.reopen(join(this.#directory, name));
    if (records.length === 0) segment.remove();
    for (const record of records) {
      const { sequence, items, length: size } = record;
      this.#add({ epoch, sequence, items, size, at: { segment, record }, payload: null });
    }
  }

  #add(record: OutboxRecord): void {
    this.#records.set(keyOf(record.epoch, record.sequence), record);
    this.#unsent.push(record);
    this.#bytes += record.size;
  }
}

function keyOf(epoch: string, sequence: number): string {
  return `${epoch}/${sequence}`;
}
