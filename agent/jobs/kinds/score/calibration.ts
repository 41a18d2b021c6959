import { CALIBRATION_BINS } from '#schemas/jobs/kinds/score';
import type { Scored } from './label-figures.ts';

/**
 * How far probabilities can be taken at their word: for each step of probability, how often the label really held. The expected
 * error is that of Naeini, Cooper & Hauskrecht 2015; the Brier score the mean squared error of all probabilities.
 */
export function calibrationOf({ scores, truth }: Pick<Scored, 'scores' | 'truth'>) {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ scores: 0, sum: 0, holds: 0 }));
  let squares = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = Math.min(1, Math.max(0, scores[i]));
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(score * CALIBRATION_BINS))];
    bin.scores++;
    bin.sum += score;
    bin.holds += truth[i] > 0.5 ? 1 : 0;
    squares += (score - truth[i]) ** 2;
  }
  const filled = bins.flatMap(({ scores: n, sum, holds }, i) => {
    const [from, to] = [i / CALIBRATION_BINS, (i + 1) / CALIBRATION_BINS];
    return n === 0 ? [] : [{ from, to, scores: n, mean: Math.min(1, sum / n), holds: holds / n }];
  });
  const missed = filled.reduce((sum, bin) => sum + bin.scores * Math.abs(bin.mean - bin.holds), 0);
  const all = Math.max(1, scores.length);
  return { expectedError: missed / all, brier: squares / all, bins: filled };
}
