import { TremoloError } from '#schemas/errors/tremolo-error';
import type { BearingGeometry } from '#schemas/plant/machine-facts';
import { type MatlabArray, readMatlab5 } from '#signal/recordings/matlab5';
import type { Recording } from '#signal/recordings/recording';

/** What a CWRU file's name says. `fault` null is the healthy machine. */
export interface CwruName {
  sampleRateHz: number;
  fault: 'inner_race' | 'outer_race' | 'ball' | null;
  /** Fault diameter in thousandths of an inch; 0 when healthy. */
  sizeMil: number;
  loadHp: number;
  fileNumber: number;
}

/** A CWRU recording with what its name says of it. */
export interface CwruRecording extends Recording {
  about: CwruName;
}

/** SKF 6205-2RS, the drive-end bearing: the Bearing Data Center's dimensions in inches. */
export const CWRU_DRIVE_END_BEARING: BearingGeometry = {
  designation: 'SKF 6205-2RS',
  balls: 9,
  ballDiameterMm: 0.3126 * 25.4,
  pitchDiameterMm: 1.537 * 25.4,
  contactAngleDeg: 0,
};

const FAULTS = { B: 'ball', IR: 'inner_race', OR: 'outer_race' } as const;
/** Nominal shaft speed by motor load in hp, for the files that lack the measured one. */
const NOMINAL_RPM = [1797, 1772, 1750, 1730] as const;
const CHANNELS = ['DE', 'FE', 'BA'] as const;

/** Reads a file name such as `12k_DE_IR014_2_171.mat` or `48k_Normal_0_97.mat`; null for any other. */
export function parseCwruName(fileName: string): CwruName | null {
  const faulty = /^(\d+)k_(?:DE|FE)_(B|IR|OR)(\d{3})_(\d)_(\d+)\.mat$/.exec(fileName);
  if (faulty !== null) {
    return {
      sampleRateHz: Number(faulty[1]) * 1000,
      fault: FAULTS[faulty[2] as keyof typeof FAULTS],
      sizeMil: Number(faulty[3]),
      loadHp: Number(faulty[4]),
      fileNumber: Number(faulty[5]),
    };
  }
  const healthy = /^(\d+)k_Normal_(\d)_(\d+)\.mat$/.exec(fileName);
  if (healthy === null) return null;
  return {
    sampleRateHz: Number(healthy[1]) * 1000,
    fault: null,
    sizeMil: 0,
    loadHp: Number(healthy[2]),
    fileNumber: Number(healthy[3]),
  };
}

/**
 * Reads a file of the Case Western Reserve University Bearing Data Center. Rate comes from the name, because no
 * variable holds it; speed from the file, else nominal by load. @throws TremoloError recording_unreadable
 */
export function readCwru(fileName: string, bytes: Uint8Array): CwruRecording {
  const about = parseCwruName(fileName);
  if (about === null) {
    throw new TremoloError(
      'recording_unreadable',
      `${fileName} is not named like a CWRU file, so its sample rate is unknown.`,
    );
  }
  const variables = readMatlab5(bytes);
  // By number, not by suffix: 99.mat also holds the arrays of X098.
  const prefix = `X${String(about.fileNumber).padStart(3, '0')}`;
  const channels = CHANNELS.flatMap((name) => {
    const array = variables.get(`${prefix}_${name}_time`);
    return array === undefined ? [] : [{ name, samples: Float32Array.from(array.data) }];
  });
  if (channels.length === 0) {
    throw new TremoloError('recording_unreadable', `${fileName} holds no ${prefix} waveform.`);
  }
  const speedRpm = measuredRpm(variables.get(`${prefix}RPM`)) ?? NOMINAL_RPM[about.loadHp] ?? null;
  return { name: fileName, sampleRateHz: about.sampleRateHz, speedRpm, unit: 'g', channels, about };
}

function measuredRpm(array: MatlabArray | undefined): number | null {
  const rpm = array?.data[0];
  return rpm !== undefined && rpm > 0 ? rpm : null;
}
