import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockData } from './data-lock.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'tremolo-lock-'));

test('a second hub is refused while the first runs', async () => {
  const dataDir = folder();
  // A process whose command line says that it is a hub, and which ends with this test.
  const other = Bun.spawn(['sh', '-c', 'echo up; cat; : hub/main.ts'], {
    stdin: 'pipe',
    stdout: 'pipe',
  });
  // Until it has spoken its command line may still be ours.
  await other.stdout.getReader().read();
  writeFileSync(join(dataDir, 'hub.pid'), String(other.pid));
  expect(() => lockData(dataDir)).toThrow(`process ${other.pid}`);
  other.kill();
  await other.exited;
  lockData(dataDir).release();
  expect(existsSync(join(dataDir, 'hub.pid'))).toBe(false);
});

test('what a killed hub left behind is taken over', () => {
  const dataDir = folder();
  writeFileSync(join(dataDir, 'hub.pid'), '999999999');
  lockData(dataDir).release();
});
