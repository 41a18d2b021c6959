import type { ResultBatch } from '#schemas/broker/messages';
import type { SeriesRow } from '../store/series/series.ts';

/** What names a batch for ever. */
export type BatchName = Pick<ResultBatch, 'agentId' | 'lane' | 'epoch' | 'sequence'>;

export interface StoredChange {
  readonly changeId: string;
  readonly pointKey: number;
  readonly atMs: number;
  /** The whole ConditionChange as JSON. */
  readonly body: string;
}

/** A batch as it goes to the store: only what its tables hold. */
export interface StoredBatch {
  readonly name: BatchName;
  readonly rows: readonly SeriesRow[];
  readonly changes: readonly StoredChange[];
}

/** The outbox of a batch, as one key of a map. */
export function outboxOf({ agentId, lane, epoch }: BatchName): string {
  return `${agentId}/${lane}/${epoch}`;
}
