/** Phases of the filter table; positions between two phases are interpolated linearly (Smith & Gossett 1984). */
const PHASES = 128;
/** Zero crossings of the sinc on each side: 32 with this window reach about 80 dB of stop band. */
const CROSSINGS = 32;
/** Share of the lower Nyquist frequency that passes; the rest is the filter's transition. */
const PASS = 0.9;
const KAISER_BETA = 8;

/**
 * Changes the sample rate of one stream by a windowed-sinc, linear-phase, anti-aliasing filter
 * (J. O. Smith, "Digital Audio Resampling"), continuous over calls. The output lags by `delaySamples` of the input.
 */
export class Resampler {
  readonly delaySamples: number;
  readonly #rates: readonly [number, number];
  readonly #step: number;
  readonly #half: number;
  readonly #table: Float32Array;
  #input = new Float32Array(0);
  #filled = 0;
  /** Where the next output lies in `#input`, in samples. */
  #position = 0;

  constructor(fromHz: number, toHz: number) {
    this.#rates = [fromHz, toHz];
    this.#step = fromHz / toHz;
    const cutoff = (PASS * Math.min(fromHz, toHz)) / fromHz;
    this.#half = Math.ceil(CROSSINGS / cutoff);
    this.#table = filterTable(this.#half, cutoff);
    this.delaySamples = this.#half;
    this.#input = new Float32Array(2 * this.#half);
    this.reset();
  }

  /** True when it was made for these rates: its filter is worth keeping. */
  matches(fromHz: number, toHz: number): boolean {
    return this.#rates[0] === fromHz && this.#rates[1] === toHz;
  }

  /** Forgets all input, as after a gap. */
  reset(): void {
    this.#filled = 2 * this.#half;
    this.#position = this.#half;
    this.#input.fill(0, 0, this.#filled);
  }

  /** The most samples that `count` more of input can make. */
  outputBound(count: number): number {
    return Math.ceil((count + 2) / this.#step) + 1;
  }

  /** Takes all of `samples` and writes what they make into `out` from `offset` on; returns how many. */
  push(samples: Float32Array, out: Float32Array, offset: number): number {
    this.#append(samples);
    const half = this.#half;
    const width = 2 * half;
    let made = 0;
    while (Math.floor(this.#position) + half < this.#filled) {
      const whole = Math.floor(this.#position);
      const phase = (this.#position - whole) * PHASES;
      const row = Math.floor(phase);
      const blend = phase - row;
      const first = whole - half + 1;
      let sum = 0;
      for (let i = 0, a = row * width, b = a + width; i < width; i++, a++, b++) {
        const tap = this.#table[a] + blend * (this.#table[b] - this.#table[a]);
        sum += tap * this.#input[first + i];
      }
      out[offset + made++] = sum;
      this.#position += this.#step;
    }
    this.#forget();
    return made;
  }

  #append(samples: Float32Array): void {
    const needed = this.#filled + samples.length;
    if (needed > this.#input.length) {
      const larger = new Float32Array(needed);
      larger.set(this.#input.subarray(0, this.#filled));
      this.#input = larger;
    }
    this.#input.set(samples, this.#filled);
    this.#filled = needed;
  }

  /** Drops the input that no later output needs. */
  #forget(): void {
    const drop = Math.max(0, Math.floor(this.#position) - this.#half);
    this.#input.copyWithin(0, drop, this.#filled);
    this.#filled -= drop;
    this.#position -= drop;
  }
}

/** Row p holds the taps for an output p/PHASES of a sample after the centre; each row sums to one, so that 0 Hz is exact. */
function filterTable(half: number, cutoff: number): Float32Array {
  const width = 2 * half;
  const table = new Float32Array((PHASES + 1) * width);
  for (let p = 0; p <= PHASES; p++) {
    const row = table.subarray(p * width, (p + 1) * width);
    let sum = 0;
    for (let i = 0; i < width; i++) {
      const t = i - half + 1 - p / PHASES;
      const x = Math.PI * cutoff * t;
      row[i] = (x === 0 ? 1 : Math.sin(x) / x) * kaiser(t / half);
      sum += row[i];
    }
    for (let i = 0; i < width; i++) row[i] /= sum;
  }
  return table;
}

function kaiser(x: number): number {
  return Math.abs(x) > 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - x * x)) / besselI0(KAISER_BETA);
}

/** Modified Bessel function of order zero by its power series (Abramowitz & Stegun 9.6.12). */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
