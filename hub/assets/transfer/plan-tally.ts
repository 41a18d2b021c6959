import {
  IMPORT_ERRORS_MAX,
  type ImportError,
  type PlannedChange,
  type PlantPlan,
} from '#schemas/http/plant-transfer';
import type { Wrong } from '#schemas/http/wrong';

const CHANGES_MAX = 1_000;

/** Counts what a plan would do, row by row, and collects what is wrong. */
export class PlanTally {
  readonly #errors: ImportError[] = [];
  readonly #changes: PlannedChange[] = [];
  readonly #counts = { created: 0, edited: 0, moved: 0, placed: 0 };
  #errorCount = 0;
  #unchanged = 0;

  get hasErrors(): boolean {
    return this.#errorCount > 0;
  }

  wrong(row: number, column: string | null, why: Wrong): void {
    this.#errorCount++;
    if (this.#errors.length < IMPORT_ERRORS_MAX) this.#errors.push({ row, column, ...why });
  }

  changed(change: PlannedChange): void {
    this.#counts[change.what]++;
    if (this.#changes.length < CHANGES_MAX) this.#changes.push(change);
  }

  unchanged(): void {
    this.#unchanged++;
  }

  read(rows: number, dryRun: boolean): PlantPlan {
    return {
      dryRun,
      changeId: null,
      rows,
      ...this.#counts,
      unchanged: this.#unchanged,
      errors: this.#errors.toSorted((a, b) => a.row - b.row),
      errorCount: this.#errorCount,
      changes: this.#changes,
    };
  }
}
