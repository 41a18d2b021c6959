import { expect, test } from 'bun:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { findBearing } from '../bearings/catalogue.ts';
import { readCwru } from '../recordings/cwru.ts';
import { loadFft } from '../spectrum/fft.ts';
import { diagnoseStream, type StreamResult } from './stream-for-tests.ts';

const folder = join(Bun.env.TREMOLO_DATA_DIR ?? '../shared/data', 'cwru');
const present = existsSync(folder);
if (!present) console.log(`Skipped: no CWRU recordings in ${folder} (set TREMOLO_DATA_DIR).`);

const fft = await loadFft();

async function diagnose(fileName: string): Promise<StreamResult> {
  const recording = readCwru(fileName, await Bun.file(join(folder, fileName)).bytes());
  return diagnoseStream(fft, recording.channels[0]!.samples, recording.sampleRateHz, {
    speedRpm: recording.speedRpm,
    bearing: findBearing('SKF 6205-2RS')!.geometry,
    powerKw: 1.5,
    isoGroup: null,
    support: null,
    baselineVelocityMmS: null,
  });
}

const files = (part: string) => readdirSync(folder).filter((name) => name.includes(part));

/** Per file: the label of the highest mean score, and the findings of the verdict. */
async function read(part: string) {
  return Promise.all(
    files(part).map(async (name) => {
      const { meanScores, verdict } = await diagnose(name);
      const best = FAULT_LABELS[meanScores.indexOf(Math.max(...meanScores))]!;
      return { name, best, verdict, named: verdict.findings.map((finding) => finding.fault) };
    }),
  );
}

test.skipIf(!present).each([
  ['OR007', 'outer_race'],
  ['OR021', 'outer_race'],
  ['IR007', 'inner_race'],
  ['IR014', 'inner_race'],
  ['IR021', 'inner_race'],
] as const)('every %s file is named %s, and nothing else', async (part, fault) => {
  const results = await read(part);
  expect(results).toHaveLength(4);
  for (const result of results) {
    expect(result).toMatchObject({ best: fault, named: [fault] });
    expect(result.verdict.condition).toBe('warning');
  }
});

test.skipIf(!present)('the healthy file at 48 kHz has no finding', async () => {
  const [healthy] = await read('Normal');
  expect(healthy!.named).toEqual([]);
  expect(healthy!.verdict.condition).toBe('good');
});
