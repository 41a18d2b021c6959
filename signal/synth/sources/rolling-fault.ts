import { fillWhite } from '../noise.ts';
import type { Random } from '../random.ts';
import { addSine } from '../sine.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

export type RollingFaultKind = 'inner_race' | 'outer_race' | 'ball';

/** Ring of a blow at severity 1 and nominal speed, g. */
const FULL_BLOW_G = 6;

/**
 * A spall on race or ball (Antoni & Randall 2003): one blow for each passing, the spacing jittered by slip, each blow ringing
 * the structure. An inner race's spall travels through the load zone with the shaft, a ball's with the cage; an outer race's
 * stays. A ball turns about a wandering axis, so that its spall misses the races for stretches and keeps time badly: of the
 * ball faults of the CWRU rig hardly any shows 2×BSF (Smith & Randall 2015). From the middle of its life the spall gets rough
 * and adds noise at the same rhythm.
 */
export class RollingFault implements Source {
  readonly #random: Random;
  readonly #order: number;
  readonly #zoneOrder: number;
  readonly #zonePhase: number;
  readonly #zoneWidth: number;
  readonly #jitter: number;
  readonly #alternate: number;
  readonly #exitDelayS: number;
  readonly #fullG: number;
  readonly #roughG: number;
  readonly #aimDepth: number;
  readonly #aimS: number;
  #aim: number;
  #cycles: number;
  #nextBlow: number;
  #even = false;

  /** `order` is the passing frequency in shaft orders (2×BSF for a ball); `cageOrder` is FTF. */
  constructor(
    random: Random,
    kind: RollingFaultKind,
    order: number,
    cageOrder: number,
    noiseGain: number,
  ) {
    this.#random = random;
    // Mean slip moves the line, jitter smears it: together the 1–2 % of a real bearing.
    this.#order = order * (1 + random.range(-0.012, 0.008));
    this.#jitter = random.logRange(0.003, kind === 'ball' ? 0.03 : 0.015);
    this.#zoneOrder = kind === 'inner_race' ? 1 : kind === 'ball' ? cageOrder : 0;
    this.#zonePhase = random.uniform();
    this.#zoneWidth = random.range(0.35, 1.2);
    this.#alternate = kind === 'ball' ? random.range(0.3, 1) : 1;
    this.#exitDelayS = random.range(0.0004, 0.0016);
    this.#fullG = FULL_BLOW_G * Math.exp(0.25 * random.gaussian());
    this.#roughG = random.range(0.2, 0.5) / noiseGain;
    // 0 always strikes squarely; 1.2 misses for about a third of the time.
    this.#aimDepth = kind === 'ball' ? random.range(0, 1.2) : 0;
    this.#aimS = random.logRange(0.02, 1);
    this.#aim = random.gaussian();
    this.#cycles = random.uniform();
    this.#nextBlow = this.#cycles + random.uniform();
  }

  render(block: SynthBlock, severity: number): void {
    const step = this.#order * block.revolutionsPerSample;
    const end = this.#cycles + step * BLOCK_SAMPLES;
    const size = this.#fullG * growth(severity) * block.speedRatio * this.#aimed(block);
    while (this.#nextBlow < end) {
      this.#strike(block, (this.#nextBlow - this.#cycles) / step, size, severity);
      this.#nextBlow += Math.max(0.5, 1 + this.#jitter * this.#random.gaussian());
      this.#even = !this.#even;
    }
    if (severity > 0.5) this.#addRoughness(block, step, size * (2 * severity - 1));
    this.#cycles = end;
  }

  /** How squarely the spall meets the races during this block, 0…1. */
  #aimed(block: SynthBlock): number {
    if (this.#aimDepth === 0) return 1;
    const forget = Math.exp(-BLOCK_SAMPLES / (block.sampleRateHz * this.#aimS));
    this.#aim = forget * this.#aim + Math.sqrt(1 - forget * forget) * this.#random.gaussian();
    return Math.min(1, Math.max(0, 0.6 + this.#aimDepth * this.#aim));
  }

  #strike(block: SynthBlock, at: number, size: number, severity: number): void {
    const random = this.#random;
    const zone = this.#load(block.revolutions + at * block.revolutionsPerSample);
    const race = this.#even ? this.#alternate : 1;
    const blow = size * zone * race * Math.exp(0.2 * random.gaussian());
    const index = Math.min(BLOCK_SAMPLES - 1, at | 0);
    block.blows[index]! += blow;
    // The ball leaves the spall with a second, weaker blow, the later the longer the spall.
    const exit = index + Math.round(this.#exitDelayS * severity * block.sampleRateHz);
    if (exit < BLOCK_SAMPLES) block.blows[exit]! -= 0.4 * blow;
  }

  /** Stribeck's load distribution, 0…1, for a spall at this shaft angle (Harris, Rolling Bearing Analysis). */
  #load(revolutions: number): number {
    if (this.#zoneOrder === 0) return 1;
    const angle = 2 * Math.PI * (this.#zoneOrder * revolutions + this.#zonePhase);
    const share = 1 - (1 - Math.cos(angle)) / (2 * this.#zoneWidth);
    return share > 0 ? share ** 1.5 : 0;
  }

  #addRoughness(block: SynthBlock, step: number, size: number): void {
    const envelope = block.scratch.fill(1);
    addSine(envelope, 0.8, this.#cycles, step);
    fillWhite(this.#random, noise);
    const middle = block.revolutions + 0.5 * BLOCK_SAMPLES * block.revolutionsPerSample;
    const gain = this.#roughG * size * this.#load(middle);
    for (let i = 0; i < BLOCK_SAMPLES; i++) block.blows[i]! += gain * envelope[i]! * noise[i]!;
  }
}

const noise = new Float64Array(BLOCK_SAMPLES);
