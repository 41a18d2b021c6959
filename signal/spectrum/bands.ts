import type { PowerSpectrum } from './psd.ts';

/** Mean square (unit²) of the bins whose frequency lies in [lowHz, highHz). */
export function bandMeanSquare(spectrum: PowerSpectrum, lowHz: number, highHz: number): number {
  const { density, hzPerBin } = spectrum;
  let sum = 0;
  for (let k = Math.max(0, Math.ceil(lowHz / hzPerBin)); k < density.length; k++) {
    if (k * hzPerBin >= highHz) break;
    sum += density[k]!;
  }
  return sum * hzPerBin;
}
