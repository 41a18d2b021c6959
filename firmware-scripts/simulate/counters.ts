import type { FrameFate } from './frame-publisher.ts';
import type { Mischief } from './misbehaviour.ts';

/** All that a run has sent and not sent. */
export class Counters {
  framesSent = 0;
  bytesSent = 0;
  /** Frames that were due and never left: no connection, a socket too slow, or this machine too slow. */
  readonly dropped = { offline: 0, backpressure: 0, behind: 0 };
  readonly mischief: Mischief = { lost: 0, repeated: 0, late: 0, damaged: 0 };

  /** Counts what became of one frame. */
  count(fate: FrameFate, bytes: number): void {
    if (fate !== 'sent') {
      this.dropped[fate]++;
      return;
    }
    this.framesSent++;
    this.bytesSent += bytes;
  }

  get framesDropped(): number {
    return this.dropped.offline + this.dropped.backpressure + this.dropped.behind;
  }
}
