import { SYSTEM_CONDITION_KINDS, type SystemCondition } from '#schemas/fleet/system-condition';
import type { AgentState } from '#schemas/http/system';
import { conditions as words } from '../../text/conditions.ts';
import { gpu as gpuWords } from '../../text/gpu.ts';
import { count, fixed, span } from '../../text/numbers.ts';

type ToldAgent = Pick<AgentState, 'agentId' | 'heartbeat'>;

const UNITS: Readonly<Record<string, (value: number) => string>> = {
  yes: () => '',
  share: (value) => `${fixed(100 * value, 0)} %`,
  jobs: count,
  minutes: (value) => span(value * 60_000),
  seconds: (value) => `${fixed(value, 1)} s`,
};

/** What is wrong in one sentence. A GPU is called by its number where its agent still tells of it. */
export function conditionSentence(
  { kind, subject, worst, limit }: SystemCondition,
  agents: readonly ToldAgent[],
): string {
  const { agentId, gpuUuid, part } = subject;
  const say = UNITS[SYSTEM_CONDITION_KINDS[kind].unit] ?? String;
  const index = indexOf(subject, agents);
  const byUuid = agentId === null ? gpuUuid : `${gpuUuid} (${agentId})`;
  const gpu = index === null || agentId === null ? byUuid : gpuWords.heatOf(index, agentId);
  return words.says[kind]({
    where: agentId ?? words.hub,
    gpu: gpuUuid === null || gpuUuid === 'driver' ? null : gpu,
    part: part ?? '',
    value: say(worst),
    limit: say(limit),
  });
}

/** Where more is said of it; null: nowhere. */
export function conditionPath(
  { kind, subject }: SystemCondition,
  agents: readonly ToldAgent[],
): string | null {
  const { agentId, part } = subject;
  if (kind === 'queue_long') return `/jobs?queue=${encodeURIComponent(part ?? '')}`;
  if (kind === 'dead_letters_many') return '/jobs/dead';
  if (agentId === null) return null;
  const index = indexOf(subject, agents);
  return index === null ? `/fleet/${agentId}` : `/fleet/${agentId}/gpus/${index}`;
}

function indexOf(
  { agentId, gpuUuid }: SystemCondition['subject'],
  agents: readonly ToldAgent[],
): number | null {
  const gpus = agents.find((one) => one.agentId === agentId)?.heartbeat?.gpu?.gpus;
  return gpus?.find(({ uuid }) => uuid === gpuUuid)?.index ?? null;
}
