import { expect, test } from 'bun:test';
import { CleanSessionPersistence } from './clean-session-persistence.ts';

async function topicsFor(persistence: CleanSessionPersistence, filters: string[]) {
  const topics: string[] = [];
  for await (const packet of persistence.createRetainedStreamCombi(filters)) {
    topics.push(packet.topic);
  }
  return topics;
}
const message = (topic: string, text = 'x') => ({ topic, payload: Buffer.from(text) });

test('retained messages are found by exact topics and by wildcards', async () => {
  const persistence = new CleanSessionPersistence();
  for (const topic of ['a/1/status', 'a/2/status', 'a/2/description', 'a']) {
    await persistence.storeRetained(message(topic));
  }
  expect(await topicsFor(persistence, ['a/1/status', 'a/9/status'])).toEqual(['a/1/status']);
  expect(await topicsFor(persistence, ['a/+/status'])).toEqual(['a/1/status', 'a/2/status']);
  expect(await topicsFor(persistence, ['a/#'])).toHaveLength(4);
  expect(await topicsFor(persistence, ['+'])).toEqual(['a']);
});

test('the last one of a topic counts, an empty one takes it back', async () => {
  const persistence = new CleanSessionPersistence();
  await persistence.storeRetained(message('a', 'first'));
  await persistence.storeRetained(message('a', 'second'));
  const [kept] = await persistence.createRetainedStream('a').toArray();
  expect(kept.payload.toString()).toBe('second');
  await persistence.storeRetained(message('a', ''));
  expect(await topicsFor(persistence, ['a'])).toEqual([]);
});

test('what is kept does not hold on to the bytes that it came with', async () => {
  const persistence = new CleanSessionPersistence();
  const read = Buffer.alloc(512 * 1024, 1);
  await persistence.storeRetained({ topic: 'a', payload: read.subarray(0, 10) });
  const [kept] = await persistence.createRetainedStream('a').toArray();
  expect(kept.payload.buffer).not.toBe(read.buffer);
  expect(kept.payload.equals(read.subarray(0, 10))).toBe(true);
});

test('a will is kept until it is taken back', async () => {
  const persistence = new CleanSessionPersistence();
  await persistence.putWill({ id: 'c' }, message('w'));
  expect((await persistence.getWill({ id: 'c' }))?.topic).toBe('w');
  expect((await persistence.delWill({ id: 'c' }))?.topic).toBe('w');
  expect(await persistence.getWill({ id: 'c' })).toBeUndefined();
});
