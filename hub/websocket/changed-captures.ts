import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { ServerMessage } from '#schemas/websocket/messages';
import { captureSightOf } from '../capture-sight.ts';
import { pointsOfEach } from '../captures/deleting-captures.ts';
import type { Rooms } from '../rooms.ts';
import type { LiveConnection } from './live-connection.ts';

/** Ids in one message. */
const CHUNK = 200;

/**
 * Captures that stand differently since screens were told last. Whoever sees a part of the plant is told of those alone of which
 * every point is in sight: not even an id says that elsewhere something was recorded.
 */
export class ChangedCaptures {
  readonly #rooms: Rooms;
  readonly #changed = new Set<CaptureId>();
  readonly #gone = new Map<CaptureId, readonly PointId[]>();

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  changed(captureIds: readonly CaptureId[]): void {
    for (const captureId of captureIds) this.#changed.add(captureId);
  }

  gone(captures: ReadonlyMap<CaptureId, readonly PointId[]>): void {
    for (const [captureId, points] of captures) {
      this.#changed.delete(captureId);
      this.#gone.set(captureId, points);
    }
  }

  /** Tells those who follow captures what has gathered: at once who sees all, the others when their points are looked up. */
  tell(connections: Iterable<LiveConnection>): void {
    const changed = [...this.#changed];
    const gone = new Map(this.#gone);
    this.#changed.clear();
    this.#gone.clear();
    const all = [...changed, ...gone.keys()];
    if (all.length === 0) return;
    const following = [...connections].filter(({ channels }) => channels.has('captures'));
    const [free, limited] = [true, false].map((wanted) =>
      following.filter(
        ({ principal }) => (captureSightOf(this.#rooms, principal) === null) === wanted,
      ),
    );
    for (const text of textsOf(all)) for (const one of free) one.sendText(text);
    if (limited.length === 0) return;
    this.#tellLimited(limited, changed, gone).catch((error) => {
      this.#rooms.complaints.say('screens are not told of captures', error);
    });
  }

  async #tellLimited(
    connections: readonly LiveConnection[],
    changed: readonly CaptureId[],
    gone: ReadonlyMap<CaptureId, readonly PointId[]>,
  ): Promise<void> {
    const points = new Map([...(await pointsOfEach(this.#rooms.store, changed)), ...gone]);
    for (const one of connections) {
      // Asked only now: meanwhile the right may have been taken away, or the screen left.
      if (!one.channels.has('captures')) continue;
      const isSeen = captureSightOf(this.#rooms, one.principal);
      const seen = [...points].filter(([, own]) => isSeen === null || isSeen(own));
      for (const text of textsOf(seen.map(([captureId]) => captureId))) one.sendText(text);
    }
  }
}

function textsOf(captureIds: readonly CaptureId[]): string[] {
  const texts: string[] = [];
  for (let i = 0; i < captureIds.length; i += CHUNK) {
    const message = { type: 'captures', captureIds: captureIds.slice(i, i + CHUNK) } as const;
    texts.push(JSON.stringify(message satisfies ServerMessage));
  }
  return texts;
}
