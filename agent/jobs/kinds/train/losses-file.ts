import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** How the network that is being trained came along, epoch by epoch, and of which training that is. */
export const KeptLosses = z.strictObject({
  key: z.string(),
  member: z.number().int().positive(),
  /** Epochs of all networks that are done. */
  done: z.number().int().nonnegative(),
  losses: z.array(z.number()),
  /** How well it did after each of these epochs; shorter where nothing could be measured. */
  aurocs: z.array(z.number()).default([]),
});
export type KeptLosses = z.infer<typeof KeptLosses>;

/** Losses on the disk, so that the chart of a training that was interrupted shows the whole of it. */
export class LossesFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Null when there are none, or they cannot be read: then the chart begins anew, which costs nobody his training. */
  load(): KeptLosses | null {
    if (!existsSync(this.#path)) return null;
    try {
      return KeptLosses.safeParse(JSON.parse(readFileSync(this.#path, 'utf8'))).data ?? null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  save(kept: KeptLosses): void {
    writeFileSync(`${this.#path}.new`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}
