import { readFileSync } from 'node:fs';

/** Throws a sentence when a process may not open so many files: each connection is one. Bun itself has raised the soft limit to the hard one. */
export function requireOpenFiles(pid: number, needed: number): void {
  const limits = readFileSync(`/proc/${pid}/limits`, 'utf8');
  const allowed = /^Max open files\s+(\S+)/m.exec(limits)?.[1] ?? 'unlimited';
  if (allowed === 'unlimited' || Number(allowed) >= needed) return;
  throw new Error(
    `Process ${pid} may open ${allowed} files, and the bench needs ${needed}: raise it with ulimit -Hn.`,
  );
}
