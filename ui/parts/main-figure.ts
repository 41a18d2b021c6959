import { text } from '../text/en.ts';
import { midSentence } from '../text/mid-sentence.ts';
import { figure } from '../text/numbers.ts';
import { inShownUnit, shownUnit } from '../text/units.ts';
import type { Latest } from '../websocket/point-cell.ts';

/** The one figure that a point is known by at a glance. */
export interface MainFigure {
  readonly value: number | null;
  readonly unit: string;
  readonly words: string;
}

/** Velocity where it can be had, else acceleration; kurtosis needs no unit and is there even without a declared one. */
export function mainFigure(latest: Latest | null): MainFigure {
  const told = chosen(latest);
  const value = inShownUnit(told.value, told.unit);
  const { unit } = shownUnit(told.unit);
  return { value, unit, words: `${figure(value)} ${unit}`.trimEnd() };
}

function chosen(latest: Latest | null): { value: number | null; unit: string } {
  if (latest === null) return { value: null, unit: '' };
  const { velocityMmS, accelerationG, kurtosis } = latest.figures;
  if (velocityMmS !== null) return { value: velocityMmS, unit: 'mm/s' };
  if (accelerationG !== null) return { value: accelerationG, unit: 'g' };
  return { value: kurtosis, unit: midSentence(text.figure.kurtosis) };
}
