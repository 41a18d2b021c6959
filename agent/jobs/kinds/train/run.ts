import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { describeError } from '#schemas/errors/tremolo-error';
import type { TRAIN } from '#schemas/jobs/kinds/train';
import { readCard } from '#schemas/models/onnx-card';
import type { JobContext } from '../../job-context.ts';
import type { JobFiles } from '../../job-files.ts';
import { LossesFile } from './losses-file.ts';
import { TrainingFollower } from './training-follower.ts';
import { TravellingCheckpoint } from './travelling-checkpoint.ts';

type Arguments = z.infer<typeof TRAIN.arguments>;
type Progress = z.infer<typeof TRAIN.progress>;
type Result = z.infer<typeof TRAIN.result>;

/** Trains, from where an earlier attempt was interrupted, and keeps the model on this agent; null when it stands still. */
export async function run(context: JobContext<Arguments, Progress>): Promise<Result | null> {
  const { tools, files, provider, folder, modelsFolder, pausing, say } = context;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const recipe = context.arguments;
  const losses = new LossesFile(join(folder, 'losses.json'));
  const clock = () => performance.now();
  const checkpoint = new TravellingCheckpoint({ folder, losses, files, clock, say });
  await checkpoint.arrive();
  const follower = new TrainingFollower(context, losses);
  const { captures } = recipe;
  const captured =
    captures === null ? null : await tools.fetchCaptures(captures, (sha256) => files.fetch(sha256));
  const trained = await tools.train({
    recipe,
    captured,
    provider,
    checkpoint: { path: checkpoint.path, key: JSON.stringify(recipe) },
    say,
    pausing,
    onRows: (told) => follower.rows(told),
    onEpoch: (told) => {
      follower.epoch(told);
      checkpoint.leaveSometimes();
    },
  });
  if (trained === null) {
    await checkpoint.leave();
    say('Stands still; what it has learnt is kept.');
    return null;
  }
  const { onnx, epochsResumed } = trained;
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  mkdirSync(modelsFolder, { recursive: true, mode: 0o700 });
  const path = join(modelsFolder, `${sha256}.onnx`);
  writeFileSync(`${path}.new`, onnx, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  const { name, version, metrics } = readCard(onnx);
  say(`Kept as ${sha256}.onnx.`);
  const isWithHub = await handIn(path, files, say);
  return {
    ...{ name, version, sha256, bytes: onnx.length, isWithHub, epochsResumed },
    metrics: metrics.map((metric) => ({
      name: metric.name,
      split: metric.split,
      value: metric.value,
    })),
  };
}

/** What took hours is not thrown away because the hub cannot take it: it stays where it is. */
async function handIn(path: string, files: JobFiles, say: (text: string) => void) {
  try {
    await files.deliver(path, 'model');
    say('The hub has it, too.');
    return true;
  } catch (error) {
    say(`It stays on this agent alone: ${describeError(error)}`);
    return false;
  }
}
