import type { SignalUnit } from '#schemas/units/units';
import { type CsvColumn, readCsv } from '#signal/recordings/csv-recording';
import type { RecordingFile } from './recording-file.ts';

const TIME_COLUMN = /^(t|time|timestamp|seconds?)\b|^(t|time)_/i;
const TIME_IN_SECONDS = /\(s\)|\[s\]|_s$|^seconds?$/i;
const UNITS: [RegExp, SignalUnit][] = [
  [/\(g\)|\[g\]|_g$/i, 'g'],
  [/[([]m\/s(\^?2|²)[)\]]|_m_s2$/i, 'm_s2'],
  [/[([]mm\/s[)\]]|_mm_s$/i, 'mm_s'],
];

/**
 * A table of text: each column a channel, but for one of time. Unit and rate come from the header ("x (g)", "time (s)") where
 * it says them for all.
 */
export function openCsv(name: string, text: string): RecordingFile {
  const columns = readCsv(text);
  const time = columns.find((column) => TIME_COLUMN.test(column.name));
  const waves = columns.filter((column) => column !== time);
  const units = new Set(waves.map((column) => unitOf(column.name)));
  const names = waves.map((column) => column.name);
  return {
    name,
    sampleRateHz: time === undefined ? null : rateOf(time),
    speedRpm: null,
    unit: units.size === 1 ? [...units][0]! : null,
    powerKw: null,
    channels: names.map((channel) => ({ name: channel, bearing: null })),
    usualChannels: names,
    parts: [{ read: () => waves.map(({ data }) => Float32Array.from(data)) }],
    pauseS: 0,
  };
}

function unitOf(header: string): SignalUnit | null {
  return UNITS.find(([pattern]) => pattern.test(header))?.[1] ?? null;
}

/** From the whole length, for the single steps are rounded; null when the column does not say that it is in seconds. */
function rateOf({ name, data }: CsvColumn): number | null {
  const lengthS = data.at(-1)! - data[0]!;
  return TIME_IN_SECONDS.test(name) && lengthS > 0 ? (data.length - 1) / lengthS : null;
}
