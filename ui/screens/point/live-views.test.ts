import { afterEach, beforeEach, expect, test } from 'bun:test';
import type { View } from '#schemas/websocket/view';
import { LiveViews } from './live-views.ts';

let waiting: (() => void)[] = [];
const globals = globalThis as unknown as Record<string, unknown>;
const before = { document: globals.document, requestAnimationFrame: globals.requestAnimationFrame };
beforeEach(() => {
  waiting = [];
  globals.document = { hidden: false };
  globals.requestAnimationFrame = (run: () => void) => waiting.push(run);
});
afterEach(() => Object.assign(globals, before));

/** The next frame of the browser. */
function frame(): void {
  const due = waiting;
  waiting = [];
  for (const run of due) run();
}
const view = (windowNumber: number) => ({ windowNumber }) as View;

/** Two charts, and what each has drawn: `a1` is the first view on chart a. */
function twoCharts() {
  const views = new LiveViews();
  const drawn: string[] = [];
  const ends = ['a', 'b'].map((chart) =>
    views.onDraw(({ windowNumber }) => drawn.push(`${chart}${windowNumber}`)),
  );
  return { views, drawn, ends };
}

test('one chart draws in a frame, and then the other', () => {
  const { views, drawn } = twoCharts();
  views.take(view(1));
  frame();
  expect(drawn).toEqual(['a1']);
  frame();
  expect(drawn).toEqual(['a1', 'b1']);
  expect(waiting).toEqual([]);
});

test('of views that come while charts draw only the last is drawn, and no chart mixes two', () => {
  const { views, drawn } = twoCharts();
  views.take(view(1));
  frame();
  views.take(view(2));
  views.take(view(3));
  for (let i = 0; i < 5; i++) frame();
  expect(drawn).toEqual(['a1', 'b1', 'a3', 'b3']);
});

test('held in the midst of a view, all charts come to show that one and stay with it', () => {
  const { views, drawn } = twoCharts();
  views.take(view(1));
  frame();
  views.take(view(2));
  views.held.value = true;
  for (let i = 0; i < 5; i++) frame();
  expect(drawn).toEqual(['a1', 'b1']);
  expect(views.shown.value).toEqual(view(1));
  views.held.value = false;
  views.take(view(4));
  for (let i = 0; i < 5; i++) frame();
  expect(drawn).toEqual(['a1', 'b1', 'a4', 'b4']);
});

test('a chart that is gone draws no more, and holds nobody up', () => {
  const { views, drawn, ends } = twoCharts();
  views.take(view(1));
  frame();
  ends[1]!();
  views.take(view(2));
  for (let i = 0; i < 5; i++) frame();
  expect(drawn).toEqual(['a1', 'a2']);
});
