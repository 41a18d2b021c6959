import { lineNear } from '#signal/spectrum/peaks';
import type { AnalysisLine } from './analysis-frame.ts';
import type { CursorLine } from './cursor-lines.ts';
import type { LoadedSignal } from './loaded-signal.ts';

/** What a spectrum shows at a place that is of interest. */
export interface LineReading {
  readonly name: string;
  readonly hz: number;
  readonly order: number | null;
  readonly amplitude: number;
  readonly overNeighboursDb: number;
}

/** A cursor takes the line within so many bins: nobody presses on a bin. */
const NEAR_BINS = 2;

/** The readings at the places that the spectrum reaches; a coarse one is read as it is there, with `nearBins` 0. */
export function lineReadings(
  places: readonly CursorLine[],
  { values, step }: AnalysisLine,
  { speedRpm }: Pick<LoadedSignal, 'speedRpm'>,
  nearBins = NEAR_BINS,
): LineReading[] {
  return places.flatMap(({ hz, name, withinHz }) => {
    const line = lineNear(values, step, hz, Math.max(withinHz, nearBins * step));
    if (line === null) return [];
    return [{ name, ...line, order: orderOf(line.hz, speedRpm) }];
  });
}

/** A frequency in multiples of the shaft's speed. */
export function orderOf(hz: number, speedRpm: number | null): number | null {
  return speedRpm === null ? null : (hz * 60) / speedRpm;
}
