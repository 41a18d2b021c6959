import { createHash } from 'node:crypto';
import type { TrackFacts } from '#schemas/captures/track';
import {
  rawBlocks,
  readTrack,
  TRACK_FILE_BYTES_MAX,
  type Track,
} from '#schemas/captures/track-file';
import { refused } from '#schemas/errors/refused';
import { zstdContentBytes } from './zstd-content-bytes.ts';

/** Opens a track as it is stored. Throws `file_damaged` for anything that is none. */
export async function openTrack(packed: Uint8Array<ArrayBuffer>): Promise<Track> {
  return readTrack(await unpackTrack(packed));
}

/** Takes zstd off. What says that it is larger than any track of ours is not begun with: a few bytes can become gigabytes. */
export async function unpackTrack(
  packed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = zstdContentBytes(packed);
  if (bytes === null || bytes > TRACK_FILE_BYTES_MAX) throw damaged();
  try {
    return new Uint8Array(await Bun.zstdDecompress(packed));
  } catch (cause) {
    throw damaged(cause);
  }
}

/** Whether the counts are those that the agent recorded; others have their turn in between. */
export async function verifyTrack(track: Track): Promise<void> {
  const hash = createHash('sha256');
  for (const raw of rawBlocks(track)) {
    hash.update(raw);
    await new Promise(setImmediate);
  }
  if (hash.digest('hex') !== track.facts.rawSha256) throw damaged();
}

/** When the last sample was taken, and a step more. */
export function endUsOf({ stretches, samples, sampleRateHz }: TrackFacts): number {
  const last = stretches[stretches.length - 1];
  return last.t0Us + ((samples - last.from) / sampleRateHz) * 1e6;
}

const damaged = (cause?: unknown) => refused('track_damaged', {}, { cause });
