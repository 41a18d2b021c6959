import { CWRU_LABELS, CWRU_SIZES_MIL, type CwruLabel, type CwruWindow } from './cwru-windows.ts';

/** For each fault type the size whose bearing is held out. */
export type CwruSplit = Readonly<Record<CwruLabel, number>>;

/** All 27 ways to hold out one of three sizes of each of three fault types (after arXiv 2407.14625, drive-end part). */
export const CWRU_SPLITS: readonly CwruSplit[] = CWRU_SIZES_MIL.flatMap((ball) =>
  CWRU_SIZES_MIL.flatMap((inner_race) =>
    CWRU_SIZES_MIL.map((outer_race) => ({ ball, inner_race, outer_race })),
  ),
);

/** Whether a window is tested in a split; healthy ones always are, and never trained on. */
export function isTest(split: CwruSplit, window: CwruWindow): boolean {
  return window.fault === null || window.sizeMil === split[window.fault];
}

/** A split in short: `B007 IR014 OR021`. */
export function splitName(split: CwruSplit): string {
  const mil = (size: number) => String(size).padStart(3, '0');
  return `B${mil(split.ball)} IR${mil(split.inner_race)} OR${mil(split.outer_race)}`;
}

/** 1 for the window's fault, in the order of CWRU_LABELS. */
export function truthOf(window: CwruWindow): number[] {
  return CWRU_LABELS.map((label) => (window.fault === label ? 1 : 0));
}
