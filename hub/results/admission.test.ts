import { expect, test } from 'bun:test';
import type { ConditionChange, PointSummary, ResultBatch } from '#schemas/broker/messages';
import { Admission } from './admission.ts';
import { LatestResults } from './latest-results.ts';

const NOW = 1_000_000;
const RULES = { staleAfterMs: 10_000, maxAheadMs: 60_000 };

const admission = (storedThrough = 0) =>
  new Admission(RULES, {
    keyOf: (pointId) => (pointId === 'known' ? 7 : null),
    storedThrough: () => storedThrough,
  });

const FIGURES = { velocityMmS: 1, accelerationG: 1, envelopeG: 1, kurtosis: 3, speedRpm: 1500 };
const summary = (atMs: number, pointId = 'known') =>
  ({ pointId, atMs, figures: FIGURES, verdict: { condition: 'good' } }) as unknown as PointSummary;
const change = (atMs: number, pointId = 'known') =>
  ({ changeId: `ch_${atMs}`, pointId, atMs }) as unknown as ConditionChange;
const batch = (sequence: number, content: Partial<ResultBatch> = {}): ResultBatch => ({
  agentId: 'agent-1',
  lane: 0,
  epoch: 'e1',
  sequence,
  sentMs: NOW,
  summaries: [],
  changes: [],
  ...content,
});

test('results of known points are kept under their keys, others and those of the future are counted', () => {
  const admitted = admission().admit(
    batch(1, {
      summaries: [summary(NOW), summary(NOW + 60_001), summary(NOW, 'unknown')],
      changes: [change(NOW), change(NOW, 'unknown')],
    }),
    NOW,
  );
  expect(admitted.stored.rows.map((row) => [row[0], row[1]])).toEqual([[NOW / 10_000, 7]]);
  expect(admitted.stored.changes).toMatchObject([{ pointKey: 7, atMs: NOW }]);
  expect(admitted.summaries).toHaveLength(1);
  expect(admitted.changes).toHaveLength(1);
  expect([admitted.unknownPoint, admitted.ahead, admitted.stale]).toEqual([2, 1, 0]);
});

test('a stale result is counted and kept', () => {
  const { stale, stored } = admission().admit(
    batch(1, { summaries: [summary(NOW - 10_001)] }),
    NOW,
  );
  expect([stale, stored.rows.length]).toEqual([1, 1]);
});

test('a batch is news once for each outbox, and never when it was stored before the start', () => {
  const judge = admission(10);
  expect(judge.admit(batch(10), NOW).isNews).toBe(false);
  expect(judge.admit(batch(12), NOW).isNews).toBe(true);
  expect(judge.admit(batch(12), NOW).isNews).toBe(false);
  expect(judge.admit(batch(11), NOW).isNews).toBe(true);
  expect(judge.admit(batch(12, { lane: 1 }), NOW).isNews).toBe(true);
});

test('only what is newer becomes the latest of its point', () => {
  const latest = new LatestResults();
  expect(latest.take([summary(NOW), summary(NOW - 1_000)])).toHaveLength(1);
  expect(latest.take([summary(NOW)])).toEqual([]);
  expect(latest.take([summary(NOW + 1)])).toHaveLength(1);
  expect(latest.of('known')?.atMs).toBe(NOW + 1);
  expect(latest.of('unknown')).toBeNull();
});
