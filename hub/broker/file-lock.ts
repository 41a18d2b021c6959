import { open, rm, stat } from 'node:fs/promises';
import { TremoloError } from '#schemas/errors/tremolo-error';

const RETRY_MS = 20;
const GIVE_UP_MS = 5_000;
/** A holder needs milliseconds; one this old has died. */
const STALE_MS = 3_000;

/**
 * Runs `work` while no other process that asks for the same lock file does. Throws `conflict` when another holds it
 * for seconds.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await take(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      await (await open(path, 'wx', 0o600)).close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (waitedMs >= GIVE_UP_MS) {
        throw new TremoloError('conflict', `Another process holds ${path}.`, { cause: error });
      }
    }
    await removeIfStale(path);
    await Bun.sleep(RETRY_MS);
  }
}

async function removeIfStale(path: string): Promise<void> {
  try {
    if (Date.now() - (await stat(path)).mtimeMs > STALE_MS) await rm(path, { force: true });
  } catch (error) {
    // Its holder gave it back meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
