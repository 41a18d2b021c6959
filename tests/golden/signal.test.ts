import { beforeAll, describe, expect, test } from 'bun:test';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { envelopeSpectrum, squaredEnvelope } from '#signal/envelope/envelope';
import { kurtogram } from '#signal/envelope/kurtogram';
import { orderTrack } from '#signal/envelope/order-tracking';
import { createAnalysis } from '#signal/features/analysis';
import { FEATURE_INDEX } from '#signal/features/features';
import { RecordAnalyzer } from '#signal/features/record-analyzer';
import { timeStatistics } from '#signal/features/statistics';
import { bandMeanSquare } from '#signal/spectrum/bands';
import { loadFft } from '#signal/spectrum/fft';
import { welch } from '#signal/spectrum/psd';
import { broadbandVibration } from '#signal/spectrum/velocity';
import { expectAllRelative, expectRelative, GOLDEN, goldenSamples } from './golden.ts';

const samples = goldenSamples('signal');
const rate = GOLDEN.sampleRateHz;
const every64 = (values: Float64Array) => values.filter((_, i) => i % 64 === 0);

beforeAll(async () => {
  await loadFft();
});

describe('against SciPy, to 1e-4', () => {
  test('time statistics', () => {
    const statistics = timeStatistics(samples);
    for (const [name, wanted] of Object.entries(GOLDEN.statistics)) {
      expectRelative(statistics[name as keyof typeof statistics], wanted, name);
    }
  });

  test('power spectral density by Welch', () => {
    const spectrum = welch(samples, rate, GOLDEN.psd.segment);
    expect(spectrum.hzPerBin).toBe(rate / GOLDEN.psd.segment);
    // Bin 0 holds only what rounding leaves of the mean.
    expectAllRelative(spectrum.density.slice(1), GOLDEN.psd.density.slice(1), 1e-6, 'bin');
    expectRelative(bandMeanSquare(spectrum, 1000, 5000), GOLDEN.psd.band1000to5000, 'band');
  });

  test('velocity and displacement from 10 Hz, and from 2 Hz for a slow machine', () => {
    const fast = broadbandVibration(samples, rate, 1797)!;
    expectRelative(fast.velocityMmS, GOLDEN.broadband.velocityMmS, 'velocity');
    expectRelative(fast.displacementUm, GOLDEN.broadband.displacementUm, 'displacement');
    const slow = broadbandVibration(samples, rate, 300)!;
    expectRelative(slow.velocityMmS, GOLDEN.broadbandSlow.velocityMmS, 'slow velocity');
    expectRelative(slow.displacementUm, GOLDEN.broadbandSlow.displacementUm, 'slow displacement');
  });

  test('squared envelope by Hilbert transform, whole and of a band', () => {
    const whole = squaredEnvelope(samples, rate, null);
    expectAllRelative(every64(whole), GOLDEN.hilbertSquaredEvery64, 1e-2, 'sample');
    const band = squaredEnvelope(samples, rate, { lowHz: 2000, highHz: 4500 });
    expectAllRelative(every64(band), GOLDEN.bandSquaredEvery64, 1e-2, 'band sample');
    const { amplitudes } = envelopeSpectrum(band, rate);
    expectAllRelative(amplitudes.slice(2), GOLDEN.bandEnvelopeSpectrum.slice(2), 1e-2, 'line');
  });

  test('kurtogram', () => {
    const cells = kurtogram(samples, rate, { leastWidthHz: 450, lowestHz: 0, highestHz: rate / 2 });
    expect(cells.length).toBe(GOLDEN.kurtogram.length);
    cells.forEach((cell, i) => {
      const [low, high, kurtosis] = GOLDEN.kurtogram[i]!;
      expectRelative(cell.highHz, high!, 'edge');
      expect(cell.lowHz).toBeCloseTo(low!, 6);
      expectRelative(cell.kurtosis, kurtosis!, `cell ${low}–${high}`);
    });
  });

  test('order tracking of a run-up', () => {
    const tracked = orderTrack(goldenSamples('run-up'), rate, [1200, 1800], 64);
    expectAllRelative(tracked.samples, GOLDEN.runUpResampled, 1, 'value');
  });
});

describe('the analysis of a window', () => {
  const analysis = createAnalysis();
  beforeAll(async () => {
    const analyzer = new RecordAnalyzer(await loadFft(), rate, samples.length);
    expect(analyzer.samples).toBe(samples.length);
    analysis.wantSpectra = true;
    analyzer.analyze(samples, { ...UNKNOWN_MACHINE, speedRpm: 1797 }, analysis);
  });

  test('its levels and velocity agree with SciPy, to 1e-4', () => {
    const feature = (name: keyof typeof FEATURE_INDEX) => analysis.features[FEATURE_INDEX[name]]!;
    expectRelative(feature('meanG'), GOLDEN.statistics.mean, 'mean');
    expectRelative(feature('rmsG'), GOLDEN.statistics.rms, 'rms');
    expectRelative(feature('peakG'), GOLDEN.statistics.peak, 'peak');
    expectRelative(feature('crestFactor'), GOLDEN.statistics.crestFactor, 'crest factor');
    expectRelative(feature('skewness'), GOLDEN.statistics.skewness, 'skewness');
    expectRelative(feature('kurtosis'), GOLDEN.statistics.kurtosis, 'kurtosis');
    expectRelative(feature('velocityMmS'), GOLDEN.broadband.velocityMmS, 'velocity');
    expectRelative(feature('displacementUm'), GOLDEN.broadband.displacementUm, 'displacement');
  });

  test('its whitened envelope spectrum agrees with NumPy, to 1e-4', () => {
    const { values } = analysis.envelopeSpectrum;
    expectAllRelative(values.slice(2), GOLDEN.whitenedEnvelopeSpectrum.slice(2), 1e-2, 'line');
  });
});
