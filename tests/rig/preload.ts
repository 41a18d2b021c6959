import { existsSync } from 'node:fs';
import { join } from 'node:path';

// `bun test` on a fresh checkout: install what the lock file names, so that it does the same as `npm test`.
const root = join(import.meta.dir, '..', '..');
if (!existsSync(join(root, 'node_modules'))) {
  const done = Bun.spawnSync([process.execPath, 'install', '--frozen-lockfile'], {
    cwd: root,
    stderr: 'inherit',
  });
  if (done.exitCode !== 0) throw new Error('The dependencies could not be installed.');
}
