import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BOOTSTRAP = join(import.meta.dir, '..', '..', 'installer', 'bootstrap.mjs');
const folder = mkdtempSync(join(tmpdir(), 'tremolo-parent-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is started says who it is, goes on for a minute, and says when it is asked to end. */
const PROGRAM = join(folder, 'program.ts');
writeFileSync(
  PROGRAM,
  `process.on('SIGTERM', () => { console.log('asked'); process.exit(0); });
  setTimeout(() => process.exit(1), 60_000);
  console.log('runs ' + process.ppid);`,
);

/** A shell between us and the bootstrap, as npm puts one there, that tells nobody when it is ended. */
function inShell(env: Record<string, string>) {
  const { npm_lifecycle_event: _, ...others } = process.env;
  const command = `node '${BOOTSTRAP}' run '${PROGRAM}'; exit $?`;
  const shell = Bun.spawn(['sh', '-c', command], {
    env: { ...others, ...env },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const lines = shell.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return { shell, next: async () => (await lines.read()).value?.trim() };
}

test.skipIf(process.platform === 'win32')(
  'what npm started is asked to end when npm’s shell was ended, though the signal never came',
  async () => {
    const { shell, next } = inShell({ npm_lifecycle_event: 'start' });
    expect(await next()).toStartWith('runs ');
    shell.kill('SIGTERM');
    expect(await next()).toBe('asked');
    expect(await next()).toBeUndefined();
  },
  15_000,
);

test.skipIf(process.platform === 'win32')(
  'a signal to the bootstrap reaches what it started, also when its shell is gone',
  async () => {
    const { shell, next } = inShell({});
    const bootstrap = Number((await next())?.split(' ')[1]);
    shell.kill('SIGTERM');
    await shell.exited;
    process.kill(bootstrap, 'SIGTERM');
    expect(await next()).toBe('asked');
  },
  15_000,
);
