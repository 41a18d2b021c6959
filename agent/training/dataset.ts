import type { Batch } from './trainer.ts';

/** Rows in memory: inputs, targets and weights, row-major, growing as rows are added. */
export class Dataset {
  readonly inputLength: number;
  readonly labels: number;
  rows = 0;
  #inputs: Float32Array;
  #targets: Float32Array;
  #weights: Float32Array;

  constructor(inputLength: number, labels: number, capacity = 1024) {
    this.inputLength = inputLength;
    this.labels = labels;
    this.#inputs = new Float32Array(capacity * inputLength);
    this.#targets = new Float32Array(capacity * labels);
    this.#weights = new Float32Array(capacity * labels);
  }

  /** Copies a row in; weights are 1 where absent. */
  add(inputs: ArrayLike<number>, targets: ArrayLike<number>, weights?: ArrayLike<number>): void {
    if (inputs.length !== this.inputLength || targets.length !== this.labels) {
      throw new RangeError(`row of ${inputs.length} → ${targets.length}`);
    }
    this.#makeRoom();
    const label = this.rows * this.labels;
    this.#inputs.set(inputs, this.rows * this.inputLength);
    this.#targets.set(targets, label);
    if (weights === undefined) this.#weights.fill(1, label, label + this.labels);
    else this.#weights.set(weights, label);
    this.rows++;
  }

  /** The inputs of one row: a view, valid until a row is added. */
  inputsOf(row: number): Float32Array {
    return this.#inputs.subarray(row * this.inputLength, (row + 1) * this.inputLength);
  }

  /** The targets of one row: a view, valid until a row is added. */
  targetsOf(row: number): Float32Array {
    return this.#targets.subarray(row * this.labels, (row + 1) * this.labels);
  }

  /** All inputs, [rows, inputLength]: a view, valid until a row is added. */
  get inputs(): Float32Array {
    return this.#inputs.subarray(0, this.rows * this.inputLength);
  }

  /** The named rows, copied together. */
  batch(rows: ArrayLike<number>): Batch {
    const { inputLength, labels } = this;
    const inputs = new Float32Array(rows.length * inputLength);
    const targets = new Float32Array(rows.length * labels);
    const weights = new Float32Array(rows.length * labels);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      inputs.set(this.inputsOf(row), i * inputLength);
      targets.set(this.targetsOf(row), i * labels);
      weights.set(this.#weights.subarray(row * labels, (row + 1) * labels), i * labels);
    }
    return { rows: rows.length, inputs, targets, weights };
  }

  #makeRoom(): void {
    if ((this.rows + 1) * this.inputLength <= this.#inputs.length) return;
    this.#inputs = grown(this.#inputs);
    this.#targets = grown(this.#targets);
    this.#weights = grown(this.#weights);
  }
}

function grown(array: Float32Array): Float32Array {
  const larger = new Float32Array(Math.max(1024, array.length * 2));
  larger.set(array);
  return larger;
}
