import { beforeAll, describe, expect, test } from 'bun:test';
import { type Fft, loadFft } from '#signal/spectrum/fft';
import { BlockSplitter } from './block-splitter.ts';
import { recordPlan } from './context-plan.ts';
import { envelopeBand } from './envelope-band.ts';
import { Whitening } from './whitening.ts';

const RATE = 12_800;
const plan = recordPlan(RATE, 12_800);

let fft: Fft;
beforeAll(async () => {
  fft = await loadFft();
});

/** The spectrum of noise with a resonance 30 dB tall at 3 kHz. */
function resonant(): BlockSplitter {
  const splitter = new BlockSplitter(fft, plan);
  for (let k = 1; k < plan.blockSamples / 2; k++) {
    const hz = (k * RATE) / plan.blockSamples;
    const height = 1 + 31 * Math.exp(-(((hz - 3000) / 500) ** 2));
    splitter.spectrum.f32[2 * k] = height * Math.cos(k * k);
    splitter.spectrum.f32[2 * k + 1] = height * Math.sin(k * k);
  }
  return splitter;
}

describe('Whitening', () => {
  test('brings a resonance and the rest of the band to one level, keeping the mean square', () => {
    const { spectrum } = resonant();
    const band = envelopeBand(plan, { lowHz: 500, highHz: 5000 });
    const whitening = new Whitening(plan, band);
    whitening.update(spectrum.f32, 1);
    const levels: number[] = [];
    let before = 0;
    let after = 0;
    for (let i = 0; i < band.gains.length; i++) {
      const k = 2 * (band.firstBin + i);
      const power = spectrum.f32[k]! ** 2 + spectrum.f32[k + 1]! ** 2;
      before += power;
      after += power * whitening.gains[i]! ** 2;
      const edge = band.gains[i]!;
      if (edge > 0.99) levels.push(Math.sqrt(power) * whitening.gains[i]!);
    }
    expect(Math.max(...levels) / Math.min(...levels)).toBeLessThan(5);
    expect(Math.abs(after / before - 1)).toBeLessThan(0.2);
  });

  test('does not lift a part of the band in which the sensor hears nothing', () => {
    const { spectrum } = resonant();
    const band = envelopeBand(plan, { lowHz: 500, highHz: 5000 });
    for (let k = 0; k < spectrum.length; k++)
      if (k > plan.blockSamples / 2) spectrum.f32[k]! *= 1e-6;
    const whitening = new Whitening(plan, band);
    whitening.update(spectrum.f32, 1);
    const last = whitening.gains.length - 400;
    // 30 dB over the band's mean, where the signal lies 120 dB under it.
    expect(whitening.gains[last]!).toBeLessThan(60);
    expect(whitening.gains[last]!).toBeGreaterThan(20);
  });

  test('of a block that counts alone nothing of an earlier one is left, not in the last bit', () => {
    const { spectrum } = resonant();
    const band = envelopeBand(plan, { lowHz: 500, highHz: 5000 });
    const fresh = new Whitening(plan, band);
    fresh.update(spectrum.f32, 1);
    const used = new Whitening(plan, band);
    used.update(
      spectrum.f32.map((value, k) => value * (1e5 + k)),
      1,
    );
    used.update(spectrum.f32, 1);
    expect(used.gains).toEqual(fresh.gains);
  });

  test('stays as it is in silence', () => {
    const band = envelopeBand(plan, { lowHz: 500, highHz: 5000 });
    const whitening = new Whitening(plan, band);
    whitening.update(new Float32Array(plan.blockSamples), 1);
    expect(whitening.gains).toEqual(Float32Array.from(band.gains));
  });
});
