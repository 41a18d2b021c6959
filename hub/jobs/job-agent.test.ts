import { expect, test } from 'bun:test';
import type { GpuReport, MigInstance } from '#schemas/broker/gpu';
import { NO_LIMITS } from '#schemas/fleet/operation';
import type { AgentState } from '#schemas/http/system';
import { jobAgents } from './job-agent.ts';

const NO_ERRORS = { volatile: 0, aggregate: 0 };
const CARD: GpuReport = {
  ...{ uuid: 'GPU-1', index: 0, name: 'A100', busId: '', driver: '580', state: 'ok' },
  ...{ memoryTotalMb: 81_920, memoryUsedMb: 1_240, utilisation: 0, temperatureC: 40 },
  ...{ powerW: 60, powerLimitW: 400, clockMhz: 1_000, memoryClockMhz: 1_000, throttle: [] },
  detail: {
    ...{ cudaVersion: '13.0', eccCorrected: NO_ERRORS, eccUncorrected: NO_ERRORS },
    ...{ retiredPages: 0, mig: { mode: 'disabled', instances: [] }, processes: [] },
  },
};

function gpusOf(card: GpuReport) {
  const agent = {
    ...{ agentId: 'agent-1', status: 'online' },
    description: {
      jobs: { kinds: ['train'], slots: 1, labels: [] },
      provider: { asked: 'cuda', inUse: 'cuda', reason: null },
    },
    heartbeat: { gpu: { gpus: [card], trouble: null }, lanes: [] },
    operation: { drain: null, order: null, maintenance: [], limits: NO_LIMITS },
  };
  return jobAgents([agent as unknown as AgentState])[0].gpus;
}

function inParts(instances: Partial<MigInstance>[]): GpuReport {
  const whole = {
    ...{ index: 0, gpuInstance: 1, computeInstance: 0, multiprocessors: 42 },
    ...{ memoryTotalMb: null, memoryUsedMb: null },
  };
  const mig = {
    mode: 'enabled' as const,
    instances: instances.map((one) => ({ ...whole, ...one })),
  };
  return { ...CARD, detail: CARD.detail && { ...CARD.detail, mig } };
}

test('a whole card has all of its memory', () => {
  expect(gpusOf(CARD)).toEqual([
    { index: 0, instance: null, memoryTotalMb: 81_920, memoryUsedMb: 1_240 },
  ]);
});

test('of a card in parts each instance that has a name is a place, and there is none where there are no instances', () => {
  const [large, small] = ['MIG-5c8e1f0a-1', 'MIG-7d2b9c44-2'];
  const parts = [
    { uuid: large, memoryTotalMb: 40_192, memoryUsedMb: 12 },
    { uuid: small, memoryTotalMb: 20_096, memoryUsedMb: 0 },
  ];
  expect(gpusOf(inParts(parts))).toEqual([
    { index: 0, instance: large, memoryTotalMb: 40_192, memoryUsedMb: 12 },
    { index: 0, instance: small, memoryTotalMb: 20_096, memoryUsedMb: 0 },
  ]);
  expect(gpusOf(inParts([]))).toEqual([]);
});

test('where the driver names no instance only the first can be had', () => {
  const parts = [{ memoryTotalMb: 20_096, memoryUsedMb: 12 }, { memoryTotalMb: 40_192 }];
  expect(gpusOf(inParts(parts))).toEqual([
    { index: 0, instance: null, memoryTotalMb: 20_096, memoryUsedMb: 12 },
  ]);
});
