import { existsSync } from 'node:fs';
import { SAMPLE_BYTES } from '#schemas/frames/frame';
import { flacWay } from './flac.ts';
import { type RecordedCounts, recordedCounts } from './recorded-counts.ts';
import { WAYS, type Way } from './ways.ts';

/**
 * How small and how fast each way makes real recordings, scaled to the counts of a sensor of 16 bits at ±16 g and of a measuring
 * card of 24 bits at ±50 g. Each is restored and held against what it was made of.
 */
const folder = process.env.TREMOLO_DATA_DIR ?? '../shared/data';
if (!existsSync(folder)) {
  console.log(JSON.stringify({ bench: 'compression', skipped: `no recordings in ${folder}` }));
  process.exit(0);
}

const recordings = recordedCounts(folder);
const sets = [...new Set(recordings.map(({ set }) => set))];
const flac = [0, 5, 8].flatMap((level) => flacWay(level) ?? []);
if (flac.length === 0) console.error('FLAC: not measured, for there is no flac on this machine.');

for (const set of sets) {
  for (const format of ['int16', 'int24'] as const) {
    const some = recordings.filter((one) => one.set === set);
    console.error(`\n${set}, ${format}, ${some.length} recordings`);
    for (const way of [...WAYS, ...flac]) {
      const row = {
        bench: 'compression',
        set,
        format,
        way: way.name,
        ...measure(way, some, format),
      };
      console.log(JSON.stringify(row));
    }
  }
}

function measure(way: Way, some: readonly RecordedCounts[], format: 'int16' | 'int24') {
  let [raw, packed, shrinkMs, restoreMs] = [0, 0, 0, 0];
  for (const one of some) {
    const samples = one[format].length / SAMPLE_BYTES[format];
    const startedMs = performance.now();
    const small = way.shrink(format, one[format]);
    const packedMs = performance.now();
    const back = way.restore(format, small, samples);
    restoreMs += performance.now() - packedMs;
    shrinkMs += packedMs - startedMs;
    if (Buffer.compare(back, one[format]) !== 0) throw new Error(`${way.name} loses something`);
    raw += one[format].length;
    packed += small.length;
  }
  const megabytesIn = (ms: number) => Math.round(raw / 1e3 / ms);
  return {
    share: Number((packed / raw).toFixed(4)),
    bitsPerSample: Number(((packed * 8 * SAMPLE_BYTES[format]) / raw).toFixed(2)),
    shrinkMBs: megabytesIn(shrinkMs),
    restoreMBs: megabytesIn(restoreMs),
  };
}
