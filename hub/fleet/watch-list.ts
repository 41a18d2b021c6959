import type { Watch } from '#schemas/broker/messages';
import type { Clock } from '../clock.ts';

/** A watch that is not repeated ends by itself, so that a hub that dies leaves no agent sending views for ever. */
const WATCH_FOR_MS = 6_000;
/** The most points watched at once over all screens, as one Watch message holds them. */
export const WATCHED_MAX = 256;

/** Which points somebody looks at, over all screens. */
export class WatchList {
  readonly #clock: Clock;
  readonly #watchers = new Map<string, number>();
  /** Agents that were last told to send something. */
  #told = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One screen's points change. Returns those that it may watch: new points beyond the limit are left out. */
  change(before: readonly string[], after: readonly string[]): string[] {
    for (const pointId of before) {
      const rest = (this.#watchers.get(pointId) ?? 0) - 1;
      if (rest > 0) this.#watchers.set(pointId, rest);
      else this.#watchers.delete(pointId);
    }
    return [...new Set(after)].filter((pointId) => {
      if (!this.#watchers.has(pointId) && this.#watchers.size >= WATCHED_MAX) return false;
      this.#watchers.set(pointId, (this.#watchers.get(pointId) ?? 0) + 1);
      return true;
    });
  }

  /** What to tell each agent now; agents with nothing left to send are told so once. */
  messages(agentsOf: (pointId: string) => readonly string[]): Map<string, Watch> {
    const untilMs = this.#clock() + WATCH_FOR_MS;
    const wanted = new Map<string, Watch['points']>([...this.#told].map((id) => [id, []]));
    for (const pointId of this.#watchers.keys()) {
      for (const agentId of agentsOf(pointId)) {
        const points = wanted.get(agentId) ?? [];
        points.push(pointId as Watch['points'][number]);
        wanted.set(agentId, points);
      }
    }
    this.#told = new Set([...wanted].flatMap(([id, points]) => (points.length > 0 ? [id] : [])));
    return new Map([...wanted].map(([id, points]) => [id, { points, untilMs }]));
  }
}
