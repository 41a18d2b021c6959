import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { type Widget, Widgets } from '#schemas/dashboards/widget';
import {
  inPhoneOrder,
  isArrangedForPhones,
  movedOnPhone,
  unarrangedOnPhone,
} from './phone-order.ts';

const note = (id: string, x: number, y: number): Widget => ({
  ...{ id, kind: 'note', x, y, w: 3, h: 2, title: '', text: '' },
});
const WALL = [note('c', 0, 2), note('b', 6, 0), note('a', 0, 0)];
const ids = (widgets: readonly Widget[]) => inPhoneOrder(widgets).map(({ id }) => id);

test('until somebody arranges them, widgets stand in reading order', () => {
  expect(ids(WALL)).toEqual(['a', 'b', 'c']);
  expect(isArrangedForPhones(WALL)).toBe(false);
});

test('the order of phones is their own: on a wall everything stays where it stood', () => {
  const moved = movedOnPhone(WALL, 'c', 0);
  expect(ids(moved)).toEqual(['c', 'a', 'b']);
  expect(isArrangedForPhones(moved)).toBe(true);
  const onTheWall = (widgets: readonly Widget[]) => widgets.map(({ id, x, y }) => [id, x, y]);
  expect(onTheWall(moved)).toEqual(onTheWall(WALL));
  expect(unarrangedOnPhone(moved)).toEqual(WALL);
});

test('what came since stands below what was arranged', () => {
  const moved = movedOnPhone(WALL, 'c', 0);
  expect(ids([note('new', 0, 0), ...moved])).toEqual(['c', 'a', 'b', 'new']);
});

test('however they are moved, each is there once, and the hub takes them', () => {
  const move = fc.tuple(fc.constantFrom('a', 'b', 'c', 'gone'), fc.integer({ min: -2, max: 9 }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
      const moved = moves.reduce<readonly Widget[]>(
        (now, [id, to]) => movedOnPhone(now, id, to),
        WALL,
      );
      expect(ids(moved).toSorted()).toEqual(['a', 'b', 'c']);
      expect(Widgets.safeParse(moved).success).toBe(true);
      const [last] = moves.slice(-1);
      if (last !== undefined && last[0] !== 'gone') {
        expect(ids(moved).indexOf(last[0])).toBe(Math.min(2, Math.max(0, last[1])));
      }
    }),
  );
});
