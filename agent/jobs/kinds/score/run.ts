import type { z } from 'zod';
import type { SCORE } from '#schemas/jobs/kinds/score';
import type { JobContext } from '../../job-context.ts';
import { calibrationOf } from './calibration.ts';
import { confusionOf, labelFigures } from './label-figures.ts';

type Arguments = z.infer<typeof SCORE.arguments>;
type Progress = z.infer<typeof SCORE.progress>;
type Result = z.infer<typeof SCORE.result>;

/** Four digits say all that so many recordings can. */
const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
const orNull = (value: number | null) => (value === null ? null : rounded(value));

/** Scores a model on made-up machines that no training has seen, or on the recordings of this agent. */
export async function run(context: JobContext<Arguments, Progress>): Promise<Result> {
  const { tools, files, provider, modelsFolder, recordingsFolder, tell, say } = context;
  const { model, captures } = context.arguments;
  // One that another agent trained is with the hub.
  if (model !== null) await files.fetch(model);
  const captured =
    captures === null ? null : await tools.fetchCaptures(captures, (sha256) => files.fetch(sha256));
  const source = captured === null ? context.arguments.source : 'captures';
  const { card, sha256, mixed, healthy, ...known } = await tools.scoreModel({
    ...context.arguments,
    ...{ modelsFolder, recordingsFolder, provider, captured },
    onProgress: (stage, done, of) => tell(shareOf(stage, done / of), { stage, done, of }),
  });
  const { thresholds } = known;
  const columns = known.labels.length;
  const recordings = mixed.scores.length / columns;
  const healthyRecordings = healthy.scores.length / columns;
  const scored = { labels: columns, scores: mixed.scores, truth: mixed.truth };
  const labels = known.labels.map((label, i) => {
    const { precision, recall, f1, ...counts } = labelFigures(scored, i, thresholds[i]);
    const shares = { precision: orNull(precision), recall: orNull(recall), f1: orNull(f1) };
    return {
      label,
      threshold: thresholds[i],
      ...counts,
      ...shares,
      auroc: orNull(mixed.aurocs[i]),
    };
  });
  const macro = {
    f1: meanOf(labels.map(({ f1 }) => f1)),
    auroc: meanOf(labels.map(({ auroc }) => auroc)),
  };
  const { expectedError, brier, bins } = calibrationOf(scored);
  say(
    `${card.name} ${card.version}: mean F1 ${macro.f1 ?? 'unknown'}, AUROC ${macro.auroc ?? 'unknown'}.`,
  );
  return {
    model: { name: card.name, version: card.version, sha256 },
    ...{ source, recordings, healthyRecordings, macro, labels },
    falseAlarms:
      healthyRecordings === 0
        ? null
        : rounded(alarmsIn(healthy.scores, thresholds) / healthyRecordings),
    confusion: confusionOf(scored, thresholds),
    calibration: {
      expectedError: rounded(expectedError),
      brier: rounded(brier),
      bins: bins.map((bin) => ({ ...bin, mean: rounded(bin.mean), holds: rounded(bin.holds) })),
    },
  };
}

/** Making up recordings takes nearly all of the time. */
function shareOf(stage: Progress['stage'], done: number): number {
  if (stage === 'recordings') return 0.6 * done;
  return stage === 'healthy' ? 0.6 + 0.3 * done : 0.9 + 0.1 * done;
}

/** Recordings in which any label was found. */
function alarmsIn(scores: Float32Array, thresholds: readonly number[]): number {
  let alarms = 0;
  for (let at = 0; at < scores.length; at += thresholds.length) {
    if (thresholds.some((threshold, label) => scores[at + label] >= threshold)) alarms++;
  }
  return alarms;
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0
    ? null
    : rounded(known.reduce((sum, one) => sum + one, 0) / known.length);
}
