import type { PlaneFrame } from '../../parts/charts/plane-plot.ts';
import type { Pair } from '../../parts/charts/plot-gestures.ts';
import { niceTicks } from '../../parts/drawing/nice-ticks.ts';
import { dateTime, fixed } from '../../text/numbers.ts';
import type { AnalysisView } from './analysis-address.ts';
import type { Levels } from './picture.ts';
import { perHzOf } from './picture-plan.ts';
import type { Pin } from './plot-decoration.ts';
import type { NoteHere } from './plot-notes-here.ts';
import type { ShownPicture } from './use-picture.ts';

/** The axes of what is shown: captures have the words of their time in two lines. */
export function pictureFrame({ kind, shown, inOrders, rows }: ShownPicture): PlaneFrame {
  const yWords = rows.map(({ atMs }, i) => ({
    at: i + 0.5,
    word: dateTime(atMs).replace(' ', '\n'),
  }));
  return {
    ...shown,
    xUnit: inOrders ? 'X' : 'Hz',
    yUnit: 's',
    ...(kind === 'waterfall' ? { yWords } : {}),
  };
}

/** Where the cursor of the view stands on the axes; null where it is not placed. */
export function placedAt(
  { at, moment }: Pick<AnalysisView, 'at' | 'moment'>,
  { kind, rows, chosen, perHz }: ShownPicture,
): Pair | null {
  if (at === null) return null;
  const y = kind === 'spectrogram' ? (moment ?? 0) : rows.indexOf(chosen) + 0.5;
  return { x: at * perHz, y };
}

/** Where a note stands on the axes: at its time, or in the row of its capture. */
export function pinOf({ note, signal }: NoteHere, made: ShownPicture): Pin {
  const { kind, rows, inOrders } = made;
  const perHz = perHzOf(signal, inOrders);
  return {
    // A capture without a speed has no place on an axis of orders.
    x: perHz === null ? Number.NaN : note.x * perHz,
    y: kind === 'spectrogram' ? note.y : rows.indexOf(signal) + 0.5,
  };
}

/** An arrow key up or down leads to the middle of the next row of a waterfall. */
export function nextRow({ shown, rows }: ShownPicture, from: Pair, across: number, down: number) {
  const row = Math.min(rows.length - 1, Math.max(0, Math.floor(from.y) + Math.sign(down)));
  return { x: from.x + (across * (shown.x[1] - shown.x[0])) / 400, y: row + 0.5 };
}

/** The numbers along the colours. */
export function colourTicks({ floorDb, topDb }: Levels, unit: string) {
  const { ticks } = niceTicks(floorDb, topDb, 7);
  const re = `dB re 1 ${unit}`.trimEnd();
  return {
    from: `${fixed(floorDb, 0)} ${re}`,
    to: `${fixed(topDb, 0)} ${re}`,
    ticks: ticks.map((db, i) => ({
      share: (db - floorDb) / (topDb - floorDb),
      word: i === ticks.length - 1 ? `${fixed(db, 0)} ${re}` : fixed(db, 0),
    })),
  };
}
