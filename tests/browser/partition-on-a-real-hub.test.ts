import { afterAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SettingsAnswer } from '#schemas/http/settings';
import { migCard, readCard, writeCard } from '../rig/nvidia-smi-mig.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';
import { AgentStage } from './agent-stage.ts';

const UUID = 'GPU-513536b6-7d19-9063-b049-1e69664bb298';
const GPU = { index: '0', uuid: UUID, name: 'NVIDIA A100-SXM4-40GB', 'memory.total': '40960' };
const folder = mkdtempSync(join(tmpdir(), 'tremolo-parts-'));
const cardFile = join(folder, 'card.json');
const scenario = new NvidiaSmiScenario({ gpus: [GPU], migFile: cardFile });
writeCard(cardFile, migCard(UUID));
const stage = await AgentStage.open({
  environment: {
    TREMOLO_AGENT_NVIDIA_SMI: scenario.path,
    TREMOLO_AGENT_GPU__PARTITIONING: 'true',
  },
});
const { page, admin, errors } = (stage ?? {}) as AgentStage;
afterAll(async () => {
  await stage?.close();
  scenario.remove();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const inDialog = (name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

describe.skipIf(stage === null)('the parts of a GPU on a real hub with a real agent', () => {
  test('the site has to allow it, and until then the plan shows that it does not', async () => {
    await page.goto(`${stage!.box.hub.origin}/fleet/agent-1/gpus/0`);
    await page.getByText('MIG is off: the GPU is one whole.').waitFor();
    await page.getByText('not supported').first().waitFor();
    await page.getByText('The history does not come.').first().waitFor({ state: 'detached' });
    await page.getByText(/^The site does not allow it/).waitFor();
    const { revision } = await admin.ask<SettingsAnswer>('GET', '/api/v1/settings/general');
    await admin.ask('PATCH', '/api/v1/settings/general', {
      ...{ revision, values: { migAdminEnabled: true } },
    });
  });

  test('what was shown is done, followed while it goes, and undone by one more plan', async () => {
    await page.reload();
    await button('Partition…').click();
    await page.getByText('On', { exact: true }).click();
    await page.fill('#mig-profile-9', '1');
    await page.fill('#mig-profile-14', '2');
    await inDialog('Show what would happen').click();
    await page.getByText(`nvidia-smi mig -i ${UUID} -cgi 9:4,14:0,14:2 -C`).waitFor();
    await stage!.picture('real parts, planned');
    await inDialog('Partition now').click();
    await page.getByText('Done', { exact: true }).waitFor();
    await page.getByText('MIG is on, with 3 instances.').waitFor();
    expect(readCard(cardFile).instances).toHaveLength(3);
    await stage!.picture('real parts, done');
    await button('Go back to what was before…').click();
    await page.getByText(`nvidia-smi -i ${UUID} -mig 0`).first().waitFor();
    await inDialog('Partition now').click();
    await page.getByText('MIG is off: the GPU is one whole.').waitFor();
    expect(readCard(cardFile)).toMatchObject({ mode: 'Disabled', instances: [] });
    expect(errors).toEqual([]);
  });

  test('the capacity counts the GPU and says that it has watched no whole day', async () => {
    await page.goto(`${stage!.box.hub.origin}/fleet/capacity`);
    await page.getByText('Not enough history', { exact: true }).waitFor();
    await page.getByText(/^0 whole days were watched, and 10 are needed/).waitFor();
    await page.getByText(/1 GPU with the agents that were there/).waitFor();
    await stage!.picture('real capacity');
    expect(errors).toEqual([]);
  });
});
