import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { TRAIN } from '#schemas/jobs/kinds/train';
import type { JobContext } from '../../job-context.ts';
import { LossesFile } from './losses-file.ts';
import { TrainingFollower } from './training-follower.ts';

type Arguments = z.infer<typeof TRAIN.arguments>;
type Progress = z.infer<typeof TRAIN.progress>;

let folder: string;
let told: { share: number | null; progress: Progress }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tremolo-follower-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function follower(): TrainingFollower {
  const given = { rows: 1_000, heldOutRows: 500, members: 2, epochs: 2 };
  const context = {
    arguments: TRAIN.arguments.parse(given),
    tell: (share: number | null, progress: Progress) => told.push({ share, progress }),
    say: () => undefined,
  } as unknown as JobContext<Arguments, Progress>;
  return new TrainingFollower(context, new LossesFile(join(folder, 'losses.json')));
}

function wholeTraining(of: TrainingFollower): void {
  for (const rows of [500, 1_000]) of.rows({ stage: 'synthesizing', rows, ofRows: 1_000 });
  of.rows({ stage: 'synthesizing', rows: 500, ofRows: 500 });
  for (const member of [1, 2]) {
    for (const epoch of [1, 2]) {
      of.epoch({ member, members: 2, epoch, epochs: 2, loss: 1 / epoch, auroc: 0.5 + epoch / 10 });
    }
  }
  of.rows({ stage: 'measuring', rows: 500, ofRows: 500 });
  of.rows({ stage: 'measuring', rows: 500, ofRows: 500 });
}

test('the share of the whole only rises, from the first rows to the last', () => {
  wholeTraining(follower());
  const shares = told.map(({ share }) => share ?? Number.NaN);
  expect(shares.every((share, i) => share > (shares[i - 1] ?? 0))).toBe(true);
  expect(shares.at(-1)).toBe(1);
  expect(told.map(({ progress }) => progress.stage)).toEqual([
    ...Array(3).fill('synthesizing'),
    ...Array(4).fill('training'),
    ...Array(2).fill('measuring'),
  ]);
});

test('all that is told fits the schema of the kind, and each network has courses of its own', () => {
  wholeTraining(follower());
  for (const { progress } of told) TRAIN.progress.parse(progress);
  expect(told[4]!.progress).toMatchObject({ losses: [1, 0.5], aurocs: [0.6, 0.7] });
  expect(told[5]!.progress).toMatchObject({ member: 2, losses: [1], aurocs: [0.6] });
});

test('whoever goes on after an interruption shows the courses from their beginning', () => {
  follower().epoch({ member: 1, members: 2, epoch: 1, epochs: 2, loss: 0.9, auroc: 0.6 });
  follower().epoch({ member: 1, members: 2, epoch: 2, epochs: 2, loss: 0.4, auroc: 0.8 });
  expect(told.at(-1)!.progress).toMatchObject({ losses: [0.9, 0.4], aurocs: [0.6, 0.8] });
});
