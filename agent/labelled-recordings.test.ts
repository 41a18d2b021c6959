import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SCORE } from '#schemas/jobs/kinds/score';
import type { FaultLabel } from '#schemas/readings/finding';
import { MachineSynthesizer } from '#signal/synth/machine-synthesizer';
import type { JobTools } from './jobs/job-tools.ts';
import { run } from './jobs/kinds/score/run.ts';
import { scoreModel } from './score-model.ts';

const RATE_HZ = 25_600;
const SPEED_RPM = 1_780;
const FULL_SCALE_G = 16;
const BEARING = {
  ...{ designation: '6205', balls: 9, ballDiameterMm: 7.94, pitchDiameterMm: 39.04 },
  contactAngleDeg: 0,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tremolo-recordings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A WAV file of 32-bit floats, one channel. */
function wavOf(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 4));
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) view.setUint8(at + i, word.charCodeAt(i));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 4, true);
  text(8, 'WAVE');
  text(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 3, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, RATE_HZ * 4, true);
  view.setUint16(32, 4, true);
  view.setUint16(34, 32, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 4, true);
  samples.forEach((value, i) => {
    view.setFloat32(44 + i * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** Three seconds of a machine with these faults, as they would be on a disk, with the note beside them. */
function keep(name: string, labels: FaultLabel[], note: object = {}): void {
  const samples = new Float32Array(3 * RATE_HZ);
  new MachineSynthesizer({
    ...{ sampleRateHz: RATE_HZ, seed: name.length },
    machine: { speedRpm: SPEED_RPM, bearing: BEARING, kind: 'motor' },
    faults: labels.map((label) => ({ label, severity: 0.9 })),
    sensor: { noiseUgPerRtHz: 20, bandwidthHz: 10_000, rangeG: 50, gravityG: 0 },
  }).next(samples.length, samples);
  writeFileSync(join(folder, `${name}.wav`), wavOf(samples.map((value) => value / FULL_SCALE_G)));
  const about = { labels, fullScaleG: FULL_SCALE_G, speedRpm: SPEED_RPM, bearing: BEARING };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ ...about, ...note }));
}

const score = (recordingsFolder: string | null = folder) =>
  run({
    arguments: SCORE.arguments.parse({ source: 'recordings' }),
    ...{ provider: 'cpu', folder: '', modelsFolder: '', recordingsFolder },
    tools: { scoreModel } as JobTools,
    files: {} as never,
    pausing: new AbortController().signal,
    tell: () => undefined,
    say: () => undefined,
  });

test('recordings of a folder are scored in stretches, by what the notes beside them say', async () => {
  keep('outer', ['outer_race']);
  keep('imbalance-a', ['imbalance']);
  keep('healthy-ab', []);
  writeFileSync(join(folder, 'readme.txt'), 'passed over');
  const result = SCORE.result.parse(await score());
  expect(result).toMatchObject({ source: 'recordings', recordings: 9, healthyRecordings: 3 });
  const of = (label: FaultLabel) => result.labels.find((one) => one.label === label);
  expect(of('outer_race')).toMatchObject({ holds: 3, recall: 1 });
  expect(of('imbalance')?.holds).toBe(3);
  // It held nowhere, so that nothing can be said.
  expect(of('cavitation')?.recall).toBeNull();
  expect(result.falseAlarms).toBe(0);
}, 30_000);

test('labels of which a recording does not know whether they hold are left out of all', async () => {
  keep('outer', ['outer_race'], { known: ['outer_race', 'inner_race'] });
  keep('imbalance', ['imbalance']);
  const result = SCORE.result.parse(await score());
  expect(result.labels.map(({ label }) => label).toSorted()).toEqual(['inner_race', 'outer_race']);
  expect(result.confusion).toHaveLength(3);
}, 30_000);

test('without a folder, recordings or a note it is said what is missing', async () => {
  await expect(score(null)).rejects.toThrow('jobs.recordingsDir is not set');
  await expect(score()).rejects.toThrow('has 0 of them');
  keep('outer', ['outer_race']);
  rmSync(join(folder, 'outer.json'));
  await expect(score()).rejects.toThrow('Beside outer.wav there is no note');
});
