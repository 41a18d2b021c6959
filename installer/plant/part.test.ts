import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Part } from './part.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-part-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A part that is ready at once and ends by itself with this code; what is said of it first. */
function saidOf(code: number, mayEnd: boolean): Promise<string> {
  return new Promise((said, failed) => {
    const part = new Part({
      name: 'agent',
      args: ['-e', `console.log('{"ready":"agent"}'); setTimeout(() => process.exit(${code}), 50)`],
      root: folder,
      environment: {},
      logFile: join(folder, 'part.log'),
      say: (sentence) => {
        said(sentence);
        void part.stop();
      },
      mayEnd,
    });
    part.start().catch(failed);
  });
}

test('an agent that was ended in order stays ended', async () => {
  expect(await saidOf(0, true)).toBe('agent was ended in order; the next start begins it anew.');
});

test('one that fails is started again, and so is what nobody may end', async () => {
  expect(await saidOf(1, true)).toContain('ended unexpectedly (code 1)');
  expect(await saidOf(0, false)).toContain('ended unexpectedly (code 0)');
});
