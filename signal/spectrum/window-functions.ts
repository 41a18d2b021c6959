/** The periodic Hann window, ½ − ½·cos(2πi/n): the one for spectra (Harris 1978). */
export function hann(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
}

/** Figures by which a window's effect is taken out of a spectrum. */
export interface WindowGains {
  /** Mean of the window: a line's amplitude is multiplied by it. */
  readonly coherent: number;
  /** Mean of the window's square: noise power is multiplied by it. */
  readonly power: number;
  /** Equivalent noise bandwidth in bins. */
  readonly noiseBins: number;
}

/** The gains of any window. */
export function windowGains(window: Float64Array): WindowGains {
  let sum = 0;
  let squares = 0;
  for (const w of window) {
    sum += w;
    squares += w * w;
  }
  const coherent = sum / window.length;
  const power = squares / window.length;
  return { coherent, power, noiseBins: power / (coherent * coherent) };
}
