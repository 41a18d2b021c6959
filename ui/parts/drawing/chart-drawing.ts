import { axisWords } from '../charts/axis-words.ts';
import type { LineFrame, PlotAxis, PlotLine } from '../charts/line-plot.ts';
import { timeLabels } from '../charts/time-axis.ts';
import { LINEAR_AXIS, LOG_AXIS, type Range } from '../charts/view-range.ts';
import type { Drawing, Mark, Place } from './drawing.ts';
import { decadeTicks, niceTicks, timeTicks } from './nice-ticks.ts';
import { noteMarks } from './note-marks.ts';

/** What stands around the chart on paper. */
export interface TitleBlock {
  readonly title: string;
  /** Below the title: what was measured, when, with which settings. */
  readonly facts: readonly string[];
  /** At the foot: who made it, when, from which address. */
  readonly foot: readonly string[];
}

/** A line across the chart: a limit (on the axis of its unit) or a time. */
export interface ChartRule {
  readonly label: string;
  readonly at: { readonly x: number } | { readonly y: number; readonly unit: string };
  readonly colour: string;
  readonly dash: readonly number[];
}

export interface ChartSheet {
  readonly block: TitleBlock;
  readonly frame: LineFrame;
  /** Names of the lines, in their order. */
  readonly names: readonly string[];
  readonly rules: readonly ChartRule[];
  /** What people pinned to places of the x axis; `more` says how many had no room. */
  readonly notes?: {
    readonly pins: readonly { readonly x: number; readonly text: string }[];
    readonly more: (count: number) => string;
  };
}

const WIDTH = 1120;
const HEIGHT = 760;
const INK = '#1a2026';
const SOFT = '#505962';
const GRID = '#c9ced3';
const LEFT = 84;
const BOTTOM = 610;
const LEGEND_ROW = 20;
const NOTES_TOP = 656;

