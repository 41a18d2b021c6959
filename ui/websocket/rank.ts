import type { Appearance } from '../text/en.ts';
import { fullName, type PointCell } from './point-cell.ts';

/** Worst first; the order of filter chips and tiles. */
export const APPEARANCES: readonly Appearance[] = [
  'danger',
  'warning',
  'advisory',
  'stale',
  'not_graded',
  'waiting',
  'warming',
  'good',
];

/** Those that a person should look at. */
export const NEEDS_ATTENTION: readonly Appearance[] = ['danger', 'warning', 'advisory', 'stale'];

/**
 * Sorts worst first, and a point that went stale while in danger or warning keeps its place right after the live ones of
 * that kind: silence is no recovery. Equal ones go by name, so tiles move only when a condition changes.
 */
export function rankOf(cell: PointCell): number {
  const appearance = cell.appearance.peek();
  if (appearance !== 'stale') return APPEARANCES.indexOf(appearance);
  const last = cell.latest.peek()?.verdict.condition;
  return last === 'danger' || last === 'warning'
    ? APPEARANCES.indexOf(last) + 0.5
    : APPEARANCES.indexOf('stale');
}

const names = new Intl.Collator('en', { numeric: true });

/** Ids of the cells, worst first. */
export function worstFirst(cells: ReadonlyMap<string, PointCell>): string[] {
  const keyed = [...cells].map(([id, cell]) => ({
    id,
    rank: rankOf(cell),
    name: fullName(cell.point.peek()),
  }));
  keyed.sort((a, b) => a.rank - b.rank || names.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
  return keyed.map((entry) => entry.id);
}
