import { afterAll, beforeAll, expect, test } from 'bun:test';
import { join } from 'node:path';
import type { Job } from '#schemas/http/jobs';
import { TRAIN } from '#schemas/jobs/kinds/train';
import { FAULT_LABELS } from '#schemas/readings/finding';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';

const rig = new PlantRig({
  agents: 1,
  lanes: 1,
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' },
});

beforeAll(() => rig.start(), 60_000);
afterAll(() => rig.stop(), 20_000);

test('a convolutional network that a job trained is the model that the agent diagnoses with, where its settings name it', async () => {
  const small = { rows: 200, heldOutRows: 40, members: 2, epochs: 3, batchRows: 32 };
  const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'train',
    arguments: { model: 'cnn1d', ...small },
  });
  const job = await eventually(
    async () => {
      const asked = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
      return (asked.state === 'succeeded' || asked.state === 'failed') && asked;
    },
    60_000,
    'the training ends',
  );
  const { name, sha256 } = TRAIN.result.parse(job.result);
  expect(name).toBe('cnn1d');
  const [agent] = rig.agents;
  await agent.stop();
  const file = join(rig.dataDir, agent.name, 'models', `${sha256}.onnx`);
  agent.environment.TREMOLO_AGENT_MODEL_FILE = file;
  await agent.start();
  const described = await eventually(
    async () => {
      const { agents } = await rig.system();
      const description = agents[0]?.description;
      return description?.model?.name === 'cnn1d' && description;
    },
    10_000,
    'the agent names its model',
  );
  expect(described.model?.sha256).toBe(sha256);
  expect(described.modelRefusal ?? null).toBeNull();
  const sensors = await sensorGroup(rig, 't-', 2, pumpSignal([]));
  const screen = await rig.liveClient();
  screen.send({ type: 'subscribe', channel: 'plant' });
  await sensors.start();
  const scores = await screen.until(
    (message) =>
      message.type === 'summaries'
        ? (message.summaries.find((summary) => summary.scores !== null)?.scores ?? undefined)
        : undefined,
    20_000,
    'a point is judged with the model',
  );
  await sensors.stop();
  screen.close();
  expect(scores).toHaveLength(FAULT_LABELS.length);
}, 120_000);
