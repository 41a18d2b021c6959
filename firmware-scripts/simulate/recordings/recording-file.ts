import type { BearingGeometry } from '#schemas/plant/machine-facts';
import type { SignalUnit } from '#schemas/units/units';

/** One stretch of a recording without a break. */
export interface RecordingPart {
  /** The waveform of each channel, in the order of `channels`, in the recording's unit. */
  read(): Float32Array[];
}

/** A channel, with what is known of the machine where it was measured. */
export interface RecordingChannelFacts {
  name: string;
  bearing: BearingGeometry | null;
}

/** A recording as its file is, with what the file says of itself; null where it is silent. */
export interface RecordingFile {
  /** For the person: "12k_DE_OR007_0_130.mat". */
  name: string;
  sampleRateHz: number | null;
  speedRpm: number | null;
  unit: SignalUnit | null;
  powerKw: number | null;
  channels: RecordingChannelFacts[];
  /** Which channels are replayed unless the person says otherwise. */
  usualChannels: string[];
  parts: RecordingPart[];
  /** Silence between the end of one part and the start of the next, s. */
  pauseS: number;
}
