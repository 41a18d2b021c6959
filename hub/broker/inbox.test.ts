import { expect, test } from 'bun:test';
import { TOPICS, type TopicName } from '#schemas/broker/topics';
import type { Flows } from '../flows.ts';
import { connectInbox } from './inbox.ts';

type Handler = (message: { ids: string[]; payload: Uint8Array }) => void;

function connected() {
  const handlers = new Map<TopicName, Handler>();
  const calls: unknown[] = [];
  const flows = new Proxy({} as Flows, {
    get: (_, step) => (id: string) => calls.push([step, id]),
  });
  connectInbox({ on: (name, handler) => handlers.set(name, handler) }, flows);
  return { handlers, calls };
}

test('every topic that is for the hub begins a step, and no other does', () => {
  const wanted = Object.entries(TOPICS).flatMap(([name, row]) => (row.to === 'hub' ? [name] : []));
  expect([...connected().handlers.keys()].sort()).toEqual(wanted.sort() as TopicName[]);
});

test('a step gets the id that its topic names', () => {
  const { handlers, calls } = connected();
  const payload = new Uint8Array();
  handlers.get('results')?.({ ids: ['agent-1'], payload });
  handlers.get('view')?.({ ids: ['agent-1', 'pt_1'], payload });
  handlers.get('sensorStatus')?.({ ids: ['s-1'], payload });
  expect(calls).toEqual([
    ['takeResults', 'agent-1'],
    ['takeView', 'pt_1'],
    ['takeSensorStatus', 's-1'],
  ]);
});
