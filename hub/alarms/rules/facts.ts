import type { PointSummary } from '#schemas/broker/messages';
import type { SystemCondition } from '#schemas/fleet/system-condition';

/** What a rule is told of a point: a summary, or the change that came before it. */
export type PointReading = Pick<PointSummary, 'pointId' | 'atMs' | 'figures' | 'verdict'> &
  Partial<Pick<PointSummary, 'scores' | 'health'>>;

/** A value beside the vibration; `value` null: it cannot be told now. */
export interface ValueReading {
  readonly value: number | null;
  readonly unit: string;
  readonly atMs: number;
}

/** All that an expression can ask of one thing. */
export interface Facts {
  /** Null: nothing was heard since the start. */
  readonly reading: PointReading | null;
  /** For how long nothing was heard, ms. */
  readonly silentMs: number | null;
  /** The value of this name nearest to it; null: there is none. */
  valueOf(name: string): ValueReading | null;
  /** What is wrong with the system; null for what is no part of it. */
  readonly condition: SystemCondition | null;
}
