import type { SensorDescription } from '#schemas/broker/messages';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { SampleSource } from './sample-source.ts';

/** A one-axis sensor of which nothing is known, for tests. */
export function testDescription(sensorId: string, sampleRateHz = 1000): SensorDescription {
  return {
    sensorId,
    sampleRateHz,
    unit: 'g',
    machine: null,
    origin: 'test',
    axes: [{ axis: 0, name: 'only', facts: UNKNOWN_MACHINE }],
  };
}

/** Counts 0, 1, 2 … g in float32, `length` samples of them. */
export class CountingSource implements SampleSource {
  readonly description: SensorDescription;
  readonly format = 'float32';
  readonly scale = Float32Array.of(1);
  readonly #length: number;
  #at = 0;
  pauseS = 0;

  constructor(sensorId: string, length = Number.POSITIVE_INFINITY, sampleRateHz = 1000) {
    this.description = testDescription(sensorId, sampleRateHz);
    this.#length = length;
  }

  next(count: number, axes: readonly Float32Array[]): number {
    const given = Math.min(count, this.#length - this.#at);
    for (let i = 0; i < given; i++) axes[0]![i] = this.#at + i;
    this.#at += given;
    return given;
  }

  skip(count: number): number {
    const passed = Math.min(count, this.#length - this.#at);
    this.#at += passed;
    return passed;
  }

  pauseAfterS(): number {
    return this.pauseS;
  }
}
