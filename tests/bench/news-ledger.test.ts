import { expect, test } from 'bun:test';
import { NewsLedger } from './news-ledger.ts';

test('news is lost for each client that did not get it', () => {
  const ledger = new NewsLedger(3);
  ledger.got(0, 'a');
  ledger.sent('a');
  ledger.sent('b');
  ledger.got(1, 'a');
  expect(ledger.report()).toEqual({ news: 2, lost: 4, repeated: 0 });
  for (const client of [0, 1, 2]) ledger.got(client, 'b');
  ledger.got(2, 'a');
  expect(ledger.report()).toEqual({ news: 2, lost: 0, repeated: 0 });
});

test('news that comes twice is told apart, and what nobody waited for does not count', () => {
  const ledger = new NewsLedger(2);
  ledger.got(0, 'before it was measured');
  ledger.sent('a');
  ledger.got(0, 'a');
  ledger.got(0, 'a');
  ledger.got(1, 'a');
  expect(ledger.report()).toEqual({ news: 1, lost: 0, repeated: 1 });
});
