import { useSignal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import type { KurtogramCell } from '#signal/envelope/kurtogram';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { ColourKey } from '../../parts/charts/colour-key.ts';
import { PlaneChart } from '../../parts/charts/plane-chart.ts';
import type { PlaneFrame } from '../../parts/charts/plane-plot.ts';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import { niceTicks } from '../../parts/drawing/nice-ticks.ts';
import { analysisWords } from '../../text/analysis.ts';
import { count, fixed, plain } from '../../text/numbers.ts';
import { RAMP_GRADIENT } from '../point/waterfall-ink.ts';
import { bestCells, cellAt, isBandOf, levelsOf, nextCell } from './kurtogram-cells.ts';
import { inkOf } from './picture-image.ts';
import type { Worked } from './signal-work.ts';

interface KurtogramChartProps {
  readonly offered: Extract<Worked, { kind: 'bands' }>;
  /** The band in use. */
  readonly band: readonly [number, number] | null;
  readonly onBand: (band: readonly [number, number]) => void;
}

const ROW_PX = 26;
const AXIS_PX = 44;
const EDGE_PX = 1;
/** How far within its cell a frame stands: that of the band in use within that of the best. */
const BEST_INSET = 1.5;
const USED_INSET = 5;

/** How impulsive each band is: frequency across, the narrower bands below, kurtosis as darkness. A press takes a band. */
export function KurtogramChart({ offered, band, onBand }: KurtogramChartProps) {
  const { cells, chosen, search, seconds } = offered;
  const cursor = useSignal<Pair | null>(null);
  const levels = levelsOf(cells);
  const highHz = Math.max(...cells.map((cell) => cell.highHz));
  const top = Math.max(0.1, bestCells(cells, 1)[0].kurtosis);
  const best =
    chosen.by === 'kurtogram'
      ? cells.find(({ lowHz, highHz: end }) => lowHz === chosen.lowHz && end === chosen.highHz)
      : undefined;
  const frame = useMemo(
    (): PlaneFrame => ({
      ...{ x: [0, highHz], y: [0, levels.length], xUnit: 'Hz', yUnit: '' },
      yWords: levels.map((level, i) => ({ at: i + 0.5, word: plain(level) })),
    }),
    [cells],
  );
  // A new object whenever something that is painted is another one.
  const marks = useMemo(() => ({}), [offered, band?.join()]);
  const take = (place: Pair) => {
    const cell = cellAt(cells, place);
    if (cell !== null) onBand(bandOf(cell));
  };
  const paint = (u: uPlot, colours: ChartColours) => {
    const { ramp, empty } = inkOf(u.root);
    const { ctx, bbox } = u;
    ctx.save();
    ctx.fillStyle = cssOf(empty);
    ctx.fillRect(bbox.left, bbox.top, bbox.width, bbox.height);
    for (const cell of cells) {
      const { left, top: upper, width, height } = boxOf(u, cell, levels);
      ctx.fillStyle = cssOf(ramp[Math.round((255 * Math.max(0, cell.kurtosis)) / top)]);
      ctx.fillRect(left, upper, width - EDGE_PX, height - EDGE_PX);
    }
    ctx.restore();
    const at = cursor.peek();
    const under = at === null ? null : cellAt(cells, at);
    const used = cells.find((cell) => isBandOf(cell, band));
    const frame = (cell: KurtogramCell, inset: number, dash: readonly number[], colour: string) =>
      frameCell(u, boxOf(u, cell, levels), { inset, dash, colour, ground: colours.surface });
    if (best !== undefined) frame(best, BEST_INSET, [], colours.ink);
    if (under !== null) frame(under, BEST_INSET, [], colours.focus);
    if (used !== undefined) frame(used, USED_INSET, [4, 3], colours.focus);
  };
  const at = cursor.value;
  const under = at === null ? null : cellAt(cells, at);
  const { ticks } = niceTicks(0, top, 5);
  const unit = analysisWords.kurtosisUnit;
  return html`<figure class="kurtogram-chart">
    <figcaption>
      <strong>${analysisWords.kurtogramTitle}</strong>
      <span class="hint">${analysisWords.kurtogramLead}</span>
    </figcaption>
    <p class="readout" role="status">
      ${under === null ? analysisWords.pictureRead : wordsOf(under, best, band)}
    </p>
    <${PlaneChart}
      label=${analysisWords.kurtogramLabel(best === undefined ? null : wordsOf(best, best, band))}
      height=${levels.length * ROW_PX + AXIS_PX}
      frame=${frame}
      whole=${null}
      cursor=${cursor}
      step=${(from: Pair, across: number, down: number) => nextCell(cells, from, across, down)}
      paint=${paint}
      marks=${marks}
      onPick=${take}
    />
    <${ColourKey}
      label=${analysisWords.colourKey('0', `${fixed(top, 1)} ${unit}`)}
      gradient=${RAMP_GRADIENT}
      ticks=${ticks.map((tick, i) => ({
        share: tick / top,
        word: i === ticks.length - 1 ? `${plain(tick)} ${unit}` : plain(tick),
      }))}
    />
    <p class="hint">
      ${analysisWords.kurtogramSearch(
        ...([fixed(seconds, 1), count(search.lowHz), count(search.highHz)] as const),
        count(search.leastWidthHz),
      )}
    </p>
  </figure>`;
}

/** The band that a cell stands for; a filter begins above 0 Hz. */
export function bandOf({ lowHz, highHz }: KurtogramCell): readonly [number, number] {
  return [Math.max(1, lowHz), highHz];
}

function wordsOf(
  cell: KurtogramCell,
  best: KurtogramCell | undefined,
  band: readonly [number, number] | null,
): string {
  const { level, lowHz, highHz, kurtosis } = cell;
  const middle = (lowHz + highHz) / 2;
  return [
    analysisWords.cell(
      ...([
        plain(level),
        count(lowHz),
        count(highHz),
        count(middle),
        count(highHz - lowHz),
      ] as const),
    ),
    analysisWords.kurtosis(fixed(kurtosis, 2)),
    cell === best ? analysisWords.bestBand : '',
    isBandOf(cell, band) ? analysisWords.usedBand : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Where a cell lies, in px of the canvas. */
function boxOf(u: uPlot, { level, lowHz, highHz }: KurtogramCell, levels: readonly number[]) {
  const row = levels.indexOf(level);
  const [left, right] = [lowHz, highHz].map((hz) => Math.round(u.valToPos(hz, 'x', true)));
  const [top, bottom] = [row, row + 1].map((y) => Math.round(u.valToPos(y, 'y', true)));
  return { left, top, width: right - left, height: bottom - top };
}

/** A frame within a cell, set off from whatever colour it has. */
function frameCell(
  { ctx }: uPlot,
  { left, top, width, height }: ReturnType<typeof boxOf>,
  look: { inset: number; dash: readonly number[]; colour: string; ground: string },
): void {
  const ratio = devicePixelRatio;
  const inset = look.inset * ratio;
  ctx.save();
  for (const [stroke, wide, dashes] of [
    [look.ground, 4, []],
    [look.colour, 2, look.dash],
  ] as const) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = wide * ratio;
    ctx.setLineDash(dashes.map((px) => px * ratio));
    ctx.strokeRect(left + inset, top + inset, width - 2 * inset, height - 2 * inset);
  }
  ctx.restore();
}

/** A pixel colour (ABGR) as CSS. */
function cssOf(ink: number): string {
  return `rgb(${ink & 255} ${(ink >> 8) & 255} ${(ink >> 16) & 255})`;
}
