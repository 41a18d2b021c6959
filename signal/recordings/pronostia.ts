import { TremoloError } from '#schemas/errors/tremolo-error';
import { readCsv } from '#signal/recordings/csv-recording';
import type { Recording } from '#signal/recordings/recording';

/** Sample rate of every PRONOSTIA acceleration snapshot. */
export const PRONOSTIA_RATE_HZ = 25_600;
/** Time from the start of one snapshot to the start of the next. */
export const PRONOSTIA_INTERVAL_S = 10;

/** Shaft speed by operating condition, the first digit of the bearing's name (Nectoux et al. 2012, table 1). */
const SPEED_RPM: Readonly<Record<string, number>> = { 1: 1800, 2: 1650, 3: 1500 };
const HORIZONTAL = 4;
const VERTICAL = 5;

/**
 * Reads one `acc_NNNNN.csv` snapshot of a PRONOSTIA (FEMTO-ST, PHM 2012) bearing; `bearing` is its folder's name
 * ("Bearing1_2"), which tells the speed. @throws TremoloError recording_unreadable
 */
export function readPronostia(bearing: string, fileName: string, text: string): Recording {
  const condition = /^Bearing(\d)_\d+$/.exec(bearing)?.[1];
  if (condition === undefined) {
    throw new TremoloError(
      'recording_unreadable',
      `${bearing} is not named like a PRONOSTIA bearing ("Bearing1_2").`,
    );
  }
  const [horizontal, vertical] = readCsv(text, { columns: [HORIZONTAL, VERTICAL] });
  return {
    name: `${bearing}/${fileName}`,
    sampleRateHz: PRONOSTIA_RATE_HZ,
    speedRpm: SPEED_RPM[condition] ?? null,
    unit: 'g',
    channels: [
      { name: 'horizontal', samples: Float32Array.from(horizontal!.data) },
      { name: 'vertical', samples: Float32Array.from(vertical!.data) },
    ],
  };
}
