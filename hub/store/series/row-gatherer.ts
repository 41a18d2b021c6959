import type { Series, SeriesRow } from './series.ts';

type How = Series['columns'][number][1];

/** Gathers rows of a series between two commits: those of one bucket and key become one. */
export class RowGatherer {
  readonly #hows: readonly How[];
  readonly #rowsMax: number;
  #rows = new Map<string, (number | null)[]>();

  constructor(series: Series, rowsMax: number) {
    this.#hows = series.columns.map(([, how]) => how);
    this.#rowsMax = rowsMax;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** False: there are too many already, and this one is not kept. */
  add(row: SeriesRow): boolean {
    const name = `${row[0]} ${row[1]}`;
    const known = this.#rows.get(name);
    if (known === undefined) {
      if (this.#rows.size >= this.#rowsMax) return false;
      this.#rows.set(name, [...row]);
      return true;
    }
    for (const [i, how] of this.#hows.entries()) {
      known[i + 2] = merged(known[i + 2] ?? null, row[i + 2] ?? null, how);
    }
    return true;
  }

  /** All rows, which are then forgotten here. */
  take(): SeriesRow[] {
    const rows = [...this.#rows.values()];
    this.#rows = new Map();
    return rows;
  }
}

/** As the tables merge: a null takes the other's value. */
function merged(one: number | null, other: number | null, how: How): number | null {
  if (one === null || other === null) return one ?? other;
  if (how === 'sum') return one + other;
  return how === 'min' ? Math.min(one, other) : Math.max(one, other);
}
