import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { SAMPLE_FORMATS } from '#schemas/frames/frame';
import { SensorId } from '#schemas/ids/ids';
import { BearingGeometry, IsoGroup, Support } from '#schemas/plant/machine-facts';
import { FaultLabel } from '#schemas/readings/finding';
import { Rpm, SampleRateHz } from '#schemas/units/units';

/** Parts that a plant file can name; noise, bandwidth and range are those of their data sheets. */
export const SENSOR_PARTS = ['iis3dwb', 'adxl1002', 'adxl355', 'iepe'] as const;

const Severity = z.number().min(0).max(1);
/** A designation from the catalogue ("6309"), or a geometry. */
const Bearing = z.union([z.string().min(1).max(64), BearingGeometry]);

/** A fault that grows evenly from one severity to another and then stays. Seconds of signal time. */
const PlantFault = z.strictObject({
  label: FaultLabel,
  from: Severity.default(0),
  to: Severity,
  startS: z.number().nonnegative().default(0),
  /** 0: at once. */
  overS: z.number().nonnegative().default(0),
  /** The sensors that feel it; absent: all of the machine. */
  sensors: z.array(SensorId).min(1).optional(),
});

const PlantSensor = z.strictObject({
  sensorId: SensorId,
  /** One name per axis: "drive end horizontal". */
  axes: z.array(z.string().min(1).max(80)).min(1).max(8),
  sampleRateHz: SampleRateHz.default(26_667),
  format: z.enum(SAMPLE_FORMATS).default('int16'),
  part: z.enum(SENSOR_PARTS).default('iis3dwb'),
  /** ± full scale, where it is set otherwise than the part's usual. */
  rangeG: z.number().positive().max(1000).optional(),
  /** White noise, µg/√Hz, where it is not the part's. */
  noiseUgPerRtHz: z.number().nonnegative().max(100_000).optional(),
  /** The bearing beside this sensor, where it is not the machine's. */
  bearing: Bearing.nullable().optional(),
  /** Velocity r.m.s. of the healthy machine here, mm/s. */
  baselineVelocityMmS: z.number().positive().nullable().default(null),
});
export type PlantSensor = z.infer<typeof PlantSensor>;

const PlantMachine = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z.enum(['motor', 'pump', 'fan', 'gearbox', 'compressor', 'generic']).default('generic'),
  speedRpm: Rpm,
  powerKw: z.number().positive().nullable().default(null),
  isoGroup: IsoGroup.nullable().default(null),
  support: Support.nullable().default(null),
  bearing: Bearing.nullable().default(null),
  faults: z.array(PlantFault).default([]),
  sensors: z.array(PlantSensor).min(1),
});
export type PlantMachine = z.infer<typeof PlantMachine>;

/** A plant to make up: machines, the sensors on them and the faults that grow in them. */
export const PlantFile = z
  .strictObject({
    name: z.string().max(80),
    /** The same seed makes the same plant. */
    seed: z.number().int().nonnegative().default(1),
    machines: z.array(PlantMachine).min(1),
  })
  .superRefine((plant, context) => {
    const seen = new Set<string>();
    for (const { name, sensors, faults } of plant.machines) {
      for (const { sensorId } of sensors) {
        if (seen.has(sensorId)) context.addIssue(`sensor ${sensorId} is there twice`);
        seen.add(sensorId);
      }
      const own = new Set(sensors.map(({ sensorId }) => sensorId));
      for (const sensorId of faults.flatMap((fault) => fault.sensors ?? []))
        if (!own.has(sensorId)) context.addIssue(`${name} has no sensor ${sensorId} for its fault`);
    }
  });
export type PlantFile = z.infer<typeof PlantFile>;

/** Reads a plant file. Throws `settings_invalid`, naming every wrong place. */
export function readPlantFile(file: string): PlantFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? `is not JSON: ${cause.message}` : 'cannot be read';
    throw new TremoloError('settings_invalid', `The plant file ${file} ${why}.`, { cause });
  }
  const parsed = PlantFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) =>
    issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`,
  );
  throw new TremoloError('settings_invalid', `Mend the plant file ${file}: ${wrong.join('; ')}.`);
}
