import type { ServerMessage } from '#schemas/websocket/messages';
import type { Weighted } from './statistics.ts';

/** One text that went out to all clients, and when it came to each. */
interface Broadcast {
  readonly text: string;
  /** Of each update in it, the point and the time of its last sample: what the agent's own message also names it by. */
  readonly updates: readonly string[];
  readonly newsIds: readonly string[];
  readonly arrivedMs: number[];
}

/** Texts to look among: a client that is further behind makes the same text be read once more. */
const RECENT = 16;

export const updateKey = (pointId: string, atMs: number) => `${pointId} ${atMs}`;

/**
 * What came to a thousand clients, without reading the same text a thousand times: texts are compared, and the first of each is
 * parsed. When an update left its agent is looked up at the end, for that message may come later than the update itself.
 */
export class LiveTally {
  readonly #broadcasts: Broadcast[] = [];
  #recent: Broadcast[] = [];

  /** Notes a text that came to a client, and gives the news in it. */
  arrived(text: string, nowMs: number): readonly string[] {
    const known = this.#recent.find((one) => one.text === text);
    if (known !== undefined) {
      known.arrivedMs.push(nowMs);
      return known.newsIds;
    }
    const message = JSON.parse(text) as ServerMessage;
    const updates = message.type === 'summaries' ? message.summaries : [];
    const news = message.type === 'changes' ? message.changes : [];
    const broadcast = {
      text,
      updates: updates.map(({ pointId, atMs }) => updateKey(pointId, atMs)),
      newsIds: news.map(({ changeId }) => changeId),
      arrivedMs: [nowMs],
    };
    this.#recent = [broadcast, ...this.#recent].slice(0, RECENT);
    if (updates.length > 0 || news.length > 0) this.#broadcasts.push(broadcast);
    return broadcast.newsIds;
  }

  /** Forgets what came so far. */
  clear(): void {
    this.#broadcasts.length = 0;
  }

  /** Updates that came to clients, each counted for each; only these, if any are named. */
  delivered(only?: ReadonlySet<string>): number {
    return this.#broadcasts.reduce((sum, { updates, arrivedMs }) => {
      const counted = only === undefined ? updates : updates.filter((key) => only.has(key));
      return sum + counted.length * arrivedMs.length;
    }, 0);
  }

  /** Milliseconds from leaving the agent until each client had it, of updates or of news whose leaving is known. */
  latencies(what: 'updates' | 'newsIds', sentMsOf: ReadonlyMap<string, number>): Weighted[] {
    return this.#broadcasts.flatMap((broadcast) => {
      const counts = new Map<number, number>();
      for (const key of broadcast[what]) {
        const sentMs = sentMsOf.get(key);
        if (sentMs !== undefined) counts.set(sentMs, (counts.get(sentMs) ?? 0) + 1);
      }
      return [...counts].flatMap(([sentMs, weight]) =>
        broadcast.arrivedMs.map((nowMs) => ({ value: nowMs - sentMs, weight })),
      );
    });
  }
}
