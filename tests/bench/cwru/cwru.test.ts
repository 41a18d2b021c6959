import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { auroc } from '../../../agent/training/auroc.ts';
import { trainAndScore } from './bearing-net.ts';
import { CWRU_FOLDER, type CwruWindow, loadCwruWindows } from './cwru-windows.ts';
import { CWRU_SPLITS, isTest, splitName, truthOf } from './splits.ts';

/** A busy machine takes its time; nothing here is about time. */
setDefaultTimeout(60_000);

const hasData = existsSync(CWRU_FOLDER);
if (!hasData) console.warn(`CWRU recordings are not at ${CWRU_FOLDER}: their tests are skipped.`);

const window = (fault: CwruWindow['fault'], sizeMil: number): CwruWindow => ({
  fault,
  sizeMil,
  signature: new Float32Array(0),
  ruleScores: new Float32Array(0),
});

describe('splits by fault size', () => {
  test('are all 27, none twice', () => {
    expect(new Set(CWRU_SPLITS.map(splitName)).size).toBe(27);
  });

  test('test one size of each fault and train on the others; a healthy window is never trained on', () => {
    for (const split of CWRU_SPLITS) {
      expect(isTest(split, window(null, 0))).toBe(true);
      for (const fault of ['ball', 'inner_race', 'outer_race'] as const) {
        const tested = [7, 14, 21].filter((size) => isTest(split, window(fault, size)));
        expect(tested).toEqual([split[fault]]);
      }
    }
  });
});

describe.skipIf(!hasData)('the CWRU recordings', () => {
  test('give ten windows to each faulty recording and five healthy ones', async () => {
    const windows = await loadCwruWindows(CWRU_FOLDER);
    expect(windows.length).toBe(27 * 10 + 5);
    expect(windows.filter((one) => one.fault === null).length).toBe(5);
  });

  test('a network trained on other bearings tells the inner race of the held-out one', async () => {
    const windows = await loadCwruWindows(CWRU_FOLDER);
    const split = CWRU_SPLITS[0]!;
    const tested = windows.filter((one) => isTest(split, one));
    const trained = windows.filter((one) => !isTest(split, one));
    const scores = await trainAndScore(trained, tested, 1);
    const inner = tested.map((_, i) => scores[3 * i + 1]!);
    const truth = tested.map((one) => truthOf(one)[1]!);
    expect(auroc(inner, truth)).toBeGreaterThan(0.95);
  });
});
