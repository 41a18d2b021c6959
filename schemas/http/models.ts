import { z } from 'zod';
import { Sha256 } from '#schemas/http/agent-files';
import { PageQuery, pageOf } from '#schemas/http/page';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId, JobId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** A model that the hub keeps: one file, which carries its card. */
export const KeptModel = z.strictObject({
  sha256: Sha256,
  name: z.string(),
  version: z.string(),
  bytes: z.number().int().positive(),
  createdMs: TimeMs,
  /** The job that made it, and the agent that did the job. */
  jobId: JobId.nullable(),
  agentId: AgentId.nullable(),
});
export type KeptModel = z.infer<typeof KeptModel>;

/** Models that agents are to have before they need them; agents: null means all that are connected. */
export const SyncRequest = z.strictObject({
  models: z.array(Sha256).min(1).max(16),
  agents: z.array(AgentId).min(1).max(100).nullable().default(null),
});

const ModelParams = z.object({ sha256: Sha256 });

export const MODEL_ROUTES = {
  models: {
    method: 'GET',
    path: '/api/v1/models',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'Models that jobs made and the hub keeps, the newest first.',
    query: PageQuery,
    answer: pageOf(KeptModel),
  },
  modelContent: {
    method: 'GET',
    path: '/api/v1/models/:sha256/content',
    permission: 'job:read',
    tag: 'jobs',
    summary: 'The file of a model.',
    params: ModelParams,
    media: 'application/octet-stream',
    errors: ['not_found'],
    limit: 'work',
  },
  deleteModel: {
    method: 'DELETE',
    path: '/api/v1/models/:sha256',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Deletes a model here, and gives its space back; agents keep what they have.',
    params: ModelParams,
    errors: ['not_found', 'conflict'],
  },
  syncModels: {
    method: 'POST',
    path: '/api/v1/models/sync',
    permission: 'job:operate',
    tag: 'jobs',
    summary: 'Has agents fetch models before they need them: a job for each agent.',
    body: SyncRequest,
    answer: z.strictObject({ jobs: z.array(z.strictObject({ agentId: AgentId, jobId: JobId })) }),
    status: 202,
    idempotent: true,
    limit: 'submissions',
    errors: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
