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

/** The command line, for telling a lane from a broker; empty when the process is gone. */
export function commandOf(pid: number): string {
  return readUnlessGone(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim() ?? '';
}

/** A variable of its environment as it was started; null where it had none, or is gone. */
export function variableOf(pid: number, name: string): string | null {
  const all = readUnlessGone(`/proc/${pid}/environ`)?.split('\0') ?? [];
  return all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}

/** Fields of /proc/<pid>/stat after the command name, which may itself hold blanks. */
function statFields(pid: number): string[] | null {
  const text = readUnlessGone(`/proc/${pid}/stat`);
  return text === null ? null : text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function readUnlessGone(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Gone between listing and reading: an expected outcome.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}
