import { expect, test } from 'bun:test';
import { PreflightReport } from '#schemas/broker/preflight';
import type { AgentId } from '#schemas/ids/ids';
import { PreflightWatch } from './preflight-watch.ts';

const DISK = { check: 'disk', state: 'failed', says: '3 MB are free.', fix: 'Free some.' } as const;
const OK = { check: 'clock', state: 'ok', says: 'It is right.', fix: null } as const;

function watched() {
  const time = { nowMs: 50_000 };
  const told: PreflightReport[] = [];
  const said: string[] = [];
  let looks = 0;
  const watch = new PreflightWatch({
    agentId: 'agent-1' as AgentId,
    look: async () => {
      looks++;
      if (looks === 3) throw new Error('no /proc');
      return [OK, DISK];
    },
    clock: () => time.nowMs,
    log: (_, message) => void said.push(message),
    publish: (report) => told.push(PreflightReport.parse(report)) > 0,
  });
  return { watch, time, told, said, looks: () => looks };
}

test('what is to be mended is written down, and all of it is told', async () => {
  const { watch, told, said } = watched();
  await watch.look();
  expect(said).toEqual(['3 MB are free.']);
  expect(told).toEqual([{ agentId: 'agent-1' as AgentId, atMs: 50_000, findings: [OK, DISK] }]);
});

test('asked again at once it tells what it found, and looks only when that is old', async () => {
  const { watch, time, told, looks } = watched();
  await Promise.all([watch.look(), watch.look()]);
  await watch.look();
  expect([looks(), told.length]).toEqual([1, 2]);
  time.nowMs += 10_000;
  await watch.look();
  expect([looks(), told.at(-1)?.atMs]).toEqual([2, 60_000]);
});

test('a look that fails is written down, and the next one is made', async () => {
  const { watch, time, told, said } = watched();
  for (let i = 0; i < 4; i++) {
    await watch.look();
    time.nowMs += 20_000;
  }
  expect(said).toContain('the machine cannot be looked at');
  expect(told).toHaveLength(3);
});

test('a broker that comes back is told again, one that comes before the first look of nothing', async () => {
  const { watch, told } = watched();
  watch.tellAgain();
  expect(told).toEqual([]);
  await watch.look();
  watch.tellAgain();
  expect(told).toHaveLength(2);
});
