import { afterAll, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { SIGNATURE_LENGTH, SIGNATURE_VERSION } from '#signal/features/signature';
import { BASELINE_MODEL_PATH, loadModel } from './load-model.ts';

const folder = await mkdtemp(join(tmpdir(), 'tremolo-model-'));
afterAll(() => rm(folder, { recursive: true }));

describe('the model that Tremolo brings along', () => {
  test('takes the signature as it is today and names every label', async () => {
    const { bytes, card } = await loadModel(BASELINE_MODEL_PATH);
    expect(card.preprocessing).toEqual({ name: 'signature', version: SIGNATURE_VERSION });
    expect(card.inputLength).toBe(SIGNATURE_LENGTH);
    expect(card.labels).toEqual([...FAULT_LABELS]);
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
  });

  test('scores any number of rows at once with probabilities', async () => {
    const { bytes } = await loadModel(BASELINE_MODEL_PATH);
    const session = await InferenceSession.create(bytes);
    for (const rows of [1, 3]) {
      const data = new Float32Array(rows * SIGNATURE_LENGTH).map((_, i) => Math.sin(i));
      const signature = new Tensor('float32', data, [rows, SIGNATURE_LENGTH]);
      const { scores } = await session.run({ signature });
      expect([...scores!.dims]).toEqual([rows, FAULT_LABELS.length]);
      for (const score of scores!.data as Float32Array) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }
    await session.release();
  });

  test('was trained on no recording of a real machine', async () => {
    const { card } = await loadModel(BASELINE_MODEL_PATH);
    expect(card.trainingData.map((source) => source.name)).toEqual(['synthetic machines']);
  });
});

describe('loading a model', () => {
  test('accepts the right hash and refuses another', async () => {
    const { bytes, sha256 } = await loadModel(BASELINE_MODEL_PATH);
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await loadModel(BASELINE_MODEL_PATH, sha256.toUpperCase())).sha256).toBe(sha256);
    const other = 'f'.repeat(64);
    await expect(loadModel(BASELINE_MODEL_PATH, other)).rejects.toThrow('damaged or another one');
  });

  test('refuses a file that is not there or is no model', async () => {
    const error = await loadModel(join(folder, 'none.onnx')).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(TremoloError);
    expect(error.code).toBe('not_found');
    const path = join(folder, 'text.onnx');
    await writeFile(path, 'not a model');
    await expect(loadModel(path)).rejects.toThrow(TremoloError);
  });
});
