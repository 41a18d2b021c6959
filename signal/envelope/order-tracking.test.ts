import { describe, expect, test } from 'bun:test';
import { cubicAt, equalAngles, orderTrack } from './order-tracking.ts';

describe('orderTrack', () => {
  test('makes a line of one order out of a signal whose speed rises and falls', () => {
    const rate = 10_000;
    const profile = [900, 1500, 1200];
    let turns = 0;
    const samples = Float64Array.from({ length: 20_001 }, (_, i) => {
      const at = (i / 20_000) * 2;
      const piece = Math.min(1, Math.floor(at));
      const speed = profile[piece]! + (profile[piece + 1]! - profile[piece]!) * (at - piece);
      const value = Math.sin(2 * Math.PI * 3 * turns);
      turns += speed / 60 / rate;
      return value;
    });
    const { samples: tracked } = orderTrack(samples, rate, profile, 32);
    tracked.forEach((value, i) => {
      expect(Math.abs(value - Math.sin((2 * Math.PI * 3 * i) / 32))).toBeLessThan(0.02);
    });
    expect(tracked.length).toBe(Math.floor(turns * 32) + 1);
  });

  test('at a constant speed only changes the rate', () => {
    const samples = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i / 20));
    const { samples: tracked } = orderTrack(samples, 1000, [600], 50);
    tracked.forEach((value, i) => {
      expect(Math.abs(value - Math.sin(i / 10))).toBeLessThan(1e-4);
    });
  });
});

describe('equalAngles', () => {
  test('is the identity at a steady speed', () => {
    const places = new Float64Array(8);
    equalAngles([1500, 1500], 8, places);
    expect([...places]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('takes more places where the shaft turns faster', () => {
    const places = new Float64Array(12);
    equalAngles([1000, 2000], 12, places);
    expect([...places].filter((place) => place < 6)).toHaveLength(4);
  });
});

describe('cubicAt', () => {
  test('passes through the samples and holds the ends', () => {
    const samples = [1, 3, -2, 5];
    expect([0, 1, 2, 3].map((place) => cubicAt(samples, place))).toEqual(samples);
    expect(cubicAt(samples, 3.5)).toBe(5);
  });
});
