import { describe, expect, test } from 'bun:test';
import { PlantFile } from './plant-file.ts';
import { SynthSensor } from './synth-sensor.ts';

const SENSOR = { sensorId: 'p-de', axes: ['horizontal', 'vertical'], sampleRateHz: 10_000 };

function sensorOf(machine: object, sensor: object = {}, seed = 3): SynthSensor {
  const plant = PlantFile.parse({
    name: 'p',
    machines: [{ name: 'P', speedRpm: 1500, sensors: [{ ...SENSOR, ...sensor }], ...machine }],
  });
  return new SynthSensor(plant.machines[0]!, plant.machines[0]!.sensors[0]!, seed);
}

/** The r.m.s. value of each of `seconds` seconds of the first axis, g. */
function levels(source: SynthSensor, seconds: number): number[] {
  const axes = [new Float32Array(10_000), new Float32Array(10_000)];
  return Array.from({ length: seconds }, () => {
    expect(source.next(10_000, axes)).toBe(10_000);
    return Math.sqrt(axes[0]!.reduce((sum, g) => sum + g * g, 0) / 10_000);
  });
}

describe('a made-up sensor', () => {
  test('describes its machine as far as the file does', () => {
    const { description } = sensorOf({ powerKw: 30, isoGroup: 'group2', bearing: '6309-2Z/C3' });
    expect(description).toMatchObject({
      sensorId: 'p-de',
      sampleRateHz: 10_000,
      unit: 'g',
      machine: 'P',
      origin: 'simulated IIS3DWB',
    });
    expect(description.axes.map(({ name }) => name)).toEqual(['horizontal', 'vertical']);
    expect(description.axes[1]!.facts).toEqual({
      speedRpm: 1500,
      bearing: expect.objectContaining({ designation: '6309', balls: 8 }),
      powerKw: 30,
      isoGroup: 'group2',
      support: null,
      baselineVelocityMmS: null,
    });
  });

  test('gives each axis a signal of its own, the same again for the same seed', () => {
    const take = (seed: number) => {
      const axes = [new Float32Array(500), new Float32Array(500)];
      sensorOf({}, {}, seed).next(500, axes);
      return axes;
    };
    const [x, y] = take(1);
    expect(x).not.toEqual(y!);
    expect(take(1)).toEqual([x!, y!]);
    expect(take(2)[0]).not.toEqual(x!);
  });

  test('lets a fault grow over its time and then stay', () => {
    const fault = { label: 'imbalance', from: 0, to: 1, startS: 3, overS: 6 };
    const grown = levels(sensorOf({ faults: [fault] }), 14);
    const [before, middle, after, end] = [grown[2]!, grown[6]!, grown[10]!, grown[13]!];
    expect(middle).toBeGreaterThan(before * 1.2);
    expect(after).toBeGreaterThan(middle * 1.5);
    expect(Math.abs(end / after - 1)).toBeLessThan(0.15);
  });

  test('skipped time counts for the fault', () => {
    const fault = { label: 'imbalance', from: 0, to: 1, startS: 0, overS: 60 };
    const source = sensorOf({ faults: [fault] });
    const [early] = levels(source, 1);
    expect(source.skip(590_000)).toBe(590_000);
    const later = levels(source, 3);
    expect(later[2]).toBeGreaterThan(early! * 2);
  });

  test('is untouched by a fault elsewhere on its machine', () => {
    const two = { sensors: [SENSOR, { ...SENSOR, sensorId: 'p-nde' }] };
    const fault = { label: 'imbalance', to: 1, sensors: ['p-nde'] };
    expect(levels(sensorOf({ ...two, faults: [fault] }), 2)).toEqual(levels(sensorOf(two), 2));
  });

  test('clips at its range, and its counts span it', () => {
    const source = sensorOf({ faults: [{ label: 'imbalance', to: 1 }] }, { rangeG: 0.05 });
    const axes = [new Float32Array(10_000), new Float32Array(10_000)];
    source.next(10_000, axes);
    expect(Math.max(...axes[0]!)).toBeCloseTo(0.05, 6);
    expect(source.scale[0]).toBeCloseTo(0.05 / 32_768, 10);
  });

  test('refuses an unknown bearing and a bearing fault without a bearing, before it starts', () => {
    expect(() => sensorOf({ bearing: 'XYZ-1' })).toThrow('XYZ-1 is not in the catalogue');
    const later = { label: 'outer_race', to: 1, startS: 100 };
    expect(() => sensorOf({ faults: [later] })).toThrow('needs the geometry');
  });
});
