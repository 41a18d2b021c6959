import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SensorDescription } from '#schemas/broker/messages';
import type { PointPatch } from '#schemas/http/points';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { Events } from '../events.ts';
import { createLog } from '../log.ts';
import { SYSTEM_ACTOR } from '../store/actor.ts';
import { Store } from '../store/store.ts';
import { AssetRegister } from './asset-register.ts';
import { ChangeBook } from './history/change-book.ts';
import { Plant } from './plant.ts';
import { planPointEdit } from './point-edit.ts';
import { factsOf } from './point-record.ts';

const log = createLog('test', () => undefined);
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-assets-'));
let store: Store;
let events: Events;
let assets: AssetRegister;
let plant: Plant;

beforeEach(async () => {
  store = new Store({ dataDir, log, onCrash: () => undefined });
  await store.start();
  events = new Events();
  assets = new AssetRegister({ store, events, clock: () => 1_000, log });
  await assets.start();
  plant = plantOf(assets);
});
afterEach(async () => {
  assets.stop();
  await store.stop();
  rmSync(dataDir, { recursive: true });
});

function plantOf(register: AssetRegister): Plant {
  const changes = new ChangeBook({ store, nameOf: () => null });
  return new Plant({ store, events, clock: () => 1_000, assets: register, changes });
}

const edit = (pointId: string, patch: PointPatch) =>
  plant.do(() => planPointEdit(assets, pointId, patch, (point) => point.describedFacts), {
    actor: SYSTEM_ACTOR,
    guard: () => undefined,
  });

function says(sensorId: string, speedRpm: number | null, axes = 1): SensorDescription {
  const facts = { ...UNKNOWN_MACHINE, speedRpm };
  return {
    sensorId,
    sampleRateHz: 25_600,
    unit: 'g',
    machine: 'Pump 1',
    origin: 'test',
    axes: Array.from({ length: axes }, (_, axis) => ({ axis, name: '', facts })),
  };
}

/** The ids of the next points that are new or changed. */
const news = () => new Promise<readonly string[]>((done) => events.on('points', done));

test('each axis becomes a point, named when the sensor names none', async () => {
  const told = news();
  assets.describe(says('s-1', 1500, 3));
  expect(await told).toHaveLength(3);
  expect(assets.all().map((p) => p.name)).toEqual(['s-1 axis 0', 's-1 axis 1', 's-1 axis 2']);
  expect(new Set(assets.all().map((p) => p.key)).size).toBe(3);
  expect(assets.sensors()).toEqual({ known: 1, online: 0 });
});

test('the same description again is no news; a changed one changes the point and keeps its id', async () => {
  const first = news();
  assets.describe(says('s-1', 1500));
  const [pointId] = await first;
  assets.describe(says('s-1', 1500));
  const second = news();
  assets.describe(says('s-1', 1600));
  expect(await second).toEqual([pointId]);
  expect(factsOf(assets.all()[0]).speedRpm).toBe(1600);
  expect(assets.all()).toHaveLength(1);
});

test('edits, agents and points are there after a restart, and keys are not given twice', async () => {
  const first = news();
  assets.describe(says('s-1', 1500));
  const [pointId] = await first;
  await edit(pointId, { name: 'Drive end', facts: { powerKw: 30 } });
  await assets.assigned(new Map([[pointId, 'agent-1']]));
  assets = new AssetRegister({ store, events, clock: () => 1_000, log });
  await assets.start();
  const [known] = assets.all();
  expect(known).toMatchObject({ pointId, editedName: 'Drive end', agentId: 'agent-1' });
  expect(factsOf(known)).toMatchObject({ speedRpm: 1500, powerKw: 30 });
  const second = news();
  assets.describe(says('s-2', null));
  await second;
  expect(assets.all().map((p) => p.key)).toEqual([known.key, known.key + 1]);
});

test('edits at the same time as each other and as a description all stay, in memory and in the store', async () => {
  const first = news();
  assets.describe(says('s-1', 1500));
  const [pointId] = await first;
  const described = says('s-1', 1700);
  assets.describe(described);
  await Promise.all([
    edit(pointId, { facts: { powerKw: 30 } }),
    edit(pointId, { name: 'Drive end' }),
    edit(pointId, { facts: { support: 'rigid' } }),
  ]);
  await new Promise<void>((done) => {
    const look = () => factsOf(assets.all()[0]).speedRpm === 1700 && done();
    events.on('points', look);
    look();
  });
  const again = new AssetRegister({ store, events, clock: () => 1_000, log });
  await again.start();
  expect(again.all()).toEqual(assets.all());
  expect(factsOf(again.all()[0])).toMatchObject({ speedRpm: 1700, powerKw: 30, support: 'rigid' });
  expect(again.all()[0].editedName).toBe('Drive end');
});

test('a point that cannot be stored is not known, and is made when there is room again', async () => {
  const [{ page_count }] = await store.read('PRAGMA page_count');
  await store.script(`PRAGMA max_page_count = ${page_count}`);
  const failed = new Promise<void>((done) => {
    const watching = createLog('test', (line) => line.includes('not stored yet') && done());
    assets = new AssetRegister({ store, events, clock: () => 1_000, log: watching });
  });
  const told = news();
  for (let i = 0; i < 200; i++) assets.describe(says(`s-${i}`, 1500));
  await failed;
  expect(assets.all()).toEqual([]);
  await store.script('PRAGMA max_page_count = 1000000');
  expect(await told).toHaveLength(200);
});

test('sensors count as offline until they say otherwise, after each new connection too', async () => {
  const first = news();
  assets.describe(says('s-1', 1500));
  await first;
  const second = news();
  assets.sensorStatus('s-1', true);
  expect(await second).toHaveLength(1);
  expect(assets.sensors()).toEqual({ known: 1, online: 1 });
  assets.forgetOnline();
  expect(assets.isOnline('s-1')).toBe(false);
});

test('an edit of no point says so', () => {
  expect(edit('pt_none', { name: 'x' })).rejects.toThrow('no such point');
});
