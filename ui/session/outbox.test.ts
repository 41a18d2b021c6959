import { beforeEach, expect, test } from 'bun:test';
import { Outbox, type Sent, WAITS_FOR_MS, type Waiting } from './outbox.ts';

let nowMs = 1_000_000;
let who: string | null = 'us_ada';
let stored = new Map<string, string>();
let answers: Sent[] = [];
let sent: string[] = [];
let told: string[] = [];

const storage = {
  getItem: (name: string) => stored.get(name) ?? null,
  setItem: (name: string, value: string) => void stored.set(name, value),
  removeItem: (name: string) => void stored.delete(name),
};
const made = (more: Partial<ConstructorParameters<typeof Outbox>[0]> = {}) => {
  const outbox = new Outbox({
    storage,
    clock: () => nowMs,
    who: () => who,
    send: async ({ key }) => {
      sent.push(key);
      return answers.shift() ?? { kind: 'done', sentence: `job of ${key}` };
    },
    onSent: ({ key }, sentence) => told.push(`${key}: ${sentence}`),
    onRefused: ({ key }, sentence) => told.push(`${key}: ${sentence}`),
    alone: (work) => work(),
    ...more,
  });
  outbox.read();
  return outbox;
};
const add = (outbox: Outbox, key: string) => outbox.add({ key, what: 'train', body: { key } });
const keys = (waiting: readonly Waiting[]) => waiting.map(({ key }) => key);

beforeEach(() => {
  nowMs = 1_000_000;
  who = 'us_ada';
  stored = new Map();
  answers = [];
  sent = [];
  told = [];
});

test('what waits outlives the page, and is sent once, in order, with its key', async () => {
  const before = made();
  expect([add(before, 'a'), add(before, 'b')]).toEqual([true, true]);
  const outbox = made();
  expect(keys(outbox.mine())).toEqual(['a', 'b']);
  await outbox.flush();
  await outbox.flush();
  expect(sent).toEqual(['a', 'b']);
  expect(told).toEqual(['a: job of a', 'b: job of b']);
  expect(stored.size).toBe(0);
});

test('while the hub is not heard everything stays', async () => {
  const outbox = made();
  add(outbox, 'a');
  add(outbox, 'b');
  answers = [{ kind: 'unheard' }];
  await outbox.flush();
  expect(sent).toEqual(['a']);
  expect(keys(outbox.mine())).toEqual(['a', 'b']);
});

test('what is refused is not sent again until the person says so', async () => {
  const outbox = made();
  add(outbox, 'a');
  add(outbox, 'b');
  answers = [{ kind: 'refused', sentence: 'You may not.' }];
  await outbox.flush();
  expect(told).toEqual(['a: You may not.', 'b: job of b']);
  await outbox.flush();
  expect(outbox.mine()).toMatchObject([{ key: 'a', refusal: 'You may not.' }]);
  expect(sent).toEqual(['a', 'b']);
  await outbox.again('a');
  expect(sent).toEqual(['a', 'b', 'a']);
});

test('kinds are told apart, and what an older page kept is a job', () => {
  const outbox = made();
  add(outbox, 'a');
  outbox.add({ key: 'b', kind: 'acknowledgement', what: '2 alarms', body: {} });
  expect(keys(outbox.mine('acknowledgement'))).toEqual(['b']);
  expect(keys(outbox.mine('job'))).toEqual(['a']);
  expect(keys(outbox.mine())).toEqual(['a', 'b']);
  const { kind, ...old } = outbox.mine('job')[0]!;
  expect(kind).toBe('job');
  stored.set('tremolo.outbox', JSON.stringify([old]));
  expect(made().mine('job')).toHaveLength(1);
});

test('what expired is not sent by itself', async () => {
  const outbox = made();
  add(outbox, 'a');
  nowMs += WAITS_FOR_MS;
  await outbox.flush();
  expect(sent).toEqual([]);
  expect(outbox.mine().map((one) => outbox.isExpired(one))).toEqual([true]);
  await outbox.again('a');
  expect(sent).toEqual(['a']);
});

test('what nobody decides on for a week is gone', () => {
  add(made(), 'a');
  nowMs += 7 * 24 * 3_600_000;
  expect(made().all.value).toEqual([]);
});

test('nobody sends or sees what another person made in the same browser', async () => {
  const outbox = made();
  add(outbox, 'a');
  who = 'us_olga';
  await outbox.flush();
  expect(outbox.mine()).toEqual([]);
  who = null;
  await outbox.flush();
  expect(add(outbox, 'b')).toBe(false);
  expect(sent).toEqual([]);
  who = 'us_ada';
  expect(keys(outbox.mine())).toEqual(['a']);
});

test('what is discarded, also in another tab, is not sent', async () => {
  const here = made();
  add(here, 'a');
  add(here, 'b');
  const there = made();
  there.discard('a');
  await here.flush();
  expect(sent).toEqual(['b']);
});

test('what is discarded while others are on their way is not sent', async () => {
  const outbox = made({
    send: async ({ key }) => {
      sent.push(key);
      outbox.discard('b');
      return { kind: 'done', sentence: key };
    },
  });
  for (const key of ['a', 'b', 'c']) add(outbox, key);
  await outbox.flush();
  expect(sent).toEqual(['a', 'c']);
});

test('two flushes at once send everything once', async () => {
  const outbox = made();
  add(outbox, 'a');
  await Promise.all([outbox.flush(), outbox.flush()]);
  expect(sent).toEqual(['a']);
});

test('a browser that keeps nothing, too many, and what somebody else wrote there, are told apart from success', () => {
  const full = made({
    storage: {
      ...storage,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    },
  });
  expect(add(full, 'a')).toBe(false);
  expect(full.all.value).toEqual([]);
  const outbox = made();
  for (let i = 0; i < 20; i++) expect(add(outbox, `${i}`)).toBe(true);
  expect(add(outbox, 'one more')).toBe(false);
  for (const nonsense of ['{', '[{"key":1}]', 'null']) {
    stored.set('tremolo.outbox', nonsense);
    expect(made().all.value).toEqual([]);
  }
});
