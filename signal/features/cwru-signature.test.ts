import { beforeAll, describe, expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCwru } from '../recordings/cwru.ts';
import { loadFft } from '../spectrum/fft.ts';
import { TEST_MACHINE } from './signals-for-tests.ts';
import { SIGNATURE_OFFSETS } from './signature.ts';
import { signatureOf } from './signature-of.ts';

const data = Bun.env.TREMOLO_DATA_DIR ?? join(import.meta.dir, '../../../shared/data');
const folder = join(data, 'cwru');
const present = existsSync(folder);
if (!present) console.log(`Skipped: no CWRU recordings in ${folder} (set TREMOLO_DATA_DIR).`);

/** In the order of the signature's contrasts. */
const FAULTS = ['outer_race', 'inner_race', 'ball'] as const;
const STEP_SECONDS = 3;

interface Second {
  readonly fault: string | null;
  readonly sizeMil: number;
  readonly contrasts: readonly number[];
}

/** A second of each recording every three seconds, with its contrasts. */
async function readSeconds(): Promise<Second[]> {
  const seconds: Second[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.mat'))) {
    const recording = readCwru(name, await Bun.file(join(folder, name)).bytes());
    const { samples } = recording.channels[0]!;
    const rate = recording.sampleRateHz;
    const machine = { ...TEST_MACHINE, speedRpm: recording.speedRpm };
    for (let at = 0; at + rate <= samples.length; at += STEP_SECONDS * rate) {
      const signature = signatureOf(samples.subarray(at, at + rate), rate, machine);
      const { contrast } = SIGNATURE_OFFSETS;
      const { fault, sizeMil } = recording.about;
      seconds.push({ fault, sizeMil, contrasts: [...signature.slice(contrast, contrast + 3)] });
    }
  }
  return seconds;
}

/** Chance that a second with the fault scores above one without; ties count half. */
function auroc(scores: readonly number[], holds: readonly boolean[]): number {
  let wins = 0;
  let pairs = 0;
  for (let i = 0; i < scores.length; i++) {
    if (!holds[i]) continue;
    for (let j = 0; j < scores.length; j++) {
      if (holds[j]) continue;
      pairs++;
      wins += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
    }
  }
  return wins / pairs;
}

describe.skipIf(!present)(
  'the signature of real bearings, from one second and with nothing learnt',
  () => {
    let seconds: Second[] = [];
    beforeAll(async () => {
      await loadFft();
      seconds = await readSeconds();
    });

    test('sets each fault apart from the others and from health, over sizes and loads', () => {
      const values = FAULTS.map((fault, i) =>
        auroc(
          seconds.map((second) => second.contrasts[i]!),
          seconds.map((second) => second.fault === fault),
        ),
      );
      expect(values[0]!).toBeGreaterThan(0.88);
      expect(values[1]!).toBeGreaterThan(0.98);
      expect(values[2]!).toBeGreaterThan(0.85);
    });

    test('shows the smallest and the largest race faults in every second', () => {
      const plain = seconds.filter(
        ({ fault, sizeMil }) => fault?.endsWith('race') && sizeMil !== 14,
      );
      expect(plain.length).toBeGreaterThan(40);
      for (const { fault, contrasts } of plain) {
        const own = contrasts[FAULTS.indexOf(fault as 'outer_race')]!;
        expect(own).toBeGreaterThan(0.1);
      }
    });
  },
);
