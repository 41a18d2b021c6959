import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCwruName, readCwru } from '#signal/recordings/cwru';
import { readPronostia } from '#signal/recordings/pronostia';

/** A recording as a sensor would have sent it. */
export interface RecordedCounts {
  readonly set: string;
  readonly sampleRateHz: number;
  /** 16 bits at ±16 g, as a digital sensor has; 24 bits at ±50 g, as a measuring card has. */
  readonly int16: Uint8Array;
  readonly int24: Uint8Array;
}

const DIGITAL = { bits: 16, rangeG: 16 };
const CARD = { bits: 24, rangeG: 50 };
/** Snapshots of 0.1 s that are joined: as long as a capture. */
const SNAPSHOTS = 100;

/** The real recordings under `folder`, scaled to counts. What exceeds the range is clipped, as a sensor would. */
export function recordedCounts(folder: string): RecordedCounts[] {
  const cwru = readdirSync(join(folder, 'cwru'))
    .filter((name) => parseCwruName(name) !== null)
    .flatMap((name) => {
      const { channels, sampleRateHz } = readCwru(name, readFileSync(join(folder, 'cwru', name)));
      return channels.map(({ samples }) => countsOf('CWRU', sampleRateHz, samples));
    });
  return [...cwru, ...pronostia(join(folder, 'pronostia'))];
}

function pronostia(folder: string): RecordedCounts[] {
  return readdirSync(folder).flatMap((bearing) => {
    const files = readdirSync(join(folder, bearing))
      .filter((name) => name.startsWith('acc_'))
      .toSorted();
    const channels: Float32Array[][] = [[], []];
    const step = Math.max(1, Math.floor(files.length / SNAPSHOTS));
    for (let i = 0; i < files.length; i += step) {
      const text = readFileSync(join(folder, bearing, files[i]), 'utf8');
      const snapshot = readPronostia(bearing, files[i], text);
      snapshot.channels.forEach(({ samples }, axis) => void channels[axis].push(samples));
    }
    return channels.map((parts) => countsOf('PRONOSTIA', 25_600, joined(parts)));
  });
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function countsOf(set: string, sampleRateHz: number, samples: Float32Array): RecordedCounts {
  return {
    ...{ set, sampleRateHz },
    int16: toCounts(samples, DIGITAL),
    int24: toCounts(samples, CARD),
  };
}

function toCounts(samples: Float32Array, { bits, rangeG }: typeof DIGITAL): Uint8Array {
  const full = 2 ** (bits - 1);
  const width = bits / 8;
  const bytes = new Uint8Array(samples.length * width);
  samples.forEach((value, i) => {
    const count = Math.max(-full, Math.min(full - 1, Math.round((value / rangeG) * full)));
    for (let byte = 0; byte < width; byte++) bytes[i * width + byte] = count >> (8 * byte);
  });
  return bytes;
}
