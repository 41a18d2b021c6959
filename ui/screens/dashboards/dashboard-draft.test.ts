import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { DASHBOARD_COLUMNS, type Widget, Widgets } from '#schemas/dashboards/widget';
import { DashboardDraft, placeByKey } from './dashboard-draft.ts';
import { templateOf } from './templates.ts';

const note = (id: string): Widget => ({
  ...{ id, kind: 'note', x: 0, y: 0, w: 3, h: 2, title: '', text: '' },
});

test('a draft is changed by what was done, and not by what was undone', () => {
  const draft = new DashboardDraft({ name: 'A', widgets: [note('a')] });
  expect(draft.isChanged).toBe(false);
  draft.add(note('b'));
  expect(draft.isChanged).toBe(true);
  expect(draft.widgets.value[1]).toMatchObject({ id: 'b', y: 2 });
  draft.remove('b');
  expect(draft.isChanged).toBe(false);
});

test('changing what a widget shows leaves it where it stands', () => {
  const draft = new DashboardDraft({ name: 'A', widgets: [{ ...note('a'), x: 4, y: 7 }] });
  draft.change({ ...note('a'), text: 'now', x: 0, y: 0 } as Widget);
  expect(draft.widgets.value[0]).toMatchObject({ text: 'now', x: 4, y: 7 });
});

test('no key takes a widget off the grid', () => {
  const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown');
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 60 }), (presses) => {
      let place = { x: 3, y: 1, w: 4, h: 2 };
      for (const [key, isShift] of presses) place = placeByKey(place, key, isShift) ?? place;
      const { x, y, w, h } = place;
      expect(x >= 0 && x + w <= DASHBOARD_COLUMNS && y >= 0 && w >= 1 && h >= 1).toBe(true);
    }),
  );
  expect(placeByKey({ x: 0, y: 0, w: 1, h: 1 }, 'a', false)).toBeNull();
});

test('every template is a dashboard that the hub takes', () => {
  const points = Array.from({ length: 6 }, (_, i) => `pt_0000000000000000000000000${i}`);
  for (const key of ['empty', 'shift', 'analyst', 'fleet'] as const) {
    for (const worst of [[], points.slice(0, 3), points]) {
      expect(Widgets.safeParse(templateOf(key, worst)).error).toBeUndefined();
    }
  }
});
