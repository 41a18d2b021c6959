import { expect, test } from 'bun:test';
import {
  amplitudeAt,
  covers,
  highest,
  levelsUnder,
  type Picture,
  pictureGrid,
  rowAt,
  spectrogramPicture,
  waterfallPicture,
} from './picture.ts';

const PART = { x: [0, 4], y: [0, 3] } as const;
const row = (...values: number[]) => ({ values: Float32Array.from(values), from: 0, step: 1 });
/** Three rows about 0.5, 1.5 and 2.5 with five bins each; the middle one has no place. */
const picture: Picture = {
  ...{ rows: [row(0, 1, 2, 3, 4), null, row(0, 9, 0, 0, 0)], firstY: 0.5, stepY: 1, part: PART },
};

test('each row stands about its middle, and what is asked for beyond an end is the last one', () => {
  expect([-1, 0.9, 1.1, 2.4, 99].map((y) => rowAt(picture, y))).toEqual([0, 0, 1, 2, 2]);
  expect(rowAt({ ...picture, rows: [row(1)], stepY: 0 }, 7)).toBe(0);
});

test('a part is drawn as wide as it is asked for: bins become blocks, empty rows stay empty', () => {
  const grid = pictureGrid(picture, { x: [0.5, 2.5], y: [0, 3] }, 4, 3);
  expect([...grid.subarray(0, 4)]).toEqual([1, 1, 2, 2]);
  expect([...grid.subarray(4, 8)].every(Number.isNaN)).toBe(true);
  expect([...grid.subarray(8)]).toEqual([9, 9, 0, 0]);
});

test('a line of one bin, or of one moment, is not lost where many become one', () => {
  const narrow = pictureGrid(picture, PART, 2, 1);
  expect([...narrow]).toEqual([9, 3]);
  const rows = Array.from({ length: 1000 }, (_, i) => row(i === 777 ? 5 : 0, 0));
  const long: Picture = { rows, firstY: 0, stepY: 0.01, part: { x: [0, 1], y: [0, 10] } };
  const grid = pictureGrid(long, { x: [0, 1], y: [0, 10] }, 1, 40);
  expect(grid.indexOf(5)).toBe(31);
  expect([...grid].filter((value) => value === 5)).toHaveLength(1);
});

test('where a spectrum reaches less far, nothing is made up', () => {
  const short: Picture = { ...picture, rows: [row(0, 1), row(0, 1, 1, 1, 1)], firstY: 0.5 };
  const grid = pictureGrid(short, { x: [0, 4], y: [0, 2] }, 4, 2);
  expect([...grid.subarray(0, 4)].map(Number.isNaN)).toEqual([false, false, true, true]);
  expect(Number.isNaN(amplitudeAt(short, 3, 0.5, 0.1))).toBe(true);
  expect(amplitudeAt(short, 3, 1.5, 0.1)).toBe(1);
});

test('a read-out is what its column shows: the highest within reach', () => {
  expect(amplitudeAt(picture, 2.2, 0.5, 0)).toBe(2);
  expect(amplitudeAt(picture, 2.2, 0.5, 1.5)).toBe(3);
  expect(Number.isNaN(amplitudeAt(picture, 2, 1.5, 1))).toBe(true);
});

test('the highest is found where it stands, and colours reach 60 dB below it', () => {
  expect(highest(picture, null)).toEqual({ x: 1, y: 2.5, amplitude: 9 });
  expect(highest(picture, { x: [0, 3], y: [0, 1.4] })).toEqual({ x: 3, y: 0.5, amplitude: 3 });
  expect(highest({ ...picture, rows: [null] }, null)).toBeNull();
  expect(levelsUnder(10)).toEqual({ floorDb: -40, topDb: 20 });
});

test('a spectrogram stands at its time and frequencies, on an axis of orders by the speed', () => {
  const plan = { segmentSamples: 64, rowsMax: 9, fromS: 1, toS: 2, lowHz: 100, highHz: 200 };
  const made = spectrogramPicture(
    {
      ...{ kind: 'picture', plan, rows: 2, bins: 3, firstBin: 4, hzPerBin: 25 },
      ...{ firstRowS: 1.1, secondsPerRow: 0.5, values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    },
    1 / 25,
  );
  expect(made?.rows[1]).toEqual({ values: Float32Array.of(4, 5, 6), from: 4, step: 1 });
  expect(made?.part).toEqual({ x: [4, 8], y: [1, 2] });
  expect(covers(made!, { x: [4, 6], y: [1.5, 2] })).toBe(true);
  expect(covers(made!, { x: [3, 6], y: [1.5, 2] })).toBe(false);
  expect(spectrogramPicture(undefined, 1)).toBeNull();
});

test('captures of a waterfall stand below each other, each on its own scale of orders', () => {
  const steps = { kind: 'steps', values: Float32Array.of(0, 1), step: 10 } as const;
  const made = waterfallPicture([steps, steps, steps], [1, null, 2], PART);
  expect(made?.rows.map((one) => one?.step ?? null)).toEqual([10, null, 20]);
  expect(waterfallPicture([steps, undefined], [1, 1], PART)).toBeNull();
});
