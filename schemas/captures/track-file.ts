import { TRACK_SAMPLES_MAX, TrackFacts } from '#schemas/captures/track';
import { CODED_BLOCK_SAMPLES, codedBytes, decodeBlock } from '#schemas/captures/track-coding';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { SAMPLE_BYTES, type SampleFormat } from '#schemas/frames/frame';

/**
 * A track file before zstd. Little-endian.
 *
 * | offset | type | field                                   |
 * |--------|------|-----------------------------------------|
 * | 0      | u32  | magic 0x4B525454, the bytes "TTRK"      |
 * | 4      | u8   | version, 1                              |
 * | 5      | u8×3 | reserved, 0                             |
 * | 8      | u32  | length of the facts                     |
 * | 12     |      | the facts as JSON (`TrackFacts`), UTF-8 |
 * |        |      | the counts (`codeCounts`)               |
 */
const MAGIC = 0x4b525454;
const VERSION = 1;
const HEAD_BYTES = 12;
const FACTS_BYTES_MAX = 262_144;

/** The largest file before zstd: what is larger is none of ours. */
export const TRACK_FILE_BYTES_MAX =
  HEAD_BYTES + FACTS_BYTES_MAX + codedBytes('float32', TRACK_SAMPLES_MAX);

/** A track file whose head was read and checked. */
export interface Track {
  readonly facts: TrackFacts;
  readonly coded: Uint8Array;
}

/** Puts facts and coded counts together. */
export function writeTrack(facts: TrackFacts, coded: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(facts));
  const bytes = new Uint8Array(HEAD_BYTES + json.length + coded.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint8(4, VERSION);
  view.setUint32(8, json.length, true);
  bytes.set(json, HEAD_BYTES);
  bytes.set(coded, HEAD_BYTES + json.length);
  return bytes;
}

/** Reads the head. Throws `file_damaged` for anything that is no track file. */
export function readTrack(bytes: Uint8Array): Track {
  if (bytes.length < HEAD_BYTES) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(8, true);
  const isOurs = view.getUint32(0, true) === MAGIC && view.getUint8(4) === VERSION;
  if (!isOurs || length > FACTS_BYTES_MAX || HEAD_BYTES + length > bytes.length) throw damaged();
  const facts = factsIn(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  const coded = bytes.subarray(HEAD_BYTES + length);
  const isWhole = coded.length === codedBytes(facts.format, facts.samples);
  if (!isWhole || !areInOrder(facts)) throw damaged();
  return { facts, coded };
}

/** The counts, block by block as little-endian bytes, so that nobody is held up for long. Throws `file_damaged`. */
export function* rawBlocks({ facts, coded }: Track): Iterable<Uint8Array<ArrayBuffer>> {
  const { format, samples } = facts;
  for (let block = 0; block * CODED_BLOCK_SAMPLES < samples; block++) {
    const raw = decodeBlock(format, coded, samples, block);
    if (raw === null) throw damaged();
    yield raw;
  }
}

/** Counts as numbers, from little-endian bytes. */
export function countsOf(
  format: SampleFormat,
  raw: Uint8Array,
): Int16Array | Int32Array | Float32Array {
  const samples = raw.length / SAMPLE_BYTES[format];
  const aligned = raw.slice();
  if (format === 'int16') return new Int16Array(aligned.buffer, 0, samples);
  if (format === 'float32') return new Float32Array(aligned.buffer, 0, samples);
  const counts = new Int32Array(samples);
  for (let i = 0, at = 0; i < samples; i++, at += 3) {
    counts[i] = ((raw[at] | (raw[at + 1] << 8) | (raw[at + 2] << 16)) << 8) >> 8;
  }
  return counts;
}

/** All samples in the unit of the signal: counts times scale. What lies between stretches is not there: `facts.stretches` says where. */
export function trackSamples(track: Track): Float32Array<ArrayBuffer> {
  const { format, samples, scale } = track.facts;
  const values = new Float32Array(samples);
  let at = 0;
  for (const raw of rawBlocks(track)) {
    const counts = countsOf(format, raw);
    for (let i = 0; i < counts.length; i++) values[at + i] = counts[i] * scale;
    at += counts.length;
  }
  return values;
}

/** When a sample was taken, by the sensor’s clock. */
export function timeOfSample({ stretches, sampleRateHz }: TrackFacts, sample: number): number {
  const stretch = stretches.findLast(({ from }) => from <= sample) ?? stretches[0];
  return stretch.t0Us + ((sample - stretch.from) / sampleRateHz) * 1e6;
}

function factsIn(json: Uint8Array): TrackFacts {
  try {
    const facts = TrackFacts.safeParse(JSON.parse(new TextDecoder().decode(json)));
    if (facts.success) return facts.data;
  } catch (cause) {
    throw damaged(cause);
  }
  throw damaged();
}

/** Stretches begin with the first sample and follow each other. */
function areInOrder({ stretches, samples }: TrackFacts): boolean {
  return stretches.every(({ from }, i) =>
    i === 0 ? from === 0 : from > stretches[i - 1].from && from < samples,
  );
}

const damaged = (cause?: unknown) =>
  new TremoloError('file_damaged', 'This is no track of a capture, or it is damaged.', { cause });
