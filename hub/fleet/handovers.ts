import type { PointSummary } from '#schemas/broker/messages';
import type { PointId } from '#schemas/ids/ids';

/** After so long the giving agent lets go even if the taking one never said that it has the points. */
const HANDOVER_MAX_MS = 10_000;
/** So long the taker may need until it can judge a point: it needs some windows before. A sensor that is silent ends with it. */
const WARMING_MAX_MS = 4_000;

/** A sensor that one living agent gives to another. */
export interface Handover {
  readonly from: string;
  readonly to: string;
  readonly untilMs: number;
  /** When the taker said that it has the points. */
  takenMs: number | null;
  /** Points that it has not judged yet. */
  readonly unjudged: Set<PointId>;
}

/** What decides whether a handover is over. */
export interface HandoverView {
  readonly nowMs: number;
  /** Whether the agent has said that it works with what it was last given. */
  readonly hasTaken: (agentId: string) => boolean;
  /** Whether nobody waits for its end any more. */
  readonly isPointless: (sensorId: string, handover: Handover) => boolean;
}

/** Points that two agents have for a while, so that no window goes unjudged when they move. */
export class Handovers {
  readonly #bySensor = new Map<string, Handover>();
  readonly #byPoint = new Map<PointId, Handover>();

  /** These sensors are given away from now on. */
  begin(
    moves: ReadonlyMap<string, { readonly from: string; readonly to: string }>,
    points: readonly { readonly pointId: PointId; readonly sensorId: string }[],
    nowMs: number,
  ): void {
    if (moves.size === 0) return;
    const begun = new Map<string, Handover>();
    for (const [sensorId, { from, to }] of moves) {
      const untilMs = nowMs + HANDOVER_MAX_MS;
      begun.set(sensorId, { from, to, untilMs, takenMs: null, unjudged: new Set() });
    }
    for (const { pointId, sensorId } of points) {
      const handover = begun.get(sensorId);
      if (handover === undefined) continue;
      handover.unjudged.add(pointId);
      this.#bySensor.set(sensorId, handover);
      this.#byPoint.set(pointId, handover);
    }
  }

  /** Who gives the sensor away now. */
  giverOf(sensorId: string): string | undefined {
    return this.#bySensor.get(sensorId)?.from;
  }

  /**
   * Results of an agent: those that are to be shown. While a point is handed over, a taker that cannot judge yet does not speak in
   * place of the giver.
   */
  shownOf<Summary extends Pick<PointSummary, 'pointId' | 'verdict'>>(
    agentId: string,
    summaries: readonly Summary[],
  ): readonly Summary[] {
    if (this.#byPoint.size === 0) return summaries;
    return summaries.filter(({ pointId, verdict }) => {
      const handover = this.#byPoint.get(pointId);
      if (handover?.to !== agentId) return true;
      if (verdict.condition === 'warming') return !handover.unjudged.has(pointId);
      handover.unjudged.delete(pointId);
      return true;
    });
  }

  /** True when one ended, and the giver's share is to be published without it. */
  end({ nowMs, hasTaken, isPointless }: HandoverView): boolean {
    let ended = false;
    for (const [sensorId, handover] of this.#bySensor) {
      const { to, untilMs, unjudged } = handover;
      if (hasTaken(to)) handover.takenMs ??= nowMs;
      const { takenMs } = handover;
      const isWarm = takenMs !== null && (unjudged.size === 0 || nowMs - takenMs >= WARMING_MAX_MS);
      if (!isWarm && nowMs < untilMs && !isPointless(sensorId, handover)) continue;
      this.#bySensor.delete(sensorId);
      ended = true;
    }
    if (!ended) return false;
    const left = new Set(this.#bySensor.values());
    for (const [pointId, handover] of this.#byPoint) {
      if (!left.has(handover)) this.#byPoint.delete(pointId);
    }
    return true;
  }
}
