import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { ConditionSettings } from '#schemas/config/site-settings';
import type { SystemConditionKind } from '#schemas/fleet/system-condition';
import { ConditionBoard, type ConditionReading } from './condition-board.ts';
import { conditionRules } from './condition-rules.ts';

const RULES = conditionRules(ConditionSettings.parse({}));
const of = (kind: SystemConditionKind, value: number | null, agentId = 'agent-1') =>
  ({ kind, value, subject: { agentId, gpuUuid: null, part: null } }) satisfies ConditionReading;
const clear = () => false;

/** Runs values of one kind, a second apart; gives each second whether it was raised. */
function run(kind: SystemConditionKind, values: readonly (number | null)[]): boolean[] {
  const board = new ConditionBoard();
  return values.map((value, second) => {
    board.turn([of(kind, value)], RULES, second * 1_000, clear);
    return board.raised().length === 1;
  });
}

test('a condition is raised once it has lasted, and its time begins anew after a break', () => {
  const values = [1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1];
  expect(run('gpu_failed', values).indexOf(true)).toBe(10);
});

test('it is cleared below its dead band only, and only once that has lasted', () => {
  const full = Array<number>(31).fill(0.92);
  const hovering = Array<number>(60).fill(0.89);
  const [free, again] = [Array<number>(20).fill(0.5), [0.89]];
  const shown = run('disk_nearly_full', [...full, ...hovering, ...free, ...again, ...free]);
  expect(shown.indexOf(true)).toBe(30);
  expect(shown.slice(30).every(Boolean)).toBe(true);
  const cleared = run('disk_nearly_full', [...full, ...Array<number>(31).fill(0.88)]);
  expect(cleared.at(-2)).toBe(true);
  expect(cleared.at(-1)).toBe(false);
});

test('what cannot be told changes nothing, neither one way nor the other', () => {
  expect(run('dead_letters_many', [null, null, 101, null, null, null])).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
});

test('what is gone is cleared, unless it just cannot be heard; the worst value is kept', () => {
  const board = new ConditionBoard();
  const [raised] = board.turn([of('dead_letters_many', 120)], RULES, 0, clear);
  board.turn([of('dead_letters_many', 180)], RULES, 1_000, clear);
  board.turn([of('dead_letters_many', 130)], RULES, 2_000, clear);
  board.turn([], RULES, 3_000, () => true);
  board.turn([], RULES, 600_000, () => true);
  expect(board.raised()).toMatchObject([{ limit: 100, worst: 180, clearedMs: null }]);
  expect(board.turn([], RULES, 700_000, clear)).toEqual([]);
  const [cleared] = board.turn([], RULES, 730_000, clear);
  expect(cleared).toMatchObject({ conditionId: raised?.conditionId, clearedMs: 730_000 });
  expect(board.raised()).toEqual([]);
});

test('conditions of two subjects are two; the critical ones come first', () => {
  const board = new ConditionBoard();
  board.turn([of('agent_offline', 9), of('dead_letters_many', 200, 'b')], RULES, 0, clear);
  board.turn([of('agent_offline', 9), of('agent_offline', 7, 'c')], RULES, 1_000, () => true);
  expect(board.raised().map(({ kind, subject }) => [kind, subject.agentId])).toEqual([
    ['dead_letters_many', 'b'],
    ['agent_offline', 'c'],
    ['agent_offline', 'agent-1'],
  ]);
});

test('raised and cleared follow each other whatever the values, each with an id of its own', () => {
  const value = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 300 }), (values) => {
      const board = new ConditionBoard();
      const changes = values.flatMap((one, second) =>
        board.turn([of('disk_filling', one)], RULES, second * 10_000, clear),
      );
      const ids = changes.filter((_, i) => i % 2 === 0).map(({ conditionId }) => conditionId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [i, change] of changes.entries()) {
        expect(change.clearedMs === null).toBe(i % 2 === 0);
        if (i % 2 === 1) expect(change.conditionId).toBe(changes[i - 1]?.conditionId ?? 'sc_');
      }
    }),
  );
});
