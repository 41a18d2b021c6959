import { expect, test } from 'bun:test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssignedPoint } from '#schemas/broker/messages';
import { newId } from '#schemas/ids/ids';
import { ConditionMemory } from './condition-memory.ts';

const [a, b] = [newId('pt'), newId('pt')];
const points = [{ pointId: a }, { pointId: b }] as AssignedPoint[];
const newFile = () =>
  join(mkdtempSync(join(tmpdir(), 'tremolo-memory-')), 'sub', 'conditions.json');

function memoryOf(file: string, nowMs: number) {
  const failures: unknown[] = [];
  const memory = new ConditionMemory({
    file,
    clock: () => nowMs,
    failed: (error) => failures.push(error),
  });
  memory.start();
  return { memory, failures };
}

test('what was told is there for the next start, and only for a minute', () => {
  const file = newFile();
  const { memory, failures } = memoryOf(file, 1_000_000);
  memory.add({ [a]: 'danger' });
  memory.stop();
  expect(failures).toEqual([]);
  const soon = memoryOf(file, 1_059_999).memory;
  expect(soon.of(points)).toEqual({ [a]: 'danger' });
  soon.stop();
  const late = memoryOf(file, 1_060_000).memory;
  expect(late.of(points)).toEqual({});
  late.stop();
});

test('points that leave are forgotten, but not before they had the time to come back', () => {
  const clock = { nowMs: 0 };
  const memory = new ConditionMemory({
    file: newFile(),
    clock: () => clock.nowMs,
    failed: (error) => {
      throw error;
    },
  });
  memory.start();
  memory.add({ [a]: 'danger', [b]: 'good' });
  memory.keepOnly([points[1]]);
  clock.nowMs = 14_999;
  memory.keepOnly([points[1]]);
  expect(memory.of(points)).toEqual({ [a]: 'danger', [b]: 'good' });
  clock.nowMs = 15_000;
  memory.keepOnly(points);
  expect(memory.of(points)).toEqual({ [b]: 'good' });
  memory.stop();
});

test('a file that cannot be read is reported and costs nothing else', () => {
  const file = newFile();
  memoryOf(file, 0).memory.stop();
  writeFileSync(file, '{"atMs":');
  const { memory, failures } = memoryOf(file, 0);
  expect(failures).toHaveLength(1);
  expect(memory.of(points)).toEqual({});
  memory.stop();
});
