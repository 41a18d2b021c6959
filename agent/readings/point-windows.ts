import type { FrameDecoder } from '#schemas/frames/decode';
import type { FrameFault } from '#schemas/frames/frame';
import { Resampler } from './resampler.ts';
import type { WindowCutter } from './window-cutter.ts';

/** Where the windows of a lane's points go. `P` is whatever the lane keeps for a point. */
export interface WindowSink<P> {
  /** A whole window in g (or the sensor's own unit), valid during the call only; `endUs` is the time of its last sample. */
  window(point: P, samples: Float32Array, endUs: number, arrivedMs: number): void;
  /**
   * A stream begins, after a gap or at another rate: nothing from before belongs to what follows. `refusal` says in one
   * sentence why it cannot be diagnosed; its windows come all the same.
   */
  restart(point: P, sampleRateHz: number, refusal: string | null): void;
  /** The sensor has no such axis: no windows will come. */
  absent(point: P, why: string): void;
  /** Whether something is to be said of a point whose frames are passed over for want of time. */
  isDue(point: P, arrivedMs: number): boolean;
  /** Samples of such a frame, at most a window of them, valid during the call only. */
  passedOver(point: P, samples: Float32Array, endUs: number, arrivedMs: number): void;
}

/** Cuts one axis of a sensor's stream into windows, keeping what a frame leaves over for the next. */
export class PointWindows<P> {
  readonly point: P;
  readonly #cutter: WindowCutter;
  readonly #sink: WindowSink<P>;
  readonly #left: Float32Array;
  #leftCount = 0;
  #rateHz = 0;
  #resampler: Resampler | null = null;
  #raw = new Float32Array(0);

  constructor(point: P, cutter: WindowCutter, sink: WindowSink<P>) {
    this.point = point;
    this.#cutter = cutter;
    this.#sink = sink;
    this.#left = new Float32Array(Math.max(cutter.windowSamples, cutter.hopSamples));
  }

  /** Begins anew at `rateHz`, resampled from `sensorHz` where the two differ. */
  restart(sensorHz: number, rateHz: number, refusal: string | null): void {
    this.#leftCount = 0;
    this.#rateHz = rateHz;
    if (sensorHz === rateHz) this.#resampler = null;
    else if (this.#resampler?.matches(sensorHz, rateHz)) this.#resampler.reset();
    else this.#resampler = new Resampler(sensorHz, rateHz);
    this.#sink.restart(this.point, rateHz, refusal);
  }

  /** Takes one axis of the frame that `decoder` has accepted and hands on every window that it completes. */
  take(
    decoder: FrameDecoder,
    bytes: Uint8Array,
    axis: number,
    arrivedMs: number,
  ): FrameFault | null {
    const { count, t0Us, sampleRateHz } = decoder.header;
    const resampler = this.#resampler;
    const before = this.#leftCount;
    const work = this.#cutter.work(before + (resampler?.outputBound(count) ?? count));
    work.set(this.#left.subarray(0, before));
    let added = count;
    let lagUs = 0;
    if (resampler === null) {
      const fault = decoder.samples(bytes, axis, work, before);
      if (fault !== null) return fault;
    } else {
      if (this.#raw.length !== count) this.#raw = new Float32Array(count);
      const fault = decoder.samples(bytes, axis, this.#raw, 0);
      if (fault !== null) return fault;
      added = resampler.push(this.#raw, work, before);
      lagUs = (resampler.delaySamples / sampleRateHz) * 1e6;
    }
    const lastUs = t0Us + ((count - 1) / sampleRateHz) * 1e6 - lagUs;
    this.#cut(work, before + added, lastUs, arrivedMs);
    return null;
  }

  #cut(work: Float32Array, filled: number, lastUs: number, arrivedMs: number): void {
    const { windowSamples, hopSamples } = this.#cutter;
    const count = this.#cutter.count(filled);
    for (let index = 0; index < count; index++) {
      const after = filled - index * hopSamples - windowSamples;
      const endUs = Math.round(lastUs - (after / this.#rateHz) * 1e6);
      this.#sink.window(this.point, this.#cutter.window(index), endUs, arrivedMs);
    }
    const from = Math.min(count * hopSamples, filled);
    this.#left.set(work.subarray(from, filled));
    this.#leftCount = filled - from;
  }
}
