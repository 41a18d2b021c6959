import { html } from 'htm/preact';
import { sparkPath } from './charts/spark-path.ts';

const WIDTH = 120;
const HEIGHT = 28;

export interface SparklineProps {
  /** Oldest first and evenly spaced; null where nothing is known, which stays a gap. */
  readonly values: readonly (number | null)[];
  /** What bottom and top stand for. */
  readonly range: readonly [low: number, high: number];
  /** Said instead of the drawing, such as "Busy, last hour: 12 % to 80 %". */
  readonly label: string;
}

/** A small line without axes beside the figure that it belongs to. Without any value it is an empty box of the same size. */
export function Sparkline({ values, range, label }: SparklineProps) {
  const { line, dots } = sparkPath(values, { width: WIDTH, height: HEIGHT, range });
  return html`<svg
    class="sparkline"
    role="img"
    aria-label=${label}
    viewBox=${`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}
    preserveAspectRatio="none"
  >
    <path class="ground" d=${`M0 ${HEIGHT}H${WIDTH}`} />
    ${line !== '' && html`<path class="line" d=${line} />`}
    ${dots.map(([x, y]) => html`<path class="line" key=${x} d=${`M${x} ${y}h0.01`} />`)}
  </svg>`;
}
