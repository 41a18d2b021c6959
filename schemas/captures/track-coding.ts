import { SAMPLE_BYTES, type SampleFormat } from '#schemas/frames/frame';

/** Samples that are coded together; the last block may be shorter. */
export const CODED_BLOCK_SAMPLES = 65_536;
/** A block begins with its order: how many times neighbours were subtracted. */
const BLOCK_HEAD_BYTES = 1;
const ORDERS = [0, 1, 2] as const;

/** Bytes that so many samples become before zstd. */
export function codedBytes(format: SampleFormat, samples: number): number {
  const blocks = Math.ceil(samples / CODED_BLOCK_SAMPLES);
  return samples * SAMPLE_BYTES[format] + blocks * BLOCK_HEAD_BYTES;
}

/**
 * Makes counts easy to compress, losslessly: of each block the differences of neighbours, as often as makes them smallest, folded
 * so that small ones of both signs have small numbers, and then all low bytes before all higher ones. `raw` holds the counts
 * little-endian, one after the other; floats are only split into their bytes, for their differences are no floats.
 */
export function codeCounts(format: SampleFormat, raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const samples = raw.length / SAMPLE_BYTES[format];
  const out = new Uint8Array(codedBytes(format, samples));
  for (let block = 0; block * CODED_BLOCK_SAMPLES < samples; block++)
    codeBlock(format, raw, block, out);
  return out;
}

/** The same for one block, counted from 0, into its place in `out`: for whoever has other things to do in between. */
export function codeBlock(format: SampleFormat, raw: Uint8Array, block: number, out: Uint8Array) {
  const width = SAMPLE_BYTES[format];
  const from = block * CODED_BLOCK_SAMPLES;
  const count = Math.min(CODED_BLOCK_SAMPLES, raw.length / width - from);
  const values = new Int32Array(count);
  const at = from * width + block * BLOCK_HEAD_BYTES;
  load(raw, from * width, width, values);
  const order = format === 'float32' ? 0 : bestOrder(values);
  out[at] = order;
  for (let i = 0; i < order; i++) subtractNeighbours(values);
  if (format !== 'float32') fold(values, 32 - 8 * width);
  split(values, width, out, at + BLOCK_HEAD_BYTES);
}

/**
 * Takes the coding of one block back into little-endian counts. `coded` is all of it, `block` counts from 0; a block that is not
 * there is empty. Null when its order is none of ours: the bytes are something else.
 */
export function decodeBlock(
  format: SampleFormat,
  coded: Uint8Array,
  samples: number,
  block: number,
): Uint8Array<ArrayBuffer> | null {
  const width = SAMPLE_BYTES[format];
  const from = block * CODED_BLOCK_SAMPLES;
  const count = Math.max(0, Math.min(CODED_BLOCK_SAMPLES, samples - from));
  const at = from * width + block * BLOCK_HEAD_BYTES;
  const order = count === 0 ? 0 : coded[at];
  if (order === undefined || order >= ORDERS.length) return null;
  const values = new Int32Array(count);
  join(coded, at + BLOCK_HEAD_BYTES, width, values);
  if (format !== 'float32') unfold(values);
  for (let i = 0; i < order; i++) addNeighbours(values);
  const out = new Uint8Array(count * width);
  store(values, width, out);
  return out;
}

/** Counts in full, sign and all, from little-endian bytes; the bits of floats as they are. */
function load(raw: Uint8Array, at: number, width: number, values: Int32Array) {
  const shift = 32 - 8 * width;
  for (let i = 0, b = at; i < values.length; i++, b += width) {
    let value = 0;
    for (let byte = 0; byte < width; byte++) value |= raw[b + byte] << (8 * byte);
    values[i] = (value << shift) >> shift;
  }
}

function store(values: Int32Array, width: number, out: Uint8Array) {
  for (let i = 0, b = 0; i < values.length; i++, b += width) {
    for (let byte = 0; byte < width; byte++) out[b + byte] = values[i] >> (8 * byte);
  }
}

/** The order whose differences are smallest together: what is left to be coded grows with their size. */
function bestOrder(values: Int32Array): number {
  const sums = [0, 0, 0];
  let [one, two] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const first = value - one;
    sums[0] += Math.abs(value);
    sums[1] += Math.abs(first);
    sums[2] += Math.abs(first - (one - two));
    two = one;
    one = value;
  }
  return sums.indexOf(Math.min(...sums));
}

/** In place, from the end. What no longer fits the width is cut off later: sums undo differences all the same, modulo its power. */
function subtractNeighbours(values: Int32Array) {
  for (let i = values.length - 1; i > 0; i--) values[i] -= values[i - 1];
}

function addNeighbours(values: Int32Array) {
  for (let i = 1; i < values.length; i++) values[i] += values[i - 1];
}

/** Cut to the width again, 0, −1, 1, −2 … become 0, 1, 2, 3 … */
function fold(values: Int32Array, shift: number) {
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] << shift) >> shift;
    values[i] = (value << 1) ^ (value >> 31);
  }
}

function unfold(values: Int32Array) {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
}

function split(values: Int32Array, width: number, out: Uint8Array, at: number) {
  for (let byte = 0; byte < width; byte++) {
    const plane = at + byte * values.length;
    const shift = 8 * byte;
    for (let i = 0; i < values.length; i++) out[plane + i] = values[i] >>> shift;
  }
}

function join(coded: Uint8Array, at: number, width: number, values: Int32Array) {
  for (let byte = 0; byte < width; byte++) {
    const plane = at + byte * values.length;
    const shift = 8 * byte;
    for (let i = 0; i < values.length; i++) values[i] |= coded[plane + i] << shift;
  }
}
