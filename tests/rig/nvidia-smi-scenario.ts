import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scenario {
  /** What each card answers to each field; an absent field is `[N/A]`. */
  readonly gpus: readonly Readonly<Record<string, string>>[];
  readonly unknownFields: readonly string[];
  /** What it says when it fails; null: it works. */
  readonly failure: string | null;
  /** It runs and says nothing. */
  readonly hangs: boolean;
  /** What `-q -x` prints. */
  readonly xmlFile: string | null;
  /** A card that is partitioned by it. */
  readonly migFile: string | null;
}

/** A program that looks like nvidia-smi to whoever runs it, and does what the test says. */
export class NvidiaSmiScenario {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tremolo-nvidia-smi-'));
  #now: Scenario = {
    gpus: [],
    unknownFields: [],
    failure: null,
    hangs: false,
    xmlFile: null,
    migFile: null,
  };

  constructor(first: Partial<Scenario>) {
    this.play(first);
    const standIn = join(import.meta.dirname, 'nvidia-smi-stand-in.ts');
    writeFileSync(
      this.path,
      `#!/bin/sh\nexec "${process.execPath}" "${standIn}" "${this.#folder}/scenario.json" "$@"\n`,
    );
    chmodSync(this.path, 0o755);
  }

  get path(): string {
    return join(this.#folder, 'nvidia-smi');
  }

  /** From its next answer on. */
  play(change: Partial<Scenario>): void {
    this.#now = { ...this.#now, ...change };
    const file = join(this.#folder, 'scenario.json');
    writeFileSync(`${file}.new`, JSON.stringify(this.#now));
    renameSync(`${file}.new`, file);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
