import { expect, test } from 'bun:test';
import { tmpdir } from 'node:os';
import { HostState } from '#schemas/broker/host';
import { type HostSources, hostSources } from './host-sources.ts';
import { HostWatch } from './host-watch.ts';

const QUIET: HostSources = {
  disk: async () => null,
  network: async () => null,
  temperatureC: async () => null,
};

function watch(sources: Partial<HostSources>) {
  const said: string[] = [];
  const time = { nowMs: 1_000 };
  const host = new HostWatch({
    sources: { ...QUIET, ...sources },
    clock: () => time.nowMs,
    log: (_, message) => void said.push(message),
  });
  return { host, time, said, now: () => HostState.parse(host.state()) };
}

test('this machine tells of its disk, and what it does not tell is null', async () => {
  const { host, now } = watch(hostSources(tmpdir()));
  await host.look();
  const { diskUsedShare, diskFreeMb, temperatureC } = now();
  expect(diskUsedShare).toBeGreaterThan(0);
  expect(diskFreeMb).toBeGreaterThan(0);
  expect((temperatureC ?? 1) > 0).toBe(true);
});

test('traffic is told as a rate, from the second look on', async () => {
  let received = 5_000;
  const { host, time, now } = watch({ network: async () => ({ received, sent: 0 }) });
  await host.look();
  expect(now().receivedBytesPerSecond).toBeNull();
  [received, time.nowMs] = [25_000, time.nowMs + 5_000];
  await host.look();
  expect(now()).toMatchObject({ receivedBytesPerSecond: 4_000, sentBytesPerSecond: 0 });
  [received, time.nowMs] = [100, time.nowMs + 5_000];
  await host.look();
  expect(now().receivedBytesPerSecond).toBeNull();
});

test('a source that hangs is not asked again, and what it said last is not shown for ever', async () => {
  let asked = 0;
  const { host, time, now } = watch({
    disk: () =>
      ++asked === 1 ? Promise.resolve({ usedShare: 0.5, freeMb: 9 }) : new Promise(() => undefined),
  });
  await host.look();
  void host.look();
  void host.look();
  expect(asked).toBe(2);
  expect(now().diskUsedShare).toBe(0.5);
  time.nowMs += 30_001;
  expect(now().diskUsedShare).toBeNull();
});

test('a source that fails is said once, and the others go on', async () => {
  const { host, said, now } = watch({
    disk: () => Promise.reject(new Error('EIO')),
    temperatureC: async () => 61,
  });
  await host.look();
  await host.look();
  expect(said).toEqual(['the machine does not tell: disk']);
  expect(now()).toMatchObject({ diskUsedShare: null, temperatureC: 61 });
});
