import { encodeView } from '#schemas/websocket/view';
import { fakePointId, fakeSummary, type Temper } from './fake-plant.ts';

const WAVEFORM = 512;
const WAVEFORM_HZ = 6400;
const SPECTRUM_BINS = 1024;
const SPECTRUM_HZ = 12.5;
const ENVELOPE_BINS = 640;
const ENVELOPE_HZ = 0.78;
const SHAFT_HZ = 29.95;
/** BPFO of the made-up bearing at the made-up speed. */
const BPFO_HZ = 107.4;

/** The bytes of one view: a shaft line, a resonance, and in danger the outer race's lines. */
export function fakeView(index: number, temper: Temper, windowNumber: number, nowMs: number) {
  const { figures, scores, verdict } = fakeSummary(index, temper, nowMs);
  const bad = temper === 'danger';
  return encodeView({
    pointId: fakePointId(index),
    condition: verdict.condition,
    windowNumber,
    atUs: (nowMs - 40) * 1000,
    speedRpm: figures.speedRpm,
    scores: scores === null ? null : Float32Array.from(scores),
    velocityMmS: figures.velocityMmS,
    accelerationG: figures.accelerationG,
    peakG: figures.peakG,
    waveform: waveform(bad, windowNumber),
    waveformRateHz: WAVEFORM_HZ,
    waveformScaleG: 1 / 8192,
    spectrum: lines(SPECTRUM_BINS, SPECTRUM_HZ, [
      [SHAFT_HZ, 0.04],
      [2 * SHAFT_HZ, 0.012],
      [3300, bad ? 0.05 : 0.004],
      [3300 - BPFO_HZ, bad ? 0.03 : 0],
      [3300 + BPFO_HZ, bad ? 0.03 : 0],
    ]),
    spectrumHzPerBin: SPECTRUM_HZ,
    envelope: lines(ENVELOPE_BINS, ENVELOPE_HZ, [
      [SHAFT_HZ, 0.004],
      ...[1, 2, 3, 4].map((k): [number, number] => [k * BPFO_HZ, bad ? 0.06 / k : 0]),
    ]),
    envelopeHzPerBin: ENVELOPE_HZ,
  });
}

function waveform(bad: boolean, windowNumber: number): Int16Array {
  return Int16Array.from({ length: WAVEFORM }, (_, i) => {
    const t = i / WAVEFORM_HZ + windowNumber * 0.0117;
    const shaft = 400 * Math.sin(2 * Math.PI * SHAFT_HZ * t);
    const sinceHit = (t * BPFO_HZ) % 1;
    const ring = bad ? 6000 * Math.exp(-9 * sinceHit) * Math.sin(190 * sinceHit) : 0;
    return shaft + ring + 260 * (Math.random() - 0.5);
  });
}

function lines(bins: number, hzPerBin: number, at: [number, number][]): Float32Array {
  const out = Float32Array.from({ length: bins }, () => 0.0006 * (0.5 + Math.random()));
  for (const [hz, amplitude] of at) {
    const centre = hz / hzPerBin;
    for (
      let bin = Math.max(0, Math.floor(centre) - 2);
      bin <= Math.min(bins - 1, centre + 3);
      bin++
    ) {
      out[bin] += amplitude * (0.95 + 0.1 * Math.random()) * Math.exp(-((bin - centre) ** 2));
    }
  }
  return out;
}
