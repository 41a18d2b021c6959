import { fillWhite, PinkNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import { type ShaftLine, ShaftLines } from '../shaft-lines.ts';
import { addSine, peakGOfVelocity } from '../sine.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';

/** What is driven; decides which lines a healthy machine has. */
export type MachineKind = 'motor' | 'pump' | 'fan' | 'gearbox' | 'generic';

/** Twice the mains frequency: the magnetic pull of an induction motor. */
const MAGNETIC_HZ = { 50: 100, 60: 120 } as const;

/** A healthy machine: what is left of imbalance and misalignment, its working lines, and structure-borne noise. */
export class Background implements Source {
  readonly #random: Random;
  readonly #lines: ShaftLines;
  readonly #magneticG: number;
  readonly #magneticHz: number;
  #magneticPhase: number;
  readonly #pink: PinkNoise;
  readonly #blowG: number;

  /** `noiseGain` is the resonances' gain for white blows. */
  constructor(
    random: Random,
    kind: MachineKind,
    nominalHz: number,
    sampleRateHz: number,
    noiseGain: number,
  ) {
    this.#random = random;
    this.#lines = new ShaftLines(random, healthyLines(random, kind, nominalHz), {
      sd: 0.04,
      correlationS: 2,
    });
    this.#magneticHz = MAGNETIC_HZ[random.pick([50, 60] as const)];
    this.#magneticG =
      kind === 'motor' ? peakGOfVelocity(random.logRange(0.03, 0.25), this.#magneticHz) : 0;
    this.#magneticPhase = random.uniform();
    this.#pink = new PinkNoise(random.logRange(5e-5, 4e-4), 100, sampleRateHz);
    this.#blowG = random.logRange(0.012, 0.09) / noiseGain;
  }

  render(block: SynthBlock): void {
    this.#lines.add(block, 1);
    const step = this.#magneticHz / block.sampleRateHz;
    addSine(block.direct, this.#magneticG, this.#magneticPhase, step);
    this.#magneticPhase = (this.#magneticPhase + step * BLOCK_SAMPLES) % 1;
    this.#pink.add(block.white, block.direct);
    fillWhite(this.#random, block.scratch);
    // Rolling, flow and friction: about as strong as the square of speed.
    const blow = this.#blowG * block.speedRatio * block.speedRatio;
    for (let i = 0; i < BLOCK_SAMPLES; i++) block.blows[i]! += blow * block.scratch[i]!;
  }
}

function healthyLines(random: Random, kind: MachineKind, nominalHz: number): ShaftLine[] {
  const lines: ShaftLine[] = [
    { order: 1, velocityMmS: random.logRange(0.12, 0.6) },
    { order: 2, velocityMmS: random.logRange(0.02, 0.2) },
    { order: 3, velocityMmS: random.logRange(0.01, 0.1) },
    { order: 4, velocityMmS: random.logRange(0.005, 0.05) },
  ];
  if (kind === 'pump' || kind === 'fan') {
    const blades = kind === 'pump' ? random.integer(5, 7) : random.integer(6, 12);
    lines.push({ order: blades, velocityMmS: random.logRange(0.05, 0.4) });
    lines.push({ order: 2 * blades, velocityMmS: random.logRange(0.01, 0.12) });
  }
  if (kind === 'gearbox') lines.push(...meshLines(random, nominalHz));
  return lines;
}

/** A tooth mesh is felt as acceleration: drawn in g, with its sidebands at the shaft. */
function meshLines(random: Random, nominalHz: number): ShaftLine[] {
  const teeth = random.integer(17, 47);
  const meshG = random.logRange(0.02, 0.25);
  const lines: ShaftLine[] = [];
  for (let harmonic = 1; harmonic <= 3; harmonic++) {
    const side = random.range(0.05, 0.3);
    for (const [offset, share] of [
      [-1, side],
      [0, 1],
      [1, side],
    ] as const) {
      const order = harmonic * teeth + offset;
      const g = (meshG * share) / harmonic;
      lines.push({ order, velocityMmS: g / peakGOfVelocity(1, order * nominalHz) });
    }
  }
  return lines;
}
