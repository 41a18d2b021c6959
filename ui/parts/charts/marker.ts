import type uPlot from 'uplot';
import type { ChartColour, ChartColours } from './chart-colours.ts';

/** A vertical line at a place that means something, such as a bearing's defect frequency. */
export interface Marker {
  readonly x: number;
  readonly label: string;
  /** Its name where there is room: "BPFO ×2". */
  readonly full: string;
  readonly colour: ChartColour;
  /** Dashes in px; families differ in dash as well as in colour. */
  readonly dash: readonly number[];
}

const ROW_PX = 14;
const ROWS = 5;
const LABEL_GAP_PX = 4;

/** Lines of one family that lie closer than this would be a smear: only the first is drawn, until one zooms in. */
const APART_PX = 4;

/** Draws the markers inside the plot. Each family has its row of labels; one that would cover its neighbour is left out. */
export function drawMarkers(u: uPlot, markers: readonly Marker[], colours: ChartColours): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const freeFrom = Array<number>(ROWS).fill(Number.NEGATIVE_INFINITY);
  const families = [...new Set(markers.map(({ colour }) => colour))];
  const drawnAt = new Map<ChartColour, number>();
  ctx.save();
  ctx.lineWidth = ratio;
  ctx.font = `600 ${11 * ratio}px ${getComputedStyle(u.root).fontFamily}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  for (const marker of [...markers].sort((a, b) => a.x - b.x)) {
    const x = Math.round(u.valToPos(marker.x, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    if (x - (drawnAt.get(marker.colour) ?? Number.NEGATIVE_INFINITY) < APART_PX * ratio) continue;
    drawnAt.set(marker.colour, x);
    ctx.strokeStyle = ctx.fillStyle = colours[marker.colour];
    ctx.setLineDash(marker.dash.map((dash) => dash * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const width = ctx.measureText(marker.label).width;
    const row = families.indexOf(marker.colour) % ROWS;
    const gap = LABEL_GAP_PX * ratio;
    if (freeFrom[row] > x || x + width + gap > bbox.left + bbox.width) continue;
    freeFrom[row] = x + width + 2 * gap;
    const top = bbox.top + (2 + row * ROW_PX) * ratio;
    // A ground of its own: grid, signal and other families' lines run behind it.
    ctx.fillStyle = colours.surface;
    ctx.fillRect(x + ratio, top, width + gap + ratio, 12 * ratio);
    ctx.fillStyle = colours[marker.colour];
    ctx.fillText(marker.label, x + gap, top);
  }
  ctx.restore();
}
