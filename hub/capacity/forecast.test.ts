import { expect, test } from 'bun:test';
import { Random } from '#signal/synth/random';
import { arrivalsLike } from './arrivals.ts';
import { drawBacklog } from './backlog.ts';
import { quantile } from './draw.ts';
import { type DayForecast, type ForecastInput, forecast, type HistoryDay } from './forecast.ts';

const day = (weekday: number, hours: number, share: number | null = 1): HistoryDay => ({
  ...{ weekday, hours, share },
});
const days = (n: number, hours: (i: number) => number): HistoryDay[] =>
  Array.from({ length: n }, (_, i) => day(i % 7, hours(i)));
const WHOLE = (weekday: number) => ({ weekday, hours: 24, part: 1 });

function known(change: Partial<ForecastInput>): DayForecast[] {
  const input = { history: days(14, () => 5), units: 2, days: [WHOLE(0)], kinds: [], seed: 1 };
  const said = forecast({ ...input, ...change });
  if (said.kind !== 'known') throw new Error(said.kind);
  return said.days;
}

test('the quantiles of one to nine lie where nine alike values put them', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  expect([0.1, 0.5, 0.9].map((share) => quantile(values, share))).toEqual([1, 5, 9]);
  expect(quantile(values, 0.25)).toBe(2.5);
  expect(() => quantile([], 0.5)).toThrow(RangeError);
});

test('with too few whole days nothing is said but how many there are and are needed', () => {
  const said = forecast({
    ...{ history: days(9, () => 5), units: 2, days: [WHOLE(0)], kinds: [], seed: 1 },
  });
  expect(said).toEqual({ kind: 'too little history', known: 9, needed: 10 });
});

test('days on which no agent was known count for nothing', () => {
  const history = [...days(9, () => 5), day(2, 5, null), day(3, 5, null)];
  const said = forecast({ history, units: 2, days: [WHOLE(0)], kinds: [], seed: 1 });
  expect(said).toMatchObject({ kind: 'too little history', known: 9 });
});

test('days that are all alike give that day, without any spread', () => {
  const [one] = known({});
  expect(one.available).toEqual({ low: 48, median: 48, high: 48 });
  expect(one.demand).toEqual({ low: 5, median: 5, high: 5 });
  expect(one.shortfall).toBe(0);
});

test('of today only what is left of it counts', () => {
  const [one] = known({ days: [{ weekday: 0, hours: 6, part: 0.25 }] });
  expect(one.available.median).toBe(12);
  expect(one.demand.median).toBe(1.25);
});

test('what a day cannot do is left to the next', () => {
  const history = days(14, () => 60);
  const said = known({ history, days: [1, 2, 3].map(WHOLE) });
  // 48 hours a day are there, 60 come in.
  expect(said.map(({ demand }) => demand.median)).toEqual([60, 72, 84]);
  expect(said.map(({ shortfall }) => shortfall)).toEqual([1, 1, 1]);
});

test('each weekday has its own mean from two weeks on, and not before', () => {
  const workdays = (i: number) => (i % 7 === 0 || i % 7 === 6 ? 0 : 10);
  const twoWeeks = known({ history: days(14, workdays), days: [WHOLE(0), WHOLE(3)] });
  expect(twoWeeks.map(({ demand }) => demand.median)).toEqual([0, 10]);
  const less = known({ history: days(13, workdays), days: [WHOLE(0)] });
  expect(less[0].demand).toMatchObject({ low: 0, high: 10 });
});

test('agents that are there half of the time give half of the hours', () => {
  const history = days(14, () => 5).map((one) => ({ ...one, share: 0.5 }));
  expect(known({ history })[0].available.median).toBe(24);
});

test('jobs that wait are expected to take what their kind took, one by one or many together', () => {
  const random = new Random(1);
  const runs = [1, 1, 1, 1, 1];
  const kind = { kind: 'train', running: [], runs };
  expect(drawBacklog([{ ...kind, waiting: 10 }], random)).toBe(10);
  expect(drawBacklog([{ ...kind, waiting: 100_000 }], random)).toBe(100_000);
  expect(drawBacklog([{ ...kind, waiting: 0, running: [0.25, 4] }], random)).toBe(0.75);
  // Of a kind of which too few have run nothing is made up.
  expect(drawBacklog([{ ...kind, waiting: 10, runs: [1, 1] }], random)).toBe(0);
});

test('the same seed says the same', () => {
  const history = days(20, (i) => (i * 7) % 11);
  expect(known({ history })).toEqual(known({ history }));
});

/** Of many made pasts, how often the next day lies in the interval that was said for it. */
function coverage(n: number, next: (weekday: number, random: Random) => number, tries = 400) {
  const random = new Random(7);
  let inside = 0;
  for (let i = 0; i < tries; i++) {
    const history = Array.from({ length: n }, (_, at) => day(at % 7, next(at % 7, random)));
    const weekday = n % 7;
    const [{ demand }] = known({ history, days: [WHOLE(weekday)], seed: i });
    const came = next(weekday, random);
    if (came >= demand.low && came <= demand.high) inside++;
  }
  return inside / tries;
}

/** Hours of work of a day: many days with little, few with much. */
const skewed = (random: Random) => -Math.log(1 - random.uniform()) * 10;

test.each([10, 13])('eight days out of ten lie in the interval after %i days', (n) => {
  const share = coverage(n, (_, random) => skewed(random));
  expect(share).toBeGreaterThan(0.74);
  expect(share).toBeLessThan(0.86);
});

test.each([14, 28, 56])('and where weekdays differ after %i days', (n) => {
  const share = coverage(n, (weekday, random) => {
    const isWorkday = weekday !== 0 && weekday !== 6;
    return (isWorkday ? 40 : 15) + 4 * random.gaussian();
  });
  expect(share).toBeGreaterThan(0.73);
  expect(share).toBeLessThan(0.87);
});

test('a weekday that was never watched is like any day', () => {
  const history = days(28, (i) => i % 7).filter(({ weekday }) => weekday !== 3);
  const arrivals = arrivalsLike(history);
  expect(arrivals.usesWeekdays).toBe(true);
  const drawn = arrivals.draw(3, new Random(3));
  expect(drawn).toBeGreaterThanOrEqual(0);
  expect(drawn).toBeLessThanOrEqual(6);
});
