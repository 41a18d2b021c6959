/** Scores of a model and what really holds, both row by row, a column for each label; truth is 0 or 1. */
export interface Scored {
  readonly labels: number;
  readonly scores: ArrayLike<number>;
  readonly truth: ArrayLike<number>;
}

export interface LabelFigures {
  readonly holds: number;
  readonly found: number;
  readonly falselyFound: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** How often one label was found, rightly and not; a share of nothing is null, not zero. */
export function labelFigures(
  { labels, scores, truth }: Scored,
  label: number,
  threshold: number,
): LabelFigures {
  let [holds, found, right] = [0, 0, 0];
  for (let at = label; at < scores.length; at += labels) {
    const isFound = scores[at] >= threshold;
    const isThere = truth[at] > 0.5;
    if (isThere) holds++;
    if (isFound) found++;
    if (isThere && isFound) right++;
  }
  return {
    ...{ holds, found, falselyFound: found - right },
    precision: found === 0 ? null : right / found,
    recall: holds === 0 ? null : right / holds,
    f1: holds + found === 0 ? null : (2 * right) / (holds + found),
  };
}

/** What holds (rows) against what was found (columns); the last of each is "nothing". */
export function confusionOf(
  { labels, scores, truth }: Scored,
  thresholds: readonly number[],
): number[][] {
  const table = Array.from({ length: labels + 1 }, () => new Array<number>(labels + 1).fill(0));
  const orNothing = (all: number[]) => (all.length === 0 ? [labels] : all);
  const columns = Array.from({ length: labels }, (_, label) => label);
  for (let at = 0; at < scores.length; at += labels) {
    const there = orNothing(columns.filter((label) => truth[at + label] > 0.5));
    const found = orNothing(columns.filter((label) => scores[at + label] >= thresholds[label]));
    for (const row of there) for (const column of found) table[row][column]++;
  }
  return table;
}
