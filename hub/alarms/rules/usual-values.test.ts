import { expect, test } from 'bun:test';
import { UsualValues } from './usual-values.ts';

const HOUR_S = 3_600;
const SECOND_MS = 1_000;

/** An hour of a value around 2, with a blow now and then. */
function learnHour(values: UsualValues) {
  const usual = values.of('pt_1', 'envelopeG', HOUR_S);
  for (let second = 0; second <= HOUR_S; second++) {
    const value = second % 100 === 7 ? 40 : 2 + 0.2 * Math.sin(second);
    usual.learn(1_000_000 + second * SECOND_MS, value);
  }
  return usual;
}

test('the median of the first hour is usual, blows do not move it, and what comes later is not learned', () => {
  const usual = learnHour(new UsualValues());
  expect(usual.ratio(6)).toBeCloseTo(3, 0);
  for (let second = 0; second < 10_000; second++) usual.learn(9_000_000 + second * SECOND_MS, 6);
  expect(usual.ratio(6)).toBeCloseTo(3, 0);
});

test('before the hour is over nothing is usual, and a long pause is no running', () => {
  const usual = new UsualValues().of('pt_1', 'envelopeG', HOUR_S);
  for (let i = 0; i < 40; i++) usual.learn(1_000_000 + i * SECOND_MS, 2);
  usual.learn(90_000_000, 2);
  expect(usual.ratio(6)).toBeNull();
});

test('what was learned is kept across a start, and forgotten only where somebody wants that', () => {
  const values = new UsualValues();
  const usual = learnHour(values);
  expect(values.changes()).toEqual([usual]);
  const [key, n, heardMs, lastMs, log] = usual.save().args ?? [];
  const next = new UsualValues();
  next.load([{ key, n, heard_ms: heardMs, last_ms: lastMs, log_value: log }]);
  expect(next.of('pt_1', 'envelopeG', HOUR_S).ratio(6)).toBeCloseTo(3, 0);
  next.forget('pt_1');
  expect(next.of('pt_1', 'envelopeG', HOUR_S).ratio(6)).toBeNull();
});
