import { lineIndex } from '#signal/features/line-table';
import { BEARING_LINES, SIGNATURE_OFFSETS } from '#signal/features/signature';
import { Random } from '#signal/synth/random';
import { Dataset } from '../../../agent/training/dataset.ts';
import { exportModel } from '../../../agent/training/export-model.ts';
import { fit } from '../../../agent/training/fit.ts';
import { type Architecture, dense } from '../../../agent/training/network.ts';
import {
  measureNormalisation,
  type Normalisation,
  normalise,
} from '../../../agent/training/normalisation.ts';
import { predict } from '../../../agent/training/predict.ts';
import { Trainer } from '../../../agent/training/trainer.ts';
import { CWRU_LABELS, type CwruWindow } from './cwru-windows.ts';
import { truthOf } from './splits.ts';

const HARMONICS = [1, 2, 3, 4];
/**
 * The entries of the signature that are physics of the bearing: heights of its lines and their contrasts. The others (levels,
 * bands, shaft lines) describe the rig; with six bearings to learn from they would be learnt as its fingerprint.
 */
const ENTRIES = BEARING_LINES.flatMap((quantity, q) => [
  ...HARMONICS.map((h) => SIGNATURE_OFFSETS.lines + lineIndex('envelope', quantity, h)),
  SIGNATURE_OFFSETS.contrast + q,
]);
const INPUTS = ENTRIES.length;

/** The same for every split; nothing is chosen by looking at a split's test. */
const HIDDEN = 64;
const DROPOUT = 0.5;
const EPOCHS = 40;
const BATCH_ROWS = 32;
const LEARNING_RATE = 5e-3;
const WEIGHT_DECAY = 0.1;

/** Trains a small network on some windows and scores others with it: [tested, CWRU_LABELS], probabilities. */
export async function trainAndScore(
  trained: readonly CwruWindow[],
  tested: readonly CwruWindow[],
  seed: number,
): Promise<Float32Array> {
  const data = rowsOf(trained);
  const architecture = bearingNet(measureNormalisation(data.inputs, INPUTS));
  const labels = CWRU_LABELS.length;
  const trainer = new Trainer({ architecture, inputLength: INPUTS, labels, seed, provider: 'cpu' });
  await trainer.start();
  await fit(trainer, data, {
    epochs: EPOCHS,
    batchRows: BATCH_ROWS,
    learningRate: LEARNING_RATE,
    weightDecay: WEIGHT_DECAY,
    random: new Random(seed),
  });
  const model = exportModel(architecture, INPUTS, trainer.weights());
  await trainer.stop();
  return predict(model, rowsOf(tested).inputs, INPUTS);
}

function rowsOf(windows: readonly CwruWindow[]): Dataset {
  const data = new Dataset(INPUTS, CWRU_LABELS.length, windows.length);
  for (const window of windows) {
    const inputs = ENTRIES.map((entry) => window.signature[entry]!);
    data.add(inputs, truthOf(window));
  }
  return data;
}

function bearingNet(normalisation: Normalisation): Architecture {
  return (net, rows) => {
    const inputs = net.dropout(normalise(net, rows, normalisation), DROPOUT / 2);
    const hidden = net.apply('Relu', [dense(net, 'hidden', inputs, HIDDEN)]);
    return dense(net, 'labels', net.dropout(hidden, DROPOUT), CWRU_LABELS.length);
  };
}
