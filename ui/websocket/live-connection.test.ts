import { beforeEach, describe, expect, test } from 'bun:test';
import type { ServerMessage } from '#schemas/websocket/messages';
import { backoffMs } from './backoff.ts';
import { LiveConnection, type Socket } from './live-connection.ts';

/** The hub's end of a connection. */
class FakeSocket {
  binaryType: BinaryType = 'blob';
  readyState = 1;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: unknown[] = [];
  isClosed = false;
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  say(message: unknown) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }
  hello(version = '1') {
    this.say({ type: 'hello', version, nowMs: 5_000_000 });
  }
}

let nowMs: number;
let sockets: FakeSocket[];
let timers: { atMs: number; callback: () => void }[];
let messages: ServerMessage[];
let losses: number;
let unreadable: number;
let live: LiveConnection;

/** Turns the clock, running what falls due in order. */
function pass(ms: number): void {
  const untilMs = nowMs + ms;
  for (;;) {
    timers.sort((a, b) => a.atMs - b.atMs);
    if (timers.length === 0 || timers[0].atMs > untilMs) break;
    const [due] = timers.splice(0, 1);
    nowMs = due.atMs;
    due.callback();
  }
  nowMs = untilMs;
}

beforeEach(() => {
  nowMs = 1_000_000;
  sockets = [];
  timers = [];
  messages = [];
  losses = 0;
  unreadable = 0;
  live = new LiveConnection({
    open: () => {
      sockets.push(new FakeSocket());
      return sockets.at(-1) as unknown as Socket;
    },
    clock: () => nowMs,
    random: () => 0.5,
    after: (ms, callback) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    onMessage: (message) => messages.push(message),
    onView: () => undefined,
    onUnreadable: () => unreadable++,
    onLost: () => losses++,
  });
});

describe('the live connection', () => {
  test('asks for what was subscribed and watched as soon as the hub greets', () => {
    live.start();
    live.subscribe('plant');
    live.watch(['pt_01HZX3T7Q00000000000000000']);
    expect(sockets[0].sent).toEqual([]);
    sockets[0].hello();
    expect(sockets[0].sent).toEqual([
      { type: 'subscribe', channel: 'plant' },
      { type: 'watch', points: ['pt_01HZX3T7Q00000000000000000'], maxHz: 8 },
    ]);
    expect(live.offsetMs.value).toBe(4_000_000);
  });

  test('returns after a loss, with growing pauses, and asks for everything again', () => {
    live.start();
    live.subscribe('plant');
    sockets[0].hello();
    sockets[0].onclose?.();
    expect(live.state.value).toEqual({ kind: 'waiting', attempt: 1, retryAtMs: nowMs + 500 });
    pass(500);
    sockets[1].onclose?.();
    expect(live.state.value).toEqual({ kind: 'waiting', attempt: 2, retryAtMs: nowMs + 1000 });
    pass(1000);
    sockets[2].hello();
    expect(sockets[2].sent).toEqual([{ type: 'subscribe', channel: 'plant' }]);
    expect(losses).toBe(2);
    sockets[2].onclose?.();
    expect(live.state.value).toMatchObject({ attempt: 1 });
  });

  test('takes silence for a loss, though the network has not said so', () => {
    live.start();
    sockets[0].hello();
    pass(10_000);
    expect(sockets[0].sent).toEqual([
      { type: 'ping', id: 0 },
      { type: 'ping', id: 1 },
    ]);
    expect(live.state.value.kind).toBe('live');
    pass(5000);
    expect(sockets[0].isClosed).toBe(true);
    expect(live.state.value.kind).toBe('waiting');
  });

  test('stays while the hub answers', () => {
    live.start();
    sockets[0].hello();
    for (let id = 0; id < 10; id++) {
      pass(5000);
      sockets[0].say({ type: 'pong', id, nowMs: nowMs + 250 });
    }
    expect(live.state.value.kind).toBe('live');
    expect(live.offsetMs.value).toBe(250);
  });

  test('hands a message that it does not know over to be told, and lives on', () => {
    live.start();
    sockets[0].hello();
    sockets[0].say({ type: 'from-the-future' });
    expect(unreadable).toBe(1);
    expect(live.state.value.kind).toBe('live');
    expect(messages.map(({ type }) => type)).toEqual(['hello']);
  });

  test('can be tried at once, and ends for good when stopped', () => {
    live.start();
    sockets[0].onclose?.();
    live.reconnectNow();
    expect(sockets).toHaveLength(2);
    live.stop();
    pass(60_000);
    expect(sockets).toHaveLength(2);
    expect(live.state.value).toEqual({ kind: 'idle' });
  });

  test('what comes late on an old connection changes nothing', () => {
    live.start();
    const old = sockets[0];
    old.hello();
    old.onclose?.();
    pass(500);
    old.hello('0');
    expect(live.state.value).toEqual({ kind: 'connecting', attempt: 1 });
  });
});

test('pauses grow to a quarter of a minute and differ from screen to screen', () => {
  expect([0, 1, 5, 50].map((attempt) => backoffMs(attempt, 0.5))).toEqual([
    500, 1000, 15_000, 15_000,
  ]);
  expect([0, 1].map((random) => backoffMs(1, random))).toEqual([800, 1200]);
});
