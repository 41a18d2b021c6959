import type { Capture } from '#schemas/captures/capture';
import { countsOf, rawBlocks } from '#schemas/captures/track-file';
import type { SampleFormat } from '#schemas/frames/frame';
import { type ExportedTrack, labelText, UNIT_TEXT } from './exported-track.ts';

/** Storage types and classes of a MATLAB 5 file ("MAT-File Format", tables 1-1 and 1-3). */
const MI = { int8: 1, int16: 3, uint16: 4, int32: 5, uint32: 6, single: 7, double: 9, matrix: 14 };
const CLASS = { char: 4, double: 6, single: 7, int16: 10, int32: 12 };
const TAG_BYTES = 8;

/** How the counts of each format are kept: 24 bits in 32, for MATLAB knows no 24. */
const COUNTS = {
  int16: { type: MI.int16, class: CLASS.int16, bytes: 2 },
  int24: { type: MI.int32, class: CLASS.int32, bytes: 4 },
  float32: { type: MI.single, class: CLASS.single, bytes: 4 },
} as const satisfies Record<SampleFormat, object>;

/**
 * A MATLAB 5 file, as MATLAB, Octave and SciPy read it. Of each point, numbered from 1: `p1_counts` as the sensor sent them,
 * `p1_scale` (unit per count), `p1_rate_hz`, `p1_stretches` (first sample from 0, and its time in µs UTC: between two stretches
 * samples are missing), `p1_name`, `p1_id`, `p1_unit`, `p1_labels`; and once `capture_id`, `machine`, `speed_rpm` (NaN: unknown).
 */
export async function* matOf(
  capture: Capture,
  tracks: readonly ExportedTrack[],
): AsyncIterable<Uint8Array> {
  yield fileHead();
  yield text('capture_id', capture.captureId);
  yield text('machine', capture.machine ?? '');
  yield doubles('speed_rpm', [capture.speedRpm ?? Number.NaN], 1);
  for (const [i, { facts, pointName, open }] of tracks.entries()) {
    const name = (what: string) => `p${i + 1}_${what}`;
    yield text(name('name'), pointName);
    yield text(name('id'), facts.pointId);
    yield text(name('unit'), UNIT_TEXT[facts.unit]);
    yield text(name('labels'), labelText(capture, facts));
    yield doubles(name('scale'), [facts.scale], 1);
    yield doubles(name('rate_hz'), [facts.sampleRateHz], 1);
    const { stretches } = facts;
    const columns = [...stretches.map(({ from }) => from), ...stretches.map(({ t0Us }) => t0Us)];
    yield doubles(name('stretches'), columns, stretches.length);
    const kind = COUNTS[facts.format];
    const dataBytes = facts.samples * kind.bytes;
    yield matrixHead(name('counts'), kind, [facts.samples, 1], dataBytes);
    for (const raw of rawBlocks(await open())) {
      const counts = countsOf(facts.format, raw);
      yield new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength);
      await new Promise(setImmediate);
    }
    yield new Uint8Array(padOf(dataBytes));
  }
}

function fileHead(): Uint8Array {
  const bytes = Buffer.alloc(128, ' ');
  bytes.write('MATLAB 5.0 MAT-file, written by Tremolo', 0, 'latin1');
  bytes.fill(0, 116, 124);
  bytes.writeUInt16LE(0x0100, 124);
  bytes.write('IM', 126);
  return bytes;
}

const padOf = (bytes: number) => (8 - (bytes % 8)) % 8;

/** A matrix up to where its numbers begin, its length and theirs said before. */
function matrixHead(
  name: string,
  kind: { type: number; class: number },
  dims: readonly [number, number],
  dataBytes: number,
): Buffer {
  const nameBytes = name.length + padOf(name.length);
  const body = 3 * TAG_BYTES + 8 + 8 + nameBytes + TAG_BYTES + dataBytes + padOf(dataBytes);
  const bytes = Buffer.alloc(TAG_BYTES + body - dataBytes - padOf(dataBytes));
  let at = 0;
  const tag = (type: number, length: number) => {
    bytes.writeUInt32LE(type, at);
    bytes.writeUInt32LE(length, at + 4);
    at += TAG_BYTES;
  };
  tag(MI.matrix, body);
  tag(MI.uint32, 8);
  bytes.writeUInt32LE(kind.class, at);
  at += 8;
  tag(MI.int32, 8);
  bytes.writeInt32LE(dims[0], at);
  bytes.writeInt32LE(dims[1], at + 4);
  at += 8;
  tag(MI.int8, name.length);
  bytes.write(name, at, 'latin1');
  at += nameBytes;
  tag(kind.type, dataBytes);
  return bytes;
}

/** Numbers by columns. */
function doubles(name: string, values: readonly number[], rows: number): Uint8Array {
  const data = new Float64Array(values);
  const kind = { type: MI.double, class: CLASS.double };
  const head = matrixHead(name, kind, [rows, values.length / rows], data.byteLength);
  return Buffer.concat([head, new Uint8Array(data.buffer)]);
}

function text(name: string, value: string): Uint8Array {
  const data = Buffer.from(value, 'utf16le');
  const kind = { type: MI.uint16, class: CLASS.char };
  const head = matrixHead(name, kind, [value === '' ? 0 : 1, value.length], data.length);
  return Buffer.concat([head, data, new Uint8Array(padOf(data.length))]);
}
