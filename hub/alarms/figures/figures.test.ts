import { expect, test } from 'bun:test';
import { floodsOf } from './floods-of.ts';
import { measured } from './measured.ts';

test('a flood goes on from the first ten minutes with more than ten until there are fewer than five', () => {
  const slots = [
    { slot: 10, n: 6 },
    { slot: 11, n: 14 },
    { slot: 12, n: 7 },
    { slot: 13, n: 5 },
    // Slot 14 had fewer than five.
    { slot: 15, n: 8 },
    { slot: 20, n: 11 },
  ];
  expect(floodsOf(slots)).toMatchObject({ overTen: 2, inFlood: 4 });
});

test('figures are held against their targets, and shares of nothing are not measured', () => {
  const split = {
    critical: { alarms: 1, share: 0 },
    high: { alarms: 3, share: 0 },
    medium: { alarms: 6, share: 0 },
    low: { alarms: 90, share: 0 },
  };
  const counted = {
    ...{ shown: 100, spanMs: 86_400_000, operators: 1, floods: floodsOf([]), split, topTen: 60 },
    ...{ chattering: 0, stale: 3, standing: 12, peak: 4 },
  };
  const verdicts = Object.fromEntries(
    measured(counted).map(({ figure, verdict }) => [figure, verdict]),
  );
  expect(verdicts).toMatchObject({
    ...{ perDayPerOperator: 'met', topTenShare: 'missed', chattering: 'met', stale: 'acceptable' },
    ...{ standing: 'missed', highShare: 'met', timeInFlood: 'met' },
  });
  const none = {
    critical: { alarms: 0, share: 0 },
    high: { alarms: 0, share: 0 },
    medium: { alarms: 0, share: 0 },
    low: { alarms: 0, share: 0 },
  };
  const nothing = measured({ ...counted, shown: 0, topTen: 0, split: none });
  expect(nothing.find(({ figure }) => figure === 'topTenShare')?.verdict).toBe('nothing_measured');
});
