import { expect, test } from 'bun:test';
import { TOPICS, topic } from '#schemas/broker/topics';
import type { Flows } from '../flows.ts';
import { HUB_SUBSCRIPTIONS, takeMessage } from './inbox.ts';

test('the hub subscribes to every topic that is for it, and to no other', () => {
  const wanted = Object.values(TOPICS).flatMap((row) => (row.to === 'hub' ? [row.pattern] : []));
  expect(HUB_SUBSCRIPTIONS.map((row) => row.pattern).sort()).toEqual(wanted.sort());
});

test('a message begins the step of its topic, with the ids of the topic', () => {
  const calls: unknown[] = [];
  const flows = new Proxy({} as Flows, {
    get: (_, step) => (id: string) => calls.push([step, id]),
  });
  const payload = new Uint8Array();
  expect(takeMessage(flows, topic('results', 'agent-1'), payload)).toBe(true);
  expect(takeMessage(flows, topic('view', 'agent-1', 'pt_1'), payload)).toBe(true);
  expect(takeMessage(flows, topic('sensorStatus', 's-1'), payload)).toBe(true);
  expect(takeMessage(flows, 'tremolo/1/frames/s-1', payload)).toBe(false);
  expect(calls).toEqual([
    ['takeResults', 'agent-1'],
    ['takeView', 'pt_1'],
    ['takeSensorStatus', 's-1'],
  ]);
});
