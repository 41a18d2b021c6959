import { AGENT_PROTOCOL } from '#schemas/broker/hub-notice';
import type { AgentDescription, Heartbeat, PartyStatus } from '#schemas/broker/messages';
import type { AgentOperation } from '#schemas/fleet/operation';
import type { AgentTrouble } from '#schemas/http/agent-trouble';
import type { AgentState } from '#schemas/http/system';
import type { Clock } from '../clock.ts';
import { type AgentRun, AgentRuns } from './agent-runs.ts';
import { agentTroubles } from './agent-troubles.ts';
import { ClockWatch } from './clock-watch.ts';

interface AgentRecord {
  readonly runs: AgentRuns;
  readonly clock: ClockWatch;
}

export interface AgentRegisterDeps {
  /** Whether people keep work from it, and how. */
  readonly heldBack: (agentId: string) => 'draining' | 'maintenance' | null;
  readonly clock: Clock;
  readonly hubVersion: string;
}

/** What is known of each agent, and whether it lives. */
export class AgentRegister {
  readonly #deps: AgentRegisterDeps;
  readonly #agents = new Map<string, AgentRecord>();

  constructor(deps: AgentRegisterDeps) {
    this.#deps = deps;
  }

  /** These are known from before, though nothing was heard of them yet. */
  recall(agentIds: Iterable<string>): void {
    for (const agentId of agentIds) this.#of(agentId);
  }

  describe(description: AgentDescription, nowMs: number): void {
    this.#of(description.agentId).runs.describe(description, nowMs);
  }

  status(agentId: string, status: PartyStatus, nowMs: number): void {
    this.#of(agentId).runs.status(status, nowMs);
  }

  /** False: it comes from a second run of the agent, which stands by. `transitMs`: from the broker to us, as far as is known. */
  heartbeat(heartbeat: Heartbeat, nowMs: number, transitMs = 0): boolean {
    const { runs, clock } = this.#of(heartbeat.agentId);
    if (!runs.heartbeat(heartbeat, nowMs)) return false;
    clock.heard(heartbeat.atMs, nowMs, transitMs + (heartbeat.brokerDelayMs ?? 0) / 2);
    return true;
  }

  /** Where two runs go by one name, the one that is in charge and was not heard since then makes room. */
  settle(deadBeforeMs: number): void {
    for (const { runs } of this.#agents.values()) runs.settle(deadBeforeMs, this.#deps.clock());
  }

  /** Which run of the agent is to work, where it understands being told so; and what changes with each run that comes or goes. */
  chargeOf(agentId: string): { epoch: string | null; key: string } {
    const runs = this.#agents.get(agentId)?.runs;
    const isTold = (runs?.charge?.description?.protocol ?? 1) >= AGENT_PROTOCOL;
    return { epoch: isTold ? (runs?.charge?.epoch ?? null) : null, key: runs?.key ?? '' };
  }

  /** Whether anything was heard of it since the start, or a person said something of it. */
  isKnown(agentId: string): boolean {
    return this.#agents.has(agentId);
  }

  /** Those that said something since the start. */
  heard(): string[] {
    return this.ids().filter((id) => this.#agents.get(id)?.runs.charge?.heardMs != null);
  }

  ids(): string[] {
    return [...this.#agents.keys()].sort();
  }

  /** Which start of the agent described itself last; null: none since the hub started. */
  epochOf(agentId: string): string | null {
    return this.#runOf(agentId)?.description?.epoch ?? null;
  }

  /** Whether it keeps its credential itself, and so can have another; null: it has not said. */
  keepsCredential(agentId: string): boolean | null {
    return this.#runOf(agentId)?.description?.renewsCredential ?? null;
  }

  /** Whether it said goodbye in order and has not been back. */
  isGone(agentId: string): boolean {
    return this.#runOf(agentId)?.isGone ?? false;
  }

  /** The revision that the agent works with, or -1 before its first heartbeat. */
  revisionOf(agentId: string): number {
    return this.#runOf(agentId)?.heartbeat?.revision ?? -1;
  }

  /** When it was heard last; null: not since the hub started. */
  heardMs(agentId: string): number | null {
    return this.#runOf(agentId)?.heardMs ?? null;
  }

  /** Its GPUs by UUID, with the index under which they are known now. */
  gpusOf(agentId: string): ReadonlyMap<string, number> {
    const gpus = this.#runOf(agentId)?.heartbeat?.gpu?.gpus ?? [];
    return new Map(gpus.map(({ uuid, index }) => [uuid, index]));
  }

  /** Windows a second that it measured itself to carry, or null before it described itself. */
  capacityOf(agentId: string): number | null {
    return this.#runOf(agentId)?.description?.capacityWindowsPerSecond ?? null;
  }

  /** `offline`: it said so, its last will did, or it was not heard since `deadBeforeMs`. */
  statusOf(agentId: string, deadBeforeMs: number): AgentState['status'] {
    const run = this.#runOf(agentId);
    if (run === null || run.said === 'offline') return 'offline';
    if (run.heardMs === null || run.heardMs < deadBeforeMs) return 'offline';
    if (run.said === 'draining') return 'draining';
    return this.#deps.heldBack(agentId) ?? 'online';
  }

  troublesOf(agentId: string): AgentTrouble[] {
    const { runs, clock } = this.#of(agentId);
    const { hubVersion } = this.#deps;
    return agentTroubles(runs, clock, { nowMs: this.#deps.clock(), hubVersion });
  }

  /** The agent as screens list it. */
  stateOf(
    agentId: string,
    deadBeforeMs: number,
    assigned: { points: number; load: number; operation: AgentOperation },
  ) {
    const { runs } = this.#of(agentId);
    const status = this.statusOf(agentId, deadBeforeMs);
    return {
      agentId,
      status,
      lastHeardMs: runs.charge?.heardMs ?? null,
      assignedPoints: assigned.points,
      loadWindowsPerSecond: assigned.load,
      description: runs.charge?.description ?? null,
      heartbeat: runs.charge?.heartbeat ?? null,
      // Of one that does not answer nothing is known any more.
      troubles: status === 'offline' ? [] : this.troublesOf(agentId),
      operation: assigned.operation,
    } satisfies AgentState;
  }

  #runOf(agentId: string): AgentRun | null {
    return this.#agents.get(agentId)?.runs.charge ?? null;
  }

  #of(agentId: string): AgentRecord {
    const known = this.#agents.get(agentId);
    if (known !== undefined) return known;
    const agent: AgentRecord = { runs: new AgentRuns(), clock: new ClockWatch() };
    this.#agents.set(agentId, agent);
    return agent;
  }
}
