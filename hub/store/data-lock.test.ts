import { expect, test } from 'bun:test';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockData } from './data-lock.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'tremolo-lock-'));

/** Another process that tries to be the hub, and says how it went before it waits to be killed. */
function other(dataDir: string) {
  const script = `
    import { lockData } from ${JSON.stringify(join(import.meta.dirname, 'data-lock.ts'))};
    try {
      lockData(${JSON.stringify(dataDir)});
      console.log('has it');
    } catch (error) {
      console.log(error.message);
    }
    await Bun.sleep(60_000);`;
  const child = Bun.spawn([process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = child.stdout
    .getReader()
    .read()
    .then(({ value }) => new TextDecoder().decode(value).trim());
  return { child, said };
}

test('a second hub is refused while the first runs, and takes over once that was killed', async () => {
  const dataDir = folder();
  const first = other(dataDir);
  expect(await first.said).toBe('has it');
  expect(() => lockData(dataDir)).toThrow(`process ${first.child.pid}`);
  first.child.kill('SIGKILL');
  await first.child.exited;
  lockData(dataDir).release();
  expect(existsSync(join(dataDir, 'hub.pid'))).toBe(false);
});

test('of several that start at the same moment one wins', async () => {
  const dataDir = folder();
  // What a killed hub of an earlier version left behind.
  writeFileSync(join(dataDir, 'hub.pid'), '999999999');
  const hubs = Array.from({ length: 4 }, () => other(dataDir));
  const said = await Promise.all(hubs.map((one) => one.said));
  expect(said.filter((one) => one === 'has it')).toHaveLength(1);
  for (const { child } of hubs) child.kill('SIGKILL');
});
