import { expect, test } from 'bun:test';
import type { View } from '#schemas/websocket/view';
import { decibel, highestBin, SpectrumFrames } from './spectrum-frame.ts';

const view: View = {
  pointId: 'pt_1',
  condition: 'good',
  windowNumber: 1,
  atUs: 0,
  speedRpm: 1800,
  scores: null,
  velocityMmS: 1,
  accelerationG: 0.1,
  peakG: 0.3,
  waveform: new Int16Array(0),
  waveformRateHz: 1,
  waveformScaleG: 1,
  spectrum: Float32Array.of(9, 9, 0.1, 0.4, 0.01),
  spectrumHzPerBin: 30,
  envelope: Float32Array.of(0, 0, 0.0008),
  envelopeHzPerBin: 15,
};
const hertz = { amplitude: 'linear', frequency: 'hertz', zoom: null, factor: 1 } as const;

test('direct current does not set the scale', () => {
  const { xRange, yRange } = new SpectrumFrames('spectrum').frame(view, hertz, []);
  expect(xRange).toEqual([0, 120]);
  expect(yRange[0]).toBe(0);
  expect(yRange[1]).toBeCloseTo(0.5);
  expect(highestBin(view.spectrum)).toBe(3);
});

test('orders are multiples of the shaft speed, and fall back to hertz without one', () => {
  const orders = { ...hertz, frequency: 'orders' } as const;
  const frames = new SpectrumFrames('spectrum');
  expect([...Array.from(frames.frame(view, orders, []).x)]).toEqual([0, 1, 2, 3, 4]);
  const unknown = frames.frame({ ...view, speedRpm: null }, orders, []);
  expect(unknown.x[4]).toBe(120);
});

test('decibels are over one unit and span 80 below their top', () => {
  const frames = new SpectrumFrames('envelope');
  const { y, yRange } = frames.frame(view, { ...hertz, amplitude: 'decibel' }, []);
  expect(y[2]).toBeCloseTo(-61.94, 2);
  expect(yRange).toEqual([-140, -60]);
  expect(decibel(0)).toBe(-180);
});
