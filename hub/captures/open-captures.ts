import type { CaptureState, TrackState } from '#schemas/captures/capture';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

export interface OpenTrack {
  readonly pointId: PointId;
  agentId: string | null;
  state: TrackState;
}

/** A capture of which something may still come. */
export interface OpenCapture {
  readonly captureId: CaptureId;
  readonly atMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly machine: string | null;
  readonly tracks: Map<PointId, OpenTrack>;
  /** When its agents were asked last. */
  askedMs: number;
}

/** Captures of which something may still come, in memory and over restarts. */
export class OpenCaptures {
  readonly #store: Store;
  readonly #open = new Map<CaptureId, OpenCapture>();

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    const captures = await this.#store.read(
      "SELECT * FROM captures WHERE state IN ('recording', 'arriving')",
    );
    const tracks = await this.#store.read(
      `SELECT capture_id, point_id, agent_id, state FROM capture_tracks WHERE capture_id IN
        (SELECT capture_id FROM captures WHERE state IN ('recording', 'arriving'))`,
    );
    const ofCapture = Map.groupBy(tracks, ({ capture_id }) => String(capture_id));
    for (const row of captures) {
      const own = ofCapture.get(String(row.capture_id)) ?? [];
      this.add(openOf(row, own));
    }
  }

  add(capture: OpenCapture): void {
    this.#open.set(capture.captureId, capture);
  }

  get(captureId: CaptureId): OpenCapture | null {
    return this.#open.get(captureId) ?? null;
  }

  all(): Iterable<OpenCapture> {
    return this.#open.values();
  }

  remove(captureId: CaptureId): void {
    this.#open.delete(captureId);
  }
}

function openOf(row: Row, tracks: readonly Row[]): OpenCapture {
  return {
    captureId: row.capture_id as CaptureId,
    atMs: Number(row.at_ms),
    fromMs: Number(row.from_ms),
    toMs: Number(row.to_ms),
    machine: row.machine as string | null,
    tracks: new Map(
      tracks.map((track) => [
        track.point_id as PointId,
        {
          pointId: track.point_id as PointId,
          agentId: track.agent_id as string | null,
          state: track.state as TrackState,
        },
      ]),
    ),
    askedMs: Number.NEGATIVE_INFINITY,
  };
}

/** How a capture stands by its tracks. */
export function stateOf({ tracks, toMs }: OpenCapture, nowMs: number): CaptureState {
  const states = [...tracks.values()].map(({ state }) => state);
  const kept = states.filter((state) => state === 'kept').length;
  if (states.some((state) => state === 'waiting' || state === 'taken')) {
    return nowMs < toMs ? 'recording' : 'arriving';
  }
  if (kept === 0) return 'failed';
  return kept === states.length ? 'complete' : 'partial';
}
