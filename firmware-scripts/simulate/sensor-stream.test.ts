import { describe, expect, test } from 'bun:test';
import { FrameDecoder } from '#schemas/frames/decode';
import { Counters } from './counters.ts';
import { type FrameOutlet, FramePublisher } from './frame-publisher.ts';
import { SensorStream, type SensorStreamTiming } from './sensor-stream.ts';
import { CountingSource } from './test-sources.ts';

const START_MS = 1_700_000_000_000;

interface Seen {
  sequence: number;
  t0Us: number;
  count: number;
  first: number;
}

function streamOf(source: CountingSource, timing: Partial<SensorStreamTiming> = {}) {
  const seen: Seen[] = [];
  const decoder = new FrameDecoder();
  const outlet: FrameOutlet = {
    connected: true,
    write: (packet, done) => {
      const frame = packet.subarray(Buffer.from(packet).indexOf('TTRM'));
      expect(decoder.check(frame)).toBeNull();
      const { sequence, t0Us, count } = decoder.header;
      const samples = new Float32Array(count);
      decoder.samples(frame, 0, samples, 0);
      seen.push({ sequence, t0Us, count, first: samples[0]! });
      done();
    },
    onClosed: () => undefined,
  };
  const counters = new Counters();
  const publisher = new FramePublisher(outlet);
  const stream = new SensorStream(
    { source, publisher, counters, misbehaviour: null },
    { frameSamples: 100, speedUp: 1, clockSkewMs: 0, ...timing },
  );
  stream.begin(START_MS);
  return { stream, seen, counters };
}

describe('a sensor in time', () => {
  test('sends a frame when its last sample has been taken, and never drifts', () => {
    // 1000/3 Hz: a frame of 100 samples takes 300 ms and a fraction that no timer can keep.
    const { stream, seen } = streamOf(new CountingSource('a', Infinity, 1001 / 3));
    for (let n = 1; n <= 3000; n++) {
      expect(stream.dueMs).toBeCloseTo(START_MS + (n * 100 * 3000) / 1001, 2);
      stream.step(stream.dueMs + (n % 5));
    }
    seen.forEach(({ sequence, t0Us, first }, n) => {
      expect(sequence).toBe(n);
      expect(first).toBe(n * 100);
      expect(Math.abs(t0Us - (START_MS * 1000 + (n * 100 * 3e6) / 1001))).toBeLessThan(2);
    });
  });

  test('faster than real time its clock still keeps to the wall', () => {
    const { stream, seen } = streamOf(new CountingSource('a'), { speedUp: 4 });
    for (let n = 0; n < 3; n++) stream.step(stream.dueMs);
    expect(seen.map(({ t0Us }) => t0Us / 1000 - START_MS)).toEqual([0, 25, 50]);
    expect(stream.dueMs).toBe(START_MS + 100);
  });

  test('with a wrong clock stamps its frames so, on the right schedule', () => {
    const { stream, seen } = streamOf(new CountingSource('a'), { clockSkewMs: -5000 });
    expect(stream.dueMs).toBe(START_MS + 100);
    stream.step(stream.dueMs);
    expect(seen[0]!.t0Us).toBe((START_MS - 5000) * 1000);
  });

  test('far behind goes on with the present: the frames passed over keep their numbers and are counted', () => {
    const { stream, seen, counters } = streamOf(new CountingSource('a'));
    stream.step(START_MS + 100);
    stream.step(START_MS + 5_250);
    expect(counters.dropped.behind).toBe(50);
    expect(seen[1]).toEqual({
      sequence: 51,
      t0Us: START_MS * 1000 + 5_100_000,
      count: 100,
      first: 5100,
    });
    expect(stream.dueMs).toBe(START_MS + 5_300);
  });

  test('a little behind catches up without losing a frame', () => {
    const { stream, seen, counters } = streamOf(new CountingSource('a'));
    while (stream.dueMs < START_MS + 900) stream.step(START_MS + 900);
    expect(seen.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(counters.framesDropped).toBe(0);
  });

  test('ends with a short frame of what is left', () => {
    const { stream, seen, counters } = streamOf(new CountingSource('a', 250));
    while (!stream.ended) stream.step(stream.dueMs);
    expect(seen.map(({ count }) => count)).toEqual([100, 100, 50]);
    expect(counters.framesSent).toBe(3);
  });

  test('a pause moves time and leaves the numbers as they are', () => {
    const source = new CountingSource('a');
    const { stream, seen } = streamOf(source);
    source.pauseS = 2;
    stream.step(stream.dueMs);
    source.pauseS = 0;
    expect(stream.dueMs).toBe(START_MS + 2_200);
    stream.step(stream.dueMs);
    expect(seen.map(({ sequence }) => sequence)).toEqual([0, 1]);
    expect(seen[1]!.t0Us).toBe((START_MS + 2_100) * 1000);
  });
});
