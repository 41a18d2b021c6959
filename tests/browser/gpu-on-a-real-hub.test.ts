import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';
import { AgentStage } from './agent-stage.ts';

const CARD = {
  ...{ index: '0', uuid: 'GPU-d37e67a5', name: 'Tesla T4', driver_version: '515.105.01' },
  ...{ 'memory.total': '15360', 'memory.used': '1032', 'utilization.gpu': '37' },
  ...{ 'temperature.gpu': '61', 'clocks_event_reasons.active': '0x0000000000000000' },
};
const scenario = new NvidiaSmiScenario({
  gpus: [CARD],
  xmlFile: join(import.meta.dirname, '../golden/nvidia-smi/tesla-t4-v11.xml'),
});
const stage = await AgentStage.open({ environment: { TREMOLO_AGENT_NVIDIA_SMI: scenario.path } });
const { page, admin, errors } = (stage ?? {}) as AgentStage;

beforeAll(async () => {
  const values = { gpuHotSeconds: 1, clearAfterSeconds: 1 };
  await admin?.ask('PATCH', '/api/v1/settings/conditions', { revision: 0, values });
});
afterAll(async () => {
  await stage?.close();
  scenario.remove();
});

describe.skipIf(stage === null)('a GPU on a real hub with a real agent', () => {
  test('what nvidia-smi says is on its page within seconds, and is drawn as it comes', async () => {
    await page.goto(`${stage!.box.hub.origin}/fleet/agent-1/gpus/0`);
    await page.getByText('Tesla T4').first().waitFor();
    await page.getByText('61 °C').first().waitFor();
    await page.getByText('Mean of ten seconds').first().waitFor();
    await page.getByText('not supported').first().waitFor();
    await stage!.picture('real GPU');
    expect(errors).toEqual([]);
  });

  test('heat shows on the System screen, as critical, and among what was once it is over', async () => {
    scenario.play({ gpus: [{ ...CARD, 'clocks_event_reasons.active': '0x0000000000000040' }] });
    await page.goto(`${stage!.box.hub.origin}/system`);
    const panel = page.getByRole('region', { name: 'Wrong now' });
    const hot = panel.getByRole('link', { name: 'GPU 0 of agent-1 is too hot' });
    await hot.waitFor();
    await stage!.picture('real conditions');
    await hot.click();
    await page.getByText('Far too hot: the hardware halves its clocks.').waitFor();
    scenario.play({ gpus: [CARD] });
    await page.goto(`${stage!.box.hub.origin}/system`);
    await panel.getByText('Nothing is wrong with hub, agents and GPUs.').waitFor();
    await panel.getByText('Earlier').click();
    await panel.getByText('GPU 0 of agent-1 is too hot').waitFor();
    expect(errors).toEqual([]);
  });

  test('a card that the driver loses is lost on its page, with what to do', async () => {
    scenario.play({ gpus: [{ ...CARD, 'temperature.gpu': '[GPU is lost]' }] });
    await page.goto(`${stage!.box.hub.origin}/fleet/agent-1/gpus/0`);
    const alarm = page.getByRole('alert').getByText('it may have fallen off the bus');
    await alarm.waitFor();
    scenario.play({ gpus: [CARD] });
    await alarm.waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });
});
