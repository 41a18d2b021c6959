import type { Clock } from '../../clock.ts';
import type { ClientLimits } from '../credential-row.ts';

/** What a client may send now: `waitMs` above zero means nothing yet. */
export interface Grant {
  readonly packets: number;
  readonly bytes: number;
  readonly waitMs: number;
}

export const UNLIMITED: Grant = { packets: Infinity, bytes: Infinity, waitMs: 0 };

/**
 * Two allowances, of packets and of bytes, each refilled steadily and holding at most one second's worth. The last
 * packet may overdraw the bytes: then the next one waits longer, so that the mean rate holds exactly.
 */
export class TokenBucket {
  readonly #limits: ClientLimits;
  readonly #clock: Clock;
  #packets: number;
  #bytes: number;
  #filledMs: number;

  constructor({ limits, clock }: { limits: ClientLimits; clock: Clock }) {
    this.#limits = limits;
    this.#clock = clock;
    this.#packets = limits.messagesPerSecond;
    this.#bytes = limits.bytesPerSecond;
    this.#filledMs = clock();
  }

  grant(): Grant {
    this.#fill();
    const { messagesPerSecond, bytesPerSecond } = this.#limits;
    const packetsMs = ((1 - this.#packets) / messagesPerSecond) * 1000;
    const bytesMs = ((1 - this.#bytes) / bytesPerSecond) * 1000;
    const waitMs = Math.max(0, packetsMs, bytesMs);
    return { packets: Math.floor(this.#packets), bytes: this.#bytes, waitMs };
  }

  spend(packets: number, bytes: number): void {
    this.#packets -= packets;
    this.#bytes -= bytes;
  }

  #fill(): void {
    const nowMs = this.#clock();
    // A clock set back refills nothing, and does not take what is there.
    const seconds = Math.max(0, nowMs - this.#filledMs) / 1000;
    this.#filledMs = nowMs;
    const { messagesPerSecond, bytesPerSecond } = this.#limits;
    const burst = Math.max(1, messagesPerSecond);
    this.#packets = Math.min(burst, this.#packets + seconds * messagesPerSecond);
    this.#bytes = Math.min(bytesPerSecond, this.#bytes + seconds * bytesPerSecond);
  }
}
