import { type ErrorCode, TremoloError } from '#schemas/errors/tremolo-error';

/** Waits between attempts that got no further: a hub that restarts is back before the last of them. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000];

/** `conflict`: a part that we gave up on is still being taken. */
const PASSES: readonly ErrorCode[] = [
  'hub_unreachable',
  'file_damaged',
  'conflict',
  'too_many_requests',
  'internal',
];

/** Repeats what fails for a while, as long as something still comes of it. */
export class Patience {
  readonly #sleep: (ms: number) => Promise<void>;
  #failures = 0;

  constructor(sleep: (ms: number) => Promise<void>) {
    this.#sleep = sleep;
  }

  /** It got further. */
  progress(): void {
    this.#failures = 0;
  }

  /** Waits before the next attempt; throws the error again when waiting does not help, or has not for long. */
  async after(error: unknown, signal: AbortSignal): Promise<void> {
    const passes = error instanceof TremoloError && PASSES.includes(error.code);
    const waitMs = WAITS_MS[this.#failures++];
    if (!passes || signal.aborted || waitMs === undefined) throw error;
    await this.#sleep(waitMs);
  }
}
