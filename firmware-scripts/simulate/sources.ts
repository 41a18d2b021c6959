import { basename } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { SensorId } from '#schemas/ids/ids';
import { Random } from '#signal/synth/random';
import { bearingOf } from './bearing-of.ts';
import type { Command, ReplayCommand, SynthCommand } from './command-line.ts';
import { readPlantFile } from './plant-file.ts';
import { openRecording } from './recordings/open-recording.ts';
import { ReplaySensor } from './replay-sensor.ts';
import type { SampleSource } from './sample-source.ts';
import { SynthSensor } from './synth-sensor.ts';

/** The sensors that a command asks for. Throws a TremoloError with what to mend. */
export function openSources(command: Command): SampleSource[] {
  return command.command === 'synth' ? plantSensors(command) : [recordedSensor(command)];
}

function plantSensors({ plant: file, seed }: SynthCommand): SampleSource[] {
  const plant = readPlantFile(file);
  const random = new Random(plant.seed + seed - 1);
  return plant.machines.flatMap((machine) =>
    machine.sensors.map(
      (sensor) => new SynthSensor(machine, sensor, random.fork(sensor.sensorId).uint32()),
    ),
  );
}

function recordedSensor(command: ReplayCommand): SampleSource {
  const recording = openRecording(command.recording);
  return new ReplaySensor(recording, {
    sensorId: command['sensor-id'] ?? sensorIdOf(command.recording),
    ...(command.rate === undefined ? {} : { sampleRateHz: command.rate }),
    ...(command.unit === undefined ? {} : { unit: command.unit }),
    ...(command.speed === undefined ? {} : { speedRpm: command.speed }),
    ...(command.bearing === undefined ? {} : { bearing: bearingOf(command.bearing) }),
    ...(command.channel === undefined ? {} : { channels: command.channel }),
    factor: command.factor,
    loop: command.loop,
    keepPauses: command['keep-pauses'],
    format: command.format,
    range: command.range ?? 1,
  });
}

/** "12k_DE_OR007_0_130.mat" is `replay-12k-de-or007-0-130`. Throws `request_invalid` when nothing is left of the name. */
export function sensorIdOf(path: string): string {
  const words = basename(path)
    .replace(/\.[a-z0-9]+$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const id = SensorId.safeParse(`replay-${words}`.slice(0, 63));
  if (words !== '' && id.success) return id.data;
  throw new TremoloError(
    'request_invalid',
    `No sensor id can be made of ${path}: use --sensor-id.`,
  );
}
