import type { z } from 'zod';
import type { BENCHMARK } from '#schemas/jobs/kinds/benchmark';
import type { Store } from '../store/store.ts';
import type { KeptJob } from './kept-job.ts';

type BenchmarkResult = z.infer<typeof BENCHMARK.result>;

/** What each agent last measured of itself: of two with room, the faster is given the next job. */
export class JobSpeeds {
  readonly #store: Store;
  readonly #rowsPerSecond = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    const rows = await this.#store.read(
      `SELECT agent_id, result, max(ended_ms) FROM jobs WHERE kind = 'benchmark' AND state = 'succeeded' GROUP BY agent_id`,
    );
    for (const { agent_id, result } of rows) {
      this.#note(String(agent_id), JSON.parse(String(result)));
    }
  }

  /** Training steps a second, in rows; 0 for an agent that never measured. */
  of(agentId: string): number {
    return this.#rowsPerSecond.get(agentId) ?? 0;
  }

  changed({ kind, state, agentId, result }: KeptJob): void {
    if (kind !== 'benchmark' || state !== 'succeeded' || agentId === null) return;
    this.#note(agentId, result as unknown as BenchmarkResult);
  }

  #note(agentId: string, { trainingPerSecond }: BenchmarkResult): void {
    this.#rowsPerSecond.set(agentId, trainingPerSecond);
  }
}
