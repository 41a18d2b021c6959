import { expect, test } from 'bun:test';
import { sparkPath } from './spark-path.ts';

const box = { width: 30, height: 10, range: [0, 100] } as const;

test('values are spread over the width, the largest at the top', () => {
  expect(sparkPath([0, 50, 100, 25], box)).toEqual({ line: 'M0 10L10 5L20 0L30 7.5', dots: [] });
});

test('a gap stays a gap, and a value alone between two is a dot', () => {
  expect(sparkPath([0, 0, null, 100], box)).toEqual({ line: 'M0 10L10 10', dots: [[30, 0]] });
  expect(sparkPath([null, null], box)).toEqual({ line: '', dots: [] });
});

test('what lies beyond the range stays inside the box, and a range of nothing draws at the bottom', () => {
  expect(sparkPath([-20, 140], box).line).toBe('M0 10L30 0');
  expect(sparkPath([5, 5], { ...box, range: [5, 5] }).line).toBe('M0 10L30 10');
  expect(sparkPath([100], box)).toEqual({ line: '', dots: [[0, 0]] });
});
