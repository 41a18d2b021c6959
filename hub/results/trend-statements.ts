import type { Statement } from '../store/statement.ts';
import { TREND_COLUMNS, TREND_LEVELS, type TrendRow } from './trend-columns.ts';

const [FINE, MIDDLE, COARSE] = TREND_LEVELS;
const MIDDLE_BUCKETS = MIDDLE.bucketMs / FINE.bucketMs;
const COARSE_BUCKETS = COARSE.bucketMs / MIDDLE.bucketMs;

const NAMES = TREND_COLUMNS.map(([name]) => name).join(', ');
const AGGREGATES = TREND_COLUMNS.map(([name, how]) => `${how}(${name})`).join(', ');
const MERGE = TREND_COLUMNS.map(([name, how]) => `${name} = ${merged(name, how)}`).join(', ');
/** The rows of a JSON array of trend rows, with named columns. */
const GIVEN = `(SELECT ${['bucket', 'point_key', ...TREND_COLUMNS.map(([name]) => name)]
  .map((name, i) => `json_extract(value, '$[${i}]') AS ${name}`)
  .join(', ')} FROM json_each(?))`;

/** A null means that nothing was graded: it takes the other's value instead of spreading. */
function merged(name: string, how: 'sum' | 'min' | 'max'): string {
  const old = `coalesce(${name}, excluded.${name})`;
  const extra = `coalesce(excluded.${name}, ${name})`;
  if (how !== 'sum') return `${how}(${old}, ${extra})`;
  return `CASE WHEN ${name} IS NULL THEN excluded.${name} ELSE ${name} + coalesce(excluded.${name}, 0) END`;
}

/** `WHERE true` keeps the parser from reading ON CONFLICT as a join's ON. */
function addTo(table: string, select: string): string {
  return `INSERT INTO ${table} (bucket, point_key, ${NAMES}) ${select} ON CONFLICT (bucket, point_key) DO UPDATE SET ${MERGE}`;
}

const ADD_FINE = addTo(FINE.table, `SELECT * FROM ${GIVEN} WHERE true`);

/** A bucket that has been rolled up already takes late rows on both levels, or they would miss the coarser one. */
function addLate(table: string, perBucket: number, rolled: string): string {
  const bucket = `bucket / ${perBucket}`;
  return addTo(
    table,
    `SELECT ${bucket}, point_key, ${AGGREGATES} FROM ${GIVEN} WHERE ${rolled} GROUP BY ${bucket}, point_key`,
  );
}
const ROLLED_FINE = "bucket < (SELECT through FROM rollups WHERE level = '10s')";
const ROLLED_MIDDLE = `bucket / ${MIDDLE_BUCKETS} < (SELECT through FROM rollups WHERE level = '10min')`;
const ADD_LATE_MIDDLE = addLate(MIDDLE.table, MIDDLE_BUCKETS, ROLLED_FINE);
const ADD_LATE_COARSE = addLate(
  COARSE.table,
  MIDDLE_BUCKETS * COARSE_BUCKETS,
  `${ROLLED_FINE} AND ${ROLLED_MIDDLE}`,
);

/**
 * Adds rows to the trends so that each row reaches each level exactly once, at once or with a later roll-up: what decides
 * is how far the roll-up has come inside the same transaction.
 */
export function addTrendRows(rows: readonly TrendRow[]): Statement[] {
  const args = [JSON.stringify(rows)];
  return [ADD_FINE, ADD_LATE_MIDDLE, ADD_LATE_COARSE].map((sql) => ({ sql, args }));
}

/** Adds the fine buckets from `from` to before `to` to the coarser level, and notes how far it came. */
export function rollUp(level: '10s' | '10min', from: number, to: number): Statement[] {
  const [source, target, per] =
    level === '10s' ? [FINE, MIDDLE, MIDDLE_BUCKETS] : [MIDDLE, COARSE, COARSE_BUCKETS];
  const select = `SELECT bucket / ${per}, point_key, ${AGGREGATES} FROM ${source.table} WHERE bucket >= ? AND bucket < ? GROUP BY bucket / ${per}, point_key`;
  return [
    { sql: addTo(target.table, select), args: [from, to] },
    { sql: 'UPDATE rollups SET through = ? WHERE level = ?', args: [to, level] },
  ];
}
