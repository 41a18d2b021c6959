import { FrameEncoder } from '#schemas/frames/encode';
import { type FrameHeader, frameBytes, nextSequence } from '#schemas/frames/frame';
import type { Counters } from './counters.ts';
import type { FramePublisher } from './frame-publisher.ts';
import type { Misbehaviour } from './misbehaviour.ts';
import type { SampleSource } from './sample-source.ts';

/** A sensor that is so far behind has been asleep: it goes on with the present instead of flooding the broker. */
const MAX_BEHIND_MS = 1_000;

export interface SensorStreamParts {
  source: SampleSource;
  publisher: FramePublisher;
  counters: Counters;
  /** Null: every frame goes out once, in order and whole. */
  misbehaviour: Misbehaviour | null;
}

export interface SensorStreamTiming {
  frameSamples: number;
  /** Signal seconds in one second. */
  speedUp: number;
  clockSkewMs: number;
}

/**
 * One sensor in time. Its schedule is counted in samples since the start, never in intervals, so it does not drift; a frame
 * is due when its last sample has been taken. Times in frames go on without a step from frame to frame.
 */
export class SensorStream {
  readonly #parts: SensorStreamParts;
  readonly #timing: SensorStreamTiming;
  readonly #encoder = new FrameEncoder();
  readonly #header: FrameHeader;
  readonly #axes: Float32Array[];
  readonly #frame: Uint8Array;
  #startMs = 0;
  #samples = 0;
  #pausedS = 0;
  #ended = false;

  constructor(parts: SensorStreamParts, timing: SensorStreamTiming) {
    const { description, format, scale } = parts.source;
    const axes = description.axes.length;
    const { sampleRateHz } = description;
    this.#parts = parts;
    this.#timing = timing;
    this.#header = { format, axes, sampleRateHz, t0Us: 0, sequence: 0, count: 0, scale };
    this.#axes = Array.from({ length: axes }, () => new Float32Array(timing.frameSamples));
    this.#frame = new Uint8Array(frameBytes(format, axes, timing.frameSamples));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** When the next frame is due, ms UTC. */
  get dueMs(): number {
    return this.#timeMs(this.#samples + this.#timing.frameSamples);
  }

  /** From one frame to the next, ms. */
  get periodMs(): number {
    const { frameSamples, speedUp } = this.#timing;
    return (frameSamples * 1000) / (this.#header.sampleRateHz * speedUp);
  }

  /** The first sample is taken at `startMs` (UTC). */
  begin(startMs: number): void {
    this.#startMs = startMs;
  }

  /** Publishes the next frame; `nowMs` tells how late it is. */
  step(nowMs: number): void {
    if (nowMs - this.dueMs > MAX_BEHIND_MS) this.#catchUp(nowMs);
    const { source, misbehaviour } = this.#parts;
    const count = source.next(this.#timing.frameSamples, this.#axes);
    if (count === 0) {
      this.#ended = true;
      misbehaviour?.flush(this.#publish);
      return;
    }
    const header = this.#header;
    header.count = count;
    header.t0Us = Math.round((this.#timeMs(this.#samples) + this.#timing.clockSkewMs) * 1000);
    const frame = this.#encoder.encode(header, this.#axes, this.#frame);
    this.#advance(count);
    if (misbehaviour === null) this.#publish(frame);
    else misbehaviour.pass(frame, this.#publish);
  }

  readonly #publish = (frame: Uint8Array): void => {
    const { source, publisher, counters } = this.#parts;
    const fate = publisher.publish(source.description.sensorId, frame);
    counters.count(fate, frame.byteLength);
  };

  /** Frames that are passed over keep their sequence numbers: the gap shows, and is counted here. */
  #catchUp(nowMs: number): void {
    const { source, counters } = this.#parts;
    for (let n = Math.floor((nowMs - this.dueMs) / this.periodMs); n > 0; n--) {
      const passed = source.skip(this.#timing.frameSamples);
      if (passed === 0) return;
      this.#advance(passed);
      counters.dropped.behind++;
    }
  }

  #advance(count: number): void {
    this.#samples += count;
    this.#pausedS += this.#parts.source.pauseAfterS();
    this.#header.sequence = nextSequence(this.#header.sequence);
  }

  #timeMs(samples: number): number {
    const signalS = samples / this.#header.sampleRateHz + this.#pausedS;
    return this.#startMs + (signalS * 1000) / this.#timing.speedUp;
  }
}
