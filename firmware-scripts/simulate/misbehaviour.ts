import type { Random } from '#signal/synth/random';

/** How badly a sensor behaves: probabilities per frame. */
export interface MisbehaviourOptions {
  lose: number;
  repeat: number;
  late: number;
  /** Frames that overtake a late one. */
  lateBy: number;
  damage: number;
}

/** What was done to the frames so far. */
export interface Mischief {
  lost: number;
  repeated: number;
  late: number;
  damaged: number;
}

/** The most bits that one damaged frame has flipped. */
const MAX_FLIPS = 8;

/** One sensor's bad transmission: loses, repeats, delays and damages frames as the seed says. */
export class Misbehaviour {
  readonly #options: MisbehaviourOptions;
  readonly #random: Random;
  readonly #mischief: Mischief;
  readonly #held: { frame: Uint8Array; after: number }[] = [];

  /** `mischief` counts; sensors may share it. */
  constructor(options: MisbehaviourOptions, random: Random, mischief: Mischief) {
    this.#options = options;
    this.#random = random;
    this.#mischief = mischief;
  }

  /** Hands on what becomes of the frame, and the late frames that are due after it. The bytes may be reused afterwards. */
  pass(frame: Uint8Array, deliver: (frame: Uint8Array) => void): void {
    const { lose, repeat, late, lateBy, damage } = this.#options;
    // All four are drawn for each frame, so that one setting does not shift the fate of the others.
    const [isLost, isRepeated, isLate, isDamaged] = [
      this.#random.uniform() < lose,
      this.#random.uniform() < repeat,
      this.#random.uniform() < late,
      this.#random.uniform() < damage,
    ];
    const overtaken = [...this.#held];
    if (isLost) this.#mischief.lost++;
    else {
      const sent = isDamaged ? this.#damaged(frame) : frame;
      if (isLate) {
        this.#mischief.late++;
        this.#held.push({ frame: sent.slice(), after: lateBy });
      } else deliver(sent);
      if (isRepeated && !isLate) {
        this.#mischief.repeated++;
        deliver(sent);
      }
    }
    for (const held of overtaken) {
      if (--held.after > 0) continue;
      this.#held.splice(this.#held.indexOf(held), 1);
      deliver(held.frame);
    }
  }

  /** Delivers what is still held back: the stream has ended. */
  flush(deliver: (frame: Uint8Array) => void): void {
    for (const held of this.#held.splice(0)) deliver(held.frame);
  }

  #damaged(frame: Uint8Array): Uint8Array {
    this.#mischief.damaged++;
    const copy = frame.slice();
    const bits = new Set<number>();
    for (let flips = this.#random.integer(1, MAX_FLIPS); flips > 0; flips--)
      bits.add(this.#random.integer(0, copy.byteLength * 8 - 1));
    for (const bit of bits) copy[bit >> 3]! ^= 1 << (bit & 7);
    return copy;
  }
}
