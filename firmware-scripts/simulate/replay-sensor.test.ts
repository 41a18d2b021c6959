import { describe, expect, test } from 'bun:test';
import { SensorDescription } from '#schemas/broker/messages';
import type { RecordingFile } from './recordings/recording-file.ts';
import { type ReplayOptions, ReplaySensor } from './replay-sensor.ts';

const OPTIONS: ReplayOptions = {
  sensorId: 'replay-x',
  factor: 1,
  loop: false,
  keepPauses: false,
  format: 'float32',
  range: 1,
};

/** Three parts of four samples: 0…11 on channel x, the negatives on y. */
function recording(change: Partial<RecordingFile> = {}): RecordingFile {
  const part = (from: number) => ({
    read: () => {
      const x = Float32Array.from({ length: 4 }, (_, i) => from + i);
      return [x, x.map((value) => -value)];
    },
  });
  return {
    name: 'x.csv',
    sampleRateHz: 1000,
    speedRpm: null,
    unit: null,
    powerKw: null,
    channels: [
      { name: 'x', bearing: null },
      { name: 'y', bearing: null },
    ],
    usualChannels: ['x'],
    parts: [part(0), part(4), part(8)],
    pauseS: 9,
    ...change,
  };
}

/** Reads in frames of `count` until the end or `most` frames; with the pause after each. */
function frames(sensor: ReplaySensor, count: number, most = 20): [number[], number][] {
  const axes = sensor.description.axes.map(() => new Float32Array(count));
  const all: [number[], number][] = [];
  for (let n = 0; n < most; n++) {
    const given = sensor.next(count, axes);
    if (given === 0) break;
    all.push([[...axes[0]!.subarray(0, given)], sensor.pauseAfterS()]);
  }
  return all;
}

describe('a recording as a sensor', () => {
  test('joins the parts and ends with a short frame', () => {
    expect(frames(new ReplaySensor(recording(), OPTIONS), 5)).toEqual([
      [[0, 1, 2, 3, 4], 0],
      [[5, 6, 7, 8, 9], 0],
      [[10, 11], 0],
    ]);
  });

  test('keeps the pauses when asked, each frame within one part', () => {
    const sensor = new ReplaySensor(recording(), { ...OPTIONS, keepPauses: true });
    expect(frames(sensor, 3)).toEqual([
      [[0, 1, 2], 0],
      [[3], 9],
      [[4, 5, 6], 0],
      [[7], 9],
      [[8, 9, 10], 0],
      [[11], 0],
    ]);
  });

  test('begins again at the end when asked', () => {
    const sensor = new ReplaySensor(recording(), { ...OPTIONS, loop: true });
    expect(frames(sensor, 10, 3).map(([samples]) => samples)).toEqual([
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      [10, 11, 0, 1, 2, 3, 4, 5, 6, 7],
      [8, 9, 10, 11, 0, 1, 2, 3, 4, 5],
    ]);
  });

  test('skips as many samples as it would have read', () => {
    const sensor = new ReplaySensor(recording(), OPTIONS);
    expect(sensor.skip(5)).toBe(5);
    expect(frames(sensor, 20)).toEqual([[[5, 6, 7, 8, 9, 10, 11], 0]]);
    expect(sensor.skip(5)).toBe(0);
  });

  test('says what the file says, and what the person says instead', () => {
    const plain = new ReplaySensor(recording(), OPTIONS).description;
    expect(SensorDescription.parse(plain)).toEqual(plain);
    expect(plain.unit).toBe('undeclared');
    expect(plain.axes[0]!.facts.speedRpm).toBeNull();
    const said = { unit: 'g', speedRpm: 1772, sampleRateHz: 48_000 } as const;
    const told = new ReplaySensor(recording(), { ...OPTIONS, ...said }).description;
    expect(told).toMatchObject({ unit: 'g', sampleRateHz: 48_000 });
    expect(told.axes[0]!.facts.speedRpm).toBe(1772);
  });

  test('has the chosen channels as axes', () => {
    const channels = (asked: string[]) =>
      new ReplaySensor(recording(), { ...OPTIONS, channels: asked }).description.axes.map(
        ({ name }) => name,
      );
    expect(channels(['y', 'x'])).toEqual(['y', 'x']);
    expect(channels(['all'])).toEqual(['x', 'y']);
    expect(() => channels(['z'])).toThrow('has no channel z; it has x, y');
  });

  test('scales by a factor, and integer formats by their range', () => {
    const options = { ...OPTIONS, factor: 0.5, format: 'int16', range: 64 } as const;
    const sensor = new ReplaySensor(recording(), options);
    expect(frames(sensor, 3, 1)[0]![0]).toEqual([0, 0.5, 1]);
    expect(sensor.scale[0]).toBe(64 / 32_768);
  });

  test('refuses an unknown rate and samples that are no numbers', () => {
    expect(() => new ReplaySensor(recording({ sampleRateHz: null }), OPTIONS)).toThrow('--rate');
    const bad = { read: () => [Float32Array.of(0, Number.NaN), Float32Array.of(0, 0)] };
    expect(() => new ReplaySensor(recording({ parts: [bad] }), OPTIONS)).toThrow(
      'Sample 1 of x.csv is not a number',
    );
  });
});
