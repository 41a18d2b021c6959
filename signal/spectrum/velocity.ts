import { STANDARD_GRAVITY_M_S2 } from '#schemas/units/units';
import { meanSquareSpectrum } from './psd.ts';
import { velocityBand } from './velocity-band.ts';

/** Broadband vibration of a recording. */
export interface BroadbandVibration {
  readonly velocityMmS: number;
  readonly displacementUm: number;
}

/**
 * R.m.s. velocity (mm/s) and displacement (µm) of acceleration in g, by division by ω and ω² in the Hann-windowed spectrum of
 * the whole recording, over the bins of the band. Null when the sample rate is too low for 1 kHz. Await `loadFft` first.
 */
export function broadbandVibration(
  samples: Float32Array,
  sampleRateHz: number,
  speedRpm: number | null,
): BroadbandVibration | null {
  const { lowHz, highHz } = velocityBand(speedRpm);
  if (sampleRateHz < 2.5 * highHz) return null;
  const { meanSquare, hzPerBin } = meanSquareSpectrum(samples, sampleRateHz);
  let velocity = 0;
  let displacement = 0;
  for (let k = Math.max(2, Math.ceil(lowHz / hzPerBin)); k * hzPerBin <= highHz; k++) {
    const omega = 2 * Math.PI * k * hzPerBin;
    const perG = (STANDARD_GRAVITY_M_S2 * 1000) / omega;
    velocity += meanSquare[k]! * perG ** 2;
    displacement += meanSquare[k]! * ((perG * 1000) / omega) ** 2;
  }
  return { velocityMmS: Math.sqrt(velocity), displacementUm: Math.sqrt(displacement) };
}
