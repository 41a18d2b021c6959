import { beforeEach, expect, test } from 'bun:test';
import { AlarmSound } from './alarm-sound.ts';

let nowMs = 0;
let stored = new Map<string, string>();
let played: string[] = [];
let isAllowed = false;

const made = () => {
  const sound = new AlarmSound({
    clock: () => nowMs,
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
    output: {
      isAllowed: () => isAllowed,
      allow: async () => {
        isAllowed = true;
      },
      play: (tones) => played.push(tones.join(' ')),
    },
  });
  sound.start();
  return sound;
};

beforeEach(() => {
  nowMs = 1_000_000;
  stored = new Map();
  played = [];
  isAllowed = false;
});

test('nothing sounds in a browser where nobody turned it on', () => {
  const sound = made();
  sound.raised('critical');
  sound.tick('critical');
  expect(played).toEqual([]);
  expect(sound.needsTap.value).toBe(false);
});

test('turned on it is heard once, and stays on when the page is loaded again, which then waits for a touch', async () => {
  await made().turnOn();
  expect(played).toHaveLength(1);
  isAllowed = false;
  const again = made();
  expect(again.isOn.value).toBe(true);
  expect(again.needsTap.value).toBe(true);
  again.raised('high');
  expect(played).toHaveLength(1);
  await again.touched();
  expect(again.needsTap.value).toBe(false);
  again.raised('high');
  expect(played).toHaveLength(2);
});

test('each priority has tones of its own', async () => {
  const sound = made();
  await sound.turnOn();
  played = [];
  for (const one of ['critical', 'high', 'medium', 'low'] as const) sound.raised(one);
  expect(new Set(played).size).toBe(4);
});

test('what is critical sounds again while nobody has acknowledged it, what is low does not', async () => {
  const sound = made();
  await sound.turnOn();
  sound.raised('critical');
  played = [];
  sound.tick('critical');
  expect(played).toHaveLength(0);
  nowMs += 5_000;
  sound.tick('critical');
  expect(played).toHaveLength(1);
  nowMs += 60_000;
  sound.tick('low');
  sound.tick(null);
  expect(played).toHaveLength(1);
});

test('muted it is silent until that time has passed, also in a page that was loaded again', async () => {
  const sound = made();
  await sound.turnOn();
  sound.mute(5);
  played = [];
  sound.raised('critical');
  expect(played).toEqual([]);
  expect(made().mutedUntilMs.value).toBe(nowMs + 5 * 60_000);
  nowMs += 5 * 60_000;
  sound.tick('critical');
  expect(played).toHaveLength(1);
  expect(sound.mutedUntilMs.value).toBeNull();
  expect(made().mutedUntilMs.value).toBeNull();
});
