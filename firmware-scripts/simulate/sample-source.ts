import type { SensorDescription } from '#schemas/broker/messages';
import type { SampleFormat } from '#schemas/frames/frame';

/** Where a sensor's samples come from: a machine that is made up, or a recording. */
export interface SampleSource {
  readonly description: SensorDescription;
  readonly format: SampleFormat;
  /** Unit (g) per count of each axis. */
  readonly scale: Float32Array;
  /**
   * Writes the next samples to the front of each axis' array and returns how many there were: fewer than `count` where a
   * part of the signal ends, 0 when all has ended.
   */
  next(count: number, axes: readonly Float32Array[]): number;
  /** Passes over samples for which there was no time; returns how many, as `next` does. */
  skip(count: number): number;
  /** Seconds of silence after the samples just given: not 0 only between the parts of a recording that keeps its pauses. */
  pauseAfterS(): number;
}
