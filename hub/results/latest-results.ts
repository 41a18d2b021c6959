import type { PointSummary } from '#schemas/broker/messages';

/** The last summary of each point. */
export class LatestResults {
  readonly #latest = new Map<string, PointSummary>();

  /** Takes what is newer than what is known, and returns just that. */
  take(summaries: readonly PointSummary[]): PointSummary[] {
    return summaries.filter((summary) => {
      const known = this.#latest.get(summary.pointId);
      if (known !== undefined && known.atMs >= summary.atMs) return false;
      this.#latest.set(summary.pointId, summary);
      return true;
    });
  }

  of(pointId: string): PointSummary | null {
    return this.#latest.get(pointId) ?? null;
  }
}
