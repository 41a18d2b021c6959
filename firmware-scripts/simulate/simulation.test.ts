import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { PartyStatus, SensorDescription } from '#schemas/broker/messages';
import { topic } from '#schemas/broker/topics';
import { FrameDecoder } from '#schemas/frames/decode';
import { frameSamples, Simulation, type SimulationOptions } from './simulation.ts';
import { TestBroker } from './test-broker.ts';
import { CountingSource } from './test-sources.ts';

const clock = () => performance.timeOrigin + performance.now();

let broker = new TestBroker();
beforeEach(async () => {
  broker = new TestBroker();
  await broker.start();
});
afterEach(() => broker.stop());

const OPTIONS = {
  authority: null,
  credentials: [],
  sensorsPerConnection: 1,
  frameSamples: 10,
  speedUp: 100,
  clockSkewMs: 0,
  disconnectEveryS: 0,
  seed: 1,
  lose: 0,
  repeat: 0,
  late: 0,
  lateBy: 3,
  damage: 0,
};

/** Sources of 500 ms at a hundred times real time, in frames of 10 samples. */
function simulationOf(ids: string[], change: Partial<SimulationOptions> = {}, length = 500) {
  const reports: (string | null)[] = [];
  const options: SimulationOptions = { ...OPTIONS, broker: broker.url, ...change };
  const sources = ids.map((id) => new CountingSource(id, length));
  const report = (trouble: string | null) => reports.push(trouble);
  return { simulation: new Simulation({ sources, options, clock, report }), reports };
}

const statuses = (id: string) =>
  broker
    .on(topic('sensorStatus', id))
    .map((payload) => PartyStatus.parse(JSON.parse(Buffer.from(payload).toString())).status);

describe('a simulation', () => {
  test('describes each sensor, publishes all of it, and says goodbye', async () => {
    const { simulation } = simulationOf(['a', 'b']);
    await simulation.start();
    await simulation.run();
    await broker.until(() => broker.on(topic('frames', 'b')).length === 50);
    await simulation.stop();
    for (const id of ['a', 'b']) {
      const [described] = broker.on(topic('sensorDescription', id));
      expect(SensorDescription.parse(JSON.parse(Buffer.from(described!).toString()))).toMatchObject(
        { sensorId: id },
      );
      expect(statuses(id)).toEqual(['online', 'offline']);
      const decoder = new FrameDecoder();
      const numbers = broker.on(topic('frames', id)).map((frame) => {
        expect(decoder.check(frame)).toBeNull();
        return decoder.header.sequence;
      });
      expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n));
    }
    expect(simulation.counters.framesSent).toBe(100);
    expect(simulation.counters.framesDropped).toBe(0);
  });

  test('retains description and status', async () => {
    const { simulation } = simulationOf(['a']);
    await simulation.start();
    await simulation.run();
    await simulation.stop();
    const kept = broker.messages.filter(({ topic: where }) =>
      where.startsWith('tremolo/1/sensors'),
    );
    expect(kept.map(({ retain }) => retain)).toEqual([true, true, true]);
  });

  test('carries several sensors over one connection when asked', async () => {
    const { simulation } = simulationOf(['a', 'b', 'c'], { sensorsPerConnection: 2 });
    await simulation.start();
    await simulation.run();
    expect(simulation.connections.all).toBe(2);
    await broker.until(() => ['a', 'b', 'c'].every((id) => statuses(id).length > 0));
    await simulation.stop();
    for (const id of ['a', 'b', 'c']) expect(statuses(id)).toEqual(['online', 'offline']);
  });

  test('does to its frames what it is asked to, and nothing else', async () => {
    const { simulation } = simulationOf(['a'], { lose: 0.2, repeat: 0.2, damage: 0.2 }, 2000);
    await simulation.start();
    await simulation.run();
    const { mischief, framesSent } = simulation.counters;
    await broker.until(() => broker.on(topic('frames', 'a')).length === framesSent);
    await simulation.stop();
    const frames = broker.on(topic('frames', 'a'));
    const decoder = new FrameDecoder();
    const whole = frames.filter((frame) => decoder.check(frame) === null);
    expect(frames).toHaveLength(200 - mischief.lost + mischief.repeated);
    expect(mischief.damaged).toBeGreaterThan(10);
    expect(frames.length - whole.length).toBeGreaterThanOrEqual(mischief.damaged);
  });

  test('waits for a broker that is not there yet, telling so once', async () => {
    const { port } = broker;
    await broker.stop();
    const { simulation, reports } = simulationOf(['a'], { broker: `mqtt://127.0.0.1:${port}` });
    const started = simulation.start();
    broker = new TestBroker();
    await broker.start(port);
    await started;
    await simulation.run();
    await broker.until(() => broker.on(topic('frames', 'a')).length === 50);
    await simulation.stop();
    expect(reports.filter((report) => report !== null).length).toBeLessThanOrEqual(1);
    expect(reports.at(-1)).toBeNull();
  });

  test('comes back after its connection was cut: the last will said offline', async () => {
    const { simulation } = simulationOf(
      ['a'],
      { speedUp: 1, disconnectEveryS: 0.5 },
      Number.POSITIVE_INFINITY,
    );
    await simulation.start();
    const run = simulation.run();
    await broker.until(() => statuses('a').length >= 3);
    expect(statuses('a').slice(0, 3)).toEqual(['online', 'offline', 'online']);
    expect(simulation.counters.dropped.offline).toBeGreaterThan(0);
    simulation.halt();
    await run;
    await simulation.stop();
  });

  test('stops though the broker has died', async () => {
    const { simulation } = simulationOf(['a'], { speedUp: 1 }, Number.POSITIVE_INFINITY);
    await simulation.start();
    const run = simulation.run();
    await broker.stop();
    await simulation.stop();
    await run;
  });
});

describe('a frame', () => {
  const source = new CountingSource('a', 0, 25_600);
  const options = { ...OPTIONS, broker: '', frameSamples: null };

  test('holds 16 KiB in real time, and at most 40 ms of signal when time runs fast', () => {
    expect(frameSamples(source, { ...options, speedUp: 1 })).toBe(4096);
    expect(frameSamples(source, { ...options, speedUp: 8 })).toBe(1024);
    expect(frameSamples(source, { ...options, frameSamples: 77 })).toBe(77);
  });
});
