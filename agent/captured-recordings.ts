import { readFileSync } from 'node:fs';
import { CaptureDataset } from '#schemas/captures/dataset';
import { readTrack, type Track, trackSamples } from '#schemas/captures/track-file';
import { refused } from '#schemas/errors/refused';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { SIGNATURE_LENGTH } from '#signal/features/signature';
import { signatureOf } from '#signal/features/signature-of';
import type { CapturedTracks } from './jobs/job-tools.ts';
import { targetsOf } from './training/baseline/targets.ts';
import { Dataset } from './training/dataset.ts';

/** As long as a live context; half overlapped. */
const STRETCH_SECONDS = 1.35;

export interface CapturedRecordings {
  /** A row for each stretch of 1.35 s; labels of which nothing is known weigh nothing. */
  readonly data: Dataset;
  /** Labels of which every recording says whether they hold. */
  readonly known: readonly FaultLabel[];
}

/** Fetches a set of labelled captures with all its tracks. Throws what fetching throws, and `recording_unreadable`. */
export async function fetchCapturedSet(
  sha256: string,
  fetch: (sha256: string) => Promise<{ path: string }>,
): Promise<CapturedTracks> {
  const { tracks } = datasetIn((await fetch(sha256)).path);
  const fetched: CapturedTracks['tracks'][number][] = [];
  for (const track of tracks) fetched.push({ ...track, path: (await fetch(track.sha256)).path });
  return { sha256, tracks: fetched };
}

/** Rows of captured tracks. No row goes over a place where samples are missing. Await `loadFft` first. */
export async function capturedRecordings(
  { tracks }: CapturedTracks,
  onProgress: (done: number, of: number) => void,
): Promise<CapturedRecordings> {
  const data = new Dataset(SIGNATURE_LENGTH, FAULT_LABELS.length);
  let known: readonly FaultLabel[] = FAULT_LABELS;
  for (const [i, one] of tracks.entries()) {
    const track = readTrack(new Uint8Array(await Bun.zstdDecompress(readFileSync(one.path))));
    const targets = targetsOf(one.labels);
    const weights = Float32Array.from(FAULT_LABELS, (label) => (one.known.includes(label) ? 1 : 0));
    const { sampleRateHz } = track.facts;
    for (const samples of stretchesOf(track)) {
      data.add(signatureOf(samples, sampleRateHz, one.facts), targets, weights);
    }
    known = known.filter((label) => one.known.includes(label));
    onProgress(i + 1, tracks.length);
    // Lets what its agent says in between files in.
    await new Promise(setImmediate);
  }
  if (data.rows === 0) {
    throw refused('captures_short');
  }
  return { data, known };
}

/** Pieces of 1.35 s in g, half overlapped, none of them over a break. */
function* stretchesOf(track: Track): Iterable<Float32Array> {
  const { facts } = track;
  const toG = facts.unit === 'm_s2' ? 1 / STANDARD_GRAVITY_M_S2 : 1;
  const samples = trackSamples(track).map((value) => value * toG);
  const length = Math.ceil(STRETCH_SECONDS * facts.sampleRateHz);
  for (const [i, { from }] of facts.stretches.entries()) {
    const end = facts.stretches[i + 1]?.from ?? facts.samples;
    for (let at = from; at + length <= end; at += Math.max(1, Math.floor(length / 2))) {
      yield samples.subarray(at, at + length);
    }
  }
}

function datasetIn(path: string): CaptureDataset {
  try {
    return CaptureDataset.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw refused('captures_unreadable', {}, { cause });
  }
}
