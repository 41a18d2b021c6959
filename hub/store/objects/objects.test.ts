import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { FolderObjects } from './folder-objects.ts';
import type { ObjectStore } from './object-store.ts';
import { S3Objects } from './s3-objects.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-objects-'));
const server = new S3rver({
  ...{ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3') },
  configureBuckets: [{ name: 'captures', configs: [] }],
});
const bucketAt = (port: number) =>
  new S3Objects({
    endpoint: `http://127.0.0.1:${port}`,
    ...{ bucket: 'captures', region: 'us-east-1', prefix: 'plant/', accessKeyId: 'S3RVER' },
    secretAccessKey: () => 'S3RVER',
  });
const stores: Record<string, ObjectStore> = {};

beforeAll(async () => {
  const { port } = await server.run();
  stores.folder = new FolderObjects(join(folder, 'objects'));
  stores.s3 = bucketAt(port);
  await Promise.all(Object.values(stores).map((store) => store.start()));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const SAMPLE = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251);
const NAME = hashOf(SAMPLE);

let files = 0;
function fileWith(bytes: Uint8Array): string {
  const path = join(folder, `arriving-${files++}`);
  writeFileSync(path, bytes);
  return path;
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: { code: string }) => error.code,
  );
async function namesOf(store: ObjectStore): Promise<string[]> {
  return Array.fromAsync(store.names());
}

describe.each(['folder', 's3'])('objects in a %s', (kind) => {
  test('what was put in comes back whole and in parts, and lies there once however often it is put in', async () => {
    const store = stores[kind];
    for (let i = 0; i < 2; i++) {
      const path = fileWith(SAMPLE);
      await store.put(NAME, path);
      expect(existsSync(path)).toBe(false);
    }
    expect(await store.get(NAME)).toEqual(SAMPLE);
    expect(await store.part(NAME, 1_000, 500)).toEqual(SAMPLE.slice(1_000, 1_500));
    expect(await store.size(NAME)).toBe(SAMPLE.length);
    expect(await namesOf(store)).toEqual([NAME]);
  });

  test('what is not what its name says is not kept', async () => {
    const store = stores[kind];
    const wrong = 'ab'.repeat(32);
    expect(await codeOf(store.put(wrong, fileWith(SAMPLE)))).toBe('file_damaged');
    expect(await store.size(wrong)).toBeNull();
  });

  test('what is removed is gone, and removing it again is nothing', async () => {
    const store = stores[kind];
    await store.remove(NAME);
    await store.remove(NAME);
    expect(await store.size(NAME)).toBeNull();
    expect(await codeOf(store.get(NAME))).toBe('not_found');
    expect(await namesOf(store)).toEqual([]);
  });
});

test('of a folder, a damaged object is told from a right one, and nothing half is left behind', async () => {
  const store = stores.folder;
  await store.put(NAME, fileWith(SAMPLE));
  const path = join(folder, 'objects', NAME.slice(0, 2), NAME);
  writeFileSync(path, SAMPLE.subarray(1));
  expect(await codeOf(store.get(NAME))).toBe('file_damaged');
  expect(readdirSync(join(folder, 'objects', NAME.slice(0, 2)))).toEqual([NAME]);
});

test('a bucket that is away is a failure of the store', async () => {
  const away = bucketAt(9);
  await away.start();
  expect(await codeOf(away.put(NAME, fileWith(SAMPLE)))).toBe('storage_failed');
  expect(await codeOf(away.get(NAME))).toBe('storage_failed');
});
