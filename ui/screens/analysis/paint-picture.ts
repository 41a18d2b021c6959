import type uPlot from 'uplot';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { drawMarkers, type Marker } from '../../parts/charts/marker.ts';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import type { CursorLine } from './cursor-lines.ts';
import type { ImageKeeper } from './picture-image.ts';
import {
  drawOver,
  drawPins,
  drawSlip,
  lineThrough,
  type OverLine,
  type Pin,
} from './plot-decoration.ts';
import type { ShownPicture } from './use-picture.ts';

/** What lies on a picture, from below to above. */
export interface PaintedPicture {
  readonly made: ShownPicture;
  readonly keeper: ImageKeeper;
  readonly lines: readonly CursorLine[];
  readonly markers: readonly Marker[];
  /** Where the cursor was placed, and where it is. */
  readonly placed: Pair | null;
  readonly cursor: Pair | null;
  readonly pins: readonly Pin[];
}

/** More columns or lines than this take longer than they show. */
const COLUMNS_MAX = 1200;
const LINES_MAX = 480;

/** Draws all of it; the answer is how far half a column reaches on the axis across. */
export function paintPicture(u: uPlot, colours: ChartColours, painted: PaintedPicture): number {
  const { made, keeper, lines, markers, placed, cursor, pins } = painted;
  const { picture, shown, levels, perHz } = made;
  const { left, top, width, height } = u.bbox;
  const pixels = (length: number, most: number) =>
    Math.max(1, Math.min(most, Math.round(length / devicePixelRatio)));
  const [columns, rows] = [pixels(width, COLUMNS_MAX), pixels(height, LINES_MAX)];
  const image = keeper.image({ picture, shown, levels, columns, lines: rows }, u.root);
  u.ctx.imageSmoothingEnabled = false;
  u.ctx.drawImage(image, left, top, width, height);
  drawSlip(u, lines, perHz, colours);
  const across = markers.map(
    ({ x, colour, dash }): OverLine => ({
      ...{ ...lineThrough(u, { x: u.valToPos(x, 'x', true) }), colour, dash },
    }),
  );
  drawOver(u, across, colours);
  drawMarkers(u, markers, colours);
  if (placed !== null) drawOver(u, placedRow(u, placed.y, made), colours);
  drawPins(u, pins, colours);
  if (cursor !== null) drawOver(u, crossOf(u, cursor), colours);
  return (shown.x[1] - shown.x[0]) / columns / 2;
}

/** The moment that was chosen; of a waterfall the edges of its row. */
function placedRow(u: uPlot, y: number, { kind }: ShownPicture): OverLine[] {
  const places = kind === 'spectrogram' ? [y] : [y - 0.5, y + 0.5];
  return places.map((one) => ({
    ...{ ...lineThrough(u, { y: u.valToPos(one, 'y', true) }), colour: 'focus' },
  }));
}

function crossOf(u: uPlot, { x, y }: Pair): OverLine[] {
  const places = [{ x: u.valToPos(x, 'x', true) }, { y: u.valToPos(y, 'y', true) }];
  return places.map((one) => ({ ...lineThrough(u, one), colour: 'focus' }));
}
