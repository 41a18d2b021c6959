import type { GpuReport } from '#schemas/broker/gpu';
import type { KeptGpu } from '#schemas/http/telemetry';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';

/** Far more than any site has; beyond this an agent makes them up. */
const GPUS_MAX = 4_096;
/** When one was last seen is written down so often. */
const SEEN_EVERY_MS = 3_600_000;

interface Entry extends KeptGpu {
  readonly key: number;
  /** When it was seen as the tables know it. */
  readonly writtenMs: number;
}

/** GPUs by the identity that their maker gave them: their history goes with them into other slots and machines. */
export class GpuRegister {
  readonly #store: Store;
  readonly #byUuid = new Map<string, Entry>();
  readonly #changed = new Set<string>();
  #nextKey = 1;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Recalls them, and forgets those that were last seen before `keptFromMs`, of whom no figure is kept either. */
  async start(keptFromMs: number): Promise<void> {
    await this.#store.write([{ sql: 'DELETE FROM gpus WHERE seen_ms < ?', args: [keptFromMs] }]);
    for (const row of await this.#store.read('SELECT * FROM gpus')) {
      const entry: Entry = {
        key: Number(row.gpu_key),
        uuid: String(row.uuid),
        agentId: String(row.agent_id),
        index: Number(row.gpu_index),
        name: String(row.name),
        memoryTotalMb: row.memory_total_mb as number | null,
        seenMs: Number(row.seen_ms),
        writtenMs: Number(row.seen_ms),
      };
      this.#byUuid.set(entry.uuid, entry);
      this.#nextKey = Math.max(this.#nextKey, entry.key + 1);
    }
  }

  /** Its key; null: there are too many already. */
  seen(agentId: string, report: GpuReport, nowMs: number): number | null {
    const { uuid, index, name, memoryTotalMb } = report;
    const known = this.#byUuid.get(uuid);
    if (known === undefined && this.#byUuid.size >= GPUS_MAX) return null;
    // A lost one says where it was, not where it is.
    if (known !== undefined && report.state === 'lost') return known.key;
    const isSame =
      known?.agentId === agentId &&
      known.index === index &&
      known.name === name &&
      known.memoryTotalMb === memoryTotalMb;
    const isFresh = isSame && nowMs - known.writtenMs < SEEN_EVERY_MS;
    const key = known?.key ?? this.#nextKey++;
    const writtenMs = isFresh ? known.writtenMs : nowMs;
    const entry = { key, uuid, agentId, index, name, memoryTotalMb, seenMs: nowMs, writtenMs };
    this.#byUuid.set(uuid, entry);
    if (!isFresh) this.#changed.add(uuid);
    return key;
  }

  /** The one that has this number on the agent's machine, or had it last. */
  at(agentId: string, index: number): (KeptGpu & { readonly key: number }) | null {
    const there = [...this.#byUuid.values()].filter(
      (gpu) => gpu.agentId === agentId && gpu.index === index,
    );
    const [latest] = there.sort((a, b) => b.seenMs - a.seenMs);
    return latest === undefined ? null : told(latest);
  }

  /** All of them, or those of one agent: by agent and number. */
  all(agentId?: string): (KeptGpu & { readonly key: number })[] {
    return [...this.#byUuid.values()]
      .filter((gpu) => agentId === undefined || gpu.agentId === agentId)
      .sort((a, b) => a.agentId.localeCompare(b.agentId) || a.index - b.index)
      .map(told);
  }

  /** What is to be written down of those that came, moved or were long not written. */
  takeStatements(): { statements: Statement[]; uuids: string[] } {
    const uuids = [...this.#changed];
    this.#changed.clear();
    const rows = uuids.flatMap((uuid) => {
      const one = this.#byUuid.get(uuid);
      if (one === undefined) return [];
      return [[one.key, uuid, one.agentId, one.index, one.name, one.memoryTotalMb, one.seenMs]];
    });
    if (rows.length === 0) return { statements: [], uuids };
    const sql = `INSERT INTO gpus SELECT ${[0, 1, 2, 3, 4, 5, 6].map((i) => `json_extract(value, '$[${i}]')`).join(', ')}
      FROM json_each(?) WHERE true ON CONFLICT (gpu_key) DO UPDATE SET agent_id = excluded.agent_id, gpu_index = excluded.gpu_index,
      name = excluded.name, memory_total_mb = excluded.memory_total_mb, seen_ms = excluded.seen_ms`;
    return { statements: [{ sql, args: [JSON.stringify(rows)] }], uuids };
  }

  /** They could not be written down: next time, then. */
  notWritten(uuids: readonly string[]): void {
    for (const uuid of uuids) this.#changed.add(uuid);
  }
}

/** Without what only this room needs: an answer with more than was promised is refused by who asked. */
function told({ writtenMs: _, ...gpu }: Entry): KeptGpu & { readonly key: number } {
  return gpu;
}
