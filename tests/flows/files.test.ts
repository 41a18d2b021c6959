import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '#schemas/http/jobs';
import type { KeptModel } from '#schemas/http/models';
import { SYNC } from '#schemas/jobs/kinds/sync';
import { TRAIN } from '#schemas/jobs/kinds/train';
import { eventually, PlantRig } from '../rig/plant-rig.ts';

const rig = new PlantRig({
  agents: 2,
  lanes: 1,
  hubSettings: { TREMOLO_HUB_JOBS__RETRY_AFTER_MS: '[200,200,200]' },
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' },
});
beforeAll(() => rig.start(), 60_000);
afterAll(() => rig.stop(), 20_000);

const SMALL = { rows: 200, heldOutRows: 60, members: 1, epochs: 2 };
let model: KeptModel;

const ended = (jobId: string) =>
  eventually(
    async () => {
      const job = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
      if (job.state === 'failed') throw new Error(JSON.stringify(job.failure));
      return job.state === 'succeeded' && job;
    },
    40_000,
    `job ${jobId} succeeds`,
  );
const pathOn = (agentId: string, sha256: string) =>
  join(rig.dataDir, agentId, 'models', `${sha256}.onnx`);
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

async function bearerOf(agentId: string): Promise<string> {
  const { password } = await Bun.file(await rig.credential('agent', agentId)).json();
  return `Bearer tra_${agentId}.${password}`;
}
const as = async (agentId: string, path: string, init: RequestInit = {}) =>
  fetch(rig.http + path, { ...init, headers: { authorization: await bearerOf(agentId) } });

test('a model that one agent trained is kept by the hub', async () => {
  const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'train',
    arguments: SMALL,
    needs: { agentId: 'agent-1' },
  });
  const result = TRAIN.result.parse((await ended(jobId)).result);
  expect(result.isWithHub).toBe(true);
  const { items } = await rig.get<{ items: KeptModel[] }>('/api/v1/models');
  model = items[0];
  expect(items).toHaveLength(1);
  expect(model).toMatchObject({ sha256: result.sha256, jobId, agentId: 'agent-1' });
  expect(hashOf(pathOn('agent-1', model.sha256))).toBe(model.sha256);
  const download = await rig.browser.send('GET', `/api/v1/models/${model.sha256}/content`);
  const bytes = new Uint8Array(await download.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(model.sha256);
}, 60_000);

test('all agents fetch it ahead of time, each by a job of its own, and once only', async () => {
  const sync = () =>
    rig.browser.ask<{ jobs: { agentId: string; jobId: string }[] }>('POST', '/api/v1/models/sync', {
      models: [model.sha256],
    });
  expect(existsSync(pathOn('agent-2', model.sha256))).toBe(false);
  const first = await sync();
  expect(first.jobs.map(({ agentId }) => agentId)).toEqual(['agent-1', 'agent-2']);
  const wereThere = async ({ jobs }: typeof first) => {
    const done = await Promise.all(jobs.map(({ jobId }) => ended(jobId)));
    return done.map(({ result }) => SYNC.result.parse(result).models[0].wasThere);
  };
  expect(await wereThere(first)).toEqual([true, false]);
  expect(hashOf(pathOn('agent-2', model.sha256))).toBe(model.sha256);
  expect(await wereThere(await sync())).toEqual([true, true]);
}, 60_000);

test('a model that is damaged on an agent’s disk is fetched anew', async () => {
  writeFileSync(pathOn('agent-2', model.sha256), 'no model');
  const { jobs } = await rig.browser.ask<{ jobs: { jobId: string }[] }>(
    'POST',
    '/api/v1/models/sync',
    { models: [model.sha256], agents: ['agent-2'] },
  );
  await ended(jobs[0].jobId);
  expect(hashOf(pathOn('agent-2', model.sha256))).toBe(model.sha256);
}, 60_000);

test('an agent reads what its jobs need, and nothing else; a person’s session is none of an agent’s, nor the other way round', async () => {
  const path = `/api/v1/agent/files/${model.sha256}`;
  // No job of it runs now.
  expect((await as('agent-2', path)).status).toBe(404);
  expect((await as('agent-2', `${path}/content`)).status).toBe(404);
  expect((await as('agent-2', '/api/v1/system')).status).toBe(401);
  expect((await as('agent-2', '/api/v1/models')).status).toBe(401);
  expect((await rig.browser.send('GET', path)).status).toBe(403);
  expect((await fetch(rig.http + path)).status).toBe(401);
  const bearer = (await bearerOf('agent-2')).replace('agent-2', 'agent-1');
  expect((await fetch(rig.http + path, { headers: { authorization: bearer } })).status).toBe(401);
});

test('nothing can be handed in for a job that the agent does not have, nor more than fits', async () => {
  const announce = async (more: object) =>
    fetch(`${rig.http}/api/v1/agent/files`, {
      method: 'POST',
      headers: {
        authorization: await bearerOf('agent-2'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        ...{ sha256: 'ab'.repeat(32), kind: 'model', bytes: 10, jobId: model.jobId },
        ...more,
      }),
    });
  expect((await announce({})).status).toBe(403);
  expect((await announce({ bytes: 2 ** 40 })).status).toBe(400);
  expect((await announce({ sha256: '../../secret' })).status).toBe(400);
  const part = await as('agent-2', `/api/v1/agent/files/${'ab'.repeat(32)}/parts/0`, {
    method: 'PUT',
    body: 'x',
  });
  expect(part.status).toBe(400);
});

test('a model that a job needs is not deleted, and is gone when it is', async () => {
  const missing = await rig.browser.send('POST', '/api/v1/models/sync', {
    models: ['cd'.repeat(32)],
  });
  expect(missing.status).toBe(404);
  const later = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'sync',
    arguments: { models: [model.sha256] },
    notBeforeMs: Date.now() + 3_600_000,
  });
  const path = `/api/v1/models/${model.sha256}`;
  expect((await rig.browser.send('DELETE', path)).status).toBe(409);
  await rig.browser.ask('POST', `/api/v1/jobs/${later.jobId}/cancel`);
  expect((await rig.browser.send('DELETE', path)).status).toBe(204);
  expect(existsSync(join(rig.dataDir, 'files', model.sha256))).toBe(false);
  const { items } = await rig.get<{ items: { event: string }[] }>('/api/v1/audit?limit=200');
  const events = items.map(({ event }) => event);
  expect(events).toContain('model.kept');
  expect(events).toContain('model.deleted');
  expect(events).toContain('job.submitted');
});
