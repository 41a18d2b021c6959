import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { CODED_BLOCK_SAMPLES, codeCounts, decodeBlock } from '#schemas/captures/track-coding';
import { SAMPLE_BYTES } from '#schemas/frames/frame';

/** A way to make counts small, and back. */
export interface Way {
  readonly name: string;
  shrink(format: 'int16' | 'int24', raw: Uint8Array): Uint8Array;
  restore(format: 'int16' | 'int24', packed: Uint8Array, samples: number): Uint8Array;
}

const zstd = (level: number) => ({
  pack: (bytes: Uint8Array) => Bun.zstdCompressSync(bytes, { level }),
  unpack: (bytes: Uint8Array) => Bun.zstdDecompressSync(bytes),
});

const brotli = {
  pack: (bytes: Uint8Array) =>
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  unpack: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

/** Differences of a fixed order in the bytes as they come, no planes: what most write first. */
function plainDelta(raw: Uint8Array, width: number, order: number): Uint8Array {
  const out = Uint8Array.from(raw);
  const shift = 32 - 8 * width;
  for (let pass = 0; pass < order; pass++) {
    for (let at = out.length - width; at >= width; at -= width) {
      const value = read(out, at, width, shift) - read(out, at - width, width, shift);
      for (let byte = 0; byte < width; byte++) out[at + byte] = value >> (8 * byte);
    }
  }
  return out;
}

function plainSum(coded: Uint8Array, width: number, order: number): Uint8Array {
  const out = Uint8Array.from(coded);
  const shift = 32 - 8 * width;
  for (let pass = 0; pass < order; pass++) {
    for (let at = width; at < out.length; at += width) {
      const value = read(out, at, width, shift) + read(out, at - width, width, shift);
      for (let byte = 0; byte < width; byte++) out[at + byte] = value >> (8 * byte);
    }
  }
  return out;
}

function read(bytes: Uint8Array, at: number, width: number, shift: number): number {
  let value = 0;
  for (let byte = 0; byte < width; byte++) value |= bytes[at + byte] << (8 * byte);
  return (value << shift) >> shift;
}

/** Bits of equal weight together, eight samples a byte: the finest shuffle. */
function bitPlanes(raw: Uint8Array, width: number): Uint8Array {
  const samples = raw.length / width;
  const row = Math.ceil(samples / 8);
  const out = new Uint8Array(row * width * 8);
  for (let i = 0; i < samples; i++) {
    for (let bit = 0; bit < width * 8; bit++) {
      const is = (raw[i * width + (bit >> 3)] >> (bit & 7)) & 1;
      out[bit * row + (i >> 3)] |= is << (i & 7);
    }
  }
  return out;
}

function fromBitPlanes(planes: Uint8Array, width: number, samples: number): Uint8Array {
  const row = Math.ceil(samples / 8);
  const out = new Uint8Array(samples * width);
  for (let i = 0; i < samples; i++) {
    for (let bit = 0; bit < width * 8; bit++) {
      out[i * width + (bit >> 3)] |= ((planes[bit * row + (i >> 3)] >> (i & 7)) & 1) << (bit & 7);
    }
  }
  return out;
}

const deltas = (order: number, level: number): Way => ({
  name: `differences of order ${order}, zstd ${level}`,
  shrink: (format, raw) => zstd(level).pack(plainDelta(raw, SAMPLE_BYTES[format], order)),
  restore: (format, packed) => plainSum(zstd(level).unpack(packed), SAMPLE_BYTES[format], order),
});

const ours = (name: string, { pack, unpack }: ReturnType<typeof zstd>): Way => ({
  name: `best order, folded, byte planes, ${name}`,
  shrink: (format, raw) => pack(codeCounts(format, raw)),
  restore: (format, packed, samples) => {
    const coded = unpack(packed);
    const blocks = Math.ceil(samples / CODED_BLOCK_SAMPLES);
    return Buffer.concat(
      Array.from({ length: blocks }, (_, block) => {
        const bytes = decodeBlock(format, coded, samples, block);
        if (bytes === null) throw new Error('what was coded does not come back');
        return bytes;
      }),
    );
  },
});

/** Every way that is compared, the plainest first. */
export const WAYS: readonly Way[] = [
  {
    name: 'zstd 3 of the counts as they are',
    shrink: (_, raw) => zstd(3).pack(raw),
    restore: (_, packed) => zstd(3).unpack(packed),
  },
  deltas(1, 3),
  deltas(2, 3),
  {
    name: 'differences of order 1, bit planes, zstd 3',
    shrink: (format, raw) =>
      zstd(3).pack(bitPlanes(plainDelta(raw, SAMPLE_BYTES[format], 1), SAMPLE_BYTES[format])),
    restore: (format, packed, samples) =>
      plainSum(
        fromBitPlanes(zstd(3).unpack(packed), SAMPLE_BYTES[format], samples),
        SAMPLE_BYTES[format],
        1,
      ),
  },
  ours('zstd 1', zstd(1)),
  ours('zstd 3', zstd(3)),
  ours('zstd 9', zstd(9)),
  ours('zstd 19', zstd(19)),
  ours('brotli 5', brotli),
];
