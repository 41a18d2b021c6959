import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { FrameDecoder } from '#schemas/frames/decode';
import { encodeFrame } from '#schemas/frames/encode';
import type { SampleFormat } from '#schemas/frames/frame';
import manifest from './golden/frames.json';

const golden = (file: string) => new Uint8Array(readFileSync(`${import.meta.dir}/golden/${file}`));

describe('golden frames, written by another implementation', () => {
  for (const { file, header, counts } of manifest.frames) {
    const scale = Float32Array.from(header.scale);
    const samples = counts.map((axis, a) => Float32Array.from(axis, (n) => n * scale[a]!));

    test(`${file} is what the encoder writes`, () => {
      const format = header.format as SampleFormat;
      expect(encodeFrame({ ...header, format, scale }, samples)).toEqual(golden(file));
    });

    test(`${file} is read back in full`, () => {
      const decoder = new FrameDecoder();
      const bytes = golden(file);
      expect(decoder.check(bytes)).toBeNull();
      const { scale: read, ...rest } = decoder.header;
      expect({ ...rest, scale: [...read.subarray(0, header.axes)] } as object).toEqual(header);
      for (let axis = 0; axis < header.axes; axis++) {
        const out = new Float32Array(header.count + 3);
        expect(decoder.samples(bytes, axis, out, 3)).toBeNull();
        expect(out.subarray(3)).toEqual(samples[axis]!);
      }
    });
  }

  for (const { file, fault } of manifest.damaged) {
    test(`${file} is refused as ${fault}`, () => {
      const decoder = new FrameDecoder();
      const bytes = golden(file);
      const found =
        decoder.check(bytes) ??
        decoder.samples(bytes, 0, new Float32Array(decoder.header.count), 0);
      expect<string | null>(found).toBe(fault);
    });
  }
});
