import type { TrendResolution } from '#schemas/http/points';

/** A table of buckets of one length. */
export interface SeriesLevel {
  readonly resolution: TrendResolution;
  readonly table: string;
  readonly bucketMs: number;
  /** Under which name `rollups` says how far it has been added to the next coarser one. */
  readonly mark: string;
}

/** From fine to coarse. */
export type SeriesLevels = readonly [SeriesLevel, SeriesLevel, SeriesLevel];

/** Figures over time, kept in buckets of three lengths. All tables are alike: `bucket`, `key`, then the columns. */
export interface Series {
  readonly levels: SeriesLevels;
  /** The column that says whose the figures are. */
  readonly key: string;
  /** How two buckets become one, column by column. */
  readonly columns: readonly (readonly [name: string, how: 'sum' | 'min' | 'max'])[];
}

/** `[bucket, key, …columns]` */
export type SeriesRow = readonly (number | null)[];

/** Days for which each level is kept, fine to coarse. */
export type KeptDays = readonly [number, number, number];

/** The three lengths of every series; `marks` goes before their names in `rollups`. */
export function seriesLevels(name: string, marks: string): SeriesLevels {
  return [
    { resolution: '10s', table: `${name}_10s`, bucketMs: 10_000, mark: `${marks}10s` },
    { resolution: '10min', table: `${name}_10min`, bucketMs: 600_000, mark: `${marks}10min` },
    { resolution: '1day', table: `${name}_1day`, bucketMs: 86_400_000, mark: `${marks}1day` },
  ];
}
