import { analysisWords } from '../../text/analysis.ts';
import { count, dateTime, figure, fixed } from '../../text/numbers.ts';
import { decibel } from './analysis-frame.ts';
import { orderOf } from './line-readings.ts';
import { amplitudeAt, highest, rowAt } from './picture.ts';
import { perHzOf } from './picture-plan.ts';
import type { ShownPicture } from './use-picture.ts';

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What a picture shows at a place: frequency, order, level, and when or of which capture. `withinX`: as far as a column reaches. */
export function readingAt(made: ShownPicture, place: Place, withinX: number): string {
  const { picture, rows, inOrders, unit } = made;
  const signal = signalAt(made, place.y);
  const perHz = perHzOf(signal, inOrders);
  const amplitude = amplitudeAt(picture, place.x, place.y, withinX);
  const hz = perHz === null ? null : place.x / perHz;
  const order = hz === null ? null : orderOf(hz, signal.speedRpm);
  return [
    hz === null ? '' : analysisWords.hz(hz),
    order === null ? '' : `${fixed(order, 2)} X`,
    Number.isNaN(amplitude) ? analysisWords.pictureEmpty : levelOf(amplitude, unit),
    made.kind === 'spectrogram'
      ? analysisWords.seconds(place.y)
      : analysisWords.at(signal.name, dateTime(signal.atMs)),
    rows.length > 1
      ? analysisWords.pictureRow(count(rows.indexOf(signal) + 1), count(rows.length))
      : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The signal of the row at a place of the axis down. */
export function signalAt({ kind, rows, base }: ShownPicture, y: number) {
  return kind === 'spectrogram' ? rows[0] : rows[rowAt(base, y)];
}

/** What is to be seen, for who cannot see it: the ranges, and where the highest stands. */
export function pictureInWords(made: ShownPicture): string {
  const { shown, picture, unit, inOrders, rows } = made;
  const across = inOrders ? 'X' : 'Hz';
  const [left, right] = shown.x.map((x) => figure(x));
  const shows = analysisWords.pictureShows(
    `${analysisWords.pictureRange(left, right)} ${across}`,
    made.kind === 'spectrogram'
      ? `${analysisWords.pictureRange(...(shown.y.map((y) => fixed(y, 2)) as [string, string]))} s`
      : `${count(Math.ceil(shown.y[1]) - Math.floor(shown.y[0]))} ${analysisWords.down.waterfall}`,
  );
  const top = highest(picture, shown);
  if (top === null) return `${shows}.`;
  const where =
    made.kind === 'spectrogram'
      ? analysisWords.seconds(top.y)
      : dateTime(rows[rowAt(picture, top.y)].atMs);
  const place = `${figure(top.x)} ${across}, ${where}`;
  return `${shows}. ${analysisWords.pictureHighest(levelOf(top.amplitude, unit), place)}.`;
}

/** A level in the unit, and in dB re one of it. */
export function levelOf(amplitude: number, unit: string): string {
  return `${`${figure(amplitude)} ${unit}`.trimEnd()} (${fixed(decibel(amplitude), 1)} dB)`;
}
