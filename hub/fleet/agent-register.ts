import type { AgentDescription, Heartbeat, PartyStatus } from '#schemas/broker/messages';
import type { AgentOperation } from '#schemas/fleet/operation';
import type { AgentState } from '#schemas/http/system';

interface AgentRecord {
  description: AgentDescription | null;
  heartbeat: Heartbeat | null;
  /** What it says of itself; null before it said anything. */
  said: PartyStatus['status'] | null;
  /** It said goodbye itself; its last will says nothing of when. */
  isGone: boolean;
  lastHeardMs: number | null;
}

export interface AgentRegisterDeps {
  /** Whether people keep work from it, and how. */
  readonly heldBack: (agentId: string) => 'draining' | 'maintenance' | null;
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
    const agent = this.#of(description.agentId);
    agent.description = description;
    agent.lastHeardMs = nowMs;
  }

  status(agentId: string, { status, atMs }: PartyStatus, nowMs: number): void {
    const agent = this.#of(agentId);
    agent.said = status;
    agent.isGone = status === 'offline' && atMs !== null;
    if (status !== 'offline') agent.lastHeardMs = nowMs;
  }

  heartbeat(heartbeat: Heartbeat, nowMs: number): void {
    const agent = this.#of(heartbeat.agentId);
    agent.heartbeat = heartbeat;
    agent.lastHeardMs = nowMs;
  }

  /** Whether anything was heard of it since the start, or a person said something of it. */
  isKnown(agentId: string): boolean {
    return this.#agents.has(agentId);
  }

  /** Those that said something since the start. */
  heard(): string[] {
    return this.ids().filter((id) => this.#agents.get(id)?.lastHeardMs != null);
  }

  ids(): string[] {
    return [...this.#agents.keys()].sort();
  }

  /** Which start of the agent described itself last; null: none since the hub started. */
  epochOf(agentId: string): string | null {
    return this.#agents.get(agentId)?.description?.epoch ?? null;
  }

  /** Whether it keeps its credential itself, and so can have another; null: it has not said. */
  keepsCredential(agentId: string): boolean | null {
    return this.#agents.get(agentId)?.description?.renewsCredential ?? null;
  }

  /** Whether it said goodbye in order and has not been back. */
  isGone(agentId: string): boolean {
    return this.#agents.get(agentId)?.isGone ?? false;
  }

  /** The revision that the agent works with, or -1 before its first heartbeat. */
  revisionOf(agentId: string): number {
    return this.#agents.get(agentId)?.heartbeat?.revision ?? -1;
  }

  /** Its GPUs by UUID, with the index under which they are known now. */
  gpusOf(agentId: string): ReadonlyMap<string, number> {
    const gpus = this.#agents.get(agentId)?.heartbeat?.gpu?.gpus ?? [];
    return new Map(gpus.map(({ uuid, index }) => [uuid, index]));
  }

  /** Windows a second that it measured itself to carry, or null before it described itself. */
  capacityOf(agentId: string): number | null {
    return this.#agents.get(agentId)?.description?.capacityWindowsPerSecond ?? null;
  }

  /** `offline`: it said so, its last will did, or it was not heard since `deadBeforeMs`. */
  statusOf(agentId: string, deadBeforeMs: number): AgentState['status'] {
    const agent = this.#agents.get(agentId);
    if (agent === undefined || agent.said === 'offline') return 'offline';
    if (agent.lastHeardMs === null || agent.lastHeardMs < deadBeforeMs) return 'offline';
    if (agent.said === 'draining') return 'draining';
    return this.#deps.heldBack(agentId) ?? 'online';
  }

  /** The agent as screens list it. */
  stateOf(
    agentId: string,
    deadBeforeMs: number,
    assigned: { points: number; load: number; operation: AgentOperation },
  ) {
    const agent = this.#of(agentId);
    return {
      agentId,
      status: this.statusOf(agentId, deadBeforeMs),
      lastHeardMs: agent.lastHeardMs,
      assignedPoints: assigned.points,
      loadWindowsPerSecond: assigned.load,
      description: agent.description,
      heartbeat: agent.heartbeat,
      troubles: [],
      operation: assigned.operation,
    } satisfies AgentState;
  }

  #of(agentId: string): AgentRecord {
    const known = this.#agents.get(agentId);
    if (known !== undefined) return known;
    const agent: AgentRecord = {
      description: null,
      heartbeat: null,
      said: null,
      isGone: false,
      lastHeardMs: null,
    };
    this.#agents.set(agentId, agent);
    return agent;
  }
}
