import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { View } from '#schemas/websocket/view';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { hertz } from '../../text/numbers.ts';
import type { LiveViews } from './live-views.ts';
import { decibel } from './spectrum-frame.ts';
import { WATERFALL_ROWS, WaterfallHistory } from './waterfall-history.ts';
import { waterfallInk } from './waterfall-ink.ts';

const ROW_PX = 3;
const COLUMNS = 512;

/** The spectra of the last minute, one row a second, the newest at the bottom. */
export function Waterfall({ views }: { views: LiveViews }) {
  const { preferences } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const history = new WaterfallHistory(COLUMNS);
    const paint = () => paintRows(canvas.current!, history);
    const draw = (view: View) => {
      if (!history.take(view.spectrum, view.atUs / 1000)) return;
      paint();
      writeScale(scale.current!, view.spectrum.length * view.spectrumHzPerBin);
    };
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const ends = [views.onDraw(draw), preferences.theme.subscribe(paint)];
    dark.addEventListener('change', paint);
    return () => {
      dark.removeEventListener('change', paint);
      for (const end of ends) end();
    };
  }, [views]);
  return html`<section class="card chart">
    <div class="chart-head"><h2>${text.point.waterfall}</h2></div>
    <p class="readout">${text.point.waterfallNote}</p>
    <div class="waterfall">
      <span class="from">${text.time.ago(text.time.seconds(WATERFALL_ROWS))}</span>
      <span class="to">${text.time.now}</span>
      <canvas
        ref=${canvas}
        width=${COLUMNS}
        height=${WATERFALL_ROWS * ROW_PX}
        role="img"
        aria-label=${`${text.point.waterfall}: ${text.point.waterfallNote}`}
      ></canvas>
      <div class="scale" ref=${scale}></div>
    </div>
  </section>`;
}

const SCALE_MARKS = 5;

/** Written past the virtual page: it changes once in a blue moon, with the sensor. */
function writeScale(scale: HTMLElement, topHz: number): void {
  const marks = Array.from({ length: SCALE_MARKS }, (_, i) => (topHz * i) / (SCALE_MARKS - 1));
  const words = marks.map((hz) => hertz(hz));
  if (scale.childElementCount === SCALE_MARKS && scale.lastChild?.textContent === words.at(-1)) {
    return;
  }
  scale.replaceChildren(
    ...words.map((word) => Object.assign(document.createElement('span'), { textContent: word })),
  );
}

/** From the floor of what is shown to its top, whatever the sensor. */
function paintRows(canvas: HTMLCanvasElement, history: WaterfallHistory): void {
  const context = canvas.getContext('2d')!;
  const ink = waterfallInk(getComputedStyle(canvas).colorScheme, matchMedia);
  const image = context.createImageData(COLUMNS, WATERFALL_ROWS * ROW_PX);
  const pixels = new Uint32Array(image.data.buffer);
  pixels.fill(ink.empty);
  const { rows, floorDb, topDb } = history.shown();
  const firstRow = WATERFALL_ROWS - rows.length;
  for (const [i, row] of rows.entries()) {
    for (let column = 0; column < COLUMNS; column++) {
      const share = (decibel(row[column]) - floorDb) / (topDb - floorDb);
      const colour = ink.ramp[Math.round(255 * Math.min(1, Math.max(0, share)))];
      for (let y = 0; y < ROW_PX; y++) {
        pixels[((firstRow + i) * ROW_PX + y) * COLUMNS + column] = colour;
      }
    }
  }
  context.putImageData(image, 0, 0);
}
