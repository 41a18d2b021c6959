import { newLosses } from '#schemas/broker/losses';
import type { LossCounters } from '#schemas/broker/messages';
import type { FrameDecoder } from '#schemas/frames/decode';
import { FRAME_MAX_AXES, type FrameHeader } from '#schemas/frames/frame';
import type { SensorHealth } from '#schemas/readings/sensor-health';
import { type SignalUnit, STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { PointWindows, type WindowSink } from './point-windows.ts';
import { decideRate, type RateRule } from './rate-rule.ts';
import { SensorHealthMeter } from './sensor-health-meter.ts';
import { SequenceCheck } from './sequence-check.ts';
import type { WindowCutter } from './window-cutter.ts';

/** Keeps frames as they came, for whoever wants the raw signal later. Must not hold on to the bytes. */
export interface FrameKeeper {
  keep(header: FrameHeader, bytes: Uint8Array, isNext: boolean, arrivedMs: number): void;
}

export interface SensorStreamParts<P> {
  decoder: FrameDecoder;
  cutter: WindowCutter;
  rateRule: RateRule | null;
  sink: WindowSink<P>;
  keeper: FrameKeeper | null;
}

interface Axis<P> {
  windows: PointWindows<P>;
  toG: number;
  meter: SensorHealthMeter;
}

/** Of a frame so many samples tell how its sensor is. */
const LOOKED_AT = 8_192;

/** One sensor's frames, checked and cut into the windows of its assigned axes. Losses are counted, never repaired. */
export class SensorStream<P> {
  readonly losses: LossCounters = newLosses();
  readonly #parts: SensorStreamParts<P>;
  readonly #check = new SequenceCheck(this.losses);
  readonly #axes: (Axis<P> | null)[] = new Array(FRAME_MAX_AXES).fill(null);
  #sensorHz = 0;
  #rateHz = 0;
  #axesSeen = 0;
  #refusal: string | null = null;

  constructor(parts: SensorStreamParts<P>) {
    this.#parts = parts;
  }

  /** The sequence number that comes next, for a lane that takes over; null before the first frame. */
  get expected(): number | null {
    return this.#check.expected;
  }

  /** Takes up a stream that another lane carried before. */
  resumeAt(sequence: number): void {
    this.#check.resumeAt(sequence);
  }

  /** From now on the windows of this axis are wanted, for `point`. */
  addPoint(axis: number, unit: SignalUnit, point: P, correction = 1): void {
    const { cutter, sink } = this.#parts;
    const windows = new PointWindows(point, cutter, sink);
    const toG = (unit === 'm_s2' ? 1 / STANDARD_GRAVITY_M_S2 : 1) * correction;
    const entry = { windows, toG, meter: new SensorHealthMeter(gravityIn(unit)) };
    this.#axes[axis] = entry;
    if (this.#sensorHz > 0) this.#begin(entry, axis);
  }

  /** The windows of this axis are no longer wanted. Returns true when none is left. */
  removePoint(axis: number): boolean {
    this.#axes[axis] = null;
    return this.#axes.every((entry) => entry === null);
  }

  /** What is known of the sensor itself on this axis; null: nothing yet. */
  healthOf(axis: number): SensorHealth | null {
    return this.#axes[axis]?.meter.health ?? null;
  }

  /** Takes the bytes of one message; `arrivedMs` is when they came. */
  accept(bytes: Uint8Array, arrivedMs: number): void {
    if (!this.#readable(bytes)) return;
    const { decoder, keeper } = this.#parts;
    const { header } = decoder;
    const continuity = this.#check.follow(header);
    if (continuity === 'drop') return;
    keeper?.keep(header, bytes, continuity === 'next', arrivedMs);
    const known = header.sampleRateHz === this.#sensorHz && header.axes === this.#axesSeen;
    if (!known || continuity === 'after_gap') this.#restart(header.sampleRateHz, header.axes);
    if (this.#refusal !== null) this.losses.framesRefused++;
    for (let axis = 0; axis < header.axes; axis++) {
      const entry = this.#axes[axis];
      if (entry === null) continue;
      this.#look(entry, bytes, axis, arrivedMs);
      this.#take(entry, bytes, axis, arrivedMs);
    }
  }

  /**
   * Passes over a frame that the lane has no time for; its windows are counted as dropped. Where a point is due for a word,
   * it gets the frame's samples unanalysed.
   */
  shed(bytes: Uint8Array, arrivedMs: number): void {
    if (!this.#readable(bytes)) return;
    const { decoder, cutter, keeper } = this.#parts;
    const continuity = this.#check.follow(decoder.header);
    if (continuity === 'drop') return;
    keeper?.keep(decoder.header, bytes, continuity === 'next', arrivedMs);
    const points = this.#axes.filter((entry) => entry !== null).length;
    this.losses.windowsDropped += points * Math.ceil(decoder.header.count / cutter.hopSamples);
    // Many frames shed in a row are one gap.
    if (this.#sensorHz !== 0) this.losses.gaps++;
    this.#sensorHz = 0;
    for (let axis = 0; axis < decoder.header.axes; axis++) {
      const entry = this.#axes[axis];
      if (entry !== null) this.#glimpse(entry, bytes, axis, arrivedMs);
    }
  }

  #glimpse({ windows, toG }: Axis<P>, bytes: Uint8Array, axis: number, arrivedMs: number): void {
    const { decoder, cutter, sink } = this.#parts;
    if (!sink.isDue(windows.point, arrivedMs)) return;
    const { count, t0Us, sampleRateHz } = decoder.header;
    const work = cutter.work(count);
    decoder.header.scale[axis] *= toG;
    if (decoder.samples(bytes, axis, work, 0) !== null) return;
    const samples = work.subarray(0, Math.min(count, cutter.windowSamples));
    const endUs = Math.round(t0Us + ((samples.length - 1) / sampleRateHz) * 1e6);
    sink.passedOver(windows.point, samples, endUs, arrivedMs);
  }

  #readable(bytes: Uint8Array): boolean {
    if (this.#parts.decoder.check(bytes) === null) return true;
    this.losses.framesDamaged++;
    this.#check.damaged();
    return false;
  }

  /** Before the windows: they take the scale with them. */
  #look({ meter }: Axis<P>, bytes: Uint8Array, axis: number, arrivedMs: number): void {
    const { decoder, cutter } = this.#parts;
    const { header } = decoder;
    meter.follow(header);
    if (!meter.isDue(arrivedMs)) return;
    const work = cutter.work(header.count);
    if (decoder.samples(bytes, axis, work, 0) !== null) return;
    const samples = work.subarray(0, Math.min(header.count, LOOKED_AT));
    meter.look(samples, header.format, header.scale[axis], arrivedMs);
  }

  #take(entry: Axis<P>, bytes: Uint8Array, axis: number, arrivedMs: number): void {
    const { decoder } = this.#parts;
    // The decoder multiplies by the scale anyway: metres per second squared become g at no cost.
    decoder.header.scale[axis] *= entry.toG;
    if (entry.windows.take(decoder, bytes, axis, arrivedMs) === null) return;
    this.losses.framesDamaged++;
    this.losses.gaps++;
    entry.windows.restart(this.#sensorHz, this.#rateHz, this.#refusal);
  }

  /** Begins all points anew at the frame's rate; a refused stream runs on at its own rate, unjudged. */
  #restart(sensorHz: number, axes: number): void {
    const decision = decideRate(sensorHz, this.#parts.rateRule);
    this.#sensorHz = sensorHz;
    this.#axesSeen = axes;
    this.#refusal = 'why' in decision ? decision.why : null;
    this.#rateHz = 'why' in decision ? sensorHz : decision.rateHz;
    for (let axis = 0; axis < FRAME_MAX_AXES; axis++) {
      const entry = this.#axes[axis];
      if (entry !== null) this.#begin(entry, axis);
    }
  }

  #begin({ windows }: Axis<P>, axis: number): void {
    const seen = this.#axesSeen;
    if (axis < seen) {
      windows.restart(this.#sensorHz, this.#rateHz, this.#refusal);
      return;
    }
    const axes = seen === 1 ? '1 axis' : `${seen} axes`;
    const why = `The sensor sends ${axes}; axis ${axis} is not among them.`;
    this.#parts.sink.absent(windows.point, why);
  }
}

/** What a sensor that lies still shows; null where gravity does not show. */
function gravityIn(unit: SignalUnit): number | null {
  if (unit === 'g') return 1;
  return unit === 'm_s2' ? STANDARD_GRAVITY_M_S2 : null;
}
