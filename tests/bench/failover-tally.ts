import type { PointSummary } from '#schemas/broker/messages';
import type { ServerMessage } from '#schemas/websocket/messages';
import type { AgentCounters, FailoverResult } from './failover-result.ts';
import type { SensorsReport } from './live-sensors.ts';

export interface FailoverTallyOptions {
  readonly points: number;
  readonly sampleRateHz: number;
  readonly windowSamples: number;
  /** The sensor's number of each point. */
  readonly channelOf: ReadonlyMap<string, number>;
}

/** Points stayed without a result for all the time that they had: there is no figure. */
export class NotCovered extends Error {
  constructor(points: number, losses: number) {
    super(
      `${points} points were not covered; the survivor itself lost ${losses} frames or windows`,
    );
  }
}

/** What a screen hears of each point before and after the kill. */
export class FailoverTally {
  readonly #options: FailoverTallyOptions;
  readonly #covered = Promise.withResolvers<void>();
  /** End of the last judged window that was heard of before the kill, ms. */
  readonly #lastBefore = new Map<string, number>();
  /** After the kill: end of the first judged window of the first result that has one, and when it came. */
  readonly #first = new Map<string, { endMs: number; cameMs: number }>();
  #killedMs = Number.POSITIVE_INFINITY;
  #movedMs = 0;
  #moved = 0;
  #orphans: ReadonlySet<string> = new Set();

  constructor(options: FailoverTallyOptions) {
    this.#options = options;
  }

  /** Resolves when each point has a result of a window that began after the kill. */
  get covered(): Promise<void> {
    return this.#covered.promise;
  }

  killed(atMs: number, orphans: ReadonlySet<string>): void {
    this.#killedMs = atMs;
    this.#orphans = orphans;
  }

  heard(message: ServerMessage, atMs: number): void {
    if (message.type === 'summaries')
      for (const summary of message.summaries) this.#summary(summary, atMs);
    if (message.type === 'plant' && atMs > this.#killedMs) {
      const now = message.points.filter(({ pointId }) => this.#orphans.has(pointId));
      this.#moved += now.length;
      if (now.length > 0) this.#movedMs = atMs;
    }
  }

  /** Counts, once sensors and survivor have ended. */
  result(
    sensors: SensorsReport,
    survivor: AgentCounters,
  ): Omit<FailoverResult, 'orphans' | 'coresByPart'> {
    const { points } = this.#options;
    if (this.#first.size < points) throw new NotCovered(points - this.#first.size, survivor.losses);
    if (sensors.framesUnsent > 0) throw new Error(`${sensors.framesUnsent} frames were not sent`);
    const handed = new Map(sensors.watched.map((one) => [one.channel, one]));
    const own = this.#channels((id) => !this.#orphans.has(id));
    const ownHanded = own.reduce((sum, [, c]) => sum + (handed.get(c)?.handedMs.length ?? 0), 0);
    // Contexts all take as many windows to fill; each of the survivor's points filled one once.
    const warming = survivor.warming / points;
    let handedAfter = 0;
    let lostByResults = 0;
    let untold = 0;
    for (const [pointId, channel] of this.#channels((id) => this.#orphans.has(id))) {
      const { handedMs, startUs } = handed.get(channel) ?? { handedMs: [], startUs: 0 };
      const numberOf = (endMs: number) => Math.round((endMs - startUs / 1000) / this.#windowMs) - 1;
      const firstAfter = handedMs.findIndex((ms) => ms > this.#killedMs);
      handedAfter += handedMs.length - firstAfter;
      lostByResults += numberOf(this.#first.get(pointId)?.endMs ?? 0) - warming - firstAfter;
      untold += firstAfter - 1 - numberOf(this.#lastBefore.get(pointId) ?? 0);
    }
    const times = [...this.#first.entries()];
    const last = (of: readonly (readonly [string, { cameMs: number }])[]) =>
      (Math.max(...of.map(([, { cameMs }]) => cameMs)) - this.#killedMs) / 1_000;
    const orphaned = times.filter(([pointId]) => this.#orphans.has(pointId));
    const firstOrphan = Math.min(...orphaned.map(([, { cameMs }]) => cameMs)) - this.#killedMs;
    return {
      secondsToFullCoverage: last(times),
      windowsLost: handedAfter - (survivor.windows - ownHanded),
      windowsLostByResults: Number.isInteger(warming) ? lostByResults : null,
      survivorLosses: survivor.losses,
      windowsUntold: untold,
      windowsWarming: warming,
      stages: {
        'points moved on the screen': (this.#movedMs - this.#killedMs) / 1_000,
        'first result of an orphan': firstOrphan / 1_000,
        'last result of an orphan': last(orphaned),
        'last result of the others': last(times.filter(([pointId]) => !this.#orphans.has(pointId))),
      },
    };
  }

  get #windowMs(): number {
    return (this.#options.windowSamples / this.#options.sampleRateHz) * 1_000;
  }

  #channels(wanted: (pointId: string) => boolean): (readonly [string, number])[] {
    return [...this.#options.channelOf].filter(([pointId]) => wanted(pointId));
  }

  #summary({ pointId, atMs: endMs, windows }: PointSummary, cameMs: number): void {
    if (windows === 0) return;
    if (endMs - this.#windowMs < this.#killedMs) {
      this.#lastBefore.set(pointId, endMs);
      return;
    }
    if (this.#first.has(pointId)) return;
    this.#first.set(pointId, { endMs: endMs - (windows - 1) * this.#windowMs, cameMs });
    if (this.#first.size === this.#options.points) this.#covered.resolve();
  }
}
