import { expect, test } from 'bun:test';
import { NO_LIMITS } from '#schemas/fleet/operation';
import type { AgentState } from '#schemas/http/system';
import { type AgentSort, chosenAgents } from './agent-choice.ts';

const agent = (agentId: string, more: object = {}): AgentState =>
  ({
    agentId,
    status: 'online',
    assignedPoints: 0,
    loadWindowsPerSecond: 0,
    description: null,
    heartbeat: null,
    operation: { drain: null, order: null, maintenance: [], limits: NO_LIMITS },
    ...more,
  }) as unknown as AgentState;

const AGENTS = [
  agent('agent-10', {
    assignedPoints: 4,
    description: { host: 'press-hall', capacityWindowsPerSecond: 10 },
    loadWindowsPerSecond: 9,
  }),
  agent('agent-9', { status: 'offline', assignedPoints: 8 }),
  agent('agent-2', {
    heartbeat: { jobs: [{}, {}], lanes: [], gpu: { gpus: [{ name: 'NVIDIA A100' }] } },
    operation: { ...agent('x').operation, limits: { ...NO_LIMITS, labels: ['large'] } },
  }),
];

const names = (choice: { q?: string; state?: AgentState['status'] | ''; sort?: AgentSort }) =>
  chosenAgents(AGENTS, { q: '', state: '', sort: 'name', ...choice }).map(
    ({ agentId }) => agentId as string,
  );

test('agents stand by name, with numbers as people count', () => {
  expect(names({})).toEqual(['agent-2', 'agent-9', 'agent-10']);
});

test('they are found by name, machine, GPU and label, in any case of the letters', () => {
  expect(names({ q: 'PRESS' })).toEqual(['agent-10']);
  expect(names({ q: ' a100 ' })).toEqual(['agent-2']);
  expect(names({ q: 'large' })).toEqual(['agent-2']);
  expect(names({ q: 'agent-1' })).toEqual(['agent-10']);
  expect(names({ state: 'offline' })).toEqual(['agent-9']);
});

test('what is worst or most comes first', () => {
  expect(names({ sort: 'state' })[0]).toBe('agent-9');
  expect(names({ sort: 'points' })).toEqual(['agent-9', 'agent-10', 'agent-2']);
  expect(names({ sort: 'load' })[0]).toBe('agent-10');
  expect(names({ sort: 'jobs' })[0]).toBe('agent-2');
});
