import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import { decodeView } from '#schemas/websocket/view';
import { createAnalysis } from '#signal/features/analysis';
import { closeView, openView } from './view-maker.ts';

const RATE_HZ = 25_600;
const tone = (hz: number, length = 4096) =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE_HZ));
const peakOf = (view: { waveform: Int16Array; waveformScaleG: number }) =>
  view.waveform.slice(8, -8).reduce((peak, count) => Math.max(peak, Math.abs(count)), 0) *
  view.waveformScaleG;

test('a usual window is shown as it was measured', () => {
  const view = openView(tone(11_000, 2048), RATE_HZ, 1);
  expect(view.waveform).toHaveLength(2048);
  expect(view.waveformRateHz).toBe(RATE_HZ);
  expect(peakOf(view)).toBeCloseTo(1, 1);
});

test('a long waveform is halved to what a screen shows, and keeps slow tones whole', () => {
  const view = openView(tone(500), RATE_HZ, 1);
  expect(view.waveform).toHaveLength(2048);
  expect(view.waveformRateHz).toBe(RATE_HZ / 2);
  expect(peakOf(view)).toBeCloseTo(1, 1);
});

test('what lies above the new Nyquist frequency does not fold into the picture', () => {
  expect(peakOf(openView(tone(11_000), RATE_HZ, 1))).toBeLessThan(0.1);
});

test('a silent window has a scale and no counts', () => {
  const view = openView(new Float32Array(2048), RATE_HZ, 1);
  expect(view.waveformScaleG).toBeGreaterThan(0);
  expect(view.waveform.every((count) => count === 0)).toBe(true);
});

test('a narrow line keeps its height and its place when bins are joined', () => {
  const analysis = createAnalysis();
  analysis.warming = false;
  const values = new Float32Array(2048);
  values[1001] = 0.7;
  Object.assign(analysis.spectrum, { hzPerBin: 6.25, bins: 2048, values });
  const result = {
    pointId: newId('pt'),
    condition: 'good' as const,
    atUs: 1e15,
    speedRpm: null,
    scores: Float32Array.of(0.5, Number.NaN, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  };
  const bytes = closeView(openView(tone(500), RATE_HZ, 7), analysis, result, false);
  const view = decodeView(bytes)!;
  const at = view.spectrum.indexOf(Math.max(...view.spectrum));
  expect(view.spectrum[at]).toBeCloseTo(0.7, 5);
  expect(Math.abs(at * view.spectrumHzPerBin - 1001 * 6.25)).toBeLessThan(view.spectrumHzPerBin);
  expect(view.windowNumber).toBe(7);
  expect(view.accelerationG).toBeNull();
  expect(view.scores?.[1]).toBe(0);
});
