import type { LineFrame } from '../../parts/charts/line-plot.ts';
import { type ChartRule, chartDrawing } from '../../parts/drawing/chart-drawing.ts';
import type { Drawing } from '../../parts/drawing/drawing.ts';
import { csvLine } from '../../parts/table/csv.ts';
import { chartWords } from '../../text/charts.ts';
import { dateTime } from '../../text/numbers.ts';
import { trendsWords } from '../../text/trends.ts';
import { inUnit } from '../../text/units.ts';
import { shownOf } from './trend-limits.ts';
import { limitWord, type TrendMarks } from './trend-marks.ts';

/** What is on the screen, as it goes on paper. */
export interface TrendsSheet {
  readonly names: readonly string[];
  readonly frame: LineFrame;
  readonly rangeMs: readonly [number, number];
  readonly stepMs: number;
  readonly marks: TrendMarks;
}

const PAPER = { limit: '#505962', event: '#a01c16' };

/** The sheet with its title block; `address` brings the view again. */
export function trendsDrawing(sheet: TrendsSheet, address: string, nowMs: number): Drawing {
  const { names, frame, rangeMs, stepMs, marks } = sheet;
  const limits = marks.limits.map(
    (limit): ChartRule => ({
      label: limitWord(limit),
      at: { y: inUnit(limit.value, shownOf(limit)), unit: shownOf(limit).unit },
      ...{ colour: PAPER.limit, dash: [6, 4] },
    }),
  );
  const events = marks.events.map(
    ({ atMs, words }): ChartRule => ({
      label: words,
      at: { x: atMs / 1000 },
      ...{ colour: PAPER.event, dash: [2, 3] },
    }),
  );
  const block = {
    title: trendsWords.title,
    facts: [
      trendsWords.fixed(dateTime(rangeMs[0]), dateTime(rangeMs[1])),
      trendsWords.resolution(trendsWords.step(stepMs)),
    ],
    foot: [`${chartWords.page} · ${chartWords.madeAt(new Date(nowMs).toISOString())}`, address],
  };
  // More than a few words along the axis would cover each other: they are listed on the screen.
  return chartDrawing({ block, frame, names, rules: [...limits, ...events.slice(0, 12)] });
}

/** All values within the range, a row for each time: ISO 8601 in UTC, so that any program reads it. */
export function trendsCsv({ names, frame }: Pick<TrendsSheet, 'names' | 'frame'>): string {
  const { x, lines, xRange } = frame;
  const head = ['time', ...names.map((name, i) => `${name} [${lines[i].y}]`)];
  const rows = [csvLine(head)];
  for (let i = 0; i < x.length; i++) {
    const at = x[i] ?? 0;
    if (at < xRange[0] || at > xRange[1]) continue;
    const values = lines.map((line) => line.values[i] ?? null);
    if (values.every((value) => value === null)) continue;
    const words = values.map((value) => (value === null ? null : Number(value.toPrecision(6))));
    rows.push(csvLine([new Date(at * 1000).toISOString(), ...words]));
  }
  // The mark of UTF-8, without which spreadsheets take it for something older.
  return `\uFEFF${rows.join('\r\n')}\r\n`;
}
