import type { LossCounters } from '#schemas/broker/messages';
import { type FrameHeader, nextSequence } from '#schemas/frames/frame';

/** How a frame follows the ones before: `drop` it, take it as the next, or take it after a hole. */
export type Continuity = 'next' | 'after_gap' | 'drop';

/** A sequence number may lie behind by half its range. */
const HALF_RANGE = 2 ** 31;
/** Repeats are told from late frames among so many last ones. */
const REMEMBERED = 64;
/** So many frames in a row from the past are a restarted sensor whose clock went back, not late ones. */
const RESTART_AFTER = 3;
/** Sensors stamp frames in software: half a frame or 50 ms of jitter is no hole. */
const JITTER_US = 50_000;

/**
 * Watches the order of one sensor's frames by sequence and time, and counts what is missing, repeated and late.
 * Nothing is repaired: a hole stays a hole.
 */
export class SequenceCheck {
  readonly #losses: LossCounters;
  #seen = false;
  #expected = 0;
  #expectedUs = 0;
  #frameUs = 0;
  #recent = new Float64Array(REMEMBERED).fill(-1);
  #damaged = 0;
  #behind = 0;
  #behindNext = -1;

  constructor(losses: LossCounters) {
    this.#losses = losses;
  }

  /** The sequence number that comes next, or null before the first frame. */
  get expected(): number | null {
    return this.#seen ? this.#expected : null;
  }

  /** Takes up a stream where an earlier lane left it, so that what came in between counts as missing. */
  resumeAt(expected: number): void {
    this.#seen = true;
    this.#expected = expected;
    // No time to compare with: a sequence far off is then a hole of that size.
    this.#expectedUs = 0;
  }

  /** A frame of this sensor arrived broken: the hole that it leaves is not counted a second time as missing. */
  damaged(): void {
    this.#damaged++;
  }

  /** Judges the next frame and counts what it reveals. */
  follow(header: FrameHeader): Continuity {
    const continuity = this.#seen ? this.#judge(header) : 'after_gap';
    if (continuity !== 'drop') this.#advance(header);
    return continuity;
  }

  #judge(header: FrameHeader): Continuity {
    const ahead = (header.sequence - this.#expected) >>> 0;
    const lateUs = this.#expectedUs === 0 ? 0 : header.t0Us - this.#expectedUs;
    if (ahead >= HALF_RANGE) return this.#fromThePast(header, lateUs);
    if (ahead === 0 && Math.abs(lateUs) <= Math.max(JITTER_US, this.#frameUs / 2)) return 'next';
    this.#losses.gaps++;
    // A number far beyond what the time allows is a restart at some other number, not a million lost frames.
    const restarted = this.#expectedUs > 0 && ahead > 16 + (2 * lateUs) / this.#frameUs;
    if (!restarted) this.#losses.framesMissing += Math.max(0, ahead - this.#damaged);
    return 'after_gap';
  }

  #fromThePast(header: FrameHeader, lateUs: number): Continuity {
    const { sequence } = header;
    this.#behind = sequence === this.#behindNext ? this.#behind + 1 : 1;
    this.#behindNext = nextSequence(sequence);
    const repeated = this.#recent[sequence % REMEMBERED] === sequence;
    // Time goes on while the number falls back: the sensor restarted.
    if ((lateUs >= 0 && this.#expectedUs > 0) || (!repeated && this.#behind >= RESTART_AFTER)) {
      this.#losses.gaps++;
      return 'after_gap';
    }
    if (repeated) this.#losses.framesRepeated++;
    else this.#losses.framesLate++;
    return 'drop';
  }

  #advance(header: FrameHeader): void {
    this.#seen = true;
    this.#damaged = 0;
    this.#behind = 0;
    this.#behindNext = -1;
    this.#expected = nextSequence(header.sequence);
    this.#frameUs = (header.count / header.sampleRateHz) * 1e6;
    this.#expectedUs = header.t0Us + this.#frameUs;
    this.#recent[header.sequence % REMEMBERED] = header.sequence;
  }
}
