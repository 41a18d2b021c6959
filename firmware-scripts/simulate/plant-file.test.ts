import { describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SensorDescription } from '#schemas/broker/messages';
import { PlantFile, readPlantFile } from './plant-file.ts';
import { SynthSensor } from './synth-sensor.ts';

const DEMO = join(import.meta.dir, 'plants', 'demo.json');
const PUMP = {
  name: 'Pump',
  kind: 'pump',
  speedRpm: 1480,
  sensors: [{ sensorId: 'pump-de', axes: ['drive end'] }],
};

describe('the plant that npm start shows', () => {
  const plant = readPlantFile(DEMO);
  const sensors = plant.machines.flatMap((machine) =>
    machine.sensors.map((sensor) => new SynthSensor(machine, sensor, 1)),
  );

  test('has twelve machines and 16 to 24 points, most of them healthy', () => {
    const points = sensors.reduce((sum, { description }) => sum + description.axes.length, 0);
    expect(plant.machines).toHaveLength(12);
    expect(points).toBeGreaterThanOrEqual(16);
    expect(points).toBeLessThanOrEqual(24);
    expect(plant.machines.filter(({ faults }) => faults.length > 0)).toHaveLength(3);
  });

  test('describes every sensor in full, under the ids of one gateway', () => {
    for (const { description } of sensors) {
      expect(SensorDescription.parse(description)).toEqual(description);
      expect(description.sensorId).toStartWith('sim-');
      for (const { facts } of description.axes) {
        expect(facts.bearing).not.toBeNull();
        expect(facts.isoGroup).not.toBeNull();
        expect(facts.speedRpm).toBeGreaterThan(0);
      }
    }
  });

  test('has an outer race that goes from nothing to bad within three minutes', () => {
    const faults = plant.machines.flatMap((machine) => machine.faults);
    const race = faults.find(({ label }) => label === 'outer_race')!;
    expect(race.from).toBe(0);
    expect(race.to).toBeGreaterThan(0.7);
    expect(race.startS + race.overS).toBeLessThanOrEqual(180);
  });
});

describe('a plant file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tremolo-plant-'));
  const fileOf = (text: string) => {
    const file = join(folder, 'plant.json');
    writeFileSync(file, text);
    return file;
  };
  const sentence = (content: unknown) => {
    try {
      readPlantFile(fileOf(JSON.stringify(content)));
      return 'accepted';
    } catch (error) {
      return (error as Error).message;
    } finally {
      rmSync(join(folder, 'plant.json'));
    }
  };

  test('needs little: the rest are the usual values or unknown', () => {
    const { machines, seed } = PlantFile.parse({ name: 'p', machines: [PUMP] });
    const [machine] = machines;
    expect(seed).toBe(1);
    expect(machine!.powerKw).toBeNull();
    expect(machine!.sensors[0]).toMatchObject({ sampleRateHz: 26_667, format: 'int16' });
  });

  test('that is wrong is refused with every wrong place by its path', () => {
    const wrong = { name: 'p', machines: [{ ...PUMP, speedRpm: -1, powr: 3 }] };
    expect(sentence(wrong)).toMatch(/machines\.0\.speedRpm.*powr/);
  });

  test('names each sensor once, and faults only sensors of their machine', () => {
    expect(sentence({ name: 'p', machines: [PUMP, PUMP] })).toContain('pump-de is there twice');
    const fault = { label: 'wear', to: 1, sensors: ['other'] };
    const foreign = { name: 'p', machines: [{ ...PUMP, faults: [fault] }] };
    expect(sentence(foreign)).toContain('Pump has no sensor other');
  });

  test('that is missing or no JSON is refused in one sentence', () => {
    expect(() => readPlantFile(join(folder, 'none.json'))).toThrow('none.json cannot be read');
    expect(() => readPlantFile(fileOf('{'))).toThrow('is not JSON');
    rmSync(folder, { recursive: true });
  });
});
