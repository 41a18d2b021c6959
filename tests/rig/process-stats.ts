import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc; 100 on every Linux that we know. */
const TICKS = 100;

/** CPU time that the process and its living threads have used, seconds; null when it is gone. */
export function cpuSeconds(pid: number): number | null {
  const fields = statFields(pid);
  return fields === null ? null : (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Resident memory, MB (2²⁰ bytes); null when the process is gone. */
export function rssMb(pid: number): number | null {
  const fields = statFields(pid);
  return fields === null ? null : (Number(fields[21]) * 4096) / 2 ** 20;
}

/** The processes whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => statFields(each)?.[1] === String(pid));
}

/** The command line, for telling a lane from a broker. */
export function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
}

/** Fields of /proc/<pid>/stat after the command name, which may itself hold blanks. */
function statFields(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    // Gone between listing and reading: an expected outcome.
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' ||
      (error as NodeJS.ErrnoException).code === 'ESRCH'
    )
      return null;
    throw error;
  }
}
