import { expect, test } from 'bun:test';
import { addressOf, LINES_MAX, rangeOf, type TrendsView, viewOf } from './trends-address.ts';

const A = 'pt_01HZX3T7Q00000000000000000';
const B = 'pt_01HZX3T7Q00000000000000001';
const view: TrendsView = {
  lines: [
    { sourceId: A, figure: 'velocity' },
    { sourceId: B, figure: 'speed' },
    { sourceId: 'pv_01HZX3T7Q00000000000000002', figure: 'value' },
  ],
  span: 'month',
  fixed: null,
  chosen: 1,
  shows: 'table',
};
const read = (address: string) => viewOf(new URL(address, 'http://hub').searchParams);

test('an address brings the same view again', () => {
  expect(read(addressOf(view))).toEqual(view);
  const fixed = { ...view, span: 'week', fixed: [1_000, 2_000] } as const;
  expect(read(addressOf(fixed))).toEqual(fixed);
  expect(addressOf({ lines: [], span: 'week', fixed: null, chosen: 0, shows: 'chart' })).toBe(
    '/trends',
  );
});

test('what an address says wrongly is left out', () => {
  const odd = read(
    `/trends?lines=${A}.velocity,${A}.velocity,${A}.colour,x.speed,<b>&span=age&from=5&to=2&chosen=7&shows=x`,
  );
  expect(odd).toEqual({
    lines: [{ sourceId: A, figure: 'velocity' }],
    span: 'week',
    fixed: null,
    chosen: 0,
    shows: 'chart',
  });
  const many = Array.from({ length: 60 }, (_, i) => `pt_01HZX3T7Q000000000000001${10 + i}.speed`);
  expect(read(`/trends?lines=${many.join(',')}`).lines).toHaveLength(LINES_MAX);
});

test('a view that follows the time ends now', () => {
  expect(rangeOf(view, 2_592_000_000 + 7)).toEqual([7, 2_592_000_007]);
  expect(rangeOf({ ...view, fixed: [3, 4] }, 9)).toEqual([3, 4]);
});
