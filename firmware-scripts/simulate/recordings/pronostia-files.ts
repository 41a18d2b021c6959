import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBearing } from '#signal/bearings/catalogue';
import {
  PRONOSTIA_INTERVAL_S,
  PRONOSTIA_RATE_HZ,
  readPronostia,
} from '#signal/recordings/pronostia';
import type { RecordingFile } from './recording-file.ts';

const SNAPSHOT = /^acc_\d+\.csv$/;
const BEARING_FOLDER = /^Bearing\d_\d+$/;

/** Whether these are snapshots of PRONOSTIA: `acc_NNNNN.csv` in a folder named for the bearing. */
export function isPronostia(folder: string, files: readonly string[]): boolean {
  return BEARING_FOLDER.test(folder) && files.length > 0 && files.every((f) => SNAPSHOT.test(f));
}

/** Snapshots of one bearing in the order of their numbers, each read when its turn comes. */
export function openPronostia(path: string, bearing: string, files: string[]): RecordingFile {
  const read = (file: string) =>
    readPronostia(bearing, file, readFileSync(join(path, file), 'utf8'));
  const names = [...files].sort();
  const first = read(names[0]!);
  const samples = first.channels[0]!.samples.length;
  const geometry = findBearing('NSK 6804DD')?.geometry ?? null;
  const channels = first.channels.map(({ name }) => ({ name, bearing: geometry }));
  return {
    name: names.length === 1 ? first.name : bearing,
    sampleRateHz: first.sampleRateHz,
    speedRpm: first.speedRpm,
    unit: first.unit,
    powerKw: null,
    channels,
    usualChannels: channels.map(({ name }) => name),
    parts: names.map((file) => ({ read: () => read(file).channels.map((c) => c.samples) })),
    pauseS: PRONOSTIA_INTERVAL_S - samples / PRONOSTIA_RATE_HZ,
  };
}
