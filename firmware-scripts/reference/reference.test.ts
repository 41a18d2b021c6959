import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_FORMAT_CODE, type SampleFormat } from '#schemas/frames/frame';
import manifest from '../../schemas/frames/golden/frames.json';

const compiler = Bun.which(process.env.CC ?? 'cc') ?? Bun.which('gcc') ?? Bun.which('clang');
if (compiler === null) {
  console.log(
    'The C reference encoder is not tested: no C compiler (cc, gcc, clang) is installed.',
  );
}
const WARNINGS = ['-std=c99', '-Wall', '-Wextra', '-pedantic', '-Wconversion', '-Werror'];
const golden = (file: string) =>
  new Uint8Array(readFileSync(join(import.meta.dir, '../../schemas/frames/golden', file)));

type Frame = (typeof manifest.frames)[number];

describe.skipIf(compiler === null)('the reference encoder in C99', () => {
  let folder = '';
  let program = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tremolo-reference-'));
    program = join(folder, 'encode-stdin');
    const sources = ['tremolo_frame.c', 'encode-stdin.c'].map((f) => join(import.meta.dir, f));
    const built = Bun.spawnSync([compiler!, ...WARNINGS, '-O2', '-o', program, ...sources]);
    expect(built.stderr.toString()).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function encode({ header, counts }: Frame): { exit: number | null; bytes: Uint8Array } {
    const { axes, sampleRateHz, t0Us, sequence, count, scale } = header;
    const format = SAMPLE_FORMAT_CODE[header.format as SampleFormat];
    const words = [format, axes, sampleRateHz, t0Us, sequence, count, ...scale, ...counts.flat()];
    const run = Bun.spawnSync([program], { stdin: Buffer.from(words.join(' ')) });
    return { exit: run.exitCode, bytes: new Uint8Array(run.stdout) };
  }

  for (const frame of manifest.frames) {
    test(`writes ${frame.file} byte for byte`, () => {
      expect(encode(frame)).toEqual({ exit: 0, bytes: golden(frame.file) });
    });
  }

  const first = manifest.frames[0]!;
  const changes: [string, Partial<Frame['header']>][] = [
    ['no axes', { axes: 0, scale: [] }],
    ['no samples', { count: 0 }],
    ['a rate of zero', { sampleRateHz: 0 }],
    ['a time before 1970', { t0Us: -1 }],
    ['a scale of zero', { scale: [0] }],
    ['a scale beyond the range of a float', { scale: [1e35] }],
  ];
  for (const [what, change] of changes) {
    test(`refuses ${what}`, () => {
      const frame = { ...first, header: { ...first.header, ...change } };
      expect(encode(frame)).toEqual({ exit: 1, bytes: new Uint8Array(0) });
    });
  }

  test('refuses a float sample that is not finite', () => {
    const floats = manifest.frames.find(({ file }) => file === 'float32-1-sample.bin')!;
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(encode({ ...floats, counts: [[bad]] }).exit).toBe(1);
    }
  });
});
