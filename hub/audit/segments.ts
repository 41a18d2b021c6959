import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import type { Store } from '../store/store.ts';
import type { Checkpoints } from './checkpoints.ts';
import { trailFile, verifyFile } from './trail-file.ts';

const DAY_MS = 86_400_000;
/** Entries deleted in one transaction: others write in between. */
const PRUNED_AT_ONCE = 5_000;

export interface SegmentDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly checkpoints: Checkpoints;
  readonly folder: string;
  readonly retentionDays: () => number;
}

/**
 * Retention: what is older than the site keeps goes out as a whole sealed stretch, is read back and verified, and only then is
 * deleted here. A crash anywhere repeats the step: a file that is not noted is written anew, a noted one is pruned again.
 */
export class Segments {
  readonly #deps: SegmentDeps;

  constructor(deps: SegmentDeps) {
    this.#deps = deps;
  }

  /** Exports and prunes what is due; how many entries went. */
  async turn(): Promise<number> {
    await this.#pruneNoted();
    const due = await this.#due();
    if (due === null) return 0;
    const file = await this.#write(due.first, due.last);
    await this.#deps.store.record(
      [
        {
          sql: 'INSERT OR IGNORE INTO audit_segments VALUES (?, ?, ?, ?, ?, NULL)',
          args: [due.last, due.first, file.name, file.sha256, this.#deps.clock()],
        },
      ],
      [
        {
          event: 'audit.segment_exported',
          actor: SYSTEM_ACTOR,
          resourceId: file.name,
          details: { first: due.first, last: due.last, sha256: file.sha256 },
        },
      ],
    );
    await this.#pruneNoted();
    return due.last - due.first + 1;
  }

  /** The stretch from the first entry that is here to the last checkpoint that is old enough. */
  async #due(): Promise<{ first: number; last: number } | null> {
    const { store, clock, retentionDays } = this.#deps;
    const beforeMs = clock() - retentionDays() * DAY_MS;
    const [row] = await store.read(
      `SELECT (SELECT min(seq) FROM audit) AS first,
        (SELECT max(c.seq) FROM audit_checkpoints c JOIN audit a USING (seq) WHERE a.at_ms < ?) AS last`,
      [beforeMs],
    );
    const [first, last] = [row?.first, row?.last];
    return first == null || last == null ? null : { first: Number(first), last: Number(last) };
  }

  async #write(first: number, last: number): Promise<{ name: string; sha256: string }> {
    const { store, folder, checkpoints } = this.#deps;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const name = `audit-${String(first).padStart(12, '0')}-${String(last).padStart(12, '0')}.jsonl.gz`;
    const path = join(folder, name);
    const draft = `${path}.part`;
    await pipeline(
      Readable.from(trailFile(store, first, last)),
      createGzip(),
      createWriteStream(draft, { mode: 0o600 }),
    );
    syncFile(draft);
    const verdict = await verifyFile(linesOf(draft), await checkpoints.publicKeys());
    if (verdict.finding !== null || verdict.through !== last) {
      const why = verdict.finding?.sentence ?? 'it ends too early';
      throw new TremoloError('storage_failed', `The exported segment does not verify: ${why}`);
    }
    renameSync(draft, path);
    syncFile(folder);
    return { name, sha256: await hashOf(path) };
  }

  /** Deletes what is in a noted file, piece by piece. */
  async #pruneNoted(): Promise<void> {
    const { store, clock, folder } = this.#deps;
    const noted = await store.read(
      'SELECT last_seq, file, sha256 FROM audit_segments WHERE pruned_ms IS NULL ORDER BY last_seq',
    );
    for (const { last_seq, file, sha256 } of noted) {
      const path = join(folder, String(file));
      if (!existsSync(path) || (await hashOf(path)) !== sha256) {
        throw new TremoloError(
          'storage_failed',
          `The exported segment ${file} is not what was written: nothing is deleted.`,
        );
      }
      for (;;) {
        const piece = `SELECT seq FROM audit WHERE seq <= ${Number(last_seq)} ORDER BY seq LIMIT ${PRUNED_AT_ONCE}`;
        const results = await store.write([
          { sql: `DELETE FROM audit_text WHERE rowid IN (${piece})` },
          { sql: `DELETE FROM audit_personal WHERE seq IN (${piece})` },
          { sql: `DELETE FROM audit WHERE seq IN (${piece})` },
        ]);
        if (results[2].rowsAffected < PRUNED_AT_ONCE) break;
      }
      await store.write([
        {
          sql: 'UPDATE audit_segments SET pruned_ms = ? WHERE last_seq = ?',
          args: [clock(), last_seq],
        },
      ]);
    }
  }
}

/** The lines of a trail file, packed or not. Opened only when they are read: readline drops what comes before somebody listens. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const bytes = createReadStream(path);
  const isPacked = /\.gz(\.part)?$/.test(path);
  const input = isPacked ? bytes.pipe(createGunzip()) : bytes;
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  return hash.digest('hex');
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
}
