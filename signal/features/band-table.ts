/** Centre of the lowest half-octave band, Hz. */
const LOWEST_CENTRE_HZ = 125;
const BAND_COUNT = 15;

/** Half-octave bands that cover 105 Hz to 19 kHz: the coarse colour of a signal, whatever its sample rate. */
export const BANDS: readonly { readonly lowHz: number; readonly highHz: number }[] = Array.from(
  { length: BAND_COUNT },
  (_, i) => {
    const centre = LOWEST_CENTRE_HZ * 2 ** (i / 2);
    return { lowHz: centre * 2 ** -0.25, highHz: centre * 2 ** 0.25 };
  },
);

/** A band counts only where the sensor's filter leaves it whole: up to 0.45 of the sample rate. */
export const USABLE_BANDWIDTH = 0.45;
