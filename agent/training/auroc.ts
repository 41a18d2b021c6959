/**
 * Area under the ROC curve of scores against truth: the chance that a random positive scores above a random negative, ties half
 * (Hanley & McNeil 1982). NaN when one of the two is missing.
 */
export function auroc(scores: ArrayLike<number>, truth: ArrayLike<number>): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]!,
  );
  let rankSum = 0;
  let positives = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    // Equal scores share the mean of their ranks, counted from 1.
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      if (truth[order[i]!]! > 0.5) {
        rankSum += rank;
        positives++;
      }
    }
    from = to;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean AUROC over the labels that have both kinds of rows; scores and truth are [rows, labels]. */
export function macroAuroc(scores: Float32Array, truth: Float32Array, labels: number): number {
  const perLabel = Array.from({ length: labels }, (_, label) =>
    auroc(column(scores, labels, label), column(truth, labels, label)),
  ).filter((value) => !Number.isNaN(value));
  return perLabel.reduce((sum, value) => sum + value, 0) / perLabel.length;
}

/** One label's column of [rows, labels]. */
export function column(matrix: Float32Array, labels: number, label: number): Float32Array {
  return Float32Array.from(
    { length: matrix.length / labels },
    (_, i) => matrix[i * labels + label]!,
  );
}
