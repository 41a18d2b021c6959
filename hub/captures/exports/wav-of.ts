import type { Capture } from '#schemas/captures/capture';
import type { TrackFacts } from '#schemas/captures/track';
import { rawBlocks } from '#schemas/captures/track-file';
import { SAMPLE_BYTES } from '#schemas/frames/frame';
import { type ExportedTrack, labelText, UNIT_TEXT } from './exported-track.ts';

const PCM = 1;
const FLOAT = 3;
const CHUNK_HEAD = 8;

/**
 * One point as a sound file: the counts as the sensor sent them, 16 or 24 bits or floats. A sound file knows no unit and no time,
 * so a comment says what a count is, and cues mark each place where samples are missing: nothing is filled in there.
 */
export async function* wavOf(
  capture: Capture,
  { facts, pointName, open }: ExportedTrack,
): AsyncIterable<Uint8Array> {
  const dataBytes = facts.samples * SAMPLE_BYTES[facts.format];
  const pad = dataBytes % 2;
  const behind = Buffer.concat([
    cues(facts.stretches.slice(1)),
    comment(capture, facts, pointName),
  ]);
  yield head(facts, dataBytes, dataBytes + pad + behind.length);
  for (const raw of rawBlocks(await open())) {
    yield raw;
    await new Promise(setImmediate);
  }
  if (pad === 1) yield new Uint8Array(1);
  yield behind;
}

function head(facts: TrackFacts, dataBytes: number, rest: number): Uint8Array {
  const width = SAMPLE_BYTES[facts.format];
  const rate = Math.round(facts.sampleRateHz);
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(4 + CHUNK_HEAD + 16 + CHUNK_HEAD + rest, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(facts.format === 'float32' ? FLOAT : PCM, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * width, 28);
  bytes.writeUInt16LE(width, 32);
  bytes.writeUInt16LE(width * 8, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(dataBytes, 40);
  return bytes;
}

/** A mark before each sample with which a new stretch begins. */
function cues(breaks: readonly { from: number }[]): Uint8Array {
  if (breaks.length === 0) return new Uint8Array(0);
  const bytes = Buffer.alloc(CHUNK_HEAD + 4 + breaks.length * 24);
  bytes.write('cue ', 0);
  bytes.writeUInt32LE(bytes.length - CHUNK_HEAD, 4);
  bytes.writeUInt32LE(breaks.length, 8);
  breaks.forEach(({ from }, i) => {
    const at = 12 + i * 24;
    bytes.writeUInt32LE(i + 1, at);
    bytes.writeUInt32LE(from, at + 4);
    bytes.write('data', at + 8);
    bytes.writeUInt32LE(from, at + 20);
  });
  return bytes;
}

function comment(capture: Capture, facts: TrackFacts, pointName: string): Uint8Array {
  const said = [
    `${facts.scale} ${UNIT_TEXT[facts.unit]} per count`,
    `${facts.sampleRateHz} Hz`,
    `begins ${new Date(facts.stretches[0].t0Us / 1_000).toISOString()}`,
    `point ${pointName}`,
    `machine ${capture.machine ?? 'unknown'}`,
    `speed ${capture.speedRpm === null ? 'unknown' : `${capture.speedRpm} r/min`}`,
    `labels ${labelText(capture, facts) || 'none'}`,
    `${facts.stretches.length - 1} places where samples are missing`,
    `capture ${capture.captureId}`,
  ].join('; ');
  const info = (name: string, text: string) => {
    const words = Buffer.from(`${text}\0`, 'utf8');
    const bytes = Buffer.alloc(CHUNK_HEAD + words.length + (words.length % 2));
    bytes.write(name, 0);
    bytes.writeUInt32LE(words.length, 4);
    words.copy(bytes, CHUNK_HEAD);
    return bytes;
  };
  const list = Buffer.concat([
    Buffer.from('INFO'),
    info('INAM', `${capture.machine ?? ''} ${pointName}`.trim()),
    info('ICMT', said),
    info('ISFT', 'Tremolo'),
  ]);
  const headBytes = Buffer.alloc(CHUNK_HEAD);
  headBytes.write('LIST', 0);
  headBytes.writeUInt32LE(list.length, 4);
  return Buffer.concat([headBytes, list]);
}
