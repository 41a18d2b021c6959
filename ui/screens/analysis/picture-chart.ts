import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { ColourKey } from '../../parts/charts/colour-key.ts';
import { drawMarkers } from '../../parts/charts/marker.ts';
import { PlaneButtons } from '../../parts/charts/plane-buttons.ts';
import { PlaneChart } from '../../parts/charts/plane-chart.ts';
import type { PlanePart } from '../../parts/charts/plane-plot.ts';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import { SaveMenu } from '../../parts/save-menu.ts';
import { analysisWords } from '../../text/analysis.ts';
import { chartWords } from '../../text/charts.ts';
import { dateTime } from '../../text/numbers.ts';
import { RAMP_GRADIENT } from '../point/waterfall-ink.ts';
import type { AnalysisView } from './analysis-address.ts';
import { bearingLines, cursorLines, markersOf } from './cursor-lines.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { colourTicks, nextRow, pictureFrame, pinOf, placedAt } from './picture-frame.ts';
import { ImageKeeper } from './picture-image.ts';
import { pictureInWords, readingAt, signalAt } from './picture-readings.ts';
import { pictureCsv, pictureDrawing } from './picture-sheet.ts';
import { drawOver, drawPins, drawSlip, lineThrough } from './plot-decoration.ts';
import type { NoteHere } from './plot-notes-here.ts';
import type { ShownPicture } from './use-picture.ts';

interface PictureChartProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly made: ShownPicture;
  readonly signals: readonly LoadedSignal[];
  /** In units of the axes. */
  readonly cursor: Signal<Pair | null>;
  readonly notes: readonly NoteHere[];
  readonly remark: string;
}

const HEIGHT = 460;
/** More columns or lines than this take longer than they show. */
const COLUMNS_MAX = 1200;
const LINES_MAX = 480;

/** Frequency across, time or captures down, amplitude as darkness; read, moved and noted as lines are. */
export function PictureChart(props: PictureChartProps) {
  const { view, show, made, cursor, notes, remark } = props;
  const { kind, rows, chosen, whole, shown, perHz, levels, picture, unit } = made;
  const [keeper] = useState(() => new ImageKeeper());
  const columnWidth = useRef(0);
  const found = [...bearingLines(view, chosen.facts, chosen.speedRpm), ...cursorLines(view)];
  const markers = markersOf(found, perHz);
  const pins = notes.map((note) => pinOf(note, made));
  const place = placedAt(view, made);
  const frame = useMemo(() => pictureFrame(made), [shown, made.inOrders, rows, dateTime(0)]);
  useEffect(() => {
    cursor.value = placedAt(view, made);
  }, [view.at, view.moment, view.chosen, perHz]);
  const onPart = ({ x, y }: PlanePart) =>
    show({
      ...view,
      range: isAll(x, whole.x) ? null : x,
      rows: isAll(y, whole.y) ? null : y,
    });
  const paint = (u: uPlot, colours: ChartColours) => {
    const { left, top, width, height } = u.bbox;
    const columns = Math.max(1, Math.min(COLUMNS_MAX, Math.round(width / devicePixelRatio)));
    const lines = Math.max(1, Math.min(LINES_MAX, Math.round(height / devicePixelRatio)));
    columnWidth.current = (shown.x[1] - shown.x[0]) / columns;
    u.ctx.imageSmoothingEnabled = false;
    const image = keeper.image({ picture, shown, levels, columns, lines }, u.root);
    u.ctx.drawImage(image, left, top, width, height);
    drawSlip(u, found, perHz, colours);
    const across = markers.map(({ x }) => lineThrough(u, { x: u.valToPos(x, 'x', true) }));
    drawOver(u, across, null, colours);
    drawMarkers(u, markers, colours);
    if (place !== null) drawOver(u, placedRow(u, place.y, kind), colours.focus, colours);
    drawPins(u, pins, colours);
    const at = cursor.peek();
    if (at === null) return;
    const cross = [{ x: u.valToPos(at.x, 'x', true) }, { y: u.valToPos(at.y, 'y', true) }];
    drawOver(
      u,
      cross.map((one) => lineThrough(u, one)),
      colours.focus,
      colours,
    );
  };
  const onPick = ({ x, y }: Pair) => {
    const signal = signalAt(made, y);
    const scale = made.inOrders ? (signal.speedRpm ?? 0) / 60 : 1;
    show(
      kind === 'spectrogram'
        ? { ...view, at: x * scale, moment: y }
        : { ...view, at: x * scale, chosen: props.signals.indexOf(signal) },
    );
  };
  const title = analysisWords.views[kind];
  const names = [...new Set(rows.map(({ name }) => name))].join(', ');
  const key = colourTicks(levels, unit);
  const facts = [made.resolution, remark].filter(Boolean).join(' ');
  const sheet = { view, made, pins, notes, markers, names, title, facts };
  const at = cursor.value;
  return html`<section class="card chart" aria-label=${title}>
    <div class="chart-head">
      <h2>${title}</h2>
      <div class="tools">
        <${PlaneButtons}
          shown=${shown}
          whole=${whole}
          onPart=${onPart}
          across=${analysisWords.frequencies}
          down=${analysisWords.down[kind as 'spectrogram' | 'waterfall']}
        />
        <${SaveMenu}
          name=${`tremolo-${kind}`}
          drawing=${() => pictureDrawing(sheet, location.href, Date.now())}
          csv=${() => pictureCsv(made)}
        />
      </div>
    </div>
    <p class="readout" role="status">
      ${at === null ? facts : readingAt(made, at, columnWidth.current / 2)}
    </p>
    <${PlaneChart}
      label=${`${analysisWords.picture(title, names)}. ${pictureInWords(made)}`}
      height=${HEIGHT}
      frame=${frame}
      whole=${whole}
      onPart=${onPart}
      zoomsAcross=${kind === 'waterfall'}
      cursor=${cursor}
      ...${
        kind === 'waterfall'
          ? {
              step: (from: Pair, across: number, down: number) => nextRow(made, from, across, down),
            }
          : {}
      }
      paint=${paint}
      marks=${[picture, levels, JSON.stringify([markers, pins, place])].join()}
      onPick=${onPick}
    />
    <${ColourKey} label=${analysisWords.colourKey(key.from, key.to)} gradient=${RAMP_GRADIENT} ticks=${key.ticks} />
    <p class="hint">${facts}</p>
    <p class="hint">${chartWords.planeHint}</p>
  </section>`;
}

/** The moment that was chosen; of a waterfall the edges of its row. */
function placedRow(u: uPlot, y: number, kind: AnalysisView['kind']) {
  const places = kind === 'spectrogram' ? [y] : [y - 0.5, y + 0.5];
  return places.map((one) => lineThrough(u, { y: u.valToPos(one, 'y', true) }));
}

const isAll = ([low, high]: Range, whole: Range) => low <= whole[0] && high >= whole[1];
