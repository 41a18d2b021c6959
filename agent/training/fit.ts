import type { Random } from '#signal/synth/random';
import type { Dataset } from './dataset.ts';
import type { Trainer } from './trainer.ts';

export interface FitOptions {
  readonly epochs: number;
  readonly batchRows: number;
  /** Peak of the learning rate; it warms up over the first steps and falls to zero along a cosine. */
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly random: Random;
  /** Epochs that the trainer has behind it already; 0 where absent. */
  readonly epochsDone?: number;
  /** Called after each epoch; the next begins when it is done. */
  readonly onEpoch?: (progress: EpochProgress) => void | Promise<void>;
  /** Aborting it ends training after the running step. */
  readonly signal?: AbortSignal;
}

export interface EpochProgress {
  readonly epoch: number;
  readonly epochs: number;
  /** Mean loss over the epoch's steps. */
  readonly loss: number;
}

const WARM_UP_STEPS = 50;

/** Trains over shuffled epochs. True when it ran to the end, false when it was aborted. */
export async function fit(trainer: Trainer, data: Dataset, options: FitOptions): Promise<boolean> {
  const order = Uint32Array.from({ length: data.rows }, (_, i) => i);
  const perEpoch = Math.ceil(data.rows / options.batchRows);
  const total = perEpoch * options.epochs;
  for (let epoch = 1, step = 0; epoch <= options.epochs; epoch++) {
    // Also for epochs that are done: the order of each depends on those before.
    shuffle(order, options.random);
    if (epoch <= (options.epochsDone ?? 0)) {
      step += perEpoch;
      continue;
    }
    let sum = 0;
    for (let at = 0; at < data.rows; at += options.batchRows, step++) {
      if (options.signal?.aborted) return false;
      const batch = data.batch(order.subarray(at, at + options.batchRows));
      const rate = options.learningRate * schedule(step, total);
      sum += await trainer.step(batch, rate, options.weightDecay);
    }
    await options.onEpoch?.({ epoch, epochs: options.epochs, loss: sum / perEpoch });
  }
  return true;
}

/** Share of the peak learning rate at a step (Loshchilov & Hutter 2017, one cycle). */
function schedule(step: number, total: number): number {
  const warmUp = Math.min(1, (step + 1) / Math.min(WARM_UP_STEPS, total));
  return warmUp * 0.5 * (1 + Math.cos((Math.PI * step) / total));
}

/** Fisher–Yates. */
function shuffle(order: Uint32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
}
