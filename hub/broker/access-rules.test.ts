import { describe, expect, test } from 'bun:test';
import { TOPICS } from '#schemas/broker/topics';
import {
  coversFilter,
  type Principal,
  publishRights,
  rightFor,
  subscribeRights,
} from './access-rules.ts';

const sensor: Principal = { kind: 'sensor', id: 's-1', sensorPrefix: null };
const gateway: Principal = { kind: 'gateway', id: 'sim', sensorPrefix: 'sim-' };
const agent: Principal = { kind: 'agent', id: 'agent-1', sensorPrefix: null };
const hub: Principal = { kind: 'hub', id: 'hub', sensorPrefix: null };

const mayPublish = (who: Principal, topic: string) => rightFor(publishRights(who), topic) !== null;
const mayHear = (who: Principal, filter: string) => coversFilter(subscribeRights(who), filter);

describe('a sensor', () => {
  test('publishes its own frames, description and status', () => {
    expect(mayPublish(sensor, 'tremolo/1/frames/s-1')).toBe(true);
    expect(mayPublish(sensor, 'tremolo/1/sensors/s-1/description')).toBe(true);
    expect(mayPublish(sensor, 'tremolo/1/sensors/s-1/status')).toBe(true);
  });
  test.each([
    'tremolo/1/frames/s-2',
    'tremolo/1/frames/s-1/more',
    'tremolo/1/frames/+',
    'tremolo/1/frames/',
    'tremolo/1/sensors/s-1/other',
    'tremolo/1/agents/s-1/results',
    '$SYS/broker',
    `tremolo/1/frames/${'x'.repeat(300)}`,
  ])('may not publish %s', (topic) => {
    expect(mayPublish(sensor, topic)).toBe(false);
  });
  test('hears nothing at all', () => {
    for (const row of Object.values(TOPICS)) expect(mayHear(sensor, row.pattern)).toBe(false);
    expect(mayHear(sensor, 'tremolo/1/frames/s-1')).toBe(false);
    expect(mayHear(sensor, '#')).toBe(false);
  });
});

describe('a gateway', () => {
  test('publishes for the sensors of its prefix and no others', () => {
    expect(mayPublish(gateway, 'tremolo/1/frames/sim-17')).toBe(true);
    expect(mayPublish(gateway, 'tremolo/1/sensors/sim-17/status')).toBe(true);
    expect(mayPublish(gateway, 'tremolo/1/frames/simulated')).toBe(false);
    expect(mayPublish(gateway, 'tremolo/1/frames/sim-A')).toBe(false);
    expect(mayPublish(gateway, 'tremolo/1/frames/s-1')).toBe(false);
  });
});

describe('an agent', () => {
  test('publishes under its own name only', () => {
    expect(mayPublish(agent, 'tremolo/1/agents/agent-1/results')).toBe(true);
    expect(mayPublish(agent, 'tremolo/1/agents/agent-1/views/pt_1')).toBe(true);
    expect(mayPublish(agent, 'tremolo/1/agents/agent-2/results')).toBe(false);
    expect(mayPublish(agent, 'tremolo/1/agents/agent-1/assignment')).toBe(false);
    expect(mayPublish(agent, 'tremolo/1/frames/s-1')).toBe(false);
  });
  test('hears frames of any sensor and what is addressed to it', () => {
    expect(mayHear(agent, 'tremolo/1/frames/+')).toBe(true);
    expect(mayHear(agent, 'tremolo/1/frames/s-1')).toBe(true);
    expect(mayHear(agent, 'tremolo/1/agents/agent-1/assignment')).toBe(true);
    expect(mayHear(agent, 'tremolo/1/agents/+/assignment')).toBe(false);
    expect(mayHear(agent, 'tremolo/1/agents/agent-2/receipt')).toBe(false);
    expect(mayHear(agent, 'tremolo/1/frames/#')).toBe(false);
    expect(mayHear(agent, 'tremolo/#')).toBe(false);
    expect(mayHear(agent, '+/1/frames/s-1')).toBe(false);
  });
});

describe('the hub', () => {
  test('hears and sends exactly what the table says', () => {
    for (const row of Object.values(TOPICS)) {
      expect(mayHear(hub, row.pattern)).toBe(row.to === 'hub');
      const topic = row.pattern.replaceAll('+', 'x-1');
      expect(mayPublish(hub, topic)).toBe(row.from === 'hub');
    }
  });
});
