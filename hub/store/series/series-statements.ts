import type { Statement } from '../statement.ts';
import type { Series, SeriesLevel, SeriesRow } from './series.ts';

export interface SeriesStatements {
  /**
   * Adds rows so that each reaches each level exactly once, at once or with a later roll-up: what decides is how far the roll-up
   * has come inside the same transaction.
   */
  add(rows: readonly SeriesRow[]): Statement[];
  /** Adds the buckets of a level from `from` to before `to` to the next coarser one, and notes how far it came. */
  rollUp(level: 'fine' | 'middle', from: number, to: number): Statement[];
}

/** The SQL of one series. Its names come from our own tables, never from a caller. */
export function seriesStatements({ levels, key, columns }: Series): SeriesStatements {
  const [fine, middle, coarse] = levels;
  const perMiddle = middle.bucketMs / fine.bucketMs;
  const perCoarse = coarse.bucketMs / middle.bucketMs;
  const names = columns.map(([name]) => name).join(', ');
  const aggregates = columns.map(([name, how]) => `${how}(${name})`).join(', ');
  const merge = columns.map(([name, how]) => `${name} = ${merged(name, how)}`).join(', ');
  /** The rows of a JSON array, with named columns. */
  const given = `(SELECT ${['bucket', key, ...columns.map(([name]) => name)]
    .map((name, i) => `json_extract(value, '$[${i}]') AS ${name}`)
    .join(', ')} FROM json_each(?))`;
  // `WHERE true` keeps the parser from reading ON CONFLICT as a join's ON.
  const addTo = (table: string, select: string) =>
    `INSERT INTO ${table} (bucket, ${key}, ${names}) ${select} ON CONFLICT (bucket, ${key}) DO UPDATE SET ${merge}`;
  /** A bucket that has been rolled up already takes late rows on both levels, or they would miss the coarser one. */
  const addLate = (table: string, perBucket: number, rolled: string) => {
    const bucket = `bucket / ${perBucket}`;
    return addTo(
      table,
      `SELECT ${bucket}, ${key}, ${aggregates} FROM ${given} WHERE ${rolled} GROUP BY ${bucket}, ${key}`,
    );
  };
  const through = ({ mark }: SeriesLevel) =>
    `(SELECT through FROM rollups WHERE level = '${mark}')`;
  const rolledFine = `bucket < ${through(fine)}`;
  const rolledMiddle = `bucket / ${perMiddle} < ${through(middle)}`;
  const adding = [
    addTo(fine.table, `SELECT * FROM ${given} WHERE true`),
    addLate(middle.table, perMiddle, rolledFine),
    addLate(coarse.table, perMiddle * perCoarse, `${rolledFine} AND ${rolledMiddle}`),
  ];
  return {
    add(rows) {
      const args = [JSON.stringify(rows)];
      return adding.map((sql) => ({ sql, args }));
    },
    rollUp(level, from, to) {
      const [source, target, per] =
        level === 'fine' ? [fine, middle, perMiddle] : [middle, coarse, perCoarse];
      const select = `SELECT bucket / ${per}, ${key}, ${aggregates} FROM ${source.table} WHERE bucket >= ? AND bucket < ? GROUP BY bucket / ${per}, ${key}`;
      return [
        { sql: addTo(target.table, select), args: [from, to] },
        { sql: 'UPDATE rollups SET through = ? WHERE level = ?', args: [to, source.mark] },
      ];
    },
  };
}

/** A null means that nothing was measured: it takes the other's value instead of spreading. */
function merged(name: string, how: 'sum' | 'min' | 'max'): string {
  const old = `coalesce(${name}, excluded.${name})`;
  const extra = `coalesce(excluded.${name}, ${name})`;
  if (how !== 'sum') return `${how}(${old}, ${extra})`;
  return `CASE WHEN ${name} IS NULL THEN excluded.${name} ELSE ${name} + coalesce(excluded.${name}, 0) END`;
}
