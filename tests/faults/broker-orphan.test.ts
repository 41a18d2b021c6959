import { expect, test } from 'bun:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PARENT = new URL('./broker-parent.ts', import.meta.url).pathname;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

test('a killed hub leaves no broker behind that would keep the port', async () => {
  const parent = Bun.spawn([process.execPath, PARENT, join(tmpdir(), 'no-such-credentials')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await parent.stdout.getReader().read();
  const brokerPid = Number(new TextDecoder().decode(value));
  expect(isRunning(brokerPid)).toBe(true);
  parent.kill('SIGKILL');
  await parent.exited;
  while (isRunning(brokerPid)) await Bun.sleep(20);
});
