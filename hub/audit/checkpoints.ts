import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checkpoint, checkpointHash, checkpointText } from '#schemas/audit/verify';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { checkpointOf } from './trail-rows.ts';

const PURPOSE = 'audit key';
/** A checkpoint is signed after so many entries, or so long after the first one that lacks it. */
const ENTRIES_MAX = 1_000;
const AGE_MAX_MS = 10 * 60_000;

export interface CheckpointDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the public key lies as a file. */
  readonly folder: string;
}

/** Signs where the trail stands, now and then: from then on not even who has the database can rewrite what came before. */
export class Checkpoints {
  readonly #deps: CheckpointDeps;
  #key: { id: string; sign: KeyObject } | null = null;
  #last: Checkpoint | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: CheckpointDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const [key] = await this.#deps.store.read('SELECT 1 AS yes FROM audit_keys LIMIT 1');
    if (key === undefined) {
      const { pem, keyId, statement } = this.#newKey();
      await this.#deps.store.write([statement]);
      this.#publish(keyId, pem);
    }
    await this.#load();
  }

  /** Seals what there is with the key so far, and makes the next one, which signs from then on. The id of the new key. */
  async rotate(actor: Actor): Promise<string> {
    await this.sign('now');
    const { pem, keyId, statement } = this.#newKey();
    const details = { before: this.#key?.id ?? null, after: keyId };
    await this.#deps.store.record(
      [statement],
      [{ event: 'audit.key_rotated', actor, resourceId: keyId, details }],
    );
    this.#publish(keyId, pem);
    await this.#load();
    return keyId;
  }

  /** The key that signs, and what it follows: the console, a process of its own, may have made both. */
  async #load(): Promise<void> {
    const { store, vault } = this.#deps;
    const [key] = await store.read('SELECT * FROM audit_keys ORDER BY rowid DESC LIMIT 1');
    if (key !== undefined && key.key_id !== this.#key?.id) {
      const pem = vault.open(PURPOSE, String(key.sealed_private));
      this.#key = { id: String(key.key_id), sign: createPrivateKey(pem) };
    }
    const [last] = await store.read('SELECT * FROM audit_checkpoints ORDER BY seq DESC LIMIT 1');
    this.#last = last === undefined ? null : checkpointOf(last);
  }

  /** What was signed last and is not there any more: somebody was at the trail while the hub was off. Null: all is there. */
  async missing(): Promise<Checkpoint | null> {
    const last = this.#last;
    if (last === null) return null;
    const [entry] = await this.#deps.store.read('SELECT hash FROM audit WHERE seq = ?', [last.seq]);
    const isPruned = async () => {
      const [segment] = await this.#deps.store.read(
        'SELECT 1 AS yes FROM audit_segments WHERE last_seq >= ? AND pruned_ms IS NOT NULL',
        [last.seq],
      );
      return segment !== undefined;
    };
    if (entry === undefined ? await isPruned() : entry.hash === last.hash) return null;
    return last;
  }

  /** Public keys by their ids, as PEM. */
  async publicKeys(): Promise<Map<string, string>> {
    const rows = await this.#deps.store.read('SELECT key_id, public_pem FROM audit_keys');
    return new Map(rows.map((row) => [String(row.key_id), String(row.public_pem)]));
  }

  async all(): Promise<Checkpoint[]> {
    const rows = await this.#deps.store.read('SELECT * FROM audit_checkpoints ORDER BY seq');
    return rows.map(checkpointOf);
  }

  /** Signs a checkpoint when it is due, or at once when asked to; null: there is nothing new to sign. */
  sign(when: 'if due' | 'now'): Promise<Checkpoint | null> {
    // One after the other: two at once would name the same one before.
    const turn = this.#turn.then(() => this.#sign(when));
    this.#turn = turn.catch((error) => this.#deps.log.error('a checkpoint is not signed', error));
    return turn;
  }

  async #sign(when: 'if due' | 'now'): Promise<Checkpoint | null> {
    const { store, clock } = this.#deps;
    await this.#load();
    const key = this.#key;
    if (key === null) throw new TremoloError('internal', 'There is no key for the audit trail.');
    const from = this.#last?.seq ?? 0;
    const [head] = await store.read('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
    if (head === undefined || Number(head.seq) <= from) return null;
    if (when === 'if due' && !(await this.#isDue(from, Number(head.seq)))) return null;
    const unsigned = {
      seq: Number(head.seq),
      hash: String(head.hash),
      atMs: clock(),
      keyId: key.id,
      previous: this.#last === null ? '' : checkpointHash(this.#last),
    };
    const signature = sign(null, Buffer.from(checkpointText(unsigned)), key.sign);
    const checkpoint = { ...unsigned, signature: signature.toString('base64url') };
    const insert = {
      sql: `INSERT INTO audit_checkpoints SELECT ?, ?, ?, ?, ?, ?
        WHERE coalesce((SELECT max(seq) FROM audit_checkpoints), 0) = ?`,
      args: [...Object.values(checkpoint), from],
      mustChange: true,
    };
    // Null: another process signed at this moment; this one follows it with the next turn.
    if ((await store.record([insert], [])) === null) return null;
    this.#last = checkpoint;
    return checkpoint;
  }

  async #isDue(from: number, head: number): Promise<boolean> {
    if (head - from >= ENTRIES_MAX) return true;
    const [first] = await this.#deps.store.read('SELECT at_ms FROM audit WHERE seq = ?', [
      from + 1,
    ]);
    // Either way: after the clock was set back, an entry from ahead would wait for its time to come again.
    return first !== undefined && Math.abs(this.#deps.clock() - Number(first.at_ms)) >= AGE_MAX_MS;
  }

  #newKey(): { pem: string; keyId: string; statement: Statement } {
    const { vault, clock } = this.#deps;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const keyId = createHash('sha256').update(pem).digest('hex').slice(0, 16);
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const args = [keyId, pem, vault.seal(PURPOSE, secret), clock()];
    return {
      pem,
      keyId,
      statement: { sql: 'INSERT INTO audit_keys VALUES (?, ?, ?, ?)', args },
    };
  }

  #publish(keyId: string, pem: string): void {
    const { folder } = this.#deps;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, `public-key-${keyId}.pem`), pem);
  }
}
