import { expect, test } from 'bun:test';
import { chooseProvider, type Probe } from './choose-provider.ts';
import { probeProvider } from './provider-probe.ts';

const working =
  (...names: string[]): Probe =>
  async (providers) => {
    const results = [];
    for (const provider of providers) {
      const why = names.includes(provider) ? null : `${provider} is not there.`;
      results.push({ provider, why });
      if (why === null) break;
    }
    return results;
  };

test('auto takes the first provider of the list that works', async () => {
  expect(await chooseProvider('auto', working('webgpu', 'cuda'))).toEqual({
    asked: 'auto',
    inUse: 'cuda',
    reason: null,
  });
});

test('auto ends at the CPU when nothing else works', async () => {
  expect((await chooseProvider('auto', working())).inUse).toBe('cpu');
});

test('a provider asked for that is not there gives way to the CPU and says why in one sentence', async () => {
  expect(await chooseProvider('cuda', working('webgpu'))).toEqual({
    asked: 'cuda',
    inUse: 'cpu',
    reason: 'cuda is not there.',
  });
});

test('the tiny model computes on the CPU of this machine', async () => {
  expect(await probeProvider('cpu')).toEqual({ provider: 'cpu', why: null });
});

test('the probe of this machine answers for a GPU provider: it works, or one sentence says why not', async () => {
  const { inUse, reason } = await chooseProvider('tensorrt');
  if (inUse === 'tensorrt') expect(reason).toBeNull();
  else expect(reason).toMatch(/^TensorRT is not available: [^\n]+\.?$/);
});
