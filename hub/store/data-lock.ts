import { Database } from 'bun:sqlite';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';

/** Locked by the system as long as its process lives: a killed hub leaves nothing behind, and of two that start at once one wins. */
const LOCK = 'hub.lock';
/** Only to say who has it. */
const HOLDER = 'hub.pid';

/**
 * Makes this process the only hub of the data folder until `release`. Throws `conflict` when another one runs: two would
 * give out the same points and write the same trends.
 */
export function lockData(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const holder = join(dataDir, HOLDER);
  const lock = new Database(join(dataDir, LOCK), { create: true });
  try {
    lock.run('PRAGMA busy_timeout = 0');
    lock.run('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!/locked|busy/i.test((cause as Error).message)) throw cause;
    const sentence = `Another hub${nameOf(holder)} already runs with the data in ${dataDir}.`;
    throw new TremoloError('conflict', sentence, { cause });
  }
  writeFileSync(holder, String(process.pid));
  return {
    release: () => {
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

/** It may not have said yet. */
function nameOf(holder: string): string {
  try {
    return ` (process ${readFileSync(holder, 'utf8')})`;
  } catch {
    return '';
  }
}
