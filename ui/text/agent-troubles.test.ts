import { expect, test } from 'bun:test';
import { clockDifference, troubleSentence } from './agent-troubles.ts';

test('a clock is said to the second, with the two units that matter', () => {
  expect(clockDifference(-192_000)).toBe('3 min 12 s');
  expect(clockDifference(7_400)).toBe('7 s');
  expect(clockDifference(3_600_000)).toBe('1 h');
  expect(clockDifference(90_061_000)).toBe('1 d 1 h');
});

test('each trouble is one sentence that names the agent and what to do', () => {
  expect(troubleSentence('agent-2', { code: 'clock_off', offMs: -192_000 })).toBe(
    'The clock of agent-2 is 3 min 12 s behind the hub’s: synchronise its machine’s time.',
  );
  expect(
    troubleSentence('agent-2', {
      code: 'two_with_one_identity',
      host: 'press-box',
      others: ['pump-box', 'spare'],
    }),
  ).toBe(
    'agent-2 runs more than once: on press-box, which works, and on pump-box and spare, which stand by. Stop one, or let it join under another name.',
  );
  const versions = { version: '0.1.0', hubVersion: '0.2.0' };
  expect(troubleSentence('agent-2', { code: 'version_old', ...versions })).toBe(
    'agent-2 runs Tremolo 0.1.0, the hub 0.2.0: update the agent.',
  );
  expect(troubleSentence('agent-2', { code: 'version_new', ...versions })).toContain(
    'update the hub',
  );
});
