import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { describeError } from '#schemas/errors/tremolo-error';
import { readCard } from '#schemas/models/onnx-card';
import { BASELINE_RECIPE } from './baseline/recipe.ts';
import { trainBaselineModel } from './baseline/train-baseline-model.ts';
import { LineProgress } from './progress.ts';

const USAGE = `bun run train:baseline [--seed 1] [--recordings FOLDER] [--out FILE] [--provider cpu|cuda]

Trains the fault-label model that Tremolo brings along, from synthesized recordings and, where a folder
is given, from its CWRU files (then --out says where to). The same seed gives the same model again. Ctrl-C stops without writing.`;

/** Where `loadModel` finds the model that Tremolo brings along; rooms do not import rooms. */
const SHIPPED = `${import.meta.dirname}/../models/baseline.onnx`;

/** The command line, checked. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      recordings: { type: 'string' },
      out: { type: 'string' },
      provider: { type: 'string', default: 'cpu' },
      help: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error('--seed must be a whole number');
  const { provider } = values;
  if (provider !== 'cpu' && provider !== 'cuda') throw new Error('--provider is cpu or cuda');
  // The shipped model's scores on real recordings are honest because it never saw one.
  if (values.recordings !== undefined && values.out === undefined) {
    throw new Error('--recordings needs --out: the shipped model is trained on synthetic machines');
  }
  return { ...values, out: values.out ?? SHIPPED, seed, provider } as const;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const recordings = options.recordings ?? null;
  const model = await trainBaselineModel({
    seed: options.seed,
    provider: options.provider,
    recordings,
    recipe: BASELINE_RECIPE,
    command: `bun run train:baseline --seed ${options.seed}${recordings === null ? '' : ' --recordings FOLDER'}`,
    progress: new LineProgress((line) => process.stdout.write(line), Date.now),
    signal: abort.signal,
  });
  if (model === null) {
    process.stdout.write('Stopped; nothing was written.\n');
    return 130;
  }
  await writeFile(options.out, model);
  for (const { name, split, value } of readCard(model).metrics) {
    process.stdout.write(`${name}: ${value} (${split})\n`);
  }
  process.stdout.write(`${options.out}: ${(model.length / 1024).toFixed(0)} kB\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${describeError(error)}\n\n${USAGE}\n`);
  process.exitCode = 1;
}
