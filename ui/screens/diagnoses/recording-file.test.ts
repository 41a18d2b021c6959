import { expect, test } from 'bun:test';
import { SAMPLES_MAX } from '#schemas/http/diagnoses';
import { packed, readRecording } from './recording-file.ts';

const read = (text: string) => {
  const found = readRecording(text);
  return found.kind === 'read' ? [...found.samples] : found;
};

test('numbers are read line by line or between separators, a header left out', () => {
  expect(read('1\n-2\r\n0.5\n')).toEqual([1, -2, 0.5]);
  expect(read('\uFEFFacceleration (g)\n1,2;3\t4\n\n5e-1')).toEqual([1, 2, 3, 4, 0.5]);
});

test('what is no recording is told apart', () => {
  expect(read('')).toEqual({ kind: 'empty' });
  expect(read('only words')).toEqual({ kind: 'empty' });
  expect(read('1\n2\nthree\n')).toEqual({ kind: 'odd', line: 3 });
  expect(read('1\nInfinity')).toEqual({ kind: 'odd', line: 2 });
  expect(read('1 '.repeat(SAMPLES_MAX + 1))).toEqual({ kind: 'long' });
});

test('packing keeps every sample', () => {
  const samples = Float32Array.from({ length: 20_000 }, (_, i) => Math.sin(i));
  const { base64 } = packed(samples);
  expect(new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer)).toEqual(samples);
});
