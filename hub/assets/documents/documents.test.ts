import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCUMENTS_MAX } from '#schemas/http/node-documents';
import type { NodeId } from '#schemas/ids/ids';
import { SYSTEM_ACTOR } from '../../store/actor.ts';
import { FolderObjects } from '../../store/objects/folder-objects.ts';
import { PlantForTests } from '../plant-for-tests.ts';
import { Documents } from './documents.ts';

const DAY_MS = 86_400_000;
const PDF = Buffer.from('%PDF-1.7\nOne page.');
/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const box = new PlantForTests();
const folder = mkdtempSync(join(tmpdir(), 'tremolo-documents-'));
const objects = new FolderObjects(folder);
const make = () =>
  new Documents({
    store: box.store,
    events: box.events,
    clock: () => box.nowMs,
    objects,
    folder,
    isNode: (nodeId) => box.plant.tree.get(nodeId) !== null,
    nameOf: () => null,
  });
let documents: Documents;
let site: NodeId;

beforeAll(async () => {
  await box.start();
  documents = make();
  await documents.start();
  site = await box.make({ kind: 'site', name: 'North' });
});
afterAll(async () => {
  await box.stop();
  rmSync(folder, { recursive: true });
});

/** Long enough for what was deleted to be gone for good. */
async function aMonthLater(): Promise<void> {
  box.nowMs += 30 * DAY_MS;
  await documents.upkeep();
}

test('the same file at two nodes lies there once, and goes with the last that names it', async () => {
  const pump = await box.make({ kind: 'machine', name: 'P-1', parentId: site });
  const one = await documents.add(site, 'Manual', PDF, SYSTEM_ACTOR);
  const other = await documents.add(pump, 'Manual', PDF, SYSTEM_ACTOR);
  expect(one.sha256).toBe(other.sha256);
  await documents.remove(site, one.documentId, SYSTEM_ACTOR);
  await aMonthLater();
  expect((await documents.content(pump, other.documentId)).bytes).toEqual(new Uint8Array(PDF));
  await documents.remove(pump, other.documentId, SYSTEM_ACTOR);
  await aMonthLater();
  expect(await objects.size(one.sha256)).toBeNull();
  // A paper of one node is not to be had by the address of another.
  const kept = await documents.add(pump, 'Manual', PDF, SYSTEM_ACTOR);
  const wrong = await documents.content(site, kept.documentId).catch((error) => error.code);
  expect(wrong).toBe('not_found');
  await box.remove(pump);
});

test('files of a removed node come back with it within 90 days, also over a restart, and go then', async () => {
  const fan = await box.make({ kind: 'machine', name: 'F-1', parentId: site });
  const { documentId, sha256 } = await documents.add(fan, 'Drawing', PDF, SYSTEM_ACTOR);
  box.nowMs += 400 * DAY_MS;
  const removal = await box.remove(fan);
  await documents.upkeep();
  expect(await documents.content(fan, documentId).catch((error) => error.code)).toBe('not_found');
  box.nowMs += 89 * DAY_MS;
  await documents.upkeep();
  await box.undo(removal!.changeId);
  await documents.upkeep();
  expect(documents.of(fan).map(({ title }) => title)).toEqual(['Drawing']);
  await box.remove(fan);
  await documents.upkeep();
  box.nowMs += 89 * DAY_MS;
  documents = make();
  await documents.start();
  await documents.upkeep();
  expect(await objects.size(sha256)).not.toBeNull();
  box.nowMs += DAY_MS;
  await documents.upkeep();
  expect(await objects.size(sha256)).toBeNull();
});

test('what is deleted comes back as it was for thirty days, also over a restart, and is gone then', async () => {
  const mixer = await box.make({ kind: 'machine', name: 'M-1', parentId: site });
  const codeOf = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (error) => error.code,
    );
  const front = await documents.add(mixer, 'Front', PNG, SYSTEM_ACTOR);
  await documents.remove(mixer, front.documentId, SYSTEM_ACTOR);
  expect(documents.of(mixer)).toEqual([]);
  expect(documents.pictureOf(mixer)).toBeNull();
  for (const asked of [
    documents.content(mixer, front.documentId),
    documents.edit(mixer, front.documentId, { title: 'Side' }, SYSTEM_ACTOR),
    documents.remove(mixer, front.documentId, SYSTEM_ACTOR),
    // Not by the address of another node either.
    documents.bringBack(site, front.documentId, SYSTEM_ACTOR),
  ]) {
    expect(await codeOf(asked)).toBe('not_found');
  }
  box.nowMs += 29 * DAY_MS;
  documents = make();
  await documents.start();
  await documents.upkeep();
  expect(await documents.bringBack(mixer, front.documentId, SYSTEM_ACTOR)).toEqual(front);
  // Pressed twice it is there all the same.
  expect(await documents.bringBack(mixer, front.documentId, SYSTEM_ACTOR)).toEqual(front);
  expect(documents.pictureOf(mixer)).toBe(front.documentId);
  await documents.remove(mixer, front.documentId, SYSTEM_ACTOR);
  await aMonthLater();
  expect(await codeOf(documents.bringBack(mixer, front.documentId, SYSTEM_ACTOR))).toBe(
    'not_found',
  );
  expect(await objects.size(front.sha256)).toBeNull();
});

test('a picture that comes back does not take the place of the one that followed it', async () => {
  const press = await box.make({ kind: 'machine', name: 'P-9', parentId: site });
  const first = await documents.add(press, 'First', PNG, SYSTEM_ACTOR);
  await documents.remove(press, first.documentId, SYSTEM_ACTOR);
  const second = await documents.add(press, 'Second', PNG, SYSTEM_ACTOR);
  await documents.bringBack(press, first.documentId, SYSTEM_ACTOR);
  expect(documents.pictureOf(press)).toBe(second.documentId);
  expect(documents.of(press).map(({ title }) => title)).toEqual(['First', 'Second']);
});

test('nothing comes back where there is no more room', async () => {
  const fan = await box.make({ kind: 'machine', name: 'F-9', parentId: site });
  const one = await documents.add(fan, 'One', PDF, SYSTEM_ACTOR);
  await documents.remove(fan, one.documentId, SYSTEM_ACTOR);
  for (let i = 0; i < DOCUMENTS_MAX; i++) await documents.add(fan, `Paper ${i}`, PDF, SYSTEM_ACTOR);
  const code = await documents
    .bringBack(fan, one.documentId, SYSTEM_ACTOR)
    .catch((error) => error.code);
  expect(code).toBe('conflict');
});
