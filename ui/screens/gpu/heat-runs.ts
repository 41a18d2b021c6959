export interface HeatRun {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  /** From 0, idle, to `levels` − 1, always busy. */
  readonly level: number;
}

/** Neighbouring shares (0…1) of one level as one run; what is not known belongs to none. */
export function heatRuns(shares: readonly (number | null)[], levels: number): HeatRun[] {
  const runs: { from: number; to: number; level: number }[] = [];
  for (const [i, share] of shares.entries()) {
    if (share === null) continue;
    const level = Math.min(levels - 1, Math.max(0, Math.ceil(share * (levels - 1))));
    const before = runs.at(-1);
    if (before?.to === i && before.level === level) before.to = i + 1;
    else runs.push({ from: i, to: i + 1, level });
  }
  return runs;
}
