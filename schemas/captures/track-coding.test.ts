import { expect, test } from 'bun:test';
import {
  CODED_BLOCK_SAMPLES,
  codeCounts,
  codedBytes,
  decodeBlock,
} from '#schemas/captures/track-coding';
import { SAMPLE_BYTES, type SampleFormat } from '#schemas/frames/frame';

function decodeAll(format: SampleFormat, coded: Uint8Array, samples: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let block = 0; block * CODED_BLOCK_SAMPLES < samples; block++) {
    const part = decodeBlock(format, coded, samples, block);
    if (part === null) throw new Error('no block');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The same bytes each time. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

const FORMATS = ['int16', 'int24', 'float32'] as const;

test.each(FORMATS)('%s comes back bit for bit, whatever the counts are', (format) => {
  for (const samples of [1, 2, 3, 1_000, CODED_BLOCK_SAMPLES, CODED_BLOCK_SAMPLES + 1]) {
    const raw = noise(samples * SAMPLE_BYTES[format], samples);
    const coded = codeCounts(format, raw);
    expect(coded.length).toBe(codedBytes(format, samples));
    expect(Buffer.compare(decodeAll(format, coded, samples), raw)).toBe(0);
  }
});

test.each(['int16', 'int24'] as const)(
  '%s at both ends of its range, one after the other, comes back',
  (format) => {
    const width = SAMPLE_BYTES[format];
    const raw = new Uint8Array(2_000 * width);
    for (let i = 0; i < 2_000; i++) {
      raw.fill(i % 2 === 0 ? 0xff : 0x00, i * width, (i + 1) * width);
      raw[(i + 1) * width - 1] = i % 2 === 0 ? 0x7f : 0x80;
    }
    expect(Buffer.compare(decodeAll(format, codeCounts(format, raw), 2_000), raw)).toBe(0);
  },
);

test('what moves slowly becomes small: of a sine of full scale almost all high bytes are 0', () => {
  const counts = Int16Array.from({ length: 20_000 }, (_, i) => 30_000 * Math.sin(i / 200));
  const coded = codeCounts('int16', new Uint8Array(counts.buffer));
  const high = coded.subarray(1 + counts.length);
  expect(high.filter((byte) => byte === 0).length).toBeGreaterThan(counts.length - 10);
});

test('bytes of no order of ours are nothing', () => {
  expect(decodeBlock('int16', Uint8Array.of(7, 0, 0), 1, 0)).toBeNull();
  expect(decodeBlock('int16', new Uint8Array(0), 1, 0)).toBeNull();
});
