/** What is wrong with the hub and its plant now, as far as the audit trail tells of it. */
import { totalmem } from 'node:os';
import type { AgentTroubleCode } from '#schemas/http/agent-trouble';
import type { Trouble, Troubles } from './health/trouble-watch.ts';
import type { Rooms } from './rooms.ts';

/** More than the hub ever needs (it works in a few hundred megabytes), or half of a small machine. */
const MEMORY_MAX_BYTES = Math.min(1.5 * 1024 ** 3, totalmem() / 2);

const EVENTS = {
  two_with_one_identity: 'system.agent_twice',
  clock_off: 'system.clock_off',
  version_old: 'system.agent_outdated',
  version_new: 'system.hub_outdated',
} as const satisfies Record<AgentTroubleCode, Trouble['event']>;

export function troublesOf(
  { fleet, disk, writer }: Pick<Rooms, 'fleet' | 'disk' | 'writer'>,
  memoryBytes = process.memoryUsage.rss(),
): Troubles {
  const lost = fleet.lost();
  const now: Trouble[] = (lost ?? []).map((agentId) => ({
    event: 'system.agent_lost',
    resourceId: agentId,
  }));
  for (const { agentId, trouble } of fleet.troubles()) {
    const { code, ...details } = trouble;
    now.push({ event: EVENTS[code], resourceId: agentId, details });
  }
  if (disk.isLow || writer.diskFull) now.push({ event: 'system.disk_low', resourceId: null });
  if (memoryBytes > MEMORY_MAX_BYTES) {
    const details = { megabytes: Math.round(memoryBytes / 1_048_576) };
    now.push({ event: 'system.memory_high', resourceId: null, details });
  }
  return { now, unclear: lost === null ? 'system.agent_lost' : null };
}
