import { expect, test } from 'bun:test';
import type { Principal } from '../access/principal.ts';
import { CLOSE, LiveConnection } from './live-connection.ts';

const RULES = { viewBacklogBytes: 1_000, newsBacklogBytes: 10_000 };
const VIEW = new Uint8Array(10);

function screen() {
  const socket = {
    buffered: 0,
    texts: 0,
    views: 0,
    closed: 0,
    sendText: () => ++socket.texts,
    sendBinary: () => ++socket.views,
    getBufferedAmount: () => socket.buffered,
    close: (code: number) => {
      socket.closed = code;
    },
  };
  return { socket, connection: new LiveConnection(socket, {} as Principal, RULES) };
}

test('a slow screen loses views, never news', () => {
  const { socket, connection } = screen();
  socket.buffered = 5_000;
  expect(connection.sendView('pt', VIEW, 0)).toBe(false);
  connection.sendText('news');
  expect([socket.views, socket.texts, socket.closed]).toEqual([0, 1, 0]);
});

test('a screen whose news pile up is closed, once, and gets nothing more', () => {
  const { socket, connection } = screen();
  socket.buffered = 20_000;
  connection.sendText('news');
  expect(socket.closed).toBe(CLOSE.tooSlow);
  socket.buffered = 0;
  connection.sendText('news');
  connection.sendView('pt', VIEW, 0);
  expect([socket.texts, socket.views]).toEqual([0, 0]);
});

test('views come no more often than asked, each point by itself, and at that rate on average', () => {
  const { socket, connection } = screen();
  connection.watch(['a', 'b'], 4);
  for (let ms = 0; ms < 10_000; ms += 80) connection.sendView('a', VIEW, ms);
  expect(socket.views).toBeGreaterThanOrEqual(39);
  expect(socket.views).toBeLessThanOrEqual(41);
  connection.sendView('b', VIEW, 9_999);
  expect(socket.views).toBeLessThanOrEqual(42);
});

test('without a limit every view is sent', () => {
  const { socket, connection } = screen();
  connection.watch(['a'], undefined);
  for (let ms = 0; ms < 1_000; ms += 80) connection.sendView('a', VIEW, ms);
  expect(socket.views).toBe(13);
});
