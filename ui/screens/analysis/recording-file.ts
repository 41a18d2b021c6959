import { readCsv } from '#signal/recordings/csv-recording';
import { readWav } from '#signal/recordings/wav';

/** What a file holds: one or several signals of one rate, which a .wav says itself. */
export interface RecordingFile {
  readonly channels: readonly { readonly name: string; readonly samples: Float32Array }[];
  readonly sampleRateHz: number | null;
}

/** Larger files would leave a phone without memory. */
export const RECORDING_BYTES_MAX = 64 * 1024 * 1024;

/** Reads a .wav, or a table of numbers with one signal in each column. Throws `recording_unreadable` with a sentence. */
export function readRecordingFile(name: string, bytes: Uint8Array): RecordingFile {
  if (name.toLowerCase().endsWith('.wav')) {
    const { sampleRateHz, channels } = readWav(bytes);
    return {
      sampleRateHz,
      channels: channels.map((samples, i) => ({ name: String(i + 1), samples })),
    };
  }
  const columns = readCsv(new TextDecoder().decode(bytes));
  return {
    sampleRateHz: null,
    channels: columns.map(({ name: column, data }) => ({
      name: column,
      samples: Float32Array.from(data),
    })),
  };
}
