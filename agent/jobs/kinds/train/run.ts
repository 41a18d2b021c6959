import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { TRAIN } from '#schemas/jobs/kinds/train';
import { readCard } from '#schemas/models/onnx-card';
import type { JobContext } from '../../job-context.ts';
import type { EpochTold } from '../../job-tools.ts';

type Arguments = z.infer<typeof TRAIN.arguments>;
type Progress = z.infer<typeof TRAIN.progress>;
type Result = z.infer<typeof TRAIN.result>;

/** Trains, from where an earlier attempt on this agent was interrupted, and keeps the model on this agent. */
export async function run(context: JobContext<Arguments, Progress>): Promise<Result> {
  const { tools, provider, folder, modelsFolder, say } = context;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const recipe = context.arguments;
  const follower = new Follower(context);
  const { onnx, epochsResumed } = await tools.train({
    recipe,
    provider,
    checkpoint: { path: join(folder, 'checkpoint'), key: JSON.stringify(recipe) },
    say,
    onEpoch: (told) => follower.told(told),
  });
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  mkdirSync(modelsFolder, { recursive: true, mode: 0o700 });
  const path = join(modelsFolder, `${sha256}.onnx`);
  writeFileSync(`${path}.new`, onnx, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  const { name, version, metrics } = readCard(onnx);
  say(`Kept as ${sha256}.onnx.`);
  return {
    ...{ name, version, sha256, bytes: onnx.length, epochsResumed },
    metrics: metrics.map((metric) => ({
      name: metric.name,
      split: metric.split,
      value: metric.value,
    })),
  };
}

/** Turns epochs into progress: the losses so far, and how long the rest takes at this pace. */
class Follower {
  readonly #context: JobContext<Arguments, Progress>;
  readonly #sinceMs = performance.now();
  #seen = 0;
  #losses: number[] = [];
  #member = 0;

  constructor(context: JobContext<Arguments, Progress>) {
    this.#context = context;
  }

  told({ member, members, epoch, epochs, loss }: EpochTold): void {
    if (member !== this.#member) this.#losses = [];
    this.#member = member;
    this.#losses.push(loss);
    this.#seen++;
    const done = (member - 1) * epochs + epoch;
    const all = members * epochs;
    const leftMs = ((performance.now() - this.#sinceMs) / this.#seen) * (all - done);
    const leftS = Math.round(leftMs / 1_000);
    const losses = [...this.#losses];
    this.#context.tell(done / all, { member, members, epoch, epochs, losses, leftS });
    this.#context.say(
      `Network ${member} of ${members}, epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}.`,
    );
  }
}
