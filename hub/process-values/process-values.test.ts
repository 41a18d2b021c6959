import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { ProcessValues } from './process-values.ts';
import { SpeedsApplied } from './speeds-applied.ts';
import { ValueReader } from './value-reader.ts';

let dataDir: string;
let store: Store;
let values: ProcessValues;
let nowMs: number;
let changed: string[];

const made = () =>
  new ProcessValues({
    store,
    clock: () => nowMs,
    changed: (records) => changed.push(...records.map(({ address }) => address)),
    refused: () => undefined,
    lost: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'tremolo-values-'));
  store = new Store({
    dataDir,
    log: createLog('store', () => undefined),
    onCrash: () => undefined,
  });
  await store.start();
  nowMs = 1_795_000_000_000;
  changed = [];
  values = made();
  await values.start();
});
afterEach(async () => {
  await values.stop();
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

const hear = (value: number | null, source: 'sparkplug' | 'mqtt' = 'sparkplug') =>
  values.hear(source, [
    { address: 'mill/plc-1/speed', name: 'speed', unit: 'rpm', value, isGood: value !== null },
  ]);
const only = () => values.all()[0]!;

test('a value is known the moment it comes, and where a person put it after a restart', async () => {
  hear(1_500);
  expect(only()).toMatchObject({ name: 'speed', unit: 'rpm', nodeId: null });
  const { valueId } = only();
  await values.flush();
  await values.edit(valueId, { nodeId: `nd_${'0'.repeat(26)}`, name: 'Shaft' }, SYSTEM_ACTOR);
  await values.stop();
  values = made();
  await values.start();
  expect(only()).toMatchObject({ valueId, name: 'Shaft', nodeId: `nd_${'0'.repeat(26)}` });
  expect(values.latestOf(valueId)).toBeNull();
});

test('what a person says before the first commit is kept by it', async () => {
  hear(1_500);
  await values.edit(only().valueId, { name: 'Shaft' }, SYSTEM_ACTOR);
  await values.flush();
  const [row] = await store.read('SELECT name FROM process_values');
  expect(row!.name).toBe('Shaft');
});

test('its history has the smallest, the mean and the largest of each bucket, and goes with it', async () => {
  for (const value of [1, 2, 6]) hear(value);
  hear(null);
  await values.flush();
  const reader = new ValueReader({ store, clock: () => nowMs, keptDays: [7, 90, 3_650] });
  const query = { from: nowMs - 60_000, to: nowMs, maxBuckets: 100 };
  const trend = await reader.read(only().key, query);
  expect(trend).toMatchObject({ resolution: '10s', mean: [3], min: [1], max: [6] });
  const { key, valueId } = only();
  await values.remove(valueId, SYSTEM_ACTOR);
  expect((await reader.read(key, query)).mean).toEqual([]);
  expect(values.get(valueId)).toBeNull();
});

test('a value whose source is gone is stale, and so is a sensor’s after a minute of silence', () => {
  hear(5);
  values.gone('sparkplug', ['mill/plc']);
  expect(values.latestOf(only().valueId)!.quality).toBe('good');
  values.gone('sparkplug', ['mill/plc-1']);
  expect(values.latestOf(only().valueId)!.quality).toBe('stale');
  hear(7, 'mqtt');
  const { valueId } = values.all()[1]!;
  changed = [];
  nowMs += 60_500;
  values.turn(nowMs - 1_000);
  expect(changed).toEqual(['mill/plc-1/speed']);
  expect(values.latestOf(valueId)!.quality).toBe('stale');
  changed = [];
  nowMs += 1_000;
  values.turn(nowMs - 1_000);
  expect(changed).toEqual([]);
});

test('a speed that follows a value is told when it changes by more than lines can be searched over', () => {
  hear(1_500);
  const { valueId } = only();
  const applied = new SpeedsApplied((id) => values.latestOf(id));
  expect(applied.of(valueId)).toBe(1_500);
  hear(1_504);
  expect(applied.turn([valueId])).toEqual([]);
  expect(applied.of(valueId)).toBe(1_500);
  hear(1_520);
  expect(applied.turn([valueId])).toEqual([valueId]);
  expect(applied.of(valueId)).toBe(1_520);
  values.gone('sparkplug', ['mill/plc-1']);
  expect(applied.turn([valueId])).toEqual([valueId]);
  expect(applied.of(valueId)).toBeNull();
});
