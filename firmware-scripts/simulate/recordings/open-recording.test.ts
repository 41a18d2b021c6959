import { afterAll, describe, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecording } from './open-recording.ts';

const ROOT = join(import.meta.dir, '..', '..', '..');
const GOLDEN = join(ROOT, 'signal', 'recordings', 'golden');
const DATA = process.env.TREMOLO_DATA_DIR ?? join(ROOT, '..', 'shared', 'data');
const hasData = existsSync(join(DATA, 'cwru')) && existsSync(join(DATA, 'pronostia'));
if (!hasData)
  console.log(`Real recordings are not tested: ${DATA} holds no cwru/ and pronostia/ folders.`);

const folder = mkdtempSync(join(tmpdir(), 'tremolo-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));
const csv = (text: string, name = 'table.csv') => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('a table', () => {
  test('tells rate and unit by its header', () => {
    const rows = Array.from({ length: 101 }, (_, i) => `${i / 1000},${i},${-i}`);
    const recording = openRecording(csv(['time (s),x (g),y (g)', ...rows].join('\n')));
    expect(recording.sampleRateHz).toBeCloseTo(1000, 6);
    expect(recording.unit).toBe('g');
    expect(recording.usualChannels).toEqual(['x (g)', 'y (g)']);
    expect(recording.parts[0]!.read()[1]![100]).toBe(-100);
  });

  test('without a word on units and rate leaves them unknown', () => {
    const plain = openRecording(csv('1,2\n3,4\n'));
    expect([plain.sampleRateHz, plain.unit, plain.speedRpm]).toEqual([null, null, null]);
    const mixed = openRecording(csv('a (g),b (mm/s),t\n1,2,0\n3,4,1\n'));
    expect([mixed.sampleRateHz, mixed.unit]).toEqual([null, null]);
    expect(mixed.usualChannels).toEqual(['a (g)', 'b (mm/s)']);
  });
});

test('a .wav tells its rate and no unit', () => {
  const recording = openRecording(join(GOLDEN, 'float32.wav'));
  expect([recording.sampleRateHz, recording.unit]).toEqual([48_000, null]);
  expect(recording.parts[0]!.read()[0]![0]).toBe(-1);
});

test('a .mat of unknown origin needs vectors of some length', () => {
  expect(() => openRecording(join(GOLDEN, 'plain.mat'))).toThrow('holds no vector');
});

test('what is missing or of another kind is refused in one sentence', () => {
  expect(() => openRecording(join(folder, 'none.mat'))).toThrow('There is no file');
  expect(() => openRecording(csv('x', 'notes.doc'))).toThrow('none of .mat, .csv and .wav');
  expect(() => openRecording(folder)).toThrow('no PRONOSTIA snapshots');
  expect(() => openRecording(csv('not a mat file', 'broken.mat'))).toThrow('MATLAB 5');
});

describe.skipIf(!hasData)('real recordings as they are', () => {
  test('CWRU: rate by name, speed by variable, drive end with its bearing', () => {
    const faulty = openRecording(join(DATA, 'cwru', '12k_DE_OR007_0_130.mat'));
    expect(faulty).toMatchObject({
      sampleRateHz: 12_000,
      speedRpm: 1796,
      unit: 'g',
      powerKw: 1.5,
      usualChannels: ['DE'],
    });
    expect(faulty.channels[0]!.bearing).toMatchObject({ designation: 'SKF 6205-2RS', balls: 9 });
    expect(faulty.channels.map(({ name }) => name)).toEqual(['DE', 'FE', 'BA']);
    expect(faulty.channels[1]!.bearing).toMatchObject({ balls: 8 });
    expect(faulty.channels[2]!.bearing).toBeNull();
    expect(openRecording(join(DATA, 'cwru', '48k_Normal_0_97.mat')).sampleRateHz).toBe(48_000);
  });

  test('PRONOSTIA: a folder is one recording of many snapshots, speed by bearing', () => {
    const recording = openRecording(join(DATA, 'pronostia', 'Bearing1_2'));
    expect(recording).toMatchObject({
      name: 'Bearing1_2',
      sampleRateHz: 25_600,
      speedRpm: 1800,
      unit: 'g',
      usualChannels: ['horizontal', 'vertical'],
    });
    expect(recording.parts.length).toBeGreaterThan(800);
    expect(recording.pauseS).toBeCloseTo(9.9, 6);
    expect(recording.parts[870]!.read()[0]).toHaveLength(2560);
    const single = openRecording(join(DATA, 'pronostia', 'Bearing2_1', 'acc_00002.csv'));
    expect([single.speedRpm, single.parts.length]).toEqual([1650, 1]);
  });
});
