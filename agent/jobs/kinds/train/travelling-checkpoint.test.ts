import { afterEach, beforeEach, expect, test } from 'bun:test';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { JobFiles } from '../../job-files.ts';
import { LossesFile } from './losses-file.ts';
import { TravellingCheckpoint } from './travelling-checkpoint.ts';

let folder: string;
let said: string[];
let nowMs: number;
let isHubThere: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tremolo-travel-'));
  said = [];
  nowMs = 0;
  isHubThere = true;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A hub that keeps the last file that was handed in. */
const hubFile = () => join(folder, 'at-hub');
const facts = { sha256: 'ab'.repeat(32), kind: 'checkpoint' as const, bytes: 1 };
const files: JobFiles = {
  deliver: async (path) => {
    if (!isHubThere) throw new TremoloError('storage_full', 'The disk is full.');
    copyFileSync(path, hubFile());
    return facts;
  },
  ofJob: async () => (existsSync(hubFile()) ? [facts] : []),
  fetch: async () => {
    const path = join(folder, 'fetched');
    copyFileSync(hubFile(), path);
    return { path, bytes: 1, wasThere: false };
  },
};

function on(agent: string) {
  const own = join(folder, agent);
  mkdirSync(own, { recursive: true });
  const losses = new LossesFile(join(own, 'losses.json'));
  const checkpoint = new TravellingCheckpoint({
    ...{ folder: own, losses, files, clock: () => nowMs, say: (text) => said.push(text) },
  });
  const trained = (done: number) => {
    losses.save({ key: 'k', member: 1, done, losses: [1, 0.5], aurocs: [] });
    writeFileSync(checkpoint.path, `after ${done}`);
  };
  const stands = () => (existsSync(checkpoint.path) ? readFileSync(checkpoint.path, 'utf8') : null);
  return { checkpoint, losses, trained, stands };
}

test('what one agent handed in another takes up, with the losses so far', async () => {
  const [first, second] = [on('a'), on('b')];
  first.trained(7);
  await first.checkpoint.leave();
  await second.checkpoint.arrive();
  expect(second.stands()).toBe('after 7');
  expect(second.losses.load()?.losses).toEqual([1, 0.5]);
  expect(existsSync(join(folder, 'a', 'parcel.json'))).toBe(false);
});

test('an agent that is further itself stays with its own, one that is behind does not', async () => {
  const [first, second] = [on('a'), on('b')];
  first.trained(7);
  await first.checkpoint.leave();
  second.trained(9);
  await second.checkpoint.arrive();
  expect(second.stands()).toBe('after 9');
  second.trained(3);
  await second.checkpoint.arrive();
  expect(second.stands()).toBe('after 7');
});

test('beside the training it is handed in once a minute and not more often', async () => {
  const { checkpoint, trained } = on('a');
  trained(1);
  nowMs = 59_000;
  checkpoint.leaveSometimes();
  await checkpoint.leave();
  rmSync(hubFile());
  nowMs += 61_000;
  checkpoint.leaveSometimes();
  checkpoint.leaveSometimes();
  while (!existsSync(hubFile())) await new Promise(setImmediate);
});

test('a hub that does not take it, or gives something else, fails no training', async () => {
  const { checkpoint, trained, stands } = on('a');
  await checkpoint.leave();
  isHubThere = false;
  trained(4);
  await checkpoint.leave();
  expect(said.at(-1)).toBe('The checkpoint stays on this agent alone: The disk is full.');
  writeFileSync(hubFile(), '{"losses":1}');
  await checkpoint.arrive();
  expect(said.at(-1)).toStartWith('What an earlier attempt kept at the hub cannot be had');
  expect(stands()).toBe('after 4');
});
