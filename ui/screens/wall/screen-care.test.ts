import { describe, expect, test } from 'bun:test';
import { isNight, isReloadDue, wandering } from './screen-care.ts';
import { PAGE_MS, wallFit, wallPage } from './wall-pages.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('care for the screen', () => {
  test('the picture wanders a little each minute, over a field of its own and never further', () => {
    const places = new Set<string>();
    let before = wandering(0);
    for (let minute = 1; minute <= 34 * 26; minute++) {
      const { x, y } = wandering(minute * MINUTE_MS);
      expect(Math.abs(x)).toBeLessThanOrEqual(8);
      expect(Math.abs(y)).toBeLessThanOrEqual(8);
      expect(Math.abs(x - before.x)).toBeLessThanOrEqual(2);
      expect(Math.abs(y - before.y)).toBeLessThanOrEqual(2);
      places.add(`${x} ${y}`);
      before = { x, y };
    }
    expect(places.size).toBeGreaterThan(100);
    expect(wandering(59_999)).toEqual(wandering(0));
  });

  test('it is loaded anew once a day at the quiet hour, and never without a hub', () => {
    const page = { hour: 4, ageMs: 20 * HOUR_MS, isLive: true, isOutdated: false };
    expect(isReloadDue(page)).toBe(true);
    expect(isReloadDue({ ...page, isLive: false })).toBe(false);
    expect(isReloadDue({ ...page, hour: 5 })).toBe(false);
    // Loaded a moment ago within the same hour: it would go round in circles.
    expect(isReloadDue({ ...page, ageMs: 20 * MINUTE_MS })).toBe(false);
    const updated = { ...page, hour: 14, ageMs: HOUR_MS, isOutdated: true };
    expect(isReloadDue(updated)).toBe(true);
    expect(isReloadDue({ ...updated, isLive: false })).toBe(false);
    expect(isReloadDue({ ...updated, ageMs: MINUTE_MS })).toBe(false);
  });

  test('the night begins at ten and ends at six', () => {
    expect([21, 22, 0, 5, 6, 12].map(isNight)).toEqual([false, true, true, true, false, false]);
  });
});

describe('pages of the wall', () => {
  const fit = { columns: 4, rows: 3 };

  const calm = (items: number) => ({ items, urgent: 0 });

  test('what fits is one page; more are turned through, and the last may be shorter', () => {
    const one = { held: 0, from: 0, to: 12, page: 1, pages: 1 };
    expect(wallPage(calm(12), fit, 0)).toEqual(one);
    expect(wallPage({ items: 12, urgent: 3 }, fit, PAGE_MS)).toEqual(one);
    expect(wallPage(calm(27), fit, 2 * PAGE_MS)).toEqual({
      ...{ held: 0, from: 24, to: 27, page: 3, pages: 3 },
    });
    expect(wallPage(calm(27), fit, 3 * PAGE_MS)).toMatchObject({ from: 0, to: 12, page: 1 });
    expect(wallPage(calm(0), fit, PAGE_MS)).toMatchObject({ from: 0, to: 0, pages: 1 });
  });

  test('what needs somebody stays in sight while the others turn; when that is too much, all turn', () => {
    expect(wallPage({ items: 30, urgent: 4 }, fit, PAGE_MS)).toEqual({
      ...{ held: 4, from: 12, to: 20, page: 2, pages: 4 },
    });
    expect(wallPage({ items: 30, urgent: 7 }, fit, PAGE_MS)).toMatchObject({ held: 0, from: 12 });
  });

  test('every item comes within one turn', () => {
    for (const urgent of [0, 5, 6, 30]) {
      const seen = new Set<number>();
      const { pages } = wallPage({ items: 30, urgent }, fit, 0);
      for (let turn = 0; turn < pages; turn++) {
        const { held, from, to } = wallPage({ items: 30, urgent }, fit, turn * PAGE_MS);
        for (let at = 0; at < held; at++) seen.add(at);
        for (let at = from; at < to; at++) seen.add(at);
        expect(held + to - from).toBeLessThanOrEqual(12);
      }
      expect(seen.size).toBe(30);
    }
  });

  test('tiles are large: four across a wide screen, always one; in a hand all are there to scroll', () => {
    expect(wallFit({ width: 1_900, height: 800 }, 1_080)).toEqual({ columns: 4, rows: 3 });
    expect(wallFit({ width: 800, height: 1_000 }, 1_200)).toEqual({ columns: 2, rows: 4 });
    expect(wallFit({ width: 1_900, height: 40 }, 800)).toEqual({ columns: 4, rows: 1 });
    expect(wallFit({ width: 390, height: 40 }, 800)).toEqual({ columns: 1, rows: 500 });
  });
});
