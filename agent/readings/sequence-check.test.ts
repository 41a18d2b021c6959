import { expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import { newHeader } from '#schemas/frames/decode';
import { SequenceCheck } from './sequence-check.ts';

const FRAME_US = 320_000;

function frame(sequence: number, t0Us: number) {
  return { ...newHeader(), sequence, t0Us, sampleRateHz: 25_600, count: 8192 };
}

/** A check that has seen frames `from` … `to`, and feeds the next ones by number. */
function started(from = 0, to = 9) {
  const losses = newLosses();
  const check = new SequenceCheck(losses);
  const at = (sequence: number, offsetUs = 0) =>
    check.follow(frame(sequence, 1e15 + (sequence - from) * FRAME_US + offsetUs));
  for (let sequence = from; sequence <= to; sequence++) at(sequence);
  return { losses, check, at };
}

test('frames in order follow one another, with jitter of their time', () => {
  const { losses, at } = started();
  expect(at(10, 40_000)).toBe('next');
  expect(at(11, -40_000)).toBe('next');
  expect(losses).toEqual(newLosses());
});

test('missing frames are counted by number and leave one gap', () => {
  const { losses, at } = started();
  expect(at(13)).toBe('after_gap');
  expect(at(14)).toBe('next');
  expect(losses).toMatchObject({ framesMissing: 3, gaps: 1 });
});

test('a damaged frame is not counted again as missing', () => {
  const { losses, check, at } = started();
  check.damaged();
  expect(at(11)).toBe('after_gap');
  expect(losses).toMatchObject({ framesMissing: 0, gaps: 1 });
});

test('a hole in time without one in number is a gap', () => {
  const { losses, at } = started();
  expect(at(10, 2 * FRAME_US)).toBe('after_gap');
  expect(losses).toMatchObject({ framesMissing: 0, gaps: 1 });
});

test('repeats and late frames are dropped and told apart', () => {
  const { losses, at } = started();
  at(12);
  expect(at(12)).toBe('drop');
  expect(at(10)).toBe('drop');
  expect(at(13)).toBe('next');
  expect(losses).toMatchObject({ framesRepeated: 1, framesLate: 1, framesMissing: 2, gaps: 1 });
});

test('the sequence wraps after 2³²−1 without a gap', () => {
  const losses = newLosses();
  const check = new SequenceCheck(losses);
  const first = 2 ** 32 - 2;
  for (let i = 0; i < 5; i++) check.follow(frame((first + i) >>> 0, 1e15 + i * FRAME_US));
  expect(losses).toEqual(newLosses());
  expect(check.expected).toBe(3);
});

test('a sensor that restarts at 0 goes on after one gap, with nothing called missing', () => {
  const { losses, check } = started(5000, 5009);
  expect(check.follow(frame(0, 1e15 + 20 * FRAME_US))).toBe('after_gap');
  expect(check.follow(frame(1, 1e15 + 21 * FRAME_US))).toBe('next');
  expect(losses).toMatchObject({ gaps: 1, framesMissing: 0, framesLate: 0 });
});

test('a sensor that restarts with its clock set back is taken up after three frames', () => {
  const { losses, check } = started(5000, 5009);
  const outcomes = [0, 1, 2, 3].map((n) => check.follow(frame(n, n * FRAME_US)));
  expect(outcomes).toEqual(['drop', 'drop', 'after_gap', 'next']);
  expect(losses).toMatchObject({ framesLate: 2, gaps: 1 });
});

test('a restart at a number far ahead is not a million lost frames', () => {
  const { losses, check } = started();
  expect(check.follow(frame(1_000_000, 1e15 + 12 * FRAME_US))).toBe('after_gap');
  expect(losses).toMatchObject({ gaps: 1, framesMissing: 0 });
});

test('a stream taken up from an earlier lane counts the frames in between', () => {
  const losses = newLosses();
  const check = new SequenceCheck(losses);
  check.resumeAt(10);
  expect(check.follow(frame(14, 1e15))).toBe('after_gap');
  expect(losses).toMatchObject({ gaps: 1, framesMissing: 4 });
});
