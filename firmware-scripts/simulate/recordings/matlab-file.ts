import { TremoloError } from '#schemas/errors/tremolo-error';
import { findBearing } from '#signal/bearings/catalogue';
import { CWRU_DRIVE_END_BEARING, parseCwruName, readCwru } from '#signal/recordings/cwru';
import { readMatlab5 } from '#signal/recordings/matlab5';
import type { RecordingFile } from './recording-file.ts';

/** Shorter arrays are settings and results, not waveforms. */
const MIN_WAVEFORM = 1024;
/** The rig's motor: 2 hp. Below 15 kW, so outside ISO 20816-3 and in no group of it. */
const CWRU_POWER_KW = 1.5;

/** A .mat file: of the Case Western Reserve University with all that is known of it, or any with vectors of numbers. */
export function openMatlab(name: string, bytes: Uint8Array): RecordingFile {
  return parseCwruName(name) === null ? openVectors(name, bytes) : openCwru(name, bytes);
}

function openCwru(name: string, bytes: Uint8Array): RecordingFile {
  const recording = readCwru(name, bytes);
  const bearings: Record<string, RecordingFile['channels'][number]['bearing']> = {
    DE: CWRU_DRIVE_END_BEARING,
    FE: findBearing('SKF 6203-2RS')?.geometry ?? null,
  };
  const { sampleRateHz, speedRpm, unit, channels } = recording;
  return {
    name,
    sampleRateHz,
    speedRpm,
    unit,
    powerKw: CWRU_POWER_KW,
    channels: channels.map((channel) => ({
      name: channel.name,
      bearing: bearings[channel.name] ?? null,
    })),
    // The seeded faults are at the drive end.
    usualChannels: [channels[0]!.name],
    parts: [{ read: () => channels.map(({ samples }) => samples) }],
    pauseS: 0,
  };
}

function openVectors(name: string, bytes: Uint8Array): RecordingFile {
  const vectors = [...readMatlab5(bytes)].filter(
    ([, { dims, data }]) =>
      dims.filter((size) => size > 1).length === 1 && data.length >= MIN_WAVEFORM,
  );
  if (vectors.length === 0)
    throw new TremoloError('recording_unreadable', `${name} holds no vector of numbers.`);
  return {
    name,
    sampleRateHz: null,
    speedRpm: null,
    unit: null,
    powerKw: null,
    channels: vectors.map(([variable]) => ({ name: variable, bearing: null })),
    usualChannels: vectors.map(([variable]) => variable),
    parts: [{ read: () => vectors.map(([, { data }]) => Float32Array.from(data)) }],
    pauseS: 0,
  };
}
