import { closeSync, fsync, openSync, readFileSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/** length u32, CRC-32 of the rest u32, items u32, sequence u32, then the bytes; little-endian. */
const HEAD_BYTES = 16;

/** A record as it lies in a segment. */
export interface SegmentRecord {
  sequence: number;
  /** Summaries or changes inside: what is lost when the record is dropped. */
  items: number;
  /** Of the payload, in the file. */
  offset: number;
  length: number;
}

/**
 * One append-only file of an outbox. A write is in the page cache when it returns, so it survives the killing of the
 * process; a torn end after a power cut is recognised by its checksum and left out.
 */
export class OutboxSegment {
  readonly path: string;
  readonly #file: number;
  bytes: number;
  /** Records in here that are neither receipted nor dropped. */
  live = 0;

  private constructor(path: string, file: number, bytes: number) {
    this.path = path;
    this.#file = file;
    this.bytes = bytes;
  }

  /** A new, empty segment. */
  static create(path: string): OutboxSegment {
    return new OutboxSegment(path, openSync(path, 'wx+', 0o600), 0);
  }

  /** A segment that an earlier process left, with the whole records in it. */
  static reopen(path: string): { segment: OutboxSegment; records: SegmentRecord[] } {
    const bytes = readFileSync(path);
    const records = [...wholeRecords(bytes)];
    const segment = new OutboxSegment(path, openSync(path, 'r'), bytes.byteLength);
    segment.live = records.length;
    return { segment, records };
  }

  /** Appends a record. Throws what the file system throws, a full disk above all; then nothing is appended. */
  append(sequence: number, items: number, payload: Uint8Array): SegmentRecord {
    const record = Buffer.allocUnsafe(HEAD_BYTES + payload.byteLength);
    record.writeUInt32LE(payload.byteLength, 0);
    record.writeUInt32LE(items, 8);
    record.writeUInt32LE(sequence, 12);
    record.set(payload, HEAD_BYTES);
    record.writeUInt32LE(crc32(record.subarray(8)), 4);
    // Always at the known end: what a failed write left half done is overwritten by the next.
    for (let done = 0; done < record.byteLength; )
      done += writeSync(this.#file, record, done, record.byteLength - done, this.bytes + done);
    const offset = this.bytes + HEAD_BYTES;
    this.bytes += record.byteLength;
    this.live++;
    return { sequence, items, offset, length: payload.byteLength };
  }

  read(record: SegmentRecord): Uint8Array {
    const payload = new Uint8Array(record.length);
    readSync(this.#file, payload, 0, record.length, record.offset);
    return payload;
  }

  /** Asks the system to put it on the disk itself, in the background; a file removed meanwhile needs it no more. */
  sync(failed: (error: Error) => void): void {
    fsync(this.#file, (error) => {
      if (error !== null && error.code !== 'EBADF') failed(error);
    });
  }

  /** Closes the file and leaves it where it is. */
  close(): void {
    closeSync(this.#file);
  }

  remove(): void {
    closeSync(this.#file);
    unlinkSync(this.path);
  }
}

function* wholeRecords(bytes: Buffer): Generator<SegmentRecord> {
  for (let at = 0; at + HEAD_BYTES <= bytes.byteLength; ) {
    const length = bytes.readUInt32LE(at);
    const offset = at + HEAD_BYTES;
    const end = offset + length;
    if (end > bytes.byteLength) return;
    if (crc32(bytes.subarray(at + 8, end)) !== bytes.readUInt32LE(at + 4)) return;
    const items = bytes.readUInt32LE(at + 8);
    yield { sequence: bytes.readUInt32LE(at + 12), items, offset, length };
    at = end;
  }
}
