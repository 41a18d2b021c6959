/** Where a stream stands, so that another process can go on with it. */
export interface RandomState {
  readonly words: readonly number[];
  /** The second of a pair of normal draws, not yet given. */
  readonly spare: number;
}

/**
 * Seeded generator (xoshiro128**, Blackman & Vigna 2018; seeded by splitmix32). Same seed, same stream, on every
 * machine. `fork(name)` gives an independent stream that does not depend on what was drawn before, so adding a fault to
 * a machine leaves the rest of that machine as it was.
 */
export class Random {
  readonly #seed: number;
  readonly #state = new Uint32Array(4);
  #spare = Number.NaN;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    let s = this.#seed;
    for (let i = 0; i < 4; i++) {
      s = (s + 0x9e3779b9) >>> 0;
      this.#state[i] = mix(s);
    }
  }

  fork(name: string): Random {
    let hash = 0x811c9dc5 ^ this.#seed;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    return new Random(mix(hash >>> 0));
  }

  /** Where the stream stands now. */
  save(): RandomState {
    return { words: [...this.#state], spare: this.#spare };
  }

  /** Goes on from where a stream stood. */
  resume({ words, spare }: RandomState): void {
    this.#state.set(words);
    this.#spare = spare;
  }

  /** An unsigned 32-bit integer. */
  uint32(): number {
    const s = this.#state;
    const s1 = s[1]!;
    const times5 = Math.imul(s1, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= s1 << 9;
    s[3] = (s[3]! << 11) | (s[3]! >>> 21);
    return result;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296;
  }

  /** Uniform in [low, high). */
  range(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform in the logarithm: as many values in each octave. */
  logRange(low: number, high: number): number {
    return low * (high / low) ** this.uniform();
  }

  /** An integer in low…high, both included. */
  integer(low: number, high: number): number {
    return low + (this.uint32() % (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[this.uint32() % items.length]!;
  }

  /** Standard normal (Marsaglia's polar method). */
  gaussian(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const q = u * u + v * v;
      if (q > 0 && q < 1) {
        const k = Math.sqrt((-2 * Math.log(q)) / q);
        this.#spare = v * k;
        return u * k;
      }
    }
  }

  /** Exponential waiting time of the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }
}

/** The finaliser of murmur3: one changed bit changes half of the result. */
function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
