import { TremoloError } from '#schemas/errors/tremolo-error';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import { errorField, type Log } from '../log.ts';
import type { ShelvedTrack, TrackShelf } from './track-shelf.ts';

/** The hub is away, or full: it is tried again after so long. */
const RETRY_MS = 15_000;

/** Hands one track to the hub. Throws what the hub says, or `hub_unreachable`. */
export type DeliverTrack = (
  path: string,
  track: { captureId: CaptureId; pointId: PointId },
  signal: AbortSignal,
) => Promise<unknown>;

export interface TrackCourierParts {
  readonly shelf: TrackShelf;
  readonly log: Log;
  readonly sleep: (ms: number) => Promise<void>;
  readonly deliver: DeliverTrack;
  /** It will never get there: why, in a sentence. */
  readonly refused: (track: ShelvedTrack, reason: string) => void;
}

/** Brings tracks to the hub one after the other, and takes them off the shelf when they are there. */
export class TrackCourier {
  readonly #parts: TrackCourierParts;
  readonly #waiting: ShelvedTrack[] = [];
  readonly #stopping = new AbortController();
  #isAtWork = false;
  #bytes = 0;

  constructor(parts: TrackCourierParts) {
    this.#parts = parts;
  }

  /** Of all that is still to be brought. */
  get bytes(): number {
    return this.#bytes;
  }

  has(captureId: CaptureId): boolean {
    return this.#waiting.some((track) => track.captureId === captureId);
  }

  send(track: ShelvedTrack): void {
    if (this.#waiting.some(({ path }) => path === track.path)) return;
    this.#waiting.push(track);
    this.#bytes += track.bytes;
    if (!this.#isAtWork) void this.#work();
  }

  /** What is not there yet stays on the disk for the next run. */
  stop(): void {
    this.#stopping.abort();
  }

  async #work(): Promise<void> {
    this.#isAtWork = true;
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const isDone = await this.#bring(next);
      if (this.#stopping.signal.aborted) break;
      if (isDone) {
        this.#waiting.shift();
        this.#bytes -= next.bytes;
      } else await this.#parts.sleep(RETRY_MS);
    }
    this.#isAtWork = false;
  }

  /** False: later again. */
  async #bring(track: ShelvedTrack): Promise<boolean> {
    const { deliver, shelf, log, refused } = this.#parts;
    const { path, captureId, pointId } = track;
    try {
      await deliver(path, { captureId, pointId }, this.#stopping.signal);
      await shelf.remove(track);
      return true;
    } catch (error) {
      if (this.#stopping.signal.aborted || !isFinal(error)) {
        log('warn', 'a captured track is not at the hub yet', errorField(error));
        return false;
      }
      log('error', 'the hub does not take a captured track', errorField(error));
      refused(track, error.message.slice(0, 240));
      await shelf.remove(track);
      return true;
    }
  }
}

/** Whether trying again would only give the same. */
function isFinal(error: unknown): error is TremoloError {
  const final = ['not_found', 'forbidden', 'file_damaged', 'not_signed_in', 'request_invalid'];
  return error instanceof TremoloError && final.includes(error.code);
}
