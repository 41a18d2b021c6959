import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobId } from '#schemas/ids/ids';
import { JobAttempt } from '#schemas/jobs/job';
import { JobReport } from '#schemas/jobs/messages';

/**
 * What is known of one attempt. `receipted`: the hub has it; it is kept in case it is offered again. `void`: the hub had given
 * the job to another before, and nothing of this attempt counts.
 */
export const LedgerEntry = JobAttempt.extend({
  state: z.enum(['running', 'ended', 'receipted', 'void']),
  atMs: z.number(),
  /** Of the process that does it, and the head of its group. */
  pid: z.number().int().positive().nullable(),
  report: JobReport.nullable(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

export interface JobLedgerOptions {
  readonly directory: string;
  readonly clock: () => number;
  readonly rememberMs: number;
  readonly damaged: (file: string) => void;
}

/** Whoever holds a job back for longer has it begin anew. */
const PAUSED_KEPT_MS = 30 * 86_400_000;

const nameOf = ({ jobId, attempt }: JobAttempt) => `${jobId}.${attempt}`;

/**
 * Every attempt that this agent was given, on its disk before it begins: what ended is told until the hub has stored it, also by
 * an agent that was killed in between, and no attempt is ever begun twice.
 */
export class JobLedger {
  readonly #options: JobLedgerOptions;
  readonly #entries = new Map<string, LedgerEntry>();

  constructor(options: JobLedgerOptions) {
    this.#options = options;
  }

  /** Reads what an earlier process of this agent left. */
  start(): void {
    const { directory, damaged } = this.#options;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(directory)) {
      const path = join(directory, file);
      // One that was being written when the agent was killed; the one before it still holds.
      if (file.endsWith('.new')) rmSync(path);
      if (!file.endsWith('.json')) continue;
      const entry = LedgerEntry.safeParse(jsonIn(path));
      if (entry.success) this.#entries.set(nameOf(entry.data), entry.data);
      else damaged(file);
    }
  }

  of(attempt: JobAttempt): LedgerEntry | null {
    return this.#entries.get(nameOf(attempt)) ?? null;
  }

  all(): LedgerEntry[] {
    return [...this.#entries.values()];
  }

  /** True from here on, also after a power cut. Throws when the disk does not take it. */
  keep(entry: LedgerEntry): void {
    const path = this.#pathOf(entry);
    const file = openSync(`${path}.new`, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify(entry));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
    this.#entries.set(nameOf(entry), entry);
  }

  /** The same in memory alone, where the disk does not take it: better told late than never. */
  keepInMemory(entry: LedgerEntry): void {
    this.#entries.set(nameOf(entry), entry);
  }

  /** Deletes what was receipted long ago, and gives the jobs of which nothing is known any more. To be called now and then. */
  forgetOld(): JobId[] {
    const nowMs = this.#options.clock();
    const forgotten = new Set<JobId>();
    for (const entry of this.all()) {
      const keptMs = isPaused(entry) ? PAUSED_KEPT_MS : this.#options.rememberMs;
      if (isOpen(entry) || entry.atMs >= nowMs - keptMs) continue;
      rmSync(this.#pathOf(entry), { force: true });
      this.#entries.delete(nameOf(entry));
      forgotten.add(entry.jobId);
    }
    if (forgotten.size === 0) return [];
    const known = new Set(this.all().map(({ jobId }) => jobId));
    return [...forgotten].filter((jobId) => !known.has(jobId));
  }

  #pathOf(entry: JobAttempt): string {
    return join(this.#options.directory, `${nameOf(entry)}.json`);
  }
}

/** It stands still and is to go on: what it keeps is needed for longer than to know it again. */
function isPaused({ report }: LedgerEntry): boolean {
  return report?.what === 'ended' && report.outcome === 'paused';
}

/** At work, or ended without the hub knowing it. */
export function isOpen({ state }: LedgerEntry): boolean {
  return state === 'running' || state === 'ended';
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
