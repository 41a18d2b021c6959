import { PinkNoise } from '../noise.ts';
import type { Random } from '../random.ts';
import { type ShaftLine, ShaftLines } from '../shaft-lines.ts';
import type { Source, SynthBlock } from '../synth-block.ts';

/**
 * Velocity r.m.s. at severity 1, mm/s: beyond the C/D limit of every support in group 2 (7.1 mm/s), so that severity
 * 0…1 walks through all zones.
 */
const FULL_VELOCITY_MM_S = 10;
/** Slower than linear at first: a fault is long small. */
const GROWTH = 1.4;

/** Share of the full amplitude at a severity of 0…1. */
export function growth(severity: number): number {
  return severity ** GROWTH;
}

/** A heavy spot: 1X, and hardly anything else. */
export function imbalance(random: Random): Source {
  const full = FULL_VELOCITY_MM_S * random.range(0.9, 1.1);
  return steadyLines(random, [
    { order: 1, velocityMmS: full },
    { order: 2, velocityMmS: full * random.range(0.01, 0.05) },
  ]);
}

/** Bent coupling: 2X beside or above 1X, with 3X and a little 4X. */
export function misalignment(random: Random): Source {
  const full = FULL_VELOCITY_MM_S * random.range(0.8, 1);
  return steadyLines(random, [
    { order: 1, velocityMmS: full * random.range(0.25, 0.6) },
    { order: 2, velocityMmS: full * random.range(0.7, 1) },
    { order: 3, velocityMmS: full * random.range(0.2, 0.6) },
    { order: 4, velocityMmS: full * random.range(0.05, 0.2) },
  ]);
}

/** Parts that rattle: many harmonics of half the shaft frequency, unsteady, on a raised floor. */
export function looseness(random: Random, sampleRateHz: number): Source {
  const full = FULL_VELOCITY_MM_S * random.range(0.5, 0.7);
  const decay = random.range(0.72, 0.9);
  const half = random.range(0.25, 0.6);
  const lines: ShaftLine[] = [];
  for (let order = 0.5; order <= 10; order += 0.5) {
    const share = Number.isInteger(order) ? 1 : half;
    const velocityMmS = full * share * decay ** (order - 1) * random.range(0.5, 1);
    lines.push({ order, velocityMmS: order === 0.5 ? velocityMmS * 0.6 : velocityMmS });
  }
  const shaft = new ShaftLines(random, lines, { sd: 0.25, correlationS: 0.4 });
  const floor = new PinkNoise(random.logRange(4e-4, 1.5e-3), 100, sampleRateHz);
  return {
    render(block: SynthBlock, severity: number): void {
      shaft.add(block, growth(severity));
      floor.add(block.white, block.direct, growth(severity) * block.speedRatio);
    },
  };
}

function steadyLines(random: Random, lines: readonly ShaftLine[]): Source {
  const shaft = new ShaftLines(random, lines, { sd: 0.03, correlationS: 3 });
  return {
    render: (block: SynthBlock, severity: number): void => shaft.add(block, growth(severity)),
  };
}
