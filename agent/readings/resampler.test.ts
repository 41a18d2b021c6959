import { expect, test } from 'bun:test';
import { Resampler } from './resampler.ts';

/** Resamples a tone in chunks of uneven length and returns all that came out. */
function resampleTone(fromHz: number, toHz: number, toneHz: number, seconds = 1): Float32Array {
  const input = Float32Array.from({ length: fromHz * seconds }, (_, i) =>
    Math.sin((2 * Math.PI * toneHz * i) / fromHz),
  );
  const resampler = new Resampler(fromHz, toHz);
  const out = new Float32Array(resampler.outputBound(input.length) + 100);
  let filled = 0;
  for (let at = 0, chunk = 1; at < input.length; at += chunk, chunk = (chunk * 7) % 1999 || 3)
    filled += resampler.push(input.subarray(at, at + chunk), out, filled);
  return out.subarray(0, filled);
}

const rms = (x: Float32Array) => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0) / x.length);

for (const [fromHz, toHz] of [
  [48_000, 25_600],
  [12_000, 25_600],
  [26_667, 25_600],
]) {
  test(`${fromHz} to ${toHz} Hz keeps a tone's amplitude and phase`, () => {
    const toneHz = 1000;
    const out = resampleTone(fromHz, toHz, toneHz);
    const delay = new Resampler(fromHz, toHz).delaySamples / fromHz;
    let worst = 0;
    for (let i = 2000; i < out.length; i++) {
      const want = Math.sin(2 * Math.PI * toneHz * (i / toHz - delay));
      worst = Math.max(worst, Math.abs(out[i] - want));
    }
    expect(worst).toBeLessThan(1e-3);
    expect(Math.abs(out.length - toHz)).toBeLessThan(200);
  });
}

test('a tone above the new Nyquist frequency is gone, not folded down', () => {
  expect(rms(resampleTone(48_000, 25_600, 16_000).subarray(1000))).toBeLessThan(1e-3);
});
