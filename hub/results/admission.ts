import type { ConditionChange, PointSummary, ResultBatch } from '#schemas/broker/messages';
import type { SeriesRow } from '../store/series/series.ts';
import { SequenceSet } from './sequence-set.ts';
import { type BatchName, outboxOf, type StoredBatch, type StoredChange } from './stored-batch.ts';
import { trendRow } from './trend-columns.ts';

export interface AdmissionRules {
  readonly staleAfterMs: number;
  readonly maxAheadMs: number;
}

/** What admission asks of others. */
export interface AdmissionKnowledge {
  /** The key of a point, or null when there is no such point. */
  readonly keyOf: (pointId: string) => number | null;
  /** Up to which sequence the batch's outbox is stored without a gap. */
  readonly storedThrough: (name: BatchName) => number;
}

/** What a batch comes to: what to keep, what to show, and what was wrong with the rest. */
export interface Admitted {
  readonly stored: StoredBatch;
  /** False when screens have seen this batch before: it is stored at last, but no news. */
  readonly isNews: boolean;
  readonly summaries: readonly PointSummary[];
  readonly changes: readonly ConditionChange[];
  readonly unknownPoint: number;
  readonly stale: number;
  readonly ahead: number;
}

/** Judges results: known point, not from the future, news or a repeat. Stale ones are counted and kept all the same. */
export class Admission {
  readonly #rules: AdmissionRules;
  readonly #known: AdmissionKnowledge;
  readonly #seen = new Map<string, SequenceSet>();

  constructor(rules: AdmissionRules, known: AdmissionKnowledge) {
    this.#rules = rules;
    this.#known = known;
  }

  admit(batch: ResultBatch, nowMs: number): Admitted {
    const latestMs = nowMs + this.#rules.maxAheadMs;
    let unknownPoint = 0;
    let ahead = 0;
    const keyOf = (result: { pointId: string; atMs: number }): number | null => {
      const key = this.#known.keyOf(result.pointId);
      if (key === null) unknownPoint++;
      else if (result.atMs > latestMs) ahead++;
      return result.atMs > latestMs ? null : key;
    };
    const rows: SeriesRow[] = [];
    const stored: StoredChange[] = [];
    const summaries = batch.summaries.filter((summary) => {
      const key = keyOf(summary);
      if (key !== null) rows.push(trendRow(summary, key));
      return key !== null;
    });
    const changes = batch.changes.filter((change) => {
      const pointKey = keyOf(change);
      if (pointKey === null) return false;
      const { changeId, atMs } = change;
      stored.push({ changeId, pointKey, atMs, body: JSON.stringify(change) });
      return true;
    });
    const staleBefore = nowMs - this.#rules.staleAfterMs;
    const stale = summaries.reduce((n, summary) => n + (summary.atMs < staleBefore ? 1 : 0), 0);
    const isNews = this.#isNews(batch);
    const { agentId, lane, epoch, sequence } = batch;
    const name = { agentId, lane, epoch, sequence };
    const content = { name, rows, changes: stored };
    return { stored: content, isNews, summaries, changes, unknownPoint, stale, ahead };
  }

  #isNews(batch: ResultBatch): boolean {
    const outbox = outboxOf(batch);
    const seen = this.#seen.get(outbox) ?? new SequenceSet(this.#known.storedThrough(batch));
    this.#seen.set(outbox, seen);
    return seen.add(batch.sequence);
  }
}
