import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Job } from '#schemas/http/jobs';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { StormDiagnosis } from './storm-diagnosis.ts';

/** With the jobs below, more work than a small machine has cores. */
const SENSORS = 48;
const JOBS = 3;

const rig = new PlantRig({
  ...{ agents: 1, lanes: 1 },
  agentSettings: {
    TREMOLO_AGENT_JOBS__SLOTS: String(JOBS),
    TREMOLO_AGENT_JOBS__NICENESS: '19',
    TREMOLO_AGENT_PROVIDER: 'cpu',
  },
});
beforeAll(() => rig.start(), 60_000);
afterAll(() => rig.stop(), 20_000);

const jobNow = (jobId: string) => rig.get<Job>(`/api/v1/jobs/${jobId}`);

test('jobs that take all the machine cost live diagnosis no window: every one that was sent is diagnosed', async () => {
  const jobIds: string[] = [];
  const account = await new StormDiagnosis(rig, SENSORS).account(async () => {
    for (let i = 0; i < JOBS; i++) {
      const body = { kind: 'benchmark', arguments: { secondsEach: 3 } };
      const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', body);
      jobIds.push(jobId);
    }
    for (const jobId of jobIds) {
      await eventually(async () => (await jobNow(jobId)).share !== null, 30_000, 'it works');
    }
    // Sensors publish in real time: so long they do beside jobs that are at work.
    await Bun.sleep(5_000);
    for (const jobId of jobIds) await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/cancel`);
  });
  console.log(JSON.stringify(account));
  expect(account).toMatchObject({ lost: 0, unaccounted: 0 });
  expect(account.diagnosed).toBeGreaterThan(SENSORS * 30);
}, 150_000);
