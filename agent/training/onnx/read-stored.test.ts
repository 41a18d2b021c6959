import { describe, expect, test } from 'bun:test';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { exportModel } from '../export-model.ts';
import { type Architecture, dense } from '../network.ts';
import { NORMALISATION_NAMES, normalise } from '../normalisation.ts';
import { readStored } from './read-stored.ts';

describe('readStored', () => {
  test('finds the weights and normalisation of an exported model again', () => {
    const normalisation = { mean: Float32Array.of(1, 2), scale: Float32Array.of(3, 4) };
    const architecture: Architecture = (net, rows) =>
      dense(net, 'only', normalise(net, rows, normalisation), 1);
    const weights = new Map([
      ['only.weight', Float32Array.of(0.25, -1e-20)],
      ['only.bias', Float32Array.of(7)],
    ]);
    const stored = readStored(exportModel(architecture, 2, weights));
    expect(stored.get('only.weight')).toEqual(weights.get('only.weight')!);
    expect(stored.get('only.bias')).toEqual(weights.get('only.bias')!);
    expect(stored.get(NORMALISATION_NAMES.mean)).toEqual(normalisation.mean);
    expect(stored.get(NORMALISATION_NAMES.scale)).toEqual(normalisation.scale);
  });

  test('refuses what is no model', () => {
    expect(() => readStored(Uint8Array.of(0xff, 0xff))).toThrow(TremoloError);
  });
});
