import type { Signal } from '@preact/signals';
import { html } from 'htm/preact';
import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { ChartButtons } from '../../parts/charts/chart-buttons.ts';
import type { ChartColours } from '../../parts/charts/chart-colours.ts';
import { LineChart } from '../../parts/charts/line-chart.ts';
import { drawMarkers } from '../../parts/charts/marker.ts';
import { LINEAR_AXIS, LOG_AXIS, type Range } from '../../parts/charts/view-range.ts';
import { SaveMenu } from '../../parts/save-menu.ts';
import { analysisWords } from '../../text/analysis.ts';
import { chartWords } from '../../text/charts.ts';
import { figure } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import { type AnalysisLine, analysisFrame, decibel, wholeRange } from './analysis-frame.ts';
import { analysisCsv, analysisDrawing } from './analysis-sheet.ts';
import { bearingLines, cursorLines, markersOf } from './cursor-lines.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import { drawPins, drawSlip } from './plot-decoration.ts';
import type { NoteHere } from './plot-notes-here.ts';

interface LinesChartProps {
  readonly view: AnalysisView;
  readonly show: (next: AnalysisView) => void;
  readonly signals: readonly LoadedSignal[];
  readonly lines: readonly AnalysisLine[];
  /** Hz, orders or seconds: as the axis counts. */
  readonly cursor: Signal<number | null>;
  readonly notes: readonly NoteHere[];
  readonly remark: string;
}

const HEIGHT = 440;

/** Waveforms or spectra over each other, with cursors, bearing lines and notes. */
export function LinesChart(props: LinesChartProps) {
  const { view, show, signals, lines, cursor, notes, remark } = props;
  const chosen = signals[view.chosen] ?? signals[0];
  const isWave = view.kind === 'waveform';
  const isXLog = view.isXLog && !isWave;
  const isOrders = view.isOrders && !isWave && chosen.speedRpm !== null;
  const whole = useMemo(() => wholeRange(lines, isXLog), [lines, isXLog]);
  const range = withinWhole(view.range, whole);
  const xUnit = isWave ? 's' : isOrders ? 'X' : 'Hz';
  const frame = useMemo(
    () => analysisFrame(lines, view, range, xUnit),
    [lines, view.y, view.kind, view.chosen, isXLog, range[0], range[1], xUnit],
  );
  const perHz = lines[signals.indexOf(chosen)]?.perHz ?? 1;
  const found = isWave
    ? []
    : [...bearingLines(view, chosen.facts, chosen.speedRpm), ...cursorLines(view)];
  const markers = markersOf(found, perHz);
  const pins = notes.map(({ note }) => ({ x: note.x * perHz, y: null }));
  const onRange = (next: Range) => show({ ...view, range: isAll(next, whole) ? null : next });
  const at = cursor.value;
  const decorate = (u: uPlot, colours: ChartColours) => {
    drawSlip(u, found, perHz, colours);
    drawMarkers(u, markers, colours);
    drawPins(u, pins, colours);
  };
  const sheet = { view, signals, lines, frame, markers, pins, notes, remark };
  const title = analysisWords.views[view.kind];
  return html`<section class="card chart" aria-label=${title}>
    <div class="chart-head">
      <h2>${title}</h2>
      <div class="tools">
        <${ChartButtons}
          range=${range}
          whole=${whole}
          onRange=${onRange}
          shape=${isXLog ? LOG_AXIS : LINEAR_AXIS}
        />
        <${SaveMenu}
          name=${`tremolo-${view.kind}`}
          drawing=${() => analysisDrawing(sheet, location.href, Date.now())}
          csv=${() => analysisCsv(sheet)}
        />
      </div>
    </div>
    <p class="readout" role="status">${at === null ? remark : readout(at, view, lines, xUnit)}</p>
    <${LineChart}
      label=${`${title}: ${signals.map(({ name }) => name).join(', ')}`}
      height=${HEIGHT}
      frame=${frame}
      whole=${whole}
      onRange=${onRange}
      cursor=${cursor}
      decorate=${decorate}
      marks=${[markers.length, view.at, view.gapHz, view.slipPercent, [...view.lines].join(), pins.length].join()}
      onPick=${(x: number) => show({ ...view, at: x / perHz })}
    />
    <p class="hint">${chartWords.hint} ${remark}</p>
  </section>`;
}

function withinWhole(range: Range | null, whole: Range): Range {
  if (range === null) return whole;
  const [low, high] = [Math.max(whole[0], range[0]), Math.min(whole[1], range[1])];
  return high > low ? [low, high] : whole;
}

const isAll = ([low, high]: Range, whole: Range) => low <= whole[0] && high >= whole[1];

/** What each signal shows at the cursor. */
function readout(
  at: number,
  { y, kind }: AnalysisView,
  lines: readonly AnalysisLine[],
  xUnit: string,
): string {
  const isWave = kind === 'waveform';
  const place = isWave ? analysisWords.seconds(at) : `${figure(at)} ${xUnit}`;
  const values = lines.map(({ values: all, step, perHz, unit }) => {
    const value = all[Math.round(at / (step * perHz))];
    if (value === undefined) return '–';
    return y === 'db' && !isWave
      ? `${figure(decibel(value))} dB`
      : `${figure(value)} ${unit}`.trimEnd();
  });
  return `${place} · ${values.join(' · ')}`;
}
