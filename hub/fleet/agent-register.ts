import type { AgentDescription, Heartbeat, PartyStatus } from '#schemas/broker/messages';
import type { AgentState } from '#schemas/http/system';
import type { Actor } from '../store/actor.ts';
import type { Store } from '../store/store.ts';

interface AgentRecord {
  description: AgentDescription | null;
  heartbeat: Heartbeat | null;
  /** What it says of itself; null before it said anything. */
  said: PartyStatus['status'] | null;
  lastHeardMs: number | null;
  /** A person asked that it be emptied. */
  drained: boolean;
}

/** What is known of each agent, and whether it lives. */
export class AgentRegister {
  readonly #store: Store;
  readonly #agents = new Map<string, AgentRecord>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Recalls which agents a person has drained. */
  async start(): Promise<void> {
    for (const row of await this.#store.read('SELECT * FROM agents')) {
      this.#of(String(row.agent_id)).drained = row.draining === 1;
    }
  }

  describe(description: AgentDescription, nowMs: number): void {
    const agent = this.#of(description.agentId);
    agent.description = description;
    agent.lastHeardMs = nowMs;
  }

  status(agentId: string, { status }: PartyStatus, nowMs: number): void {
    const agent = this.#of(agentId);
    agent.said = status;
    if (status !== 'offline') agent.lastHeardMs = nowMs;
  }

  heartbeat(heartbeat: Heartbeat, nowMs: number): void {
    const agent = this.#of(heartbeat.agentId);
    agent.heartbeat = heartbeat;
    agent.lastHeardMs = nowMs;
  }

  /** Keeps the person's wish for after a restart too. False when there is no such agent. */
  async setDrained(agentId: string, drained: boolean, actor: Actor): Promise<boolean> {
    const agent = this.#agents.get(agentId);
    if (agent === undefined) return false;
    await this.#store.record(
      [
        {
          sql: 'INSERT INTO agents VALUES (?, ?) ON CONFLICT (agent_id) DO UPDATE SET draining = excluded.draining',
          args: [agentId, drained ? 1 : 0],
        },
      ],
      [{ event: drained ? 'agent.drained' : 'agent.resumed', actor, resourceId: agentId }],
    );
    agent.drained = drained;
    return true;
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

  /** The revision that the agent works with, or -1 before its first heartbeat. */
  revisionOf(agentId: string): number {
    return this.#agents.get(agentId)?.heartbeat?.revision ?? -1;
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
    return agent.drained || agent.said === 'draining' ? 'draining' : 'online';
  }

  /** The agent as screens list it. */
  stateOf(agentId: string, deadBeforeMs: number, assigned: { points: number; load: number }) {
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
    } satisfies AgentState;
  }

  #of(agentId: string): AgentRecord {
    const known = this.#agents.get(agentId);
    if (known !== undefined) return known;
    const agent: AgentRecord = {
      description: null,
      heartbeat: null,
      said: null,
      lastHeardMs: null,
      drained: false,
    };
    this.#agents.set(agentId, agent);
    return agent;
  }
}
