import { axisWords } from '../../parts/charts/axis-words.ts';
import type { Marker } from '../../parts/charts/marker.ts';
import type { Range } from '../../parts/charts/view-range.ts';
import type { Drawing, Mark, Place } from '../../parts/drawing/drawing.ts';
import { niceTicks } from '../../parts/drawing/nice-ticks.ts';
import { noteMarks } from '../../parts/drawing/note-marks.ts';
import { csvLine } from '../../parts/table/csv.ts';
import { analysisWords } from '../../text/analysis.ts';
import { chartWords } from '../../text/charts.ts';
import { dateTime } from '../../text/numbers.ts';
import { waterfallInk } from '../point/waterfall-ink.ts';
import { pictureGrid } from './picture.ts';
import { colourTicks } from './picture-frame.ts';
import { pictureImage } from './picture-image.ts';
import type { Pin } from './plot-decoration.ts';
import type { NoteHere } from './plot-notes-here.ts';
import type { ShownPicture } from './use-picture.ts';

/** What is on the screen, as it goes on paper. */
export interface PictureSheet {
  readonly made: ShownPicture;
  readonly pins: readonly Pin[];
  readonly notes: readonly NoteHere[];
  readonly markers: readonly Marker[];
  readonly names: string;
  readonly title: string;
  readonly facts: string;
}

const WIDTH = 1120;
const HEIGHT = 760;
const BOX = { left: 150, right: 1060, top: 118, bottom: 560 };
const KEY = { top: 598, height: 10, width: 360 };
const NOTES_TOP = 646;
const INK = '#1a2026';
const SOFT = '#505962';
const LINE = '#8a5a00';
const LABEL_LETTER = 6.5;
const COLUMNS = 910;
const LINES = 442;

/** The picture in the colours of paper, with title block, axes, lines, notes and the key of its colours. */
export function pictureDrawing(sheet: PictureSheet, address: string, nowMs: number): Drawing {
  const { made, title, names, facts, pins, notes } = sheet;
  const { picture, shown, levels } = made;
  const parts = { picture, shown, levels, columns: COLUMNS, lines: LINES };
  const image = pictureImage(parts, waterfallInk('light', matchMedia));
  const { left, right, top, bottom } = BOX;
  return {
    ...{ width: WIDTH, height: HEIGHT, title },
    marks: [
      { ...text(title, [84, 34], 20, 'start', INK), isStrong: true },
      text(names, [84, 58], 13, 'start'),
      text(facts, [84, 76], 12, 'start'),
      {
        ...{ kind: 'image', at: [left, top], data: image.toDataURL('image/png') },
        ...{ width: right - left, height: bottom - top },
      },
      ...axisMarks(made),
      ...markerMarks(sheet),
      ...noteMarks(
        pins.map(({ x, y }) => placeOf(made, x, y)),
        notes.map(({ note }) => note.text),
        { left: 84, top: NOTES_TOP, width: WIDTH - 120, more: analysisWords.notesMore },
      ),
      ...keyMarks(made),
      text(
        `${chartWords.page} · ${chartWords.madeAt(new Date(nowMs).toISOString())}`,
        ...([[84, 728], 11, 'start'] as const),
      ),
      text(address, [84, 744], 11, 'start'),
    ],
  };
}

