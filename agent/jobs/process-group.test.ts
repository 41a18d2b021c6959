import { afterEach, expect, test } from 'bun:test';
import { groupOf, signalGroup } from './process-group.ts';

let leader: Bun.Subprocess<'ignore', 'pipe', 'ignore'> | null = null;
afterEach(() => {
  if (leader !== null) signalGroup(leader.pid, 'SIGKILL');
});

test('what a process began is in its group, and one that is gone is in none', async () => {
  leader = Bun.spawn(['sh', '-c', 'sleep 60 & echo $!; wait'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  const { value } = await leader.stdout.getReader().read();
  const child = Number(new TextDecoder().decode(value));
  expect([groupOf(child), groupOf(leader.pid)]).toEqual([leader.pid, leader.pid]);
  expect(groupOf(4_194_305)).toBeNull();
});
