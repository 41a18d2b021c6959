import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { AgentId } from '#schemas/ids/ids';

/** In the agent's data folder: what it got when it joined. */
export const CREDENTIAL_FILE = 'credential.json';

export const KeptCredential = z.object({
  agentId: AgentId,
  url: z.string(),
  username: z.string(),
  password: z.string(),
  /** A secret that the hub has offered and that was not used yet, as far as we know. */
  next: z.string().nullable().default(null),
  caFile: z.string().nullable(),
  hub: z.object({ url: z.string(), caFile: z.string().nullable() }).nullable().default(null),
});
export type KeptCredential = z.infer<typeof KeptCredential>;

/**
 * The credential on the disk, which is replaced from time to time. Whoever connects reads it anew: so also one that was killed
 * between being offered a secret and using it gets in, with whichever of the two is good.
 */
export class CredentialFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Throws `settings_invalid` when it cannot be read as such. */
  read(): KeptCredential {
    const sentence = `${this.path} is damaged: join again.`;
    let text: unknown;
    try {
      text = JSON.parse(readFileSync(this.path, 'utf8'));
    } catch (cause) {
      throw new TremoloError('settings_invalid', sentence, { cause });
    }
    const kept = KeptCredential.safeParse(text);
    if (kept.success) return kept.data;
    throw new TremoloError('settings_invalid', sentence, { cause: kept.error });
  }

  /** Secrets in the order in which they are to be tried: the newest first. */
  passwords(): string[] {
    const { next, password } = this.read();
    return next === null ? [password] : [next, password];
  }

  /** Keeps the secret that the hub has offered, beside the one that is good now. */
  offered(next: string): void {
    this.write({ ...this.read(), next });
  }

  /** This one let us in. Where it is the one that was offered, a life of ours before this one had got no further. */
  letIn(password: string): void {
    if (this.read().next === password) this.taken(password);
  }

  /** The hub took this one: it is the only one from now on. */
  taken(password: string): void {
    this.write({ ...this.read(), password, next: null });
  }

  /** Whole or not at all, for our own eyes, and there after a power cut. */
  write(credential: KeptCredential): void {
    writeSafely(this.path, `${JSON.stringify(credential, null, 2)}\n`);
  }
}

/** Replaces a small file of ours. */
export function writeSafely(path: string, text: string): void {
  const fresh = `${path}.${process.pid}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
}
