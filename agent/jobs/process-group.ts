import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** Memory of all processes of a group together, MB; null on systems that do not tell (without /proc). */
export function groupMemoryMb(group: number): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  let pages = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statFields(name);
    // Fields 5 and 24 of proc(5), counted from the state, which is the third.
    if (fields !== null && Number(fields[2]) === group) pages += Number(fields[21]);
  }
  return (pages * PAGE_BYTES) / 2 ** 20;
}

/** The group that a process is in, by the number of the process that leads it; null when it is gone or /proc does not tell. */
export function groupOf(pid: number): number | null {
  const group = Number(statFields(String(pid))?.[2]);
  return Number.isInteger(group) ? group : null;
}

/** Whether the process is the one that was started for this; another can have got its number since. */
export function isProcessOf(pid: number, words: readonly string[]): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return words.every((word) => command.includes(word));
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function statFields(pid: string): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** It ended between listing and reading, or there is no /proc at all. */
function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}

/** Of all processes the system ends this one first when memory runs out: the lanes go on. Nothing where there is no /proc. */
export function giveUpFirst(pid: number): void {
  if (existsSync('/proc/self/oom_score_adj')) writeFileSync(`/proc/${pid}/oom_score_adj`, '800');
}

/** In the surroundings of every process that a job begins, however often it turns its back on the group. */
export const JOB_MARK = 'JOB_OF_AGENT';

/** Ends every process of a job: its group, and those that left it. Where there is no /proc, the group alone. */
export function killJob(group: number, mark: string): void {
  const pids = existsSync('/proc/self/environ') ? readdirSync('/proc').map(Number) : [];
  for (const pid of pids) {
    // The group last: whoever does this can be in it.
    if (!(pid > 0) || pid === process.pid) continue;
    if (environmentOf(pid).includes(`${JOB_MARK}=${mark}`)) signal(pid, 'SIGKILL');
  }
  signalGroup(group, 'SIGKILL');
}

/** Nothing of processes of other accounts: none of them is a job’s. */
function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch (error) {
    if (isGone(error) || (error as NodeJS.ErrnoException).code === 'EACCES') return [];
    throw error;
  }
}

/** Signals every process of the group. One that is gone already has nothing more to hear. */
export function signalGroup(group: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  signal(-group, name);
}

function signal(target: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  try {
    process.kill(target, name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
