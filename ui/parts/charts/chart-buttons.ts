import { html } from 'htm/preact';
import { chartWords } from '../../text/charts.ts';
import { type AxisShape, LINEAR_AXIS, panned, type Range, zoomed } from './view-range.ts';

interface ChartButtonsProps {
  readonly range: Range;
  readonly whole: Range;
  readonly onRange: (range: Range) => void;
  readonly shape?: AxisShape;
}

const STEP = 0.5;

/** Zoom and move by pressing, for who has neither wheel nor two free fingers. */
export function ChartButtons({ range, whole, onRange, shape = LINEAR_AXIS }: ChartButtonsProps) {
  const [low, high] = range.map(shape.to);
  const middle = shape.from((low + high) / 2);
  const isWhole = range[0] <= whole[0] && range[1] >= whole[1];
  const button = (sign: string, word: string, act: () => void, disabled = false) =>
    html`<button class="button small square" aria-label=${word} title=${word} disabled=${disabled} onClick=${act}>
      ${sign}
    </button>`;
  return html`<div class="chart-buttons" role="group" aria-label=${chartWords.chart}>
    ${button('+', chartWords.zoomIn, () => onRange(zoomed(range, STEP, middle, whole, shape)))}
    ${button('−', chartWords.zoomOut, () => onRange(zoomed(range, 1 / STEP, middle, whole, shape)), isWhole)}
    ${button('‹', chartWords.earlier, () => onRange(panned(range, -STEP / 2, whole, shape)), isWhole)}
    ${button('›', chartWords.later, () => onRange(panned(range, STEP / 2, whole, shape)), isWhole)}
    <button class="button small" disabled=${isWhole} onClick=${() => onRange(whole)}>${chartWords.whole}</button>
  </div>`;
}
