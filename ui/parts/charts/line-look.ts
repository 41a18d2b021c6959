import type { ChartColour } from './chart-colours.ts';

/** How one of several lines looks: on the screen by the theme's colour, on paper by its own. Colour and dash differ together. */
export interface LineLook {
  readonly colour: ChartColour;
  readonly paper: string;
  readonly dash: readonly number[];
}

/** No red, orange or yellow among them: those say how bad a condition is. */
const LOOKS: readonly LineLook[] = [
  { colour: 'series-1', paper: '#1f5a8c', dash: [] },
  { colour: 'series-2', paper: '#7a3c9c', dash: [8, 3] },
  { colour: 'series-3', paper: '#16746a', dash: [2, 2] },
  { colour: 'series-4', paper: '#8a4a6b', dash: [10, 3, 2, 3] },
  { colour: 'series-5', paper: '#4b5a1e', dash: [5, 2] },
  { colour: 'series-6', paper: '#3d4a9e', dash: [1, 3] },
  { colour: 'series-7', paper: '#50616b', dash: [12, 4] },
  { colour: 'series-8', paper: '#6b4f2a', dash: [6, 2, 2, 2, 2, 2] },
];

/** The look of the n-th line, counted from 0; beyond the eighth they come round again. */
export function lineLook(n: number): LineLook {
  return LOOKS[n % LOOKS.length];
}

/** The same without dashes: in the gap of a dash a line of a spectrum would be lost. */
export function solidLook(n: number): LineLook {
  return { ...lineLook(n), dash: [] };
}
