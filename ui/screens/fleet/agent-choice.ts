import { AGENT_STATUSES, type AgentState } from '#schemas/http/system';
import { jobsOf, labelsOf, loadShareOf, lossesOf } from './agent-figures.ts';

export const AGENT_SORTS = ['name', 'state', 'points', 'load', 'losses', 'jobs'] as const;
export type AgentSort = (typeof AGENT_SORTS)[number];

/** Which agents are looked for, and in which order. */
export interface AgentChoice {
  readonly q: string;
  /** Empty: any. */
  readonly state: AgentState['status'] | '';
  readonly sort: AgentSort;
}

/** The agents that were looked for; by name where they are equal otherwise, and what is worst or most first. */
export function chosenAgents(
  agents: readonly AgentState[],
  { q, state, sort }: AgentChoice,
): AgentState[] {
  const wanted = q.trim().toLowerCase();
  return agents
    .filter((agent) => state === '' || agent.status === state)
    .filter((agent) => wanted === '' || wordsOf(agent).some((word) => word.includes(wanted)))
    .toSorted(
      (a, b) =>
        (sort === 'name' ? 0 : rankOf(b, sort) - rankOf(a, sort)) ||
        a.agentId.localeCompare(b.agentId, 'en', { numeric: true }),
    );
}

function wordsOf(agent: AgentState): string[] {
  const { agentId, description, heartbeat } = agent;
  const gpus = heartbeat?.gpu?.gpus.map(({ name }) => name) ?? [];
  return [agentId, description?.host ?? '', ...gpus, ...labelsOf(agent)].map((word) =>
    word.toLowerCase(),
  );
}

function rankOf(agent: AgentState, sort: Exclude<AgentSort, 'name'>): number {
  switch (sort) {
    case 'state':
      return AGENT_STATUSES.indexOf(agent.status);
    case 'points':
      return agent.assignedPoints;
    case 'load':
      return loadShareOf(agent) ?? -1;
    case 'losses':
      return lossesOf(agent) ?? -1;
    case 'jobs':
      return jobsOf(agent);
  }
}
