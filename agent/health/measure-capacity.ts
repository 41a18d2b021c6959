import { newHeader } from '#schemas/frames/decode';
import { encodeFrame, restampFrame } from '#schemas/frames/encode';

/** Sensors of the measurement. */
export const MEASURED_SENSORS = 64;
const WINDOWS_PER_FRAME = 4;

/** The way of a lane as far as the measurement needs it. */
export interface MeasuredWay {
  /** Takes a frame of sensor `index`; the sensors are numbered from 0. */
  accept: (index: number, bytes: Uint8Array) => void;
  /** Resolves when all windows handed over have their results. */
  settle: () => Promise<void>;
}

export interface CapacityOptions {
  way: MeasuredWay;
  windowSamples: number;
  sampleRateHz: number;
  clock: () => number;
  limitMs: number;
}

/**
 * How many windows a second this lane carries from frame to result on this machine as it is now, its sister lanes beside it:
 * noise of a few sensors goes the whole way for `limitMs`, the first part of which only fills contexts.
 */
export async function measureCapacity(options: CapacityOptions): Promise<number> {
  const { way, windowSamples, sampleRateHz, clock, limitMs } = options;
  const count = windowSamples * WINDOWS_PER_FRAME;
  const frame = noiseFrame(count, sampleRateHz);
  // A context is about 1.3 s; two rounds more let the runtime compile what is hot.
  const warmUpRounds = Math.ceil((1.3 * sampleRateHz) / count) + 2;
  const beginMs = clock();
  let sinceMs = beginMs;
  let frames = 0;
  for (let round = 0; round < warmUpRounds || clock() - sinceMs < limitMs / 2; round++) {
    if (round === warmUpRounds) {
      sinceMs = clock();
      frames = 0;
    }
    restampFrame(frame, round, Math.round(round * (count / sampleRateHz) * 1e6));
    for (let sensor = 0; sensor < MEASURED_SENSORS; sensor++) way.accept(sensor, frame);
    frames += MEASURED_SENSORS;
    await way.settle();
    // A slow machine is not kept from its work: what was measured while warming up is a fair lower bound.
    if (clock() - beginMs > limitMs) break;
  }
  return (frames * WINDOWS_PER_FRAME * 1000) / Math.max(1, clock() - sinceMs);
}

function noiseFrame(count: number, sampleRateHz: number): Uint8Array {
  const header = { ...newHeader(), sampleRateHz, count };
  header.scale[0] = 1 / 4096;
  // The spectrum of a fixed, flat sequence is as much work as that of any machine.
  const samples = Float32Array.from({ length: count }, (_, i) => Math.sin(i * i * 0.37) * 0.5);
  return encodeFrame(header, [samples]);
}
