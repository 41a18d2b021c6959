import type { SensorDescription } from '#schemas/broker/messages';
import type { SampleFormat } from '#schemas/frames/frame';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { MachineSynthesizer, type SynthFault } from '#signal/synth/machine-synthesizer';
import { SENSOR_MODELS, type SensorModel } from '#signal/synth/sensor-chain';
import { bearingOf } from './bearing-of.ts';
import type { PlantMachine, PlantSensor } from './plant-file.ts';
import { fullScale } from './sample-scale.ts';
import type { SampleSource } from './sample-source.ts';

/** A made-up sensor of a plant file: one synthesized signal per axis, with faults that grow in signal time. */
export class SynthSensor implements SampleSource {
  readonly description: SensorDescription;
  readonly format: SampleFormat;
  readonly scale: Float32Array;
  readonly #machine: PlantMachine;
  readonly #sensor: PlantSensor;
  readonly #axes: MachineSynthesizer[];
  #samples = 0;
  #severities = '';

  /** Throws `settings_invalid` or `request_invalid` for a bearing that is unknown or a fault that needs one. */
  constructor(machine: PlantMachine, sensor: PlantSensor, seed: number) {
    const model = sensorModel(sensor);
    const named = sensor.bearing === undefined ? machine.bearing : sensor.bearing;
    const bearing = named === null ? null : bearingOf(named);
    this.#machine = machine;
    this.#sensor = sensor;
    this.description = describe(machine, sensor, bearing);
    this.format = sensor.format;
    this.scale = new Float32Array(sensor.axes.length).fill(fullScale(sensor.format, model.rangeG));
    this.#axes = sensor.axes.map(
      (_, axis) =>
        new MachineSynthesizer({
          sampleRateHz: sensor.sampleRateHz,
          seed: seed + axis,
          machine: {
            speedRpm: machine.speedRpm,
            bearing,
            kind: machine.kind === 'compressor' ? 'generic' : machine.kind,
          },
          faults: this.#faultsAt(0),
          sensor: model,
        }),
    );
    // A fault that comes later is tried now, so that one without a bearing ends the start and not the third minute.
    for (const { label } of this.#felt()) this.#axes[0]!.setFaults([{ label, severity: 1e-9 }]);
    this.#axes[0]!.setFaults(this.#faultsAt(0));
  }

  next(count: number, axes: readonly Float32Array[]): number {
    this.#grow();
    for (let axis = 0; axis < this.#axes.length; axis++) this.#axes[axis]!.next(count, axes[axis]!);
    this.#samples += count;
    return count;
  }

  /** The machine goes on by the clock; the waveform that nobody took is not made. */
  skip(count: number): number {
    this.#samples += count;
    return count;
  }

  pauseAfterS(): number {
    return 0;
  }

  #grow(): void {
    const faults = this.#faultsAt(this.#samples / this.#sensor.sampleRateHz);
    const severities = faults.map(({ severity }) => severity.toFixed(4)).join();
    if (severities === this.#severities) return;
    this.#severities = severities;
    for (const axis of this.#axes) axis.setFaults(faults);
  }

  #felt() {
    return this.#machine.faults.filter(
      ({ sensors }) => sensors === undefined || sensors.includes(this.#sensor.sensorId),
    );
  }

  #faultsAt(atS: number): SynthFault[] {
    return this.#felt().map(({ label, from, to, startS, overS }) => {
      const share = overS === 0 ? Number(atS >= startS) : (atS - startS) / overS;
      return { label, severity: from + (to - from) * Math.min(1, Math.max(0, share)) };
    });
  }
}

function sensorModel(sensor: PlantSensor): SensorModel {
  const part = SENSOR_MODELS[sensor.part];
  return {
    ...part,
    rangeG: sensor.rangeG ?? part.rangeG,
    noiseUgPerRtHz: sensor.noiseUgPerRtHz ?? part.noiseUgPerRtHz,
  };
}

function describe(
  machine: PlantMachine,
  sensor: PlantSensor,
  bearing: BearingGeometry | null,
): SensorDescription {
  const { speedRpm, powerKw, isoGroup, support } = machine;
  const { baselineVelocityMmS } = sensor;
  const facts = { speedRpm, bearing, powerKw, isoGroup, support, baselineVelocityMmS };
  return {
    sensorId: sensor.sensorId,
    sampleRateHz: sensor.sampleRateHz,
    unit: 'g',
    machine: machine.name,
    origin: `simulated ${sensor.part.toUpperCase()}`,
    axes: sensor.axes.map((name, axis) => ({ axis, name, facts })),
  };
}
