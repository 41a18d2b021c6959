/** One measured signal of a recording, in the recording's unit. */
export interface RecordingChannel {
  /** As the file calls it ("DE", "horizontal"). */
  name: string;
  samples: Float32Array;
}

/** A recording as every reader hands it on: waveforms in g with their rate, and the shaft speed where it is known. */
export interface Recording {
  name: string;
  sampleRateHz: number;
  speedRpm: number | null;
  unit: 'g';
  channels: RecordingChannel[];
}
