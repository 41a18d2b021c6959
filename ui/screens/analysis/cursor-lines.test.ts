import { expect, test } from 'bun:test';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { bearingLines, cursorLines, markersOf } from './cursor-lines.ts';

const bearing = {
  designation: '6205-2RS',
  balls: 9,
  ballDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
};
const facts = { ...UNKNOWN_MACHINE, bearing };

test('a cursor is one line, its harmonics, or a line with its side lines', () => {
  const at = { at: 100, gapHz: 30 };
  expect(cursorLines({ ...at, cursor: 'single' }).map(({ hz }) => hz)).toEqual([100]);
  expect(
    cursorLines({ ...at, cursor: 'harmonic' })
      .map(({ hz }) => hz)
      .slice(0, 3),
  ).toEqual([100, 200, 300]);
  // What would lie below zero is no line.
  expect(cursorLines({ ...at, cursor: 'sideband' }).map(({ hz, name }) => [name, hz])).toEqual([
    ['−3', 10],
    ['−2', 40],
    ['−1', 70],
    ['f', 100],
    ['+1', 130],
    ['+2', 160],
    ['+3', 190],
    ['+4', 220],
    ['+5', 250],
  ]);
  expect(cursorLines({ at: null, gapHz: 1, cursor: 'harmonic' })).toEqual([]);
});

test('a bearing’s lines are as wide as its slip, and there only with speed and geometry', () => {
  const view = { lines: new Set(['bpfo', 'shaft'] as const), slipPercent: 2 };
  const lines = bearingLines(view, facts, 1800);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toMatchObject({ name: 'BPFO ×1' });
  expect(lines[0].hz).toBeCloseTo(107.5, 0);
  expect(lines[0].withinHz).toBeCloseTo(lines[0].hz * 0.02);
  expect(bearingLines(view, facts, null)).toEqual([]);
  expect(bearingLines(view, UNKNOWN_MACHINE, 1800).map(({ name }) => name)).toEqual([
    '1X',
    '2X',
    '3X',
    '4X',
  ]);
  expect(markersOf(lines, 60 / 1800)[0]).toMatchObject({ colour: 'line-bpfo', label: 'BPFO ×1' });
});
