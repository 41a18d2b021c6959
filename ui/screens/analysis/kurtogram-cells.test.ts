import { expect, test } from 'bun:test';
import { bestCells, cellAt, isBandOf, levelsOf, nextCell } from './kurtogram-cells.ts';

const cell = (level: number, lowHz: number, highHz: number, kurtosis = 0) => ({
  ...{ level, lowHz, highHz, kurtosis },
});
const cells = [
  cell(0, 0, 600),
  cell(1, 0, 300, 2),
  cell(1, 300, 600, 5),
  cell(1.5, 0, 200, 3),
  cell(1.5, 200, 400, -1),
  cell(1.5, 400, 600),
];

test('each level is a row; what is pressed is the band there, and nothing beside the rows', () => {
  expect(levelsOf(cells)).toEqual([0, 1, 1.5]);
  expect(cellAt(cells, { x: 299, y: 1.2 })).toBe(cells[1]);
  expect(cellAt(cells, { x: 300, y: 1.9 })).toBe(cells[2]);
  expect(cellAt(cells, { x: 600, y: 2.5 })).toBe(cells[5]);
  expect(cellAt(cells, { x: 10, y: 7 })).toBeNull();
});

test('arrow keys lead from band to band and stay within the picture', () => {
  expect(nextCell(cells, { x: 150, y: 1.5 }, 1, 0)).toEqual({ x: 450, y: 1.5 });
  expect(nextCell(cells, { x: 450, y: 1.5 }, 1, 0)).toEqual({ x: 450, y: 1.5 });
  expect(nextCell(cells, { x: 450, y: 1.5 }, 0, 10)).toEqual({ x: 500, y: 2.5 });
  expect(nextCell(cells, { x: 500, y: 2.5 }, 0, 1)).toEqual({ x: 500, y: 2.5 });
  expect(nextCell(cells, { x: 500, y: 0.5 }, 0, -1)).toEqual({ x: 300, y: 0.5 });
});

test('the best are those of the highest kurtosis; a band is known again as the cell that it came from', () => {
  expect(bestCells(cells, 2)).toEqual([cells[2], cells[3]]);
  expect(isBandOf(cells[1], [1, 300])).toBe(true);
  expect(isBandOf(cells[1], [1, 400])).toBe(false);
  expect(isBandOf(cells[1], null)).toBe(false);
});
