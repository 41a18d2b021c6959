import { KERNELS_BASE64 } from './kernels-wasm.ts';

/** A run of float32 in the transform library's memory, 16-byte aligned. Read `f32` anew in each call: growth replaces it. */
export interface HeapBuffer {
  readonly pointer: number;
  readonly length: number;
  f32: Float32Array<ArrayBuffer>;
}

/** Exports of kernels.c; pointers are byte offsets. */
interface KernelExports {
  moments(x: number, n: number, out: number): void;
  hannPower(x: number, from: number, to: number, power: number, cosine: number, sine: number): void;
  dot(a: number, b: number, from: number, to: number): number;
  sum(a: number, from: number, to: number): number;
  weigh(x: number, gains: number, count: number, out: number, length: number): void;
  square(z: number, from: number, to: number, scale: number, out: number, sums: number): void;
  heights(
    power: number,
    blocks: number,
    each: number,
    clip: number,
    biasDb: number,
    sums: number,
    out: number,
  ): void;
}

/** Bins that share one floor in `heights`. */
export const FLOOR_BLOCK = 8;

const FLOAT_BYTES = 4;

/** The inner loops over heap buffers, in WASM SIMD; kernels-reference.ts says what each computes. */
export class Kernels {
  private readonly wasm: KernelExports;
  private readonly results: HeapBuffer;
  private doubles: Float64Array<ArrayBuffer>;

  /** `results` is room for 16 floats. */
  constructor(memory: WebAssembly.Memory, results: HeapBuffer) {
    const bytes = Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
    this.wasm = instance.exports as unknown as KernelExports;
    this.results = results;
    this.doubles = doublesOf(results);
  }

  /** Σx, Σx², Σx³, Σx⁴, least and most of `n` samples (a multiple of 4) from `offset`, into `out[at … at+5]`. */
  moments(x: HeapBuffer, offset: number, n: number, out: Float64Array, at: number): void {
    this.wasm.moments(x.pointer + offset * FLOAT_BYTES, n, this.results.pointer);
    const values = this.values();
    for (let i = 0; i < 6; i++) out[at + i] = values[i]!;
  }

  /**
   * The unscaled power of bins from ≤ k < to (2 ≤ from) under a periodic Hann window, put onto the transform itself:
   * |½X[k] − ¼(e^(−jφ)X[k−1] + e^(jφ)X[k+1])|². φ = 2π·`start` where the samples are a ring whose oldest lies `start` of its
   * length in; 0 for samples in order.
   */
  hannPower(
    spectrum: HeapBuffer,
    from: number,
    to: number,
    power: HeapBuffer,
    start: number,
  ): void {
    const angle = 2 * Math.PI * start;
    const cosine = Math.cos(angle);
    const sine = Math.sin(angle);
    this.wasm.hannPower(spectrum.pointer, from, to, power.pointer, cosine, sine);
  }

  /** Σ a·b over from ≤ k < to. */
  dot(a: HeapBuffer, b: HeapBuffer, from: number, to: number): number {
    return this.wasm.dot(a.pointer, b.pointer, from, to);
  }

  /** Σ a over from ≤ k < to. */
  sum(a: HeapBuffer, from: number, to: number): number {
    return this.wasm.sum(a.pointer, from, to);
  }

  /** Complex pairs from pair `first` on times a real gain each, then zeros up to `length` pairs (even). */
  weigh(
    x: HeapBuffer,
    first: number,
    gains: HeapBuffer,
    count: number,
    out: HeapBuffer,
    length: number,
  ): void {
    const from = x.pointer + first * 2 * FLOAT_BYTES;
    this.wasm.weigh(from, gains.pointer, count, out.pointer, length);
  }

  /** scale·|z|² of pairs from ≤ i < to (multiples of 4) into `out`; the sum of the values and of their squares. */
  square(z: HeapBuffer, from: number, to: number, scale: number, out: HeapBuffer): Float64Array {
    this.wasm.square(z.pointer, from, to, scale, out.pointer, this.results.pointer);
    return this.values();
  }

  /**
   * Heights over the local floor, dB, of `blocks` blocks of 8 bins from bin `first`. A block's floor is the geometric mean of
   * the blocks within `each` of it, bins clipped to `clip` octaves over the same mean unclipped, raised by `biasDb`. `sums` is
   * room for two floats a block. The logarithm is a polynomial, right to 0.0005 dB.
   */
  heights(
    power: HeapBuffer,
    first: number,
    blocks: number,
    each: number,
    clip: number,
    biasDb: number,
    sums: HeapBuffer,
    out: HeapBuffer,
  ): void {
    const offset = first * FLOAT_BYTES;
    const from = power.pointer + offset;
    this.wasm.heights(from, blocks, each, clip, biasDb, sums.pointer, out.pointer + offset);
  }

  private values(): Float64Array {
    if (this.doubles.buffer !== this.results.f32.buffer) this.doubles = doublesOf(this.results);
    return this.doubles;
  }
}

function doublesOf(buffer: HeapBuffer): Float64Array<ArrayBuffer> {
  return new Float64Array(buffer.f32.buffer, buffer.pointer, buffer.length / 2);
}
