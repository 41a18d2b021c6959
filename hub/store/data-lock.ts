import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';

const FILE = 'hub.pid';

/**
 * Makes this process the only hub of the data folder until `release`. Throws `conflict` when another one runs: two would
 * give out the same points and write the same trends. What a killed hub left behind is taken over.
 */
export function lockData(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, FILE);
  if (!claim(path)) {
    const holder = Number(readFileSync(path, 'utf8'));
    if (isHub(holder)) {
      const sentence = `Another hub (process ${holder}) already runs with the data in ${dataDir}.`;
      throw new TremoloError('conflict', sentence);
    }
    writeFileSync(path, String(process.pid));
  }
  return { release: () => rmSync(path, { force: true }) };
}

function claim(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether this process id belongs to a living hub; a number that another program has got since does not count. */
function isHub(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('hub/main.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
