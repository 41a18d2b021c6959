import { TremoloError } from '#schemas/errors/tremolo-error';
import { MAINTENANCE_MAX_MS, type Maintenance } from '#schemas/fleet/operation';
import type { Clock } from '../clock.ts';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { Store } from '../store/store.ts';

/** The whole agent, where a GPU would be named. */
const WHOLE = '';

export interface MaintenanceBookDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Which agents and GPUs are not to be used, why and until when. What has run out counts no more, recorded or not. */
export class MaintenanceBook {
  readonly #deps: MaintenanceBookDeps;
  readonly #kept = new Map<string, Map<string, Maintenance>>();
  #ending: Promise<void> | null = null;

  constructor(deps: MaintenanceBookDeps) {
    this.#deps = deps;
  }

  /** Recalls what was begun. */
  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM maintenance')) {
      const gpuUuid = String(row.gpu_uuid);
      this.#keep(String(row.agent_id), {
        gpuUuid: gpuUuid === WHOLE ? null : gpuUuid,
        reason: String(row.reason),
        sinceMs: Number(row.since_ms),
        untilMs: Number(row.until_ms),
      });
    }
  }

  /** Agents of which something is in maintenance. */
  ids(): string[] {
    return [...this.#kept.keys()];
  }

  /** What of the agent is in maintenance now, the agent itself first. */
  of(agentId: string): Maintenance[] {
    const nowMs = this.#deps.clock();
    return [...(this.#kept.get(agentId)?.values() ?? [])]
      .filter(({ untilMs }) => untilMs > nowMs)
      .sort((a, b) => ((a.gpuUuid ?? WHOLE) < (b.gpuUuid ?? WHOLE) ? -1 : 1));
  }

  /** Whether the agent as a whole is. */
  isOut(agentId: string): boolean {
    const whole = this.#kept.get(agentId)?.get(WHOLE);
    return whole !== undefined && whole.untilMs > this.#deps.clock();
  }

  /** Begins it, or gives it another reason or end. Throws `request_invalid` for an end that is past or too far away. */
  async begin(
    agentId: string,
    asked: Pick<Maintenance, 'gpuUuid' | 'reason' | 'untilMs'>,
    actor: Actor,
  ): Promise<void> {
    const nowMs = this.#deps.clock();
    const { gpuUuid, reason, untilMs } = asked;
    if (untilMs <= nowMs || untilMs > nowMs + MAINTENANCE_MAX_MS) {
      throw new TremoloError('request_invalid', 'It ends within the coming year.');
    }
    const known = this.of(agentId).find((one) => one.gpuUuid === gpuUuid);
    if (known?.reason === reason && known.untilMs === untilMs) return;
    const one = { gpuUuid, reason, untilMs, sinceMs: known?.sinceMs ?? nowMs };
    await this.#deps.store.record(
      [
        {
          sql: 'INSERT OR REPLACE INTO maintenance VALUES (?, ?, ?, ?, ?)',
          args: [agentId, gpuUuid ?? WHOLE, reason, one.sinceMs, untilMs],
        },
      ],
      [
        {
          event: 'agent.maintenance_began',
          actor,
          resourceId: agentId,
          details: { gpuUuid, reason, untilMs },
        },
      ],
    );
    this.#keep(agentId, one);
  }

  /** Ends it. What is not in maintenance stays as it is. */
  async end(agentId: string, gpuUuid: string | null, actor: Actor): Promise<void> {
    const known = this.#kept.get(agentId)?.get(gpuUuid ?? WHOLE);
    if (known === undefined) return;
    const done = await this.#deps.store.record(
      [
        {
          // Only the one that was seen: it may just have been given another end.
          sql: 'DELETE FROM maintenance WHERE agent_id = ? AND gpu_uuid = ? AND until_ms = ?',
          args: [agentId, gpuUuid ?? WHOLE, known.untilMs],
          mustChange: true,
        },
      ],
      [{ event: 'agent.maintenance_ended', actor, resourceId: agentId, details: { gpuUuid } }],
    );
    if (done === null) return;
    const left = this.#kept.get(agentId);
    left?.delete(gpuUuid ?? WHOLE);
    if (left?.size === 0) this.#kept.delete(agentId);
  }

  /** Records the end of what has run out. To be called now and then. */
  turn(): Promise<void> {
    this.#ending ??= this.#endOver().finally(() => {
      this.#ending = null;
    });
    return this.#ending;
  }

  async #endOver(): Promise<void> {
    const nowMs = this.#deps.clock();
    for (const [agentId, all] of [...this.#kept]) {
      const over = [...all.values()].filter(({ untilMs }) => untilMs <= nowMs);
      for (const { gpuUuid } of over) await this.end(agentId, gpuUuid, SYSTEM_ACTOR);
    }
  }

  #keep(agentId: string, one: Maintenance): void {
    const all = this.#kept.get(agentId) ?? new Map<string, Maintenance>();
    this.#kept.set(agentId, all);
    all.set(one.gpuUuid ?? WHOLE, one);
  }
}
