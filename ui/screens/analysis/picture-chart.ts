import { html } from 'htm/preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ChartColour } from '../../parts/charts/chart-colours.ts';
import type { Drawing } from '../../parts/drawing/drawing.ts';
import { niceTicks } from '../../parts/drawing/nice-ticks.ts';
import { SaveMenu } from '../../parts/save-menu.ts';
import { useApp } from '../../session/app.ts';
import { analysisWords } from '../../text/analysis.ts';
import { chartWords } from '../../text/charts.ts';
import { fixed } from '../../text/numbers.ts';
import { type WaterfallInk, waterfallInk } from '../point/waterfall-ink.ts';
import type { AnalysisView } from './analysis-address.ts';
import { decibel } from './analysis-frame.ts';
import { unitOf } from './analysis-plan.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { type Picture, spectrogramPicture, waterfallPicture } from './picture.ts';
import type { Worked } from './signal-work.ts';

interface PictureChartProps {
  readonly view: AnalysisView;
  readonly signals: readonly LoadedSignal[];
  readonly chosen: LoadedSignal;
  readonly worked: readonly Worked[];
  readonly remark: string;
}

/** Frequency across, time down, amplitude as darkness: over one recording, or over captures one after the other. */
export function PictureChart({ view, signals, chosen, worked, remark }: PictureChartProps) {
  const { preferences } = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useMemo(
    () =>
      view.kind === 'spectrogram' ? spectrogramPicture(worked) : waterfallPicture(worked, signals),
    [worked],
  );
  useEffect(() => {
    const paint = () => canvas.current && picture && paintPicture(canvas.current, picture);
    paint();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', paint);
    const end = preferences.theme.subscribe(paint);
    return () => {
      dark.removeEventListener('change', paint);
      end();
    };
  }, [picture]);
  if (picture === null) return null;
  const title = analysisWords.views[view.kind];
  const names = (view.kind === 'spectrogram' ? [chosen] : signals)
    .map(({ name }) => name)
    .join(', ');
  const { ticks } = niceTicks(0, picture.topHz, 8);
  const unit = unitOf(view, chosen, signals);
  const key = `${fixed(picture.floorDb, 0)} … ${fixed(picture.topDb, 0)} dB re 1 ${unit}`.trimEnd();
  const sheet = () =>
    pictureDrawing(
      canvas.current!,
      picture,
      title,
      [names, key, remark],
      location.href,
      Date.now(),
    );
  return html`<section class="card chart" aria-label=${title}>
    <div class="chart-head">
      <h2>${title}</h2>
      <div class="tools"><${SaveMenu} name=${`tremolo-${view.kind}`} drawing=${sheet} csv=${null} /></div>
    </div>
    <p class="readout">${key} ${remark}</p>
    <div class="picture-chart">
      <ol class="row-words" aria-label=${view.kind === 'spectrogram' ? analysisWords.time : analysisWords.signals}>
        ${picture.rowWords.map((word) => html`<li key=${word}>${word}</li>`)}
      </ol>
      <div>
        <canvas
          ref=${canvas}
          width=${picture.columns}
          height=${picture.rows}
          role="img"
          aria-label=${analysisWords.picture(title, names)}
        ></canvas>
        <div class="scale" aria-hidden="true">
          ${ticks.map(
            (hz, i) =>
              html`<span key=${hz} style=${{ left: `${(100 * hz) / picture.topHz}%` }}>${fixed(hz, 0)}${i === ticks.length - 1 ? ' Hz' : ''}</span>`,
          )}
        </div>
      </div>
    </div>
  </section>`;
}

/** Each value as a pixel, from the floor of what is shown to its top. */
function paintPicture(canvas: HTMLCanvasElement, picture: Picture): void {
  const ink: WaterfallInk = waterfallInk(getComputedStyle(canvas).colorScheme, matchMedia);
  paintWith(canvas, picture, ink);
}

function paintWith(canvas: HTMLCanvasElement, picture: Picture, ink: WaterfallInk): void {
  const { rows, columns, values, floorDb, topDb } = picture;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) {
    const value = values[i];
    const share = (decibel(value) - floorDb) / (topDb - floorDb);
    pixels[i] = Number.isNaN(value)
      ? ink.empty
      : ink.ramp[Math.round(255 * Math.min(1, Math.max(0, share)))];
  }
  context.putImageData(image, 0, 0);
}

const SHEET = { width: 1120, height: 760, left: 220, right: 1084, top: 130, bottom: 620 };
const SHEET_COLOURS: Readonly<Record<Extract<ChartColour, 'ink' | 'soft'>, string>> = {
  ink: '#1a2026',
  soft: '#505962',
};

/** The picture in the colours of paper, with title block and axes. */
function pictureDrawing(
  shown: HTMLCanvasElement,
  picture: Picture,
  title: string,
  facts: readonly string[],
  address: string,
  nowMs: number,
): Drawing {
  const paper = document.createElement('canvas');
  paper.width = shown.width;
  paper.height = shown.height;
  paintWith(paper, picture, waterfallInk('light', matchMedia));
  const { left, right, top, bottom } = SHEET;
  const { ink, soft } = SHEET_COLOURS;
  const text = (
    words: string,
    at: readonly [number, number],
    size: number,
    anchor: 'start' | 'middle' | 'end',
  ) => ({ kind: 'text', text: words, at, size, colour: size > 14 ? ink : soft, anchor }) as const;
  const rowHeight = (bottom - top) / picture.rowWords.length;
  return {
    width: SHEET.width,
    height: SHEET.height,
    title,
    marks: [
      { ...text(title, [84, 34], 20, 'start'), isStrong: true },
      ...facts.filter(Boolean).map((fact, i) => text(fact, [84, 58 + i * 18], 13, 'start')),
      {
        ...{ kind: 'image', at: [left, top], data: paper.toDataURL('image/png') },
        ...{ width: right - left, height: bottom - top },
      },
      ...niceTicks(0, picture.topHz, 8).ticks.map((hz) =>
        text(
          `${fixed(hz, 0)} Hz`,
          [left + (hz / picture.topHz) * (right - left), bottom + 18],
          12,
          'middle',
        ),
      ),
      ...picture.rowWords.map((word, i) =>
        text(word, [left - 8, top + (i + 0.5) * rowHeight + 4], 11, 'end'),
      ),
      text(
        `${chartWords.page} · ${chartWords.madeAt(new Date(nowMs).toISOString())}`,
        [84, 724],
        11,
        'start',
      ),
      text(address, [84, 740], 11, 'start'),
    ],
  };
}
