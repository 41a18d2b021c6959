import type { GpuReport } from '#schemas/broker/gpu';
import type { HostState } from '#schemas/broker/host';
import type { GpuFigure, HostFigure } from '#schemas/http/telemetry';
import { type Series, type SeriesRow, seriesLevels } from '../store/series/series.ts';

/** The columns of each figure begin with these. */
export const HOST_COLUMNS = {
  cpuShare: 'cpu',
  memoryUsedShare: 'memory',
  diskUsedShare: 'disk',
  receivedBytesPerSecond: 'received',
  sentBytesPerSecond: 'sent',
  temperatureC: 'temperature',
} as const satisfies Record<HostFigure, string>;

export const GPU_COLUMNS = {
  utilisation: 'utilisation',
  memoryUsedMb: 'memory',
  temperatureC: 'temperature',
  powerW: 'power',
  powerLimitW: 'power_limit',
  clockMhz: 'clock',
  memoryClockMhz: 'memory_clock',
} as const satisfies Record<GpuFigure, string>;

type Column = Series['columns'][number];
const columnsOf = (figures: Readonly<Record<string, string>>): Column[] =>
  Object.values(figures).flatMap((name): Column[] => [
    [`${name}_n`, 'sum'],
    [`${name}_sum`, 'sum'],
    [`${name}_min`, 'min'],
    [`${name}_max`, 'max'],
  ]);

export const HOST_SERIES: Series = {
  levels: seriesLevels('host', 'host_'),
  key: 'host_key',
  columns: [['n', 'sum'], ...columnsOf(HOST_COLUMNS)],
};

export const GPU_SERIES: Series = {
  levels: seriesLevels('gpu', 'gpu_'),
  key: 'gpu_key',
  columns: [['n', 'sum'], ...columnsOf(GPU_COLUMNS), ['hot', 'sum'], ['lost', 'sum']],
};

/** In the order in which they give way when the database is too large. */
export const TELEMETRY_SERIES: readonly Series[] = [GPU_SERIES, HOST_SERIES];

/** One second of a machine as a row of the finest level. */
export function hostRow(host: HostState, hostKey: number, atMs: number): SeriesRow {
  const names = Object.keys(HOST_COLUMNS) as HostFigure[];
  return [bucketOf(atMs), hostKey, 1, ...names.flatMap((name) => fourOf(host[name] ?? null))];
}

/** One second of a GPU. Of a lost one only that: what it said last is not true of now. */
export function gpuRow(gpu: GpuReport, gpuKey: number, atMs: number): SeriesRow {
  const isLost = gpu.state === 'lost';
  const names = Object.keys(GPU_COLUMNS) as GpuFigure[];
  const figures = names.flatMap((name) => fourOf(isLost ? null : gpu[name]));
  return [bucketOf(atMs), gpuKey, 1, ...figures, Number(!isLost && isHot(gpu)), Number(isLost)];
}

/** Whether heat holds its clocks down. */
export function isHot({ throttle }: Pick<GpuReport, 'throttle'>): boolean {
  return throttle?.some((one) => HOT.includes(one)) ?? false;
}

const HOT: readonly string[] = ['hw_thermal_slowdown', 'sw_thermal_slowdown'];

const bucketOf = (atMs: number) => Math.floor(atMs / GPU_SERIES.levels[0].bucketMs);
const fourOf = (value: number | null) => [value === null ? 0 : 1, value, value, value];
