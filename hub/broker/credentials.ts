import { chmod, mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import { type CredentialKind, usernameOf } from './access-rules.ts';
import { offering, taking } from './credential-renewal.ts';
import { type ClientLimits, CredentialDocument, CredentialRow } from './credential-row.ts';
import { newSecret, pbkdf2, sha256 } from './credential-secret.ts';
import { withFileLock } from './file-lock.ts';

/** File name inside the hub's data folder. */
export const CREDENTIALS_FILE = 'broker-credentials.json';

/** What a client needs to connect; the only place where the secret is ever in clear. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

export interface NewCredential {
  kind: CredentialKind;
  id: string;
  /** Of a gateway; its id and a hyphen when not given. */
  sensorPrefix?: string | null;
  /** Of a Sparkplug edge node: its id in topics; by default its name here. */
  edgeNode?: string | null;
  limits?: ClientLimits | null;
}

/**
 * The broker's clients, in one file of mode 0600. Console and hub may both write: each change is a locked
 * read-modify-replace. Throws `storage_failed` when the file is not readable as such.
 */
export class Credentials {
  readonly #path: string;
  readonly #clock: Clock;

  constructor({ path, clock }: { path: string; clock: Clock }) {
    this.#path = path;
    this.#clock = clock;
  }

  /** All rows; none when there is no file yet. */
  async list(): Promise<CredentialRow[]> {
    const text = await readOrNull(this.#path);
    if (text === null) return [];
    const parsed = CredentialDocument.safeParse(jsonOrNull(text));
    if (parsed.success) return parsed.data.credentials;
    const sentence = 'The file of broker credentials is damaged; restore it or add them anew.';
    throw new TremoloError('storage_failed', sentence, { cause: parsed.error });
  }

  /** Changes whenever the file does; null when there is none. */
  async stamp(): Promise<string | null> {
    try {
      const { mtimeMs, size, ino } = await stat(this.#path);
      return `${mtimeMs} ${size} ${ino}`;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** Makes or renews a credential; the old secret stops working. Throws `request_invalid` for a wrong id. */
  async add(wanted: NewCredential): Promise<Login> {
    const password = newSecret();
    const row = this.#row(wanted, password);
    await this.#change((rows) => [...rows.filter((one) => one.username !== row.username), row]);
    return { username: row.username, password };
  }

  /** Removes a credential; false when there was none. */
  remove(username: string): Promise<boolean> {
    return this.#change((rows) => rows.filter((row) => row.username !== username));
  }

  /** Lets a credential in or keeps it out without forgetting it; false when nothing changed. */
  setEnabled(username: string, enabled: boolean): Promise<boolean> {
    return this.#change((rows) =>
      rows.map((row) =>
        row.username === username && row.enabled !== enabled ? { ...row, enabled } : row,
      ),
    );
  }

  /** Notes that a client is to have a new secret before it is due; false when there is no such client. */
  async askRenewal(username: string): Promise<boolean> {
    const renewalAskedMs = this.#clock();
    return this.#change((rows) =>
      rows.map((row) => (row.username === username ? { ...row, renewalAskedMs } : row)),
    );
  }

  /** A new secret beside the one that the client has: whichever it uses is good, and the new one ends the old. Null: no such client. */
  async offerNext(username: string): Promise<Login | null> {
    const password = newSecret();
    const isOffered = await this.#change((rows) =>
      rows.map((row) =>
        row.username === username && row.enabled ? offering(row, password, this.#clock()) : row,
      ),
    );
    return isOffered ? { username, password } : null;
  }

  /** The secret that was offered, known by its SHA-256, was used: it alone is good now. False when it was not offered. */
  takeNext(username: string, hash: string): Promise<boolean> {
    return this.#change((rows) =>
      rows.map((row) =>
        row.username === username ? (taking(row, hash, this.#clock()) ?? row) : row,
      ),
    );
  }

  #row(
    { kind, id, sensorPrefix, edgeNode, limits }: NewCredential,
    password: string,
  ): CredentialRow {
    const parsed = CredentialRow.safeParse({
      username: usernameOf({ kind, id }),
      kind,
      id: kind === 'hub' ? 'hub' : id,
      sensorPrefix: kind === 'gateway' ? (sensorPrefix ?? `${id}-`) : null,
      edgeNode: kind === 'edge' ? (edgeNode ?? null) : null,
      sha256: sha256(password),
      pbkdf2: pbkdf2(password),
      enabled: true,
      createdMs: this.#clock(),
      next: null,
      previous: null,
      renewalAskedMs: null,
      limits: limits ?? null,
    });
    if (parsed.success) return parsed.data;
    const sentence = `Not a name for a ${kind}: lower-case letters, digits and hyphens, at most 63.`;
    throw new TremoloError('request_invalid', sentence, { cause: parsed.error });
  }

  async #change(next: (rows: CredentialRow[]) => CredentialRow[]): Promise<boolean> {
    await mkdir(dirname(this.#path), { recursive: true });
    return withFileLock(`${this.#path}.lock`, async () => {
      const before = await this.list();
      const after = next(before);
      if (after.length === before.length && after.every((row, i) => row === before[i]))
        return false;
      await replaceFile(
        this.#path,
        `${JSON.stringify({ version: 1, credentials: after }, null, 2)}\n`,
      );
      return true;
    });
  }
}

/** Readers see the old file or the new one whole, also after a power failure. */
async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(fresh, 0o600);
  await rename(fresh, path);
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
