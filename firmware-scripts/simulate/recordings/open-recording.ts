import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { readWav } from '#signal/recordings/wav';
import { openCsv } from './csv-file.ts';
import { openMatlab } from './matlab-file.ts';
import { isPronostia, openPronostia } from './pronostia-files.ts';
import type { RecordingFile } from './recording-file.ts';

/**
 * Opens a `.mat`, `.csv` or `.wav` file or a folder of PRONOSTIA snapshots as it is.
 * Throws `recording_unreadable` with what to do about it.
 */
export function openRecording(path: string): RecordingFile {
  const full = resolve(path);
  const folder = statSync(full, { throwIfNoEntry: false });
  if (folder === undefined) throw unreadable(`There is no file ${path}.`);
  if (folder.isDirectory()) return openFolder(full);
  const name = basename(full);
  switch (extname(name).toLowerCase()) {
    case '.mat':
      return openMatlab(name, new Uint8Array(readFileSync(full)));
    case '.csv':
    case '.txt': {
      const bearing = basename(dirname(full));
      if (isPronostia(bearing, [name])) return openPronostia(dirname(full), bearing, [name]);
      return openCsv(name, readFileSync(full, 'utf8'));
    }
    case '.wav':
      return openWav(name, new Uint8Array(readFileSync(full)));
    default:
      throw unreadable(`${name} is none of .mat, .csv and .wav.`);
  }
}

function openFolder(path: string): RecordingFile {
  const name = basename(path);
  const files = readdirSync(path).filter(
    (file) => file.endsWith('.csv') && !file.startsWith('temp_'),
  );
  if (isPronostia(name, files)) return openPronostia(path, name, files);
  throw unreadable(`The folder ${name} holds no PRONOSTIA snapshots (Bearing1_2/acc_00001.csv …).`);
}

function openWav(name: string, bytes: Uint8Array): RecordingFile {
  const { sampleRateHz, channels } = readWav(bytes);
  const names = channels.map((_, position) => String(position));
  return {
    name,
    sampleRateHz,
    speedRpm: null,
    unit: null,
    powerKw: null,
    channels: names.map((channel) => ({ name: channel, bearing: null })),
    usualChannels: names,
    parts: [{ read: () => channels }],
    pauseS: 0,
  };
}

function unreadable(sentence: string): TremoloError {
  return new TremoloError('recording_unreadable', sentence);
}
