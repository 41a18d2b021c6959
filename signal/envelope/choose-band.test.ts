import { beforeAll, describe, expect, test } from 'bun:test';
import { loadFft } from '#signal/spectrum/fft';
import { BandSurvey } from './band-survey.ts';
import { chooseEnvelopeBand } from './choose-band.ts';

const RATE = 25_600;

beforeAll(async () => {
  await loadFft();
});

/** Reproducible, near enough to Gaussian: sum of 12 uniform values. */
function noise(): () => number {
  let state = 11;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

/** Impacts 90 times a second that ring at 7.2 kHz under noise of 1 g. */
function hiddenImpacts(seconds: number): Float32Array {
  const random = noise();
  const period = RATE / 90;
  return Float32Array.from({ length: seconds * RATE }, (_, i) => {
    const since = (i % period) / RATE;
    return random() + 4 * Math.exp(-1500 * since) * Math.sin(2 * Math.PI * 7200 * since);
  });
}

describe('chooseEnvelopeBand', () => {
  test('finds the band in which impacts ring, under noise that hides them', () => {
    const band = chooseEnvelopeBand(hiddenImpacts(1), RATE);
    expect(band.by).toBe('kurtogram');
    expect(band.lowHz).toBeLessThan(7200);
    expect(band.highHz).toBeGreaterThan(7200);
    expect(band.highHz - band.lowHz).toBeLessThan(5000);
  });

  test('keeps to the fixed band where nothing is impulsive', () => {
    const random = noise();
    const samples = Float32Array.from({ length: RATE }, random);
    expect(chooseEnvelopeBand(samples, RATE)).toEqual({ lowHz: 500, highHz: 5000, by: 'fixed' });
  });
});

describe('BandSurvey', () => {
  test('answers once it has heard enough, and begins anew after a gap', () => {
    const samples = hiddenImpacts(2);
    const survey = new BandSurvey(RATE);
    const answers: (string | null)[] = [];
    for (let window = 0; window < 18; window++) {
      if (window === 2) survey.reset();
      const fresh = samples.subarray(window * 2048, (window + 1) * 2048);
      answers.push(survey.add(fresh)?.by ?? null);
    }
    // 1.25 s are 15.6 windows, counted from the third.
    expect(answers.slice(0, 17).every((answer) => answer === null)).toBe(true);
    expect(answers[17]).toBe('kurtogram');
  });
});