/** A sheet in A4's shape with title block, chart, legend and foot, in the colours of paper whatever the theme. */
export function chartDrawing({ block, frame, names, rules, notes }: ChartSheet): Drawing {
  const right = WIDTH - (frame.axes.length > 1 ? 84 : 36);
  const legendTop = 54 + block.facts.length * 18;
  const legendRows = Math.ceil(names.length / 2);
  const top = legendTop + legendRows * LEGEND_ROW + 8;
  const box: Box = { left: LEFT, right, top, bottom: BOTTOM };
  return {
    width: WIDTH,
    height: HEIGHT,
    title: block.title,
    marks: [
      ...headMarks(block),
      ...legendMarks(frame, names, legendTop),
      ...axisMarks(frame, box),
      ...frame.lines.flatMap((line) => lineMarks(line, frame, box)),
      ...rules.flatMap((rule) => ruleMarks(rule, frame, box)),
      ...(notes === undefined ? [] : pinnedMarks(notes, frame, box)),
      ...footMarks(block),
    ],
  };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function headMarks({ title, facts }: TitleBlock): Mark[] {
  return [
    {
      kind: 'text',
      at: [LEFT, 34],
      text: title,
      size: 20,
      colour: INK,
      anchor: 'start',
      isStrong: true,
    },
    ...facts.map(
      (fact, i): Mark => ({
        ...{ kind: 'text', at: [LEFT, 56 + i * 18], text: fact, size: 13, colour: SOFT },
        anchor: 'start',
      }),
    ),
  ];
}

function footMarks({ foot }: TitleBlock): Mark[] {
  const top = HEIGHT - 20 - foot.length * 16;
  return [
    {
      kind: 'line',
      points: [
        [LEFT, top],
        [WIDTH - 36, top],
      ],
      colour: GRID,
      width: 1,
    },
    ...foot.map(
      (line, i): Mark => ({
        ...{ kind: 'text', at: [LEFT, top + 18 + i * 16], text: line, size: 11, colour: SOFT },
        anchor: 'start',
      }),
    ),
  ];
}

function legendMarks({ lines }: LineFrame, names: readonly string[], top: number): Mark[] {
  return names.flatMap((name, i): Mark[] => {
    const { look } = lines[i];
    const x = LEFT + (i % 2) * 500;
    const y = top + Math.floor(i / 2) * LEGEND_ROW;
    return [
      {
        kind: 'line',
        points: [
          [x, y],
          [x + 34, y],
        ],
        colour: look.paper,
        width: 2,
        dash: look.dash,
      },
      { kind: 'text', at: [x + 42, y + 4], text: name, size: 13, colour: INK, anchor: 'start' },
    ];
  });
}

function axisMarks(frame: LineFrame, box: Box): Mark[] {
  const marks: Mark[] = [];
  const { isTime, isXLog, xRange, xUnit } = frame;
  const { ticks, step } = isTime
    ? timeTicks(...xRange, 8)
    : isXLog
      ? { ticks: decadeTicks(...xRange), step: 1 }
      : niceTicks(...xRange, 10);
  const words = isTime ? timeLabels(ticks, step) : axisWords(ticks, step, xUnit, isXLog);
  const toX = placing(xRange, box.left, box.right, isXLog);
  for (const [i, tick] of ticks.entries()) {
    const x = toX(tick);
    marks.push({
      kind: 'line',
      points: [
        [x, box.top],
        [x, box.bottom],
      ],
      colour: GRID,
      width: 0.7,
    });
    for (const [row, word] of words[i].split('\n').entries()) {
      marks.push({ ...tickText(word), at: [x, box.bottom + 18 + row * 15], anchor: 'middle' });
    }
  }
  for (const [i, axis] of frame.axes.slice(0, 2).entries()) marks.push(...sideMarks(axis, box, i));
  const { left, right, top, bottom } = box;
  const frameLine: Place[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
    [left, top],
  ];
  marks.push({ kind: 'line', points: frameLine, colour: SOFT, width: 1 });
  return marks;
}

function sideMarks({ unit, range, isLog }: PlotAxis, box: Box, side: number): Mark[] {
  const { ticks, step } = isLog
    ? { ticks: decadeTicks(...range), step: 1 }
    : niceTicks(...range, 7);
  const words = axisWords(ticks, step, unit, isLog);
  const toY = placing(range, box.bottom, box.top, isLog);
  return ticks.flatMap((tick, i): Mark[] => {
    const y = toY(tick);
    const text: Mark = {
      ...tickText(words[i]),
      at: side === 0 ? [box.left - 8, y + 4] : [box.right + 8, y + 4],
      anchor: side === 0 ? 'end' : 'start',
    };
    const grid: Mark = {
      ...{
        kind: 'line',
        points: [
          [box.left, y],
          [box.right, y],
        ],
        colour: GRID,
        width: 0.7,
      },
    };
    return side === 0 ? [grid, text] : [text];
  });
}

const tickText = (text: string) => ({ kind: 'text', text, size: 12, colour: SOFT }) as const;

function lineMarks(line: PlotLine, frame: LineFrame, box: Box): Mark[] {
  const axis = frame.axes.find(({ unit }) => unit === line.y);
  if (axis === undefined) return [];
  const toX = placing(frame.xRange, box.left, box.right, frame.isXLog);
  const toY = placing(axis.range, box.bottom, box.top, axis.isLog);
  const marks: Mark[] = [];
  let points: Place[] = [];
  const end = () => {
    if (points.length > 0) {
      const { paper, dash } = line.look;
      marks.push({ kind: 'line', points, colour: paper, width: line.isChosen ? 2 : 1.2, dash });
    }
    points = [];
  };
  for (let i = 0; i < frame.x.length; i++) {
    const x = frame.x[i];
    const value = line.values[i] ?? null;
    if (x === null || x < frame.xRange[0] || x > frame.xRange[1]) continue;
    if (value === null) {
      if (!line.spansGaps) end();
      continue;
    }
    points.push([toX(x), Math.min(box.bottom, Math.max(box.top, toY(value)))]);
  }
  end();
  return marks;
}

function ruleMarks({ label, at, colour, dash }: ChartRule, frame: LineFrame, box: Box): Mark[] {
  if ('x' in at) {
    if (at.x < frame.xRange[0] || at.x > frame.xRange[1]) return [];
    const x = placing(frame.xRange, box.left, box.right, frame.isXLog)(at.x);
    return [
      {
        kind: 'line',
        points: [
          [x, box.top],
          [x, box.bottom],
        ],
        colour,
        width: 1,
        dash,
      },
      { kind: 'text', at: [x + 4, box.top + 12], text: label, size: 11, colour, anchor: 'start' },
    ];
  }
  const axis = frame.axes.find(({ unit }) => unit === at.unit);
  if (axis === undefined || at.y < axis.range[0] || at.y > axis.range[1]) return [];
  const y = placing(axis.range, box.bottom, box.top, axis.isLog)(at.y);
  return [
    {
      kind: 'line',
      points: [
        [box.left, y],
        [box.right, y],
      ],
      colour,
      width: 1,
      dash,
    },
    { kind: 'text', at: [box.right - 4, y - 4], text: label, size: 11, colour, anchor: 'end' },
  ];
}

function pinnedMarks(
  { pins, more }: NonNullable<ChartSheet['notes']>,
  { xRange, isXLog }: LineFrame,
  box: Box,
): Mark[] {
  const toX = placing(xRange, box.left, box.right, isXLog);
  const places = pins.map(({ x }): Place | null =>
    x >= xRange[0] && x <= xRange[1] ? [toX(x), box.bottom - 14] : null,
  );
  const texts = pins.map(({ text }) => text);
  return noteMarks(places, texts, { left: LEFT, top: NOTES_TOP, width: WIDTH - 120, more });
}

function placing([low, high]: Range, from: number, to: number, isLog = false) {
  const shape = isLog ? LOG_AXIS : LINEAR_AXIS;
  const [least, most] = [shape.to(low), shape.to(high)];
  return (value: number) => from + ((shape.to(value) - least) / (most - least || 1)) * (to - from);
}
