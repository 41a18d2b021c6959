/** Rows of a waterfall, one a second. */
export const WATERFALL_ROWS = 60;
const ROW_MS = 1000;
const SPAN_DB = 50;

/** Spectra of the last minute: each row holds the highest of its second per column, so that no short event is lost. */
export class WaterfallHistory {
  private readonly columns: number;
  private readonly rows: Float32Array[] = [];
  private current: Float32Array;
  private currentMs = Number.NaN;

  constructor(columns: number) {
    this.columns = columns;
    this.current = new Float32Array(columns);
  }

  /** Takes a spectrum; true when a row was completed. After a pause the rows stand as they are: time is not invented. */
  take(spectrum: Float32Array, atMs: number): boolean {
    const second = Math.floor(atMs / ROW_MS);
    const completes = !Number.isNaN(this.currentMs) && second !== this.currentMs;
    if (completes) {
      this.rows.push(this.current);
      if (this.rows.length > WATERFALL_ROWS) this.rows.shift();
      this.current = new Float32Array(this.columns);
    }
    this.currentMs = second;
    for (let bin = 0; bin < spectrum.length; bin++) {
      const column = Math.floor((bin * this.columns) / spectrum.length);
      if (spectrum[bin] > this.current[column]) this.current[column] = spectrum[bin];
    }
    this.fillBetween(spectrum.length);
    return completes;
  }

  /** The rows, oldest first, and the dB that the darkest and lightest stand for. */
  shown(): { rows: readonly Float32Array[]; floorDb: number; topDb: number } {
    let largest = 1e-6;
    for (const row of this.rows) for (const value of row) if (value > largest) largest = value;
    const topDb = 20 * Math.log10(largest);
    return { rows: this.rows, floorDb: topDb - SPAN_DB, topDb };
  }

  /** With fewer bins than columns, a bin's value holds until the next one's column. */
  private fillBetween(bins: number): void {
    if (bins >= this.columns) return;
    for (let column = 1; column < this.columns; column++) {
      const bin = Math.floor((column * bins) / this.columns);
      const first = Math.ceil((bin * this.columns) / bins);
      if (column > first) this.current[column] = this.current[first];
    }
  }
}
