import { expect, test } from 'bun:test';
import {
  SYSTEM_CONDITION_KINDS,
  type SystemCondition,
  type SystemConditionKind,
} from '#schemas/fleet/system-condition';
import { conditionPath, conditionSentence } from './condition-words.ts';

const gpus = [{ index: 1, uuid: 'GPU-1' }];
const agents = [{ agentId: 'agent-2', heartbeat: { gpu: { gpus, trouble: null } } }] as never;
const of = (kind: SystemConditionKind, about: Partial<SystemCondition> = {}): SystemCondition => ({
  conditionId: 'sc_01K0000000000000000000000A',
  kind,
  severity: SYSTEM_CONDITION_KINDS[kind].severity,
  subject: { agentId: null, gpuUuid: null, part: null },
  raisedMs: 0,
  clearedMs: null,
  limit: 1,
  worst: 2,
  ...about,
});
const gpu = (gpuUuid: string) => ({ subject: { agentId: 'agent-2', gpuUuid, part: null } });

test('a GPU is called by its number, or by its identity once nobody tells of it', () => {
  expect(conditionSentence(of('gpu_failed', gpu('GPU-1')), agents)).toStartWith('GPU 1 of agent-2');
  expect(conditionPath(of('gpu_hot', gpu('GPU-1')), agents)).toBe('/fleet/agent-2/gpus/1');
  expect(conditionSentence(of('gpu_hot', gpu('GPU-9')), agents)).toStartWith('GPU-9 (agent-2)');
  expect(conditionPath(of('gpu_hot', gpu('GPU-9')), agents)).toBe('/fleet/agent-2');
  expect(conditionSentence(of('gpu_failed', gpu('driver')), agents)).toContain('driver of agent-2');
});

test('values and limits have their units', () => {
  expect(conditionSentence(of('disk_filling', { worst: 0.834 }), agents)).toBe(
    'The disk of the hub fills up: 83 % is used.',
  );
  const late = of('agent_offline', { ...gpu(''), worst: 7 });
  expect(conditionSentence(late, agents)).toBe('agent-2 has not answered for 7 min.');
  expect(conditionSentence(of('store_slow', { worst: 1.62, limit: 1 }), agents)).toBe(
    'The database took 1.6 s for an answer; the limit is 1.0 s.',
  );
});

test('every kind has a sentence without holes', () => {
  for (const kind of Object.keys(SYSTEM_CONDITION_KINDS) as SystemConditionKind[]) {
    const sentence = conditionSentence(
      of(kind, { subject: { agentId: null, gpuUuid: null, part: 'training' } }),
      agents,
    );
    expect(sentence).toEndWith('.');
    expect(sentence).not.toMatch(/undefined|null|NaN/);
  }
});
