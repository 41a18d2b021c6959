import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrackFacts } from '#schemas/captures/track';
import { CODED_BLOCK_SAMPLES, codeBlock, codedBytes } from '#schemas/captures/track-coding';
import { writeTrack } from '#schemas/captures/track-file';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { CaptureId, PointId } from '#schemas/ids/ids';

/** Measured on real recordings: higher levels take far longer and gain little (docs/decisions/0015). */
const ZSTD_LEVEL = 3;
const NAME = /^(cp_\w{26})\.(pt_\w{26})\.track$/;

/** A track on the agent’s disk that the hub does not have yet. */
export interface ShelvedTrack {
  readonly captureId: CaptureId;
  readonly pointId: PointId;
  readonly path: string;
  readonly bytes: number;
}

/** Tracks on the agent’s disk until the hub has them, so that neither a restart of the agent nor one of the hub loses any. */
export class TrackShelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  start(): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Codes, compresses and writes a track, and reads it again. Throws `file_damaged`, `storage_full`, `storage_failed`. */
  async write(
    captureId: CaptureId,
    facts: Omit<TrackFacts, 'rawSha256'>,
    raw: Uint8Array,
  ): Promise<ShelvedTrack> {
    const rawSha256 = createHash('sha256').update(raw).digest('hex');
    const coded = new Uint8Array(codedBytes(facts.format, facts.samples));
    for (let block = 0; block * CODED_BLOCK_SAMPLES < facts.samples; block++) {
      codeBlock(facts.format, raw, block, coded);
      // Windows of other points are diagnosed in between.
      await new Promise(setImmediate);
    }
    const packed = await Bun.zstdCompress(writeTrack({ ...facts, rawSha256 }, coded), {
      level: ZSTD_LEVEL,
    });
    const { pointId } = facts;
    const path = this.#pathOf(captureId, pointId);
    try {
      await writeWhole(path, packed);
    } catch (cause) {
      await rm(`${path}.new`, { force: true });
      throw failureOf(cause);
    }
    return { captureId, pointId, path, bytes: packed.length };
  }

  /** All that lies there. */
  async all(): Promise<ShelvedTrack[]> {
    const tracks: ShelvedTrack[] = [];
    for (const name of await readdir(this.#folder)) {
      const [, captureId, pointId] = NAME.exec(name) ?? [];
      const path = join(this.#folder, name);
      const ids = {
        captureId: CaptureId.safeParse(captureId),
        pointId: PointId.safeParse(pointId),
      };
      // Half of one, from a power cut, is nobody’s.
      if (!ids.captureId.success || !ids.pointId.success) await rm(path, { force: true });
      else {
        const { size } = await stat(path);
        tracks.push({
          captureId: ids.captureId.data,
          pointId: ids.pointId.data,
          path,
          bytes: size,
        });
      }
    }
    return tracks;
  }

  /** Where a track lies that was written. */
  of(captureId: CaptureId, { pointId, bytes }: { pointId: PointId; bytes: number }): ShelvedTrack {
    return { captureId, pointId, path: this.#pathOf(captureId, pointId), bytes };
  }

  async remove({ path }: ShelvedTrack): Promise<void> {
    await rm(path, { force: true });
  }

  #pathOf(captureId: CaptureId, pointId: PointId): string {
    return join(this.#folder, `${captureId}.${pointId}.track`);
  }
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(`${path}.new`, 'w+', 0o600);
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
  const back = await Bun.file(`${path}.new`).bytes();
  if (Buffer.compare(back, bytes) !== 0) {
    throw new TremoloError('file_damaged', 'What was written is not what was to be written.');
  }
  await rename(`${path}.new`, path);
}

function failureOf(cause: unknown): TremoloError {
  if (cause instanceof TremoloError) return cause;
  const isFull = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
  return new TremoloError(
    isFull ? 'storage_full' : 'storage_failed',
    isFull ? 'The disk of the agent is full.' : 'The agent cannot write to its disk.',
    { cause },
  );
}
