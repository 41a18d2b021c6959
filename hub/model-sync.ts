/** Has agents fetch models ahead of time: a job for each, so that each is followed, repeated and cancelled like any other. */
import { refused } from '#schemas/errors/refused';
import { JobRequest } from '#schemas/http/jobs';
import type { AgentId, JobId } from '#schemas/ids/ids';
import type { JobBy } from './jobs/job-by.ts';
import type { Rooms } from './rooms.ts';

type SyncRooms = Pick<Rooms, 'files' | 'fleet' | 'jobIntake'>;

/** Throws `not_found` for a model that the hub does not keep and an agent that it does not know; `conflict` where no agent is there. */
export async function submitSync(
  { files, fleet, jobIntake }: SyncRooms,
  { models, agents }: { models: readonly string[]; agents: readonly AgentId[] | null },
  by: JobBy,
): Promise<{ agentId: AgentId; jobId: JobId }[]> {
  const wanted = [...new Set(models)];
  for (const sha256 of wanted) await files.model(sha256);
  const states = fleet.states();
  const online = states.filter(({ status }) => status !== 'offline').map(({ agentId }) => agentId);
  const chosen = agents === null ? online : [...new Set(agents)];
  if (chosen.length === 0) throw refused('no_agent_connected');
  for (const agentId of chosen) {
    if (states.some((state) => state.agentId === agentId)) continue;
    throw refused('agent_named_unknown', { agent: agentId });
  }
  const jobs: { agentId: AgentId; jobId: JobId }[] = [];
  for (const agentId of chosen) {
    const request = { kind: 'sync', arguments: { models: wanted }, needs: { agentId } };
    const { jobId } = await jobIntake.submit(JobRequest.parse(request), by);
    jobs.push({ agentId, jobId });
  }
  return jobs;
}
