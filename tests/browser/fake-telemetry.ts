import type { Buckets, GpuTelemetry, HostTelemetry } from '#schemas/http/telemetry';

/** Buckets that a fake hub keeps, and how many of the latest are a gap, as if the agent had been away. */
const BUCKETS = 200;
const GAP: readonly [number, number] = [80, 95];

const LEVELS = [
  { resolution: '10s', bucketMs: 10_000 },
  { resolution: '10min', bucketMs: 600_000 },
  { resolution: '1day', bucketMs: 86_400_000 },
] as const;

/** Times of the buckets over the range that is asked for, with a gap, and waves over them. */
function waves(url: URL) {
  const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)));
  const level = LEVELS.find(({ bucketMs }) => (to - from) / bucketMs <= 1_010) ?? LEVELS[2];
  const atMs = Array.from({ length: BUCKETS }, (_, i) => i)
    .filter((i) => i < GAP[0] || i >= GAP[1])
    .map((i) => (Math.floor(to / level.bucketMs) - BUCKETS + i) * level.bucketMs)
    .filter((at) => at >= from - level.bucketMs);
  const wave = (middle: number, swing: number): Buckets => {
    const mean = atMs.map((at) => middle + swing * Math.sin(at / (9 * level.bucketMs)));
    return { min: mean.map((one) => one * 0.9), mean, max: mean.map((one) => one * 1.1) };
  };
  const none = atMs.map(() => null);
  return { to, level, atMs, wave, silence: { min: none, mean: none, max: none } };
}

/** What a machine did; it has no thermometer. */
export function fakeHostTelemetry(url: URL): HostTelemetry {
  const { level, atMs, wave, silence } = waves(url);
  return {
    ...level,
    atMs,
    cpuShare: wave(0.4, 0.2),
    memoryUsedShare: wave(0.6, 0.05),
    diskUsedShare: wave(0.82, 0.001),
    receivedBytesPerSecond: wave(4e6, 1e6),
    sentBytesPerSecond: wave(2e5, 1e5),
    temperatureC: silence,
  };
}

/** What a GPU did over the range that is asked for: a wave with a gap; the second card tells nothing of how busy it is. */
export function fakeGpuTelemetry(agentId: string, index: number, url: URL): GpuTelemetry {
  const { to, level, atMs, wave, silence } = waves(url);
  return {
    gpu: {
      ...{ uuid: `GPU-${index}`, agentId, index, name: 'NVIDIA A100-SXM4-80GB' },
      ...{ memoryTotalMb: 81_920, seenMs: to },
    },
    ...level,
    atMs,
    utilisation: index === 0 ? wave(0.5, 0.35) : silence,
    memoryUsedMb: wave(40_000, 20_000),
    temperatureC: wave(60, 20),
    powerW: wave(220, 120),
    powerLimitW: wave(400, 0),
    clockMhz: wave(1_200, 150),
    memoryClockMhz: wave(1_593, 0),
    hotShare: atMs.map((_, i) => (i > 150 ? 0.5 : 0)),
    lostShare: atMs.map(() => 0),
  };
}
