import type { z } from 'zod';
import type { TRAIN } from '#schemas/jobs/kinds/train';
import type { JobContext } from '../../job-context.ts';
import type { EpochTold, RowsTold } from '../../job-tools.ts';
import type { LossesFile } from './losses-file.ts';

type Arguments = z.infer<typeof TRAIN.arguments>;
type Progress = z.infer<typeof TRAIN.progress>;

/**
 * Learning from one row once, as a share of the time that synthesizing one takes; measured on one core of the processor. Only
 * the bar of the whole goes by it: a GPU merely passes its second part sooner.
 */
const LEARNING_SHARE: Readonly<Record<Arguments['model'], number>> = {
  baseline: 0.012,
  cnn1d: 0.11,
};
/** Two of three parts that a model is measured on are synthesized after it was trained. */
const PARTS_AFTER = 2;

/** Turns rows and epochs into progress: how far the whole is, how the network comes along, how long the rest takes. */
export class TrainingFollower {
  readonly #context: JobContext<Arguments, Progress>;
  readonly #file: LossesFile;
  /** What the parts take, in rows synthesized. */
  readonly #work: { before: number; training: number; after: number };
  #sinceMs = performance.now();
  #seen = 0;
  #losses: number[] = [];
  #aurocs: number[] = [];
  #member = 0;
  #lastRows: RowsTold | null = null;
  /** Of the parts of this stage that are done. */
  #rowsOfParts = 0;

  constructor(context: JobContext<Arguments, Progress>, file: LossesFile) {
    this.#context = context;
    this.#file = file;
    const { rows, heldOutRows, members, epochs, model } = context.arguments;
    this.#work = {
      before: rows + heldOutRows,
      training: members * epochs * rows * LEARNING_SHARE[model],
      after: PARTS_AFTER * heldOutRows,
    };
  }

  rows(told: RowsTold): void {
    const { stage, rows, ofRows } = told;
    const last = this.#lastRows;
    // Each part counts its rows from zero.
    if (last?.stage !== stage) this.#rowsOfParts = 0;
    else if (rows <= last.rows) this.#rowsOfParts += last.ofRows;
    this.#lastRows = told;
    const { before, training } = this.#work;
    const earlier = stage === 'synthesizing' ? 0 : before + training;
    this.#context.tell(this.#shareOf(earlier + this.#rowsOfParts + rows), { stage, rows, ofRows });
  }

  epoch({ member, members, epoch, epochs, loss, auroc }: EpochTold): void {
    if (this.#seen === 0) this.#sinceMs = performance.now();
    this.#goOn(member, epoch);
    this.#losses.push(loss);
    if (auroc !== null) this.#aurocs.push(auroc);
    const done = (member - 1) * epochs + epoch;
    const [losses, aurocs] = [[...this.#losses], [...this.#aurocs]];
    this.#file.save({ key: this.#key, member, done, losses, aurocs });
    const all = members * epochs;
    const told = { stage: 'training', member, members, epoch, epochs, losses } as const;
    const leftS = this.#leftS(all - done);
    this.#context.tell(this.#shareOf(this.#work.before + (this.#work.training * done) / all), {
      ...told,
      ...(aurocs.length > 0 && { aurocs }),
      ...(leftS !== null && { leftS }),
    });
    const held = auroc === null ? '' : `, macro AUROC ${auroc.toFixed(4)}`;
    this.#context.say(
      `Network ${member} of ${members}, epoch ${epoch} of ${epochs}: loss ${loss.toFixed(4)}${held}.`,
    );
  }

  #shareOf(done: number): number {
    const { before, training, after } = this.#work;
    return Math.min(1, done / (before + training + after));
  }

  /** By the pace of the epochs after the first that was heard; null after it alone. */
  #leftS(epochsLeft: number): number | null {
    const paced = this.#seen++;
    if (paced === 0) return null;
    return Math.round(((performance.now() - this.#sinceMs) / paced / 1_000) * epochsLeft);
  }

  /** Makes the courses those of this network before this epoch: told in this attempt, or kept by the one before it. */
  #goOn(member: number, epoch: number): void {
    const isNew = member !== this.#member;
    this.#member = member;
    if (!isNew && epoch > 1) return;
    this.#losses = [];
    this.#aurocs = [];
    const kept = epoch === 1 ? null : this.#file.load();
    // Of a training with other arguments, or of an epoch whose checkpoint was lost.
    if (kept?.key !== this.#key || kept.member !== member || kept.losses.length < epoch - 1) return;
    this.#losses = kept.losses.slice(0, epoch - 1);
    this.#aurocs = kept.aurocs.slice(0, epoch - 1);
  }

  get #key(): string {
    return JSON.stringify(this.#context.arguments);
  }
}
