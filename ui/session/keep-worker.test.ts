import { afterEach, beforeEach, expect, test } from 'bun:test';
import { signal } from '@preact/signals';
import { keepWorker } from './keep-worker.ts';

/** A window whose time and events are ours. */
class TurnedWindow {
  readonly registered: string[] = [];
  readonly document = Object.assign(new EventTarget(), { documentElement: { lang: 'en' } });
  readonly navigator: { readonly serviceWorker: unknown };
  private readonly events = new EventTarget();
  private timers: { readonly ms: number; readonly run: () => void }[] = [];

  constructor(controller: object | null) {
    const register = async (script: string) => {
      this.registered.push(script);
      return Object.assign(new EventTarget(), { waiting: null, installing: null });
    };
    this.navigator = {
      serviceWorker: Object.assign(new EventTarget(), { controller, register }),
    };
  }

  addEventListener = this.events.addEventListener.bind(this.events);
  setTimeout = (run: () => void, ms: number) => this.timers.push({ ms, run });
  clearTimeout = () => {
    this.timers = [];
  };
  load = () => this.events.dispatchEvent(new Event('load'));
  /** All that waits for this long or less happens. */
  pass(ms: number): void {
    const due = this.timers.filter((one) => one.ms <= ms);
    this.timers = this.timers.filter((one) => one.ms > ms);
    for (const { run } of due) run();
  }
}

const { setInterval: real } = globalThis;
beforeEach(() => {
  // It looks for a newer version every hour; here nobody waits for that.
  globalThis.setInterval = (() => 0) as never;
});
afterEach(() => {
  globalThis.setInterval = real;
});

function keptIn(controller: object | null): TurnedWindow {
  const window = new TurnedWindow(controller);
  const parts = { outdated: signal(false), go: () => undefined };
  keepWorker(parts, window as unknown as Window);
  return window;
}

test('a first visit keeps nothing before the page has been there for a while', () => {
  const window = keptIn(null);
  window.load();
  window.pass(3_000);
  expect(window.registered).toEqual([]);
  window.pass(5_000);
  expect(window.registered).toEqual(['/service-worker.js']);
});

test('a first visit that is put away is kept at once, and only once', () => {
  const window = keptIn(null);
  window.load();
  window.document.dispatchEvent(new Event('visibilitychange'));
  window.document.dispatchEvent(new Event('visibilitychange'));
  window.pass(60_000);
  expect(window.registered).toEqual(['/service-worker.js']);
});

test('who was here before gets the newest at once', () => {
  const window = keptIn({});
  expect(window.registered).toEqual([]);
  window.load();
  expect(window.registered).toEqual(['/service-worker.js']);
});
