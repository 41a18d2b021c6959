import { html } from 'htm/preact';
import { useEffect, useRef } from 'preact/hooks';
import type { View } from '#schemas/websocket/view';
import { onThemeChange } from '../../parts/charts/on-theme-change.ts';
import { niceCeil } from '../../parts/charts/steady-top.ts';
import { useApp } from '../../session/app.ts';
import { text } from '../../text/en.ts';
import { fixed } from '../../text/numbers.ts';
import { pointWords } from '../../text/point.ts';
import type { LiveViews } from './live-views.ts';
import { decibel } from './spectrum-frame.ts';
import { WATERFALL_ROWS, WaterfallHistory } from './waterfall-history.ts';
import { waterfallInk } from './waterfall-ink.ts';

const ROW_PX = 3;
const COLUMNS = 512;
const MOST_MARKS = 8;
const KEY_STEPS = 256;

/** The spectra of the last minute, one row a second, the newest at the bottom. */
export function Waterfall({ views }: { views: LiveViews }) {
  const app = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = useRef<HTMLDivElement>(null);
  const key = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const history = new WaterfallHistory(COLUMNS);
    const paint = () => {
      paintRows(canvas.current!, history);
      paintKey(key.current!, history.shown());
    };
    const draw = (view: View) => {
      if (!history.take(view.spectrum, view.atUs / 1000)) return;
      paint();
      writeScale(scale.current!, view.spectrum.length * view.spectrumHzPerBin);
    };
    const ends = [views.onDraw(draw), onThemeChange(app, paint)];
    return () => {
      for (const end of ends) end();
    };
  }, [views]);
  return html`<section class="card chart">
    <div class="chart-head">
      <h2>${pointWords.waterfall}</h2>
      <div class="waterfall-key" ref=${key} role="img" aria-label=${pointWords.waterfallKey}>
        <span></span><canvas width=${KEY_STEPS} height="1"></canvas><span></span>
      </div>
    </div>
    <p class="readout">${pointWords.waterfallNote}</p>
    <div class="waterfall">
      <span class="from">${text.time.ago(text.time.seconds(WATERFALL_ROWS))}</span>
      <span class="to">${text.time.now}</span>
      <canvas
        ref=${canvas}
        width=${COLUMNS}
        height=${WATERFALL_ROWS * ROW_PX}
        role="img"
        aria-label=${`${pointWords.waterfall}: ${pointWords.waterfallNote}`}
      ></canvas>
      <div class="scale" ref=${scale}></div>
    </div>
  </section>`;
}

/** Round frequencies under the picture. Written past the virtual page: they change with the sensor only. */
function writeScale(scale: HTMLElement, topHz: number): void {
  if (scale.dataset.topHz === String(topHz)) return;
  scale.dataset.topHz = String(topHz);
  const step = niceCeil(topHz / MOST_MARKS);
  const marks = Array.from({ length: Math.floor(topHz / step) + 1 }, (_, i) => i * step);
  const unit = pointWords.hertz;
  scale.replaceChildren(
    ...marks.map((hz, i) => {
      const word = fixed(hz, 0) + (i === marks.length - 1 ? ` ${unit}` : '');
      const mark = Object.assign(document.createElement('span'), { textContent: word });
      mark.style.left = `${(100 * hz) / topHz}%`;
      return mark;
    }),
  );
}

/** What the colours stand for, in dB over one unit as in the spectrum. */
function paintKey(key: HTMLElement, { floorDb, topDb }: { floorDb: number; topDb: number }): void {
  const [low, canvas, high] = key.children as unknown as [Element, HTMLCanvasElement, Element];
  low.textContent = `${fixed(floorDb, 0)} dB`;
  high.textContent = `${fixed(topDb, 0)} dB`;
  const image = new ImageData(KEY_STEPS, 1);
  const { ramp } = waterfallInk(getComputedStyle(canvas).colorScheme, matchMedia);
  new Uint32Array(image.data.buffer).set(ramp);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
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
