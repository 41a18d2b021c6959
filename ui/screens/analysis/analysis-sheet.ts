import type { LineFrame } from '../../parts/charts/line-plot.ts';
import type { Marker } from '../../parts/charts/marker.ts';
import { chartDrawing } from '../../parts/drawing/chart-drawing.ts';
import type { Drawing } from '../../parts/drawing/drawing.ts';
import { csvLine } from '../../parts/table/csv.ts';
import { analysisWords } from '../../text/analysis.ts';
import { chartWords } from '../../text/charts.ts';
import { count, dateTime, fixed } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { AnalysisLine } from './analysis-frame.ts';
import type { LoadedSignal } from './loaded-signal.ts';
import type { Pin } from './plot-decoration.ts';
import type { NoteHere } from './plot-notes-here.ts';

/** What is on the screen, as it goes on paper. */
export interface AnalysisSheet {
  readonly view: AnalysisView;
  readonly signals: readonly LoadedSignal[];
  readonly lines: readonly AnalysisLine[];
  readonly frame: LineFrame;
  readonly markers: readonly Marker[];
  readonly notes: readonly NoteHere[];
  readonly pins: readonly Pin[];
  readonly remark: string;
}

const LINE = '#8a5a00';

/** The sheet with its title block; `address` brings the view again. */
export function analysisDrawing(sheet: AnalysisSheet, address: string, nowMs: number): Drawing {
  const { view, signals, frame, markers, notes, pins, remark } = sheet;
  const names = signals.map(({ name, atMs }) => analysisWords.at(name, dateTime(atMs)));
  const facts = signals
    .slice(0, 3)
    .map(({ samples, sampleRateHz, speedRpm }) =>
      analysisWords.facts(
        count(sampleRateHz),
        fixed(samples.length / sampleRateHz, 2),
        speedRpm === null ? analysisWords.noSpeed : `${count(speedRpm)} r/min`,
      ),
    );
  return chartDrawing({
    block: {
      title: analysisWords.views[view.kind],
      facts: [...facts, remark].filter(Boolean),
      foot: [`${chartWords.page} · ${chartWords.madeAt(new Date(nowMs).toISOString())}`, address],
    },
    frame,
    names,
    rules: markers.map(({ x, label, dash }) => ({ label, at: { x }, colour: LINE, dash })),
    notes: {
      pins: pins.map(({ x }, i) => ({ x, text: notes[i].note.text })),
      more: analysisWords.notesMore,
    },
  });
}

/** The values of the chosen signal within the range, each as it was computed. */
export function analysisCsv({ view, signals, lines, frame }: AnalysisSheet): string {
  const index = Math.min(view.chosen, lines.length - 1);
  const { values, step, perHz, unit } = lines[index];
  const [low, high] = frame.xRange;
  const rows = [csvLine([frame.xUnit, `${signals[index].name} [${unit}]`])];
  const first = Math.max(0, Math.ceil(low / (step * perHz)));
  const last = Math.min(values.length - 1, Math.floor(high / (step * perHz)));
  for (let i = first; i <= last; i++) {
    rows.push(
      csvLine([Number((i * step * perHz).toPrecision(9)), Number(values[i].toPrecision(6))]),
    );
  }
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}
