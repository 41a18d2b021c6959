import { expect, test } from 'bun:test';
import type { LoadedSignal } from './loaded-signal.ts';
import { levelsUnder } from './picture.ts';
import { nextRow, pictureFrame, pinOf, placedAt } from './picture-frame.ts';
import { pictureInWords, readingAt, signalAt } from './picture-readings.ts';
import { pictureCsv } from './picture-sheet.ts';
import type { ShownPicture } from './use-picture.ts';

const signal = (key: string, speedRpm: number | null, atMs: number) =>
  ({ key, name: key, speedRpm, atMs, sampleRateHz: 8 }) as LoadedSignal;
const [first, second] = [signal('A', 1500, 1_000), signal('B', 3000, 2_000)];
const plane = { x: [0, 4], y: [0, 2] } as const;
const row = (...values: number[]) => ({ values: Float32Array.from(values), from: 0, step: 1 });
const picture = { rows: [row(0, 1, 0.5, 0.1, 0), row(0, 0, 2, 0, 0)], part: plane };

function shown(of: Partial<ShownPicture>): ShownPicture {
  const base = { ...picture, firstY: 0.5, stepY: 1 };
  return {
    ...{ kind: 'waterfall', rows: [first, second], chosen: second, whole: plane, shown: plane },
    ...{ inOrders: false, perHz: 1, unit: 'g', base, picture: base, levels: levelsUnder(2) },
    ...{ resolution: '', line: null },
    ...of,
  };
}
const overTime = shown({ kind: 'spectrogram', rows: [second] });

test('a read-out says frequency, order, level and when, or of which capture', () => {
  expect(readingAt(overTime, { x: 2, y: 1.6 }, 0)).toBe(
    '2.0 Hz · 0.04 X · 2.00 g (6.0 dB) · 1.6000 s',
  );
  const captured = readingAt(shown({}), { x: 1, y: 0.2 }, 0);
  expect(captured).toMatch(/^1\.0 Hz · 0\.04 X · 1\.00 g \(0\.0 dB\) · A · .* · row 1 of 2$/);
  expect(signalAt(shown({}), 1.9)).toBe(second);
});

test('on an axis of orders each row counts by its own speed', () => {
  const orders = shown({ inOrders: true, perHz: 60 / 3000 });
  expect(readingAt(orders, { x: 2, y: 0.5 }, 0)).toStartWith('50.0 Hz · 2.00 X · 0.50 g');
  expect(readingAt(orders, { x: 2, y: 1.5 }, 0)).toStartWith('100.0 Hz · 2.00 X · 2.00 g');
});

test('the words for who cannot see it say what is shown and where the highest stands', () => {
  expect(pictureInWords(overTime)).toBe(
    'Shown: 0.00 to 4.00 Hz; 0.00 to 2.00 s. The highest is 2.00 g (6.0 dB) at 2.00 Hz, 1.5000 s.',
  );
});

test('cursor and notes stand at their time, or in the row of their capture', () => {
  expect(placedAt({ at: 3, moment: 0.7 }, overTime)).toEqual({ x: 3, y: 0.7 });
  expect(placedAt({ at: 3, moment: null }, shown({}))).toEqual({ x: 3, y: 1.5 });
  expect(placedAt({ at: null, moment: 1 }, overTime)).toBeNull();
  const note = { x: 3, y: 0.2 } as Parameters<typeof pinOf>[0]['note'];
  expect(pinOf({ note, signal: second }, overTime)).toEqual({ x: 3, y: 0.2 });
  expect(pinOf({ note, signal: first }, shown({ inOrders: true }))).toEqual({ x: 0.12, y: 0.5 });
});

test('arrow keys lead from row to row; captures stand beside theirs', () => {
  expect(nextRow(shown({}), { x: 1, y: 0.3 }, 0, 1)).toEqual({ x: 1, y: 1.5 });
  expect(nextRow(shown({}), { x: 1, y: 1.5 }, 40, 10)).toEqual({ x: 1.4, y: 1.5 });
  expect(pictureFrame(shown({})).yWords?.map(({ at }) => at)).toEqual([0.5, 1.5]);
  expect(pictureFrame(overTime).yWords).toBeUndefined();
});

test('values are saved as they are shown, a row for each row', () => {
  const lines = pictureCsv(overTime).slice(1).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toStartWith('s / Hz [g],');
  expect(lines[2].split(',').map(Number)).toContain(2);
});
