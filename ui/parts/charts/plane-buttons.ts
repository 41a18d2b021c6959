import { html } from 'htm/preact';
import { chartWords } from '../../text/charts.ts';
import type { PlanePart } from './plane-plot.ts';
import { panned, type Range, zoomed } from './view-range.ts';

interface PlaneButtonsProps {
  readonly shown: PlanePart;
  readonly whole: PlanePart;
  readonly onPart: (part: PlanePart) => void;
  /** What lies across and what down. */
  readonly across: string;
  readonly down: string;
}

const STEP = 0.5;

/** Zoom and move along each axis by pressing, for who has neither wheel nor two free fingers. */
export function PlaneButtons({ shown, whole, onPart, across, down }: PlaneButtonsProps) {
  const { x, y } = shown;
  const axis = (
    name: string,
    range: Range,
    all: Range,
    [back, backWord, on, onWord]: readonly [string, string, string, string],
    take: (next: Range) => void,
  ) => {
    const middle = (range[0] + range[1]) / 2;
    const isWhole = isAll(range, all);
    const button = (sign: string, word: string, next: Range, disabled: boolean) =>
      html`<button
        class="button small square"
        aria-label=${word}
        title=${word}
        disabled=${disabled}
        onClick=${() => take(next)}
      >
        ${sign}
      </button>`;
    return html`<div class="chart-buttons" role="group" aria-label=${name}>
      <span class="axis-name" aria-hidden="true">${name}</span>
      ${button('+', chartWords.zoomIn, zoomed(range, STEP, middle, all), false)}
      ${button('−', chartWords.zoomOut, zoomed(range, 1 / STEP, middle, all), isWhole)}
      ${button(back, backWord, panned(range, -STEP / 2, all), isWhole)}
      ${button(on, onWord, panned(range, STEP / 2, all), isWhole)}
    </div>`;
  };
  const { earlier, later, up, down: downWord } = chartWords;
  return html`${axis(across, x, whole.x, ['‹', earlier, '›', later], (next) => onPart({ x: next, y }))}
    ${axis(down, y, whole.y, ['˄', up, '˅', downWord], (next) => onPart({ x, y: next }))}
    <button
      class="button small"
      disabled=${isAll(x, whole.x) && isAll(y, whole.y)}
      onClick=${() => onPart(whole)}
    >
      ${chartWords.whole}
    </button>`;
}

const isAll = ([low, high]: Range, whole: Range) => low <= whole[0] && high >= whole[1];
