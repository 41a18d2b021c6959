import type { ValueTrend } from '#schemas/http/process-values';
import type { Clock } from '../clock.ts';
import { chooseLevel, type SeriesQuery } from '../store/series/choose-level.ts';
import { readSeries } from '../store/series/read-series.ts';
import type { KeptDays } from '../store/series/series.ts';
import type { Store } from '../store/store.ts';
import { VALUE_SERIES } from './value-series.ts';

/** What values were, with as much detail as the range allows. */
export class ValueReader {
  readonly #deps: { store: Store; clock: Clock; keptDays: KeptDays };

  constructor(deps: { store: Store; clock: Clock; keptDays: KeptDays }) {
    this.#deps = deps;
  }

  async read(valueKey: number, query: SeriesQuery): Promise<ValueTrend> {
    const { store, clock, keptDays } = this.#deps;
    const level = chooseLevel(VALUE_SERIES.levels, query, keptDays, clock());
    const rows = await readSeries(store, VALUE_SERIES, level, valueKey, query);
    return {
      resolution: level.resolution,
      atMs: rows.map((row) => Number(row.bucket) * level.bucketMs),
      mean: rows.map((row) => Number(row.value_sum) / Number(row.n)),
      min: rows.map((row) => Number(row.value_min)),
      max: rows.map((row) => Number(row.value_max)),
    };
  }
}
