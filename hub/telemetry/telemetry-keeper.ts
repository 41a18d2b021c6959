import type { Heartbeat } from '#schemas/broker/messages';
import type { Clock } from '../clock.ts';
import { RowGatherer } from '../store/series/row-gatherer.ts';
import type { SeriesRow } from '../store/series/series.ts';
import { seriesStatements } from '../store/series/series-statements.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { GpuRegister } from './gpu-register.ts';
import { GPU_SERIES, gpuRow, HOST_SERIES, hostRow } from './telemetry-series.ts';

/** One commit for what the whole fleet told in so long: at most that much is lost when the hub is killed. */
const FLUSH_MS = 10_000;
/** While nothing can be written this many rows wait, some ten minutes of a large fleet; what comes after is counted as lost. */
const ROWS_MAX = 10_000;
const HOSTS_MAX = 1_024;
const GPU_STATEMENTS = seriesStatements(GPU_SERIES);
const HOST_STATEMENTS = seriesStatements(HOST_SERIES);

export interface TelemetryKeeperDeps {
  readonly store: Store;
  readonly register: GpuRegister;
  readonly clock: Clock;
  /** For how long the coarsest figures are kept. */
  readonly keptMs: number;
  /** Rows that could not be kept. */
  readonly lost: (rows: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Keeps what agents tell of their machines and GPUs, gathered and written a few times a minute. */
export class TelemetryKeeper {
  readonly #deps: TelemetryKeeperDeps;
  readonly #gpuRows = new RowGatherer(GPU_SERIES, ROWS_MAX);
  readonly #hostRows = new RowGatherer(HOST_SERIES, ROWS_MAX);
  readonly #hosts = new Map<string, number>();
  #newHosts: string[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;
  #underWay: Promise<void> = Promise.resolve();

  constructor(deps: TelemetryKeeperDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store, register, clock, keptMs } = this.#deps;
    await register.start(clock() - keptMs);
    for (const row of await store.read('SELECT host_key, agent_id FROM hosts')) {
      this.#hosts.set(String(row.agent_id), Number(row.host_key));
    }
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what waits. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.flush();
  }

  hostKey(agentId: string): number | null {
    return this.#hosts.get(agentId) ?? null;
  }

  /** Takes one second of an agent's machine. Its time is ours: a clock that is wrong there must not spoil the history. */
  take({ agentId, host, gpu }: Heartbeat): void {
    const nowMs = this.#deps.clock();
    if (host !== undefined)
      this.#keep(this.#hostRows, this.#takeHost(agentId), (key) => hostRow(host, key, nowMs));
    for (const report of gpu?.gpus ?? []) {
      const gpuKey = this.#deps.register.seen(agentId, report, nowMs);
      this.#keep(this.#gpuRows, gpuKey, (key) => gpuRow(report, key, nowMs));
    }
  }

  /** Commits what waits, one commit after the other. */
  flush(): Promise<void> {
    this.#underWay = this.#underWay.then(() => this.#write());
    return this.#underWay;
  }

  #keep(rows: RowGatherer, key: number | null, rowOf: (key: number) => SeriesRow): void {
    if (key === null || !rows.add(rowOf(key))) this.#deps.lost(1);
  }

  #takeHost(agentId: string): number | null {
    const known = this.#hosts.get(agentId);
    if (known !== undefined) return known;
    if (this.#hosts.size >= HOSTS_MAX) return null;
    const key = Math.max(0, ...this.#hosts.values()) + 1;
    this.#hosts.set(agentId, key);
    this.#newHosts.push(agentId);
    return key;
  }

  async #write(): Promise<void> {
    const { store, register, failed, lost } = this.#deps;
    const gpus = this.#gpuRows.take();
    const hosts = this.#hostRows.take();
    const newHosts = this.#newHosts;
    this.#newHosts = [];
    const { statements, uuids } = register.takeStatements();
    const all: Omit<Statement, 'mustChange'>[] = [
      ...statements,
      ...newHosts.map((agentId) => ({
        sql: 'INSERT OR IGNORE INTO hosts VALUES (?, ?)',
        args: [this.#hosts.get(agentId) ?? 0, agentId],
      })),
      ...(gpus.length > 0 ? GPU_STATEMENTS.add(gpus) : []),
      ...(hosts.length > 0 ? HOST_STATEMENTS.add(hosts) : []),
    ];
    if (all.length === 0) return;
    try {
      await store.write(all);
    } catch (error) {
      failed(error);
      register.notWritten(uuids);
      this.#newHosts = [...newHosts, ...this.#newHosts];
      // They wait for the next commit, together with what has come since.
      const kept = [
        ...gpus.map((row) => this.#gpuRows.add(row)),
        ...hosts.map((row) => this.#hostRows.add(row)),
      ];
      const without = kept.filter((isKept) => !isKept).length;
      if (without > 0) lost(without);
    }
  }
}
