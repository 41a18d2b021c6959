import { FrameQueue, type Waiting } from './frame-queue.ts';
import { Throughput } from './throughput.ts';

export interface IntakeOptions<S> {
  maxBytes: number;
  /** A frame that waits longer means more work than time. */
  maxWaitMs: number;
  clock: () => number;
  /** All sensors, those first that are to be kept longest. Its order should not change without need. */
  sensors: () => S[];
  /** Takes a frame that nobody has time for. */
  pass: (from: S, bytes: Uint8Array, arrivedMs: number) => void;
}

/** Of what was carried so much is kept: the rest works off what waits already. */
const KEEP = 0.85;
/** One decision sheds between these shares of the sensors still carried: a burst must not empty the lane. */
const SHED_LEAST = 1 / 16;
const SHED_MOST = 1 / 2;
/** After a decision what waits is given so long to be worked off before its age counts again. */
const WORK_OFF_MS = 10_000;
/** What waits less long than this waits for nothing but its batch. */
const CALM_MS = 300;
/** Sensors come back after so long a calm; longer, up to the most, when the last ones that came back were too many. */
const HOLD_LEAST_MS = 10_000;
const HOLD_MOST_MS = 160_000;
const BACK_LEAST = 1 / 8;
const TURN_MS = 1_000;

/**
 * Frames on their way into the lane's work. When more comes than the lane can carry, whole sensors are passed over, as
 * few as it takes and always the last in `sensors`, so that all others stay diagnosed and none loses single frames, which
 * would keep every point warming up for ever. When what waits has been little for a while they come back a few at a time.
 */
export class Intake<S> {
  readonly #options: IntakeOptions<S>;
  readonly #queue = new FrameQueue<S>();
  readonly #rate: Throughput;
  /** In the order in which they come back: the last shed first. */
  #shed = new Set<S>();
  #decidedMs = Number.NEGATIVE_INFINITY;
  #busyMs: number;
  #turnedMs: number;
  #holdMs = HOLD_LEAST_MS;
  #backShare = BACK_LEAST;
  #cameBackMs = Number.NEGATIVE_INFINITY;

  constructor(options: IntakeOptions<S>) {
    this.#options = options;
    this.#busyMs = options.clock();
    this.#turnedMs = this.#busyMs;
    this.#rate = new Throughput(this.#busyMs);
  }

  /** Frames that wait. */
  get length(): number {
    return this.#queue.length;
  }

  /** Sensors that are passed over now. */
  get shed(): ReadonlySet<S> {
    return this.#shed;
  }

  push(from: S, bytes: Uint8Array, arrivedMs: number): void {
    if (arrivedMs - this.#turnedMs >= TURN_MS) this.#turn(arrivedMs);
    if (this.#shed.has(from)) {
      this.#options.pass(from, bytes, arrivedMs);
      return;
    }
    this.#rate.arrived(arrivedMs, bytes.byteLength);
    this.#queue.push(from, bytes, arrivedMs);
    if (this.#queue.bytes > this.#options.maxBytes) this.#relieve(arrivedMs);
  }

  /** The oldest frame, taken out; undefined when none waits. */
  take(): Waiting<S> | undefined {
    const frame = this.#queue.take();
    if (frame !== undefined) this.#rate.taken(this.#options.clock(), frame.bytes.byteLength);
    return frame;
  }

  /** Once a second: looks at how long the oldest frame has waited. */
  #turn(nowMs: number): void {
    this.#turnedMs = nowMs;
    const waitedMs = nowMs - (this.#queue.oldestMs ?? nowMs);
    if (waitedMs > CALM_MS) this.#busyMs = nowMs;
    if (waitedMs > this.#options.maxWaitMs && nowMs - this.#decidedMs > WORK_OFF_MS)
      this.#relieve(nowMs);
    else if (this.#shed.size > 0) this.#takeBack(nowMs);
  }

  /** Passes over so many more sensors as the lane was too slow for. */
  #relieve(nowMs: number): void {
    const carried = this.#options.sensors().filter((sensor) => !this.#shed.has(sensor));
    if (carried.length < 2) {
      this.#passOlderHalf();
      return;
    }
    const share = 1 - KEEP * this.#rate.share();
    const bounded = Math.min(SHED_MOST, Math.max(SHED_LEAST, share));
    const count = Math.min(carried.length - 1, Math.ceil(carried.length * bounded));
    const leaving = carried.slice(carried.length - count);
    this.#shed = new Set([...leaving, ...this.#shed]);
    for (const { from, bytes, arrivedMs } of this.#queue.remove((one) => !this.#shed.has(one)))
      this.#options.pass(from, bytes, arrivedMs);
    this.#rate.restart(nowMs);
    const triedInVain = nowMs - this.#cameBackMs < this.#holdMs;
    this.#holdMs = triedInVain ? Math.min(HOLD_MOST_MS, 2 * this.#holdMs) : HOLD_LEAST_MS;
    this.#backShare = BACK_LEAST;
    this.#decidedMs = nowMs;
    this.#busyMs = nowMs;
  }

  /** After a long enough calm some come back, twice as many the next time while that goes well. */
  #takeBack(nowMs: number): void {
    if (nowMs - Math.max(this.#busyMs, this.#cameBackMs) < this.#holdMs) return;
    // Some may have left the lane meanwhile.
    const known = new Set(this.#options.sensors());
    const shed = [...this.#shed].filter((sensor) => known.has(sensor));
    this.#shed = new Set(shed.slice(Math.ceil(shed.length * this.#backShare)));
    this.#backShare = Math.min(1, 2 * this.#backShare);
    this.#cameBackMs = nowMs;
  }

  /** A single sensor that is too fast has no other to give way to it: what is newest counts. */
  #passOlderHalf(): void {
    while (this.#queue.bytes > this.#options.maxBytes / 2 && this.#queue.length > 1) {
      const frame = this.#queue.take();
      if (frame !== undefined) this.#options.pass(frame.from, frame.bytes, frame.arrivedMs);
    }
  }
}
