import { describe, expect, test } from 'bun:test';
import { Random } from '#signal/synth/random';
import { Misbehaviour, type MisbehaviourOptions } from './misbehaviour.ts';

const NONE: MisbehaviourOptions = { lose: 0, repeat: 0, late: 0, lateBy: 3, damage: 0 };

/** Passes frames 0, 1, 2 … (four bytes each) and returns the first bytes of what is delivered. */
function run(options: Partial<MisbehaviourOptions>, frames: number, seed = 1) {
  const mischief = { lost: 0, repeated: 0, late: 0, damaged: 0 };
  const misbehaviour = new Misbehaviour({ ...NONE, ...options }, new Random(seed), mischief);
  const delivered: number[][] = [];
  const frame = new Uint8Array(4);
  const deliver = (bytes: Uint8Array) => delivered.push([...bytes]);
  for (let n = 0; n < frames; n++) {
    frame.fill(n);
    misbehaviour.pass(frame, deliver);
  }
  misbehaviour.flush(deliver);
  return { delivered, mischief };
}

describe('a misbehaving sensor', () => {
  test('loses frames as often as asked, and counts each', () => {
    const { delivered, mischief } = run({ lose: 0.25 }, 200);
    expect(delivered).toHaveLength(200 - mischief.lost);
    expect(mischief.lost).toBeGreaterThan(25);
    expect(mischief.lost).toBeLessThan(75);
  });

  test('repeats every frame at once', () => {
    const { delivered, mischief } = run({ repeat: 1 }, 3);
    expect(delivered.map(([first]) => first)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(mischief.repeated).toBe(3);
  });

  test('holds a late frame back until others have overtaken it, and delivers it in the end', () => {
    const { delivered, mischief } = run({ late: 1, lateBy: 2 }, 5);
    expect(delivered.map(([first]) => first)).toEqual([0, 1, 2, 3, 4]);
    expect(mischief.late).toBe(5);
    const mixed = run({ late: 0.2, lateBy: 3 }, 100);
    expect(mixed.delivered.map(([first]) => first!).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 100 }, (_, n) => n),
    );
    const places = mixed.delivered.map(([first], place) => place - first!);
    expect(Math.max(...places)).toBeGreaterThanOrEqual(3);
  });

  test('flips one to eight bits of a copy', () => {
    const { delivered, mischief } = run({ damage: 1 }, 100);
    expect(mischief.damaged).toBe(100);
    delivered.forEach((bytes, n) => {
      const flipped = bytes.reduce((sum, byte) => sum + bits(byte ^ n), 0);
      expect(flipped).toBeGreaterThanOrEqual(1);
      expect(flipped).toBeLessThanOrEqual(8);
    });
  });

  test('does the same for the same seed and something else for another', () => {
    const all = { lose: 0.1, repeat: 0.1, late: 0.1, damage: 0.1 };
    expect(run(all, 100, 5)).toEqual(run(all, 100, 5));
    expect(run(all, 100, 5)).not.toEqual(run(all, 100, 6));
  });
});

function bits(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}
