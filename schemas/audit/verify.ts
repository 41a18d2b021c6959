import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { CHAIN_START, type ChainedEntry, chainHash, commitment } from '#schemas/audit/chain';

/** A signature over where the chain stood, chained itself: `previous` is the hash of the checkpoint before. */
export interface Checkpoint {
  readonly seq: number;
  readonly hash: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly previous: string;
  /** Ed25519 over `checkpointText`, base64url. */
  readonly signature: string;
}

/** An entry with its hash and, where it is still there, what is personal. */
export interface VerifiableEntry extends ChainedEntry {
  readonly hash: string;
  readonly personal: readonly { part: 'actor' | 'subject'; salt: string; body: string }[];
}

/** What is signed of a checkpoint. */
export function checkpointText({
  seq,
  hash,
  atMs,
  keyId,
  previous,
}: Omit<Checkpoint, 'signature'>): string {
  return JSON.stringify(['tremolo audit checkpoint', seq, hash, atMs, keyId, previous]);
}

/** The hash by which the next checkpoint names this one. */
export function checkpointHash(checkpoint: Checkpoint): string {
  const text = `${checkpointText(checkpoint)}\n${checkpoint.signature}`;
  return createHash('sha256').update(text).digest('hex');
}

/** The first thing that is wrong, by the number of its entry, in a sentence. */
export interface Finding {
  readonly seq: number;
  readonly sentence: string;
}

/**
 * Checks the trail piece by piece, in order: every hash over its entry and the one before, every number without a gap, what is
 * personal against its commitment, and every checkpoint’s signature. Knows nothing but the public keys.
 */
export class TrailVerifier {
  readonly #keys: ReadonlyMap<string, KeyObject>;
  readonly #checkpoints: ReadonlyMap<number, Checkpoint>;
  #hash: string;
  #seq: number;
  entries = 0;
  signatures = 0;

  /** `from`: where the part that is here begins, as a checkpoint that was checked says; null: at the very first entry. */
  constructor(options: {
    readonly keys: ReadonlyMap<string, string>;
    readonly checkpoints: readonly Checkpoint[];
    readonly from: { readonly seq: number; readonly hash: string } | null;
  }) {
    this.#keys = new Map([...options.keys].map(([id, pem]) => [id, createPublicKey(pem)]));
    this.#checkpoints = new Map(options.checkpoints.map((one) => [one.seq, one]));
    this.#seq = options.from?.seq ?? 0;
    this.#hash = options.from?.hash ?? CHAIN_START;
  }

  /** The number of the last entry that was checked. */
  get through(): number {
    return this.#seq;
  }

  /** Whether every checkpoint is signed with a known key and follows the one before. */
  checkCheckpoints(): Finding | null {
    let previous = '';
    for (const checkpoint of [...this.#checkpoints.values()].sort((a, b) => a.seq - b.seq)) {
      const { seq, keyId, signature } = checkpoint;
      const key = this.#keys.get(keyId);
      if (key === undefined)
        return {
          seq,
          sentence: `The checkpoint at entry ${seq} is signed with a key that is not yours.`,
        };
      const text = Buffer.from(checkpointText(checkpoint));
      if (!verify(null, text, key, Buffer.from(signature, 'base64url'))) {
        return { seq, sentence: `The signature of the checkpoint at entry ${seq} is wrong.` };
      }
      if (previous !== '' && checkpoint.previous !== previous) {
        return {
          seq,
          sentence: `A checkpoint before the one at entry ${seq} is missing or was replaced.`,
        };
      }
      previous = checkpointHash(checkpoint);
      this.signatures++;
    }
    return null;
  }

  /** Checks one more entry; null: it is as it was recorded. */
  check(entry: VerifiableEntry): Finding | null {
    const { seq } = entry;
    if (seq !== this.#seq + 1) return gap(this.#seq + 1, seq);
    const hash = chainHash(this.#hash, entry);
    if (hash !== entry.hash) {
      return { seq, sentence: `Entry ${seq} was altered, or the one before it was replaced.` };
    }
    for (const { part, salt, body } of entry.personal) {
      const right = part === 'actor' ? entry.actorCommitment : entry.subjectCommitment;
      if (commitment(salt, body) !== right) {
        return { seq, sentence: `What is personal in entry ${seq} was altered.` };
      }
    }
    const checkpoint = this.#checkpoints.get(seq);
    if (checkpoint !== undefined && checkpoint.hash !== hash) {
      return { seq, sentence: `Entry ${seq} is not the one that was signed.` };
    }
    this.#seq = seq;
    this.#hash = hash;
    this.entries++;
    return null;
  }

  /** Whether entries are missing behind the last one: a checkpoint was signed for a later one. */
  checkEnd(): Finding | null {
    const last = Math.max(0, ...this.#checkpoints.keys());
    if (last <= this.#seq) return null;
    const seq = this.#seq + 1;
    return { seq, sentence: `Entries ${seq} to ${last} are missing at the end: they were signed.` };
  }
}

function gap(expected: number, found: number): Finding {
  if (found < expected) {
    return {
      seq: found,
      sentence: `Entry ${found} stands where entry ${expected} should be: the order was changed.`,
    };
  }
  const missing =
    found === expected + 1 ? `Entry ${expected} is` : `Entries ${expected} to ${found - 1} are`;
  return { seq: expected, sentence: `${missing} missing.` };
}