/** Amplitudes of what is shown, a row for each row, a column for each bin. */
export function pictureCsv({ kind, picture, shown, rows, inOrders, unit }: ShownPicture): string {
  const { stepY, firstY } = picture;
  const isIn = (y: number) => y >= shown.y[0] - stepY / 2 && y <= shown.y[1] + stepY / 2;
  const kept = picture.rows.flatMap((row, i) => {
    const y = firstY + i * stepY;
    return row === null || !isIn(y) ? [] : [{ row, i, y }];
  });
  const steps = kept.map(({ row }) => row.step);
  const step = Math.min(...steps, Number.POSITIVE_INFINITY);
  if (!Number.isFinite(step)) return '\uFEFF';
  const columns = Math.max(1, Math.round((shown.x[1] - shown.x[0]) / step));
  const places = Array.from(
    { length: columns },
    (_, i) => shown.x[0] + ((i + 0.5) * (shown.x[1] - shown.x[0])) / columns,
  );
  const corner = `${kind === 'spectrogram' ? 's' : analysisWords.down.waterfall} / ${inOrders ? 'X' : 'Hz'} [${unit}]`;
  const lines = [csvLine([corner, ...places.map((x) => Number(x.toPrecision(7)))])];
  for (const { i, y } of kept) {
    const one = { ...picture, rows: [picture.rows[i]] };
    const grid = pictureGrid(one, { x: shown.x, y: [y, y + 1] }, columns, 1);
    const head =
      kind === 'spectrogram'
        ? Number(y.toPrecision(7))
        : `${rows[i].name} ${dateTime(rows[i].atMs)}`;
    const cells = [...grid].map((value) =>
      Number.isNaN(value) ? '' : Number(value.toPrecision(5)),
    );
    lines.push(csvLine([head, ...cells]));
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function axisMarks({ kind, shown, inOrders, rows }: ShownPicture): Mark[] {
  const { left, right, top, bottom } = BOX;
  const across = niceTicks(...shown.x, 10);
  const acrossWords = axisWords(across.ticks, across.step, inOrders ? 'X' : 'Hz');
  const down = niceTicks(...shown.y, 8);
  const downWords = axisWords(down.ticks, down.step, 's');
  const beside =
    kind === 'spectrogram'
      ? down.ticks.map((y, i) => ({ y, word: downWords[i] }))
      : rows.map(({ atMs }, i) => ({ y: i + 0.5, word: dateTime(atMs) }));
  const each = Math.ceil(beside.length / 30);
  return [
    ...across.ticks.map((x, i) =>
      text(acrossWords[i], [onAxis(x, shown.x, left, right), bottom + 18], 12, 'middle'),
    ),
    ...beside
      .filter(({ y }, i) => i % each === 0 && y >= shown.y[0] && y <= shown.y[1])
      .map(({ y, word }) => text(word, [left - 8, onAxis(y, shown.y, top, bottom) + 4], 11, 'end')),
  ];
}

function markerMarks({ made, markers }: PictureSheet): Mark[] {
  const { shown } = made;
  const { left, right, top, bottom } = BOX;
  const freeFrom = [0, 0];
  return [...markers]
    .sort((a, b) => a.x - b.x)
    .filter(({ x }) => x >= shown.x[0] && x <= shown.x[1])
    .flatMap(({ x, label, dash }): Mark[] => {
      const at = onAxis(x, shown.x, left, right);
      const points: Place[] = [
        [at, top],
        [at, bottom],
      ];
      const half = (label.length * LABEL_LETTER) / 2;
      const row = freeFrom.findIndex((free) => at - half >= free);
      if (row !== -1) freeFrom[row] = at + half;
      return [
        { kind: 'line', points, colour: '#ffffff', width: 2.4, dash },
        { kind: 'line', points, colour: LINE, width: 1.2, dash },
        // Above the picture: on it the words would be as dark as their ground.
        ...(row === -1 ? [] : [text(label, [at, top - 5 - 12 * row], 10, 'middle', LINE)]),
      ];
    });
}

function keyMarks({ levels, unit }: ShownPicture): Mark[] {
  const { left } = BOX;
  const { top, width, height } = KEY;
  const { ramp } = waterfallInk('light', matchMedia);
  const steps = 60;
  const part = width / steps;
  const hex = (ink: number) =>
    `#${[ink & 255, (ink >> 8) & 255, (ink >> 16) & 255]
      .map((channel) => channel.toString(16).padStart(2, '0'))
      .join('')}`;
  return [
    ...Array.from({ length: steps }, (_, i): Mark => {
      const from = left + i * part;
      const points: Place[] = [
        [from, top],
        [from + part, top],
        [from + part, top + height],
        [from, top + height],
      ];
      return { kind: 'area', points, colour: hex(ramp[Math.round((255 * (i + 0.5)) / steps)]) };
    }),
    ...colourTicks(levels, unit).ticks.map(({ share, word }) =>
      text(word, [left + share * width, top + height + 14], 11, 'middle'),
    ),
  ];
}

/** Where a note stands on the page: without a time at the foot of its line; null where it is not on the picture. */
function placeOf({ shown }: ShownPicture, x: number, y: number | null): Place | null {
  const { left, right, top, bottom } = BOX;
  if (!(x >= shown.x[0] && x <= shown.x[1])) return null;
  if (y !== null && !(y >= shown.y[0] && y <= shown.y[1])) return null;
  return [
    onAxis(x, shown.x, left, right),
    y === null ? bottom - 14 : onAxis(y, shown.y, top, bottom),
  ];
}

function onAxis(value: number, [low, high]: Range, from: number, to: number): number {
  return from + ((value - low) / (high - low || 1)) * (to - from);
}

function text(
  words: string,
  at: Place,
  size: number,
  anchor: 'start' | 'middle' | 'end',
  colour: string = SOFT,
) {
  return { kind: 'text', text: words, at, size, colour, anchor } as const;
}
