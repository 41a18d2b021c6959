import { accessSync, constants, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** Why the folder cannot be written, or null; it is made when it is not there. */
export function obstacleToWriting(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Free for an ordinary user, in MB; null where the system does not say. */
export async function diskFreeMb(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return (bavail * bsize) / 1_048_576;
  } catch {
    // The folder's own obstacle is a finding of its own.
    return null;
  }
}

/** Whether the clock follows a time server, as systemd says; null where there is none. */
export async function clockSynchronised(): Promise<boolean | null> {
  const text = await outputOf(['timedatectl', 'show', '-p', 'NTPSynchronized', '--value']);
  return text === 'yes' ? true : text === 'no' ? false : null;
}

/** Which of the shared libraries the loader finds; null for each where that cannot be asked. */
export async function findLibraries(
  names: readonly string[],
): Promise<Record<string, boolean | null>> {
  const cache = await outputOf(['ldconfig', '-p']);
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter(Boolean);
  const has = (name: string) =>
    cache?.includes(`${name} `) || folders.some((folder) => exists(`${folder}/${name}`));
  return Object.fromEntries(
    names.map((name) => [name, cache === null ? null : (has(name) ?? false)]),
  );
}

function exists(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a program prints, trimmed; null when it is not there or fails. */
async function outputOf(command: string[]): Promise<string | null> {
  const [name = ''] = command;
  // Of an ordinary account, ldconfig is not on PATH.
  const path = Bun.which(name, { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` });
  if (path === null) return null;
  const child = Bun.spawn([path, ...command.slice(1)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const text = await new Response(child.stdout).text();
  return (await child.exited) === 0 ? text.trim() : null;
}
