import type {
  Buckets,
  GpuFigure,
  GpuOverview,
  GpuOverviewQuery,
  GpuTelemetry,
  HostFigure,
  HostTelemetry,
  KeptGpu,
} from '#schemas/http/telemetry';
import type { Clock } from '../clock.ts';
import { chooseLevel, type SeriesQuery } from '../store/series/choose-level.ts';
import { readSeries } from '../store/series/read-series.ts';
import type { KeptDays, Series, SeriesLevel } from '../store/series/series.ts';
import type { Row } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { GPU_COLUMNS, GPU_SERIES, HOST_COLUMNS, HOST_SERIES } from './telemetry-series.ts';

/** Figures of the overview, by the beginning of their columns. */
const OVERVIEW = ['utilisation', 'memory', 'temperature', 'power'] as const;

type GpuEntry = KeptGpu & { readonly key: number };

/** What was kept of machines and GPUs, read with as much detail as the range allows. */
export class TelemetryReader {
  readonly #deps: { store: Store; clock: Clock; keptDays: KeptDays };

  constructor(deps: { store: Store; clock: Clock; keptDays: KeptDays }) {
    this.#deps = deps;
  }

  async host(hostKey: number, query: SeriesQuery): Promise<HostTelemetry> {
    const { level, rows } = await this.#read(HOST_SERIES, hostKey, query);
    return { ...timeline(level, rows), ...figures<HostFigure>(HOST_COLUMNS, rows) };
  }

  async gpu({ key, ...gpu }: GpuEntry, query: SeriesQuery): Promise<GpuTelemetry> {
    const { level, rows } = await this.#read(GPU_SERIES, key, query);
    const share = (name: string) => rows.map((row) => Number(row[name]) / Number(row.n));
    return {
      gpu,
      ...timeline(level, rows),
      ...figures<GpuFigure>(GPU_COLUMNS, rows),
      hotShare: share('hot'),
      lostShare: share('lost'),
    };
  }

  /** The range in slots of whole buckets, at most `slots` of them; GPUs without any figure in it are left out. */
  async overview(gpus: readonly GpuEntry[], query: GpuOverviewQuery): Promise<GpuOverview> {
    const { store, clock, keptDays } = this.#deps;
    const { from, to, slots } = query;
    // More buckets than slots, or the finest level would be out of reach of all but the shortest ranges; not so many that years
    // of seconds were read.
    const range = { from, to, maxBuckets: slots * 6 + 1 };
    const level = chooseLevel(GPU_SERIES.levels, range, keptDays, clock());
    const last = Math.floor(to / level.bucketMs);
    const perSlot = Math.ceil((last - Math.floor(from / level.bucketMs) + 1) / slots);
    const firstSlot = Math.floor(last / perSlot) - slots + 1;
    const rows = await store.readLong(overviewSql(level, gpus.length), [
      perSlot,
      firstSlot * perSlot,
      last,
      ...gpus.map(({ key }) => key),
    ]);
    const byKey = Map.groupBy(rows, (row) => Number(row.gpu_key));
    return {
      firstMs: firstSlot * perSlot * level.bucketMs,
      slotMs: perSlot * level.bucketMs,
      slots,
      gpus: gpus.flatMap(({ key, ...gpu }) => {
        const own = byKey.get(key);
        if (own === undefined) return [];
        const column = (name: string) => slotted(own, name, firstSlot, slots);
        const [utilisation, memoryUsedMb, temperatureC, powerW] = OVERVIEW.map(column);
        return [{ ...gpu, utilisation, memoryUsedMb, temperatureC, powerW }];
      }),
    };
  }

  async #read(series: Series, key: number, query: SeriesQuery) {
    const { store, clock, keptDays } = this.#deps;
    const level = chooseLevel(series.levels, query, keptDays, clock());
    return { level, rows: await readSeries(store, series, level, key, query) };
  }
}

/**
 * The key of the table begins with the bucket: one range of it is read, whatever the number of GPUs. Numbers are bound as reals,
 * and a real divided would be no slot.
 */
function overviewSql({ table }: SeriesLevel, gpus: number): string {
  const means = OVERVIEW.map((name) => `sum(${name}_sum) / sum(${name}_n) AS ${name}`).join(', ');
  return `SELECT gpu_key, bucket / CAST(? AS INTEGER) AS slot, ${means} FROM ${table}
    WHERE bucket BETWEEN ? AND ? AND gpu_key IN (${Array(gpus).fill('?').join(', ')}) GROUP BY gpu_key, slot`;
}

function slotted(rows: readonly Row[], name: string, first: number, slots: number) {
  const values = Array<number | null>(slots).fill(null);
  for (const row of rows) {
    const value = row[name] as number | null;
    // Lines and maps of a few pixels: more digits would only make the answer three times as long.
    values[Number(row.slot) - first] = value === null ? null : Number(value.toPrecision(4));
  }
  return values;
}

function timeline({ resolution, bucketMs }: SeriesLevel, rows: readonly Row[]) {
  return { resolution, bucketMs, atMs: rows.map((row) => Number(row.bucket) * bucketMs) };
}

function figures<Name extends string>(
  columns: Readonly<Record<Name, string>>,
  rows: readonly Row[],
): Record<Name, Buckets> {
  const entries = Object.entries<string>(columns).map(([name, column]) => {
    const of = (end: string) => rows.map((row) => row[`${column}_${end}`] as number | null);
    const n = of('n');
    const mean = of('sum').map((sum, i) => (n[i] && sum !== null ? sum / Number(n[i]) : null));
    return [name, { min: of('min'), mean, max: of('max') }];
  });
  return Object.fromEntries(entries);
}
