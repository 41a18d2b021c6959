import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { ColourKey } from '../../parts/charts/colour-key.ts';
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
import { paintPicture } from './paint-picture.ts';
import { colourTicks, nextRow, pictureFrame, pinOf, placedAt } from './picture-frame.ts';
import { ImageKeeper } from './picture-image.ts';
import { shownPlane } from './picture-plan.ts';
import { pictureInWords, readingAt, signalAt } from './picture-readings.ts';
import { pictureCsv, pictureDrawing } from './picture-sheet.ts';
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

/** Frequency across, time or captures down, amplitude as darkness; read, moved and noted as lines are. */
export function PictureChart(props: PictureChartProps) {
  const { view, show, made, signals, cursor, notes, remark } = props;
  const { kind, chosen, whole, shown, perHz, levels, picture, unit } = made;
  const [keeper] = useState(() => new ImageKeeper());
  const within = useRef(0);
  const lines = [...bearingLines(view, chosen.facts, chosen.speedRpm), ...cursorLines(view)];
  const markers = markersOf(lines, perHz);
  const pins = notes.map((note) => pinOf(note, made));
  const placed = placedAt(view, made);
  const frame = useMemo(() => pictureFrame(made), [shown, made.inOrders, made.rows, dateTime(0)]);
  useEffect(() => {
    cursor.value = placedAt(view, made);
  }, [view.at, view.moment, view.chosen, perHz]);
  const onPart = (part: PlanePart) => {
    const fitted = shownPlane(part, whole, kind, chosen);
    const { x, y } = fitted;
    show({ ...view, range: partOrNull(x, whole.x), rows: partOrNull(y, whole.y) });
    return fitted;
  };
  const onPick = ({ x, y }: Pair) => {
    const signal = signalAt(made, y);
    const at = made.inOrders ? (x * (signal.speedRpm ?? 0)) / 60 : x;
    const where = kind === 'spectrogram' ? { moment: y } : { chosen: signals.indexOf(signal) };
    show({ ...view, at, ...where });
  };
  const paint = (u: uPlot, colours: ChartColours) => {
    const painted = { made, keeper, lines, markers, placed, pins, cursor: cursor.peek() };
    within.current = paintPicture(u, colours, painted);
  };
  // A new object whenever something that is painted is another one.
  const marks = useMemo(() => ({}), [picture, levels, JSON.stringify([lines, pins, placed])]);
  const title = analysisWords.views[kind];
  const names = namesOf(made);
  const label = useMemo(
    () => `${analysisWords.picture(title, names)}. ${pictureInWords(made)}`,
    [picture, shown, names, unit],
  );
  const facts = [made.resolution, remark].filter(Boolean).join(' ');
  const sheet = { made, pins, notes, markers, names, title, facts };
  const key = colourTicks(levels, unit);
  const isWaterfall = kind === 'waterfall';
  return html`<section class="card chart" aria-label=${title}>
    <div class="chart-head">
      <h2>${title}</h2>
      <div class="tools">
        <${PlaneButtons}
          shown=${shown}
          whole=${whole}
          onPart=${onPart}
          across=${analysisWords.frequencies}
          down=${analysisWords.down[isWaterfall ? 'waterfall' : 'spectrogram']}
        />
        <${SaveMenu}
          name=${`tremolo-${kind}`}
          drawing=${() => pictureDrawing(sheet, location.href, Date.now())}
          csv=${() => pictureCsv(made)}
        />
      </div>
    </div>
    <${Readout} made=${made} cursor=${cursor} within=${within} />
    <${PlaneChart}
      label=${label}
      height=${HEIGHT}
      frame=${frame}
      whole=${whole}
      onPart=${onPart}
      zoomsAcross=${isWaterfall}
      cursor=${cursor}
      step=${isWaterfall ? nextRow.bind(null, made) : undefined}
      paint=${paint}
      marks=${marks}
      onPick=${onPick}
    />
    <${ColourKey} label=${analysisWords.colourKey(key.from, key.to)} gradient=${RAMP_GRADIENT} ticks=${key.ticks} />
    <p class="hint">${facts}</p>
    <p class="hint">${chartWords.planeHint}</p>
  </section>`;
}

/** What stands at the cursor; apart from the chart, as it follows the pointer. */
function Readout({
  made,
  cursor,
  within,
}: Pick<PictureChartProps, 'made' | 'cursor'> & { within: { readonly current: number } }) {
  const at = cursor.value;
  return html`<p class="readout roomy" role="status">
    ${at === null ? analysisWords.pictureRead : readingAt(made, at, within.current)}
  </p>`;
}

function namesOf({ kind, chosen, rows }: ShownPicture): string {
  return kind === 'spectrogram'
    ? analysisWords.at(chosen.name, dateTime(chosen.atMs))
    : [...new Set(rows.map(({ name }) => name))].join(', ');
}

const partOrNull = (part: Range, whole: Range): Range | null =>
  part[0] <= whole[0] && part[1] >= whole[1] ? null : part;
