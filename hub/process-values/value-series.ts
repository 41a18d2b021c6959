import { type Series, type SeriesRow, seriesLevels } from '../store/series/series.ts';

/** What process values were over time. */
export const VALUE_SERIES: Series = {
  levels: seriesLevels('value', 'value_'),
  key: 'value_key',
  columns: [
    ['n', 'sum'],
    ['value_sum', 'sum'],
    ['value_min', 'min'],
    ['value_max', 'max'],
  ],
};

/** One reading as a row of the finest level. */
export function valueRow(value: number, valueKey: number, atMs: number): SeriesRow {
  return [Math.floor(atMs / VALUE_SERIES.levels[0].bucketMs), valueKey, 1, value, value, value];
}
